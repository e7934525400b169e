"""What the doors answer to each refusal of the domain."""

from samspil.referral.domain.citizen_file import NotRegistered, StaleVersion
from samspil.web import problem_types

REMEDIES = {
    NotRegistered: problem_types.UNKNOWN_CITIZEN,
    StaleVersion: problem_types.STALE_VERSION,
}

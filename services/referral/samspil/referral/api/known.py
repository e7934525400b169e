"""What a door has to know of a citizen before it can answer."""

from uuid import UUID

from samspil.referral.api.doors import ReferralDoor
from samspil.referral.domain.referral import Referral, require_referral
from samspil.referral.storage.queries import Read, read_file
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web import problem_types
from samspil.web.problems import Problem


async def known(door: ReferralDoor, citizen: CitizenId) -> Read:
    """Everything that is kept of a citizen who has a file. Raises ``Problem``."""
    found = await read_file(door.store.pool, citizen)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    return found


async def known_referral(door: ReferralDoor, citizen: CitizenId, referral_id: UUID) -> Referral:
    """One of the citizen's referrals. Raises ``Problem``, ``UnknownReferral``."""
    found = await known(door, citizen)
    return require_referral({one.id: one for one in found.referrals}, referral_id)

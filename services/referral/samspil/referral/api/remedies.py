"""What the doors answer to each refusal of the domain."""

from samspil.referral.domain.cancel import NotOpen, NotTheAuthor, UnknownReferral
from samspil.referral.domain.citizen_file import NotRegistered, StaleVersion
from samspil.web import problem_types
from samspil.web.problem_types import ProblemType

UNKNOWN_REFERRAL = ProblemType(
    "unknown-referral",
    404,
    "The referral is not known",
    "The citizen has no referral with this id.",
    "Borgeren har ingen henvendelse med dette id.",
)
NOT_THE_AUTHOR = ProblemType(
    "not-the-author",
    403,
    "Only the author may do this",
    "A referral is changed by the one who submitted it.",
    "En henvendelse ændres af den, der har sendt den.",
)
NOT_OPEN = ProblemType(
    "referral-not-open",
    409,
    "The referral is no longer open",
    "The referral was answered or taken back already.",
    "Henvendelsen er allerede besvaret eller trukket tilbage.",
)

REMEDIES = {
    NotRegistered: problem_types.UNKNOWN_CITIZEN,
    StaleVersion: problem_types.STALE_VERSION,
    UnknownReferral: UNKNOWN_REFERRAL,
    NotTheAuthor: NOT_THE_AUTHOR,
    NotOpen: NOT_OPEN,
}

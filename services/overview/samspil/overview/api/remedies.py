"""What the doors answer to each refusal of the domain."""

from samspil.overview.domain.set_hold import EndsInThePast, HoldChanged, NoSuchHold
from samspil.web.problem_types import STALE_VERSION, ProblemType

ENDS_IN_THE_PAST = ProblemType(
    "ends-in-the-past",
    422,
    "The last day lies in the past",
    "A contact hold lasts until today or a later day.",
    "En kontaktpause varer til i dag eller en senere dag.",
)
NO_SUCH_HOLD = ProblemType(
    "no-such-hold",
    404,
    "There is no such contact hold",
    "No contact hold with this id stands for the citizen.",
    "Borgeren har ingen kontaktpause med dette id.",
)

REMEDIES = {EndsInThePast: ENDS_IN_THE_PAST, NoSuchHold: NO_SUCH_HOLD, HoldChanged: STALE_VERSION}

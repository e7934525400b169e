"""What the doors answer to each refusal of the domain, and of the log of looks."""

from collections.abc import Mapping

from samspil.overview.api.doors import AccessLogClosed, SaidToBeDead
from samspil.overview.domain.decline_hold import NoLongerProposed, NoSuchProposal
from samspil.overview.domain.handle_contradiction import NoSuchAnswer
from samspil.overview.domain.handle_undelivered import NothingUndelivered
from samspil.overview.domain.ours import NotOurs
from samspil.overview.domain.set_hold import EndsInThePast, HoldChanged, HoldReplaced, NoSuchHold
from samspil.rulebook.case_at_hand import NoWords
from samspil.sealing.read_access import NothingAsked, PeriodEndsEarly
from samspil.web import consents
from samspil.web.field_errors import FieldError
from samspil.web.problem_types import STALE_VERSION, ProblemType
from samspil.web.problems import Remedy

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
    "No contact hold with this id was set for the citizen.",
    "Borgeren har ingen kontaktpause med dette id.",
)
HOLD_REPLACED = ProblemType(
    "hold-replaced",
    409,
    "Another contact hold stands",
    "The contact hold is over and another one stands: end that one, if it is to be ended.",
    "Kontaktpausen er afløst af en anden, som gælder nu; afslut den, hvis det er den, der skal afsluttes.",
)
NOTHING_UNDELIVERED = ProblemType(
    "nothing-undelivered",
    404,
    "No such message waits",
    "No message with this id waits for anybody: it arrived, or what it told has been told since.",
    "Der venter ingen besked med dette id: den kom frem, eller det er fortalt siden.",
)
NO_SUCH_ANSWER = ProblemType(
    "no-such-answer",
    404,
    "There is no such answer",
    "No partner gave an answer with this id that contradicts an earlier one.",
    "Der er intet svar med dette id, som siger noget andet end et tidligere.",
)

NO_SUCH_PROPOSAL = ProblemType(
    "no-such-proposal",
    404,
    "There is no such proposal",
    "No contact hold was proposed for the citizen under this id.",
    "Der er ikke foreslået en kontaktpause med dette id.",
)
NO_LONGER_PROPOSED = ProblemType(
    "no-longer-proposed",
    409,
    "The contact hold is no longer proposed",
    "A contact hold was set in the meantime, or the stay is over: there is nothing left to decline.",
    "Forslaget om kontaktpause gælder ikke længere: enten er der sat en kontaktpause, "
    "eller indlæggelsen er slut. Se borgerens side, som den er nu.",
)

SAID_TO_BE_DEAD = ProblemType(
    "said-to-be-dead",
    403,
    "The citizen is recorded as dead",
    "Nobody is let in with the number of somebody who is recorded as dead. Where that is a mistake, the "
    "municipality puts it right.",
    "Hos os står der, at du er død. Er det forkert, så ring til kommunen. Så retter de det.",
)
ACCESS_LOG_CLOSED = ProblemType(
    "access-log-closed",
    503,
    "The access log cannot be read here",
    "This process was not given the role that reads the access log; whoever keeps it running sets it up.",
    "Adgangsloggen kan ikke læses her endnu. Den, der driver Samspil, skal give siden adgang til den.",
)
NOTHING_ASKED = ProblemType(
    "nothing-asked",
    422,
    "Nobody and no time is named",
    "Name whoever looked, or a period: nobody reads the whole log.",
    "Skriv et CPR-nummer, et brugernavn eller en periode.",
)
PERIOD_ENDS_EARLY = FieldError("#/to", "period_ends_early", "query")

NOT_OURS = ProblemType(
    "citizen-not-ours",
    409,
    "The citizen is dead, or another municipality acts",
    "Nothing more is decided here: where that is a mistake, put the citizen's file right first.",
    "Borgeren er død, eller en anden kommune har overtaget sagen. Er det en fejl, skal oplysningerne rettes.",
)

REMEDIES: Mapping[type[Exception], Remedy] = {
    **consents.REMEDIES,
    NotOurs: NOT_OURS,
    EndsInThePast: ENDS_IN_THE_PAST,
    NoSuchHold: NO_SUCH_HOLD,
    HoldReplaced: HOLD_REPLACED,
    HoldChanged: STALE_VERSION,
    NoSuchProposal: NO_SUCH_PROPOSAL,
    NoLongerProposed: NO_LONGER_PROPOSED,
    NoSuchAnswer: NO_SUCH_ANSWER,
    NothingUndelivered: NOTHING_UNDELIVERED,
    NoWords: FieldError("#/words", "missing"),
    SaidToBeDead: SAID_TO_BE_DEAD,
    AccessLogClosed: ACCESS_LOG_CLOSED,
    NothingAsked: NOTHING_ASKED,
    PeriodEndsEarly: PERIOD_ENDS_EARLY,
}

"""What the doors answer to each refusal of the domain, and of the log of looks."""

from collections.abc import Mapping

from samspil.overview.api.doors import AccessLogClosed, SaidToBeDead
from samspil.overview.api.writing import NotAUnitThere, NoUnitThere, WriterWithoutName
from samspil.overview.domain.answer_attention import NoLongerRaised, NoSuchAttention, NotRelevantWithoutWhy
from samspil.overview.domain.attachments import NoSuchAttachment
from samspil.overview.domain.decline_hold import NoLongerProposed, NoSuchProposal
from samspil.overview.domain.handle_contradiction import NoSuchAnswer
from samspil.overview.domain.handle_message import NoSuchMessage
from samspil.overview.domain.handle_undelivered import NothingUndelivered
from samspil.overview.domain.ours import NotOurs
from samspil.overview.domain.served_goal import GoalIsOver, NotTheirGoal
from samspil.overview.domain.set_hold import EndsInThePast, HoldChanged, HoldReplaced, NoSuchHold
from samspil.overview.domain.write_message import (
    NobodyToNameToThem,
    NoGroundToWrite,
    NoSuchThread,
    UrgencyOfNoReferral,
)
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

NO_SUCH_ATTENTION = ProblemType(
    "no-such-attention",
    404,
    "There is no such attention",
    "Nothing that does not go together was raised for the citizen under this id.",
    "Der er ikke noget med dette id, som ikke passer sammen.",
)
NO_LONGER_RAISED = ProblemType(
    "no-longer-raised",
    409,
    "It is settled already",
    "Its cause is gone, or somebody has answered otherwise: there is nothing left to answer.",
    "Det er ikke aktuelt mere: enten er det ændret, eller også har en anden taget sig af det. "
    "Se borgerens side, som den er nu.",
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

NO_GROUND_TO_WRITE = ProblemType(
    "no-ground-to-write",
    409,
    "The region may not be told",
    "Nothing lets the region know what is written about the citizen: record a consent first, or call without "
    "saying whom it is about.",
    "Regionen må ikke få noget at vide om borgeren nu. Spørg borgeren, og skriv samtykket, før du skriver.",
)
NOBODY_TO_NAME = ProblemType(
    "citizen-without-number",
    409,
    "The citizen has no number",
    "A hospital cannot know about whom it is written: put the citizen's number in their file first.",
    "Borgeren har intet CPR-nummer i Samspil. Skriv det på under Oplysninger, før du skriver til regionen.",
)
NO_SUCH_MESSAGE = ProblemType(
    "no-such-message",
    404,
    "There is no such message",
    "No hospital wrote a message with this id about the citizen.",
    "Der er ingen besked fra et hospital med dette id.",
)
NO_SUCH_THREAD = ProblemType(
    "no-such-thread",
    404,
    "There is no such thread",
    "Nothing was written about the citizen under this id.",
    "Der er ikke skrevet noget om borgeren under dette id.",
)
NO_SUCH_ATTACHMENT = ProblemType(
    "no-such-attachment",
    404,
    "There is no such attachment",
    "The message has no attachment with this id.",
    "Beskeden har ingen fil med dette id.",
)
WRITER_WITHOUT_NAME = ProblemType(
    "writer-without-name",
    403,
    "The token names nobody",
    "Who reads the message has to see who wrote it: the issuer tells no name of the caller that can be told.",
    "Afdelingen skal kunne se, hvem der skriver, og dit login fortæller ikke dit navn. Kontakt den, der "
    "står for logins.",
)
NO_UNIT_THERE = ProblemType(
    "no-region-unit",
    409,
    "No unit of the region is known",
    "The rulebook names no unit of the region today: whoever keeps it adds one.",
    "Samspil kender ingen enhed i regionen i dag. Den, der driver Samspil, skal skrive den ind.",
)

REMEDIES: Mapping[type[Exception], Remedy] = {
    **consents.REMEDIES,
    NotOurs: NOT_OURS,
    NotTheirGoal: FieldError("#/goal_id", "unknown_goal"),
    GoalIsOver: FieldError("#/goal_id", "goal_over"),
    EndsInThePast: ENDS_IN_THE_PAST,
    NoSuchHold: NO_SUCH_HOLD,
    HoldReplaced: HOLD_REPLACED,
    HoldChanged: STALE_VERSION,
    NoSuchProposal: NO_SUCH_PROPOSAL,
    NoLongerProposed: NO_LONGER_PROPOSED,
    NoSuchAttention: NO_SUCH_ATTENTION,
    NoLongerRaised: NO_LONGER_RAISED,
    NotRelevantWithoutWhy: FieldError("#/words", "missing"),
    NoSuchAnswer: NO_SUCH_ANSWER,
    NothingUndelivered: NOTHING_UNDELIVERED,
    NoGroundToWrite: NO_GROUND_TO_WRITE,
    NobodyToNameToThem: NOBODY_TO_NAME,
    NoSuchMessage: NO_SUCH_MESSAGE,
    NoSuchThread: NO_SUCH_THREAD,
    NoSuchAttachment: NO_SUCH_ATTACHMENT,
    WriterWithoutName: WRITER_WITHOUT_NAME,
    NoUnitThere: NO_UNIT_THERE,
    NotAUnitThere: FieldError("#/to_unit", "not_of_the_region"),
    UrgencyOfNoReferral: FieldError("#/urgency", "urgency_of_no_referral"),
    NoWords: FieldError("#/words", "missing"),
    SaidToBeDead: SAID_TO_BE_DEAD,
    AccessLogClosed: ACCESS_LOG_CLOSED,
    NothingAsked: NOTHING_ASKED,
    PeriodEndsEarly: PERIOD_ENDS_EARLY,
}

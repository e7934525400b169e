"""A referral in every state that it can be in, and every verb that somebody can say about it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from samspil.contracts.referral import ClosingReason, CompletionOutcome, DeclineReason, Hearing, Priority
from samspil.referral.domain.accept import accept
from samspil.referral.domain.answer_cancellation import answer_cancellation
from samspil.referral.domain.cancel import cancel
from samspil.referral.domain.close import close
from samspil.referral.domain.complete import complete
from samspil.referral.domain.correct import correct
from samspil.referral.domain.decline import No, decline
from samspil.referral.domain.give_information import give_information
from samspil.referral.domain.receive import receive
from samspil.referral.domain.redirect import redirect
from samspil.referral.domain.referral import Question, Referral, Staff, State
from samspil.referral.domain.request_cancellation import request_cancellation
from samspil.referral.domain.request_information import request_information
from samspil.referral.domain.start import start
from samspil.referral.domain.void import void
from samspil.referral.domain.waitlist import waitlist
from samspil.testkit.builders import MONDAY, RULES, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

UNIT: Final = frozenset({"VISITATION-1"})
VISITATOR: Final = Staff("answerer", UNIT, decides=True)
AUTHOR: Final = Staff("author", UNIT, decides=True)
LATE: Final = datetime(2026, 12, 8, 9, tzinfo=UTC)
"""The day after the last one for an answer."""
STARTS: Final = date(2026, 12, 15)
ASKED: Final = Referral(
    id=UUID(int=2),
    state=State.SUBMITTED,
    from_sector=Sector.SOCIAL,
    to_sector=Sector.SOCIAL,
    to_unit="VISITATION-1",
    priority=Priority.ROUTINE,
    words=sealed(),
    basis=LegalBasis.SEL_85,
    author="author",
    answer_by=date(2026, 12, 7),
    submitted_at=MONDAY,
)
NO: Final = No(DeclineReason.OTHER, sealed("words"), sealed("suggestion"), Hearing.HELD, sealed("letter"))

_TAKEN_IN: Final = {"received_by": "first"}
_SAID_YES: Final = {**_TAKEN_IN, "accepted_by": "second", "starts_on": STARTS, "answered": True}

STATES: Final[Mapping[State, Mapping[str, Any]]] = {
    State.SUBMITTED: {},
    State.TOLD: {},
    State.RECEIVED: _TAKEN_IN,
    State.INFORMATION_REQUESTED: {
        **_TAKEN_IN,
        "questions": (Question(sealed("words"), "first"),),
        "days_left": 4,
    },
    State.ACCEPTED: _SAID_YES,
    State.WAITLISTED: _SAID_YES,
    State.STARTED: _SAID_YES,
    State.CANCELLATION_REQUESTED: _SAID_YES,
    State.COMPLETED: _SAID_YES,
    State.DECLINED: {**_TAKEN_IN, "answered": True},
    State.REDIRECTED: {**_TAKEN_IN, "answered": True},
    State.CANCELLED: {},
    State.CLOSED: {},
    State.VOIDED: {},
}

Decided = tuple[Referral, tuple[Any, ...]]
Verb = Callable[..., Decided]


def in_state(state: State) -> Referral:
    """The referral where it is then."""
    return replace(ASKED, state=state, **STATES[state])


def _starts(it: Referral, now: datetime, by: Staff = VISITATOR) -> Decided:
    return start(it, by, danish_day(now), now)


VERBS: Final[Mapping[str, Verb]] = {
    "receive": lambda it, now, by=VISITATOR: receive(it, by, now),
    "request information": lambda it, now, by=VISITATOR: request_information(it, by, sealed(), RULES, now),
    "give information": lambda it, now, by=AUTHOR: give_information(it, by, sealed(), now),
    "accept": lambda it, now, by=VISITATOR: accept(it, by, max(STARTS, danish_day(now)), now),
    "decline": lambda it, now, by=VISITATOR: decline(it, by, NO, now),
    "redirect": lambda it, now, by=VISITATOR: redirect(it, by, UUID(int=9), "BOSTOETTE-1", sealed(), now),
    "waitlist": lambda it, now, by=VISITATOR: waitlist(it, by, max(STARTS, danish_day(now)), now),
    "start": _starts,
    "complete": lambda it, now, by=VISITATOR: complete(it, by, CompletionOutcome.GOAL_REACHED, sealed(), now),
    "cancel": lambda it, now, by=AUTHOR: cancel(it, by, now),
    "request cancellation": lambda it, now, by=AUTHOR: request_cancellation(it, by, sealed(), RULES, now),
    "stop": lambda it, now, by=VISITATOR: answer_cancellation(it, by, None, now, stops=True),
    "go on": lambda it, now, by=VISITATOR: answer_cancellation(it, by, sealed(), now, stops=False),
    "correct": lambda it, now, by=AUTHOR: correct(it, by, sealed(), Priority.URGENT, RULES, now),
    "close": lambda it, now, by=AUTHOR, reason=ClosingReason.WITHDRAWN: close(it, by, reason, now),
    "void": lambda it, now, by=AUTHOR: void(it, by, sealed(), now),
}
"""Each takes the referral, the time, and who says it if that is not who may."""

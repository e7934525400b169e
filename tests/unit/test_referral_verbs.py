"""Every verb on a referral in every state that it can be in: what becomes of it, and of nothing else."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from samspil.contracts.referral import (
    DeclineReason,
    Priority,
    ReferralAccepted,
    ReferralCancelled,
    ReferralDeclined,
    ReferralReceived,
    ReferralUnanswered,
)
from samspil.referral.domain.accept import StartsInThePast, accept
from samspil.referral.domain.cancel import NotTheAuthor, cancel
from samspil.referral.domain.decline import No, decline
from samspil.referral.domain.miss_answer import miss_answer
from samspil.referral.domain.receive import AlreadyReceived, receive
from samspil.referral.domain.referral import (
    Answerer,
    AskedOfAnother,
    NotOpen,
    NotReceived,
    OwnReferral,
    Referral,
    State,
)
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

ID = UUID(int=2)
STARTS = date(2026, 12, 15)
LATE = datetime(2026, 12, 8, 9, tzinfo=UTC)
"""The day after the last one for an answer."""
BY = Answerer("answerer", Sector.SOCIAL)
ASKED = Referral(
    id=ID,
    state=State.SUBMITTED,
    from_sector=Sector.REGION,
    to_sector=Sector.SOCIAL,
    to_unit="VISITATION-1",
    priority=Priority.ROUTINE,
    words=sealed(),
    basis=LegalBasis.SEL_85,
    author="author",
    answer_by=date(2026, 12, 7),
    submitted_at=MONDAY,
)

STANDS: dict[str, dict[str, Any]] = {
    "submitted": {},
    "received": {"state": State.RECEIVED, "received_by": "first"},
    "overdue": {"state": State.UNANSWERED},
    "received and overdue": {"state": State.UNANSWERED, "received_by": "first"},
    "accepted": {
        "state": State.ACCEPTED,
        "received_by": "first",
        "accepted_by": "second",
        "starts_on": date(2026, 12, 9),
    },
    "declined": {"state": State.DECLINED, "received_by": "first"},
    "cancelled": {"state": State.CANCELLED},
    "received and cancelled": {"state": State.CANCELLED, "received_by": "first"},
}

RECEIVED = ReferralReceived(referral_id=ID, received_by="answerer", occurred_at=LATE)
ACCEPTED = ReferralAccepted(referral_id=ID, accepted_by="answerer", starts_on=STARTS, occurred_at=LATE)
NO = No(DeclineReason.OTHER, sealed("words"), sealed("suggestion"), is_decision=True)
DECLINED = ReferralDeclined(
    referral_id=ID,
    declined_by="answerer",
    reason=NO.reason,
    words=NO.words,
    suggestion=NO.suggestion,
    is_decision=True,
    occurred_at=LATE,
)
CANCELLED = ReferralCancelled(referral_id=ID, cancelled_by="author", occurred_at=LATE)
MISSED = ReferralUnanswered(referral_id=ID, answer_by=date(2026, 12, 7), occurred_at=LATE)

TAKEN_IN = {"received_by": "answerer"}, RECEIVED
SAID_YES = {"state": State.ACCEPTED, "accepted_by": "answerer", "starts_on": STARTS}, ACCEPTED
SAID_NO = {"state": State.DECLINED, "declined": DECLINED}, DECLINED
TAKEN_BACK = {"state": State.CANCELLED}, CANCELLED
WENT_BY = {"state": State.UNANSWERED}, MISSED
LEFT_ALONE: tuple[dict[str, Any], None] = {}, None

Right = tuple[dict[str, Any], Any] | type[Exception]

FIRST = {**TAKEN_IN[0], "state": State.RECEIVED}, RECEIVED
CLOSED = (NotOpen, NotOpen, NotOpen, NotOpen, LEFT_ALONE)

RIGHT: dict[str, tuple[Right, Right, Right, Right, Right]] = {
    #             receive, accept, decline, cancel, the day passes
    "submitted": (FIRST, NotReceived, NotReceived, TAKEN_BACK, WENT_BY),
    "received": (AlreadyReceived, SAID_YES, SAID_NO, TAKEN_BACK, WENT_BY),
    "overdue": (TAKEN_IN, NotReceived, NotReceived, TAKEN_BACK, LEFT_ALONE),
    "received and overdue": (AlreadyReceived, SAID_YES, SAID_NO, TAKEN_BACK, LEFT_ALONE),
    "accepted": CLOSED,
    "declined": CLOSED,
    "cancelled": CLOSED,
    "received and cancelled": CLOSED,
}

Verb = Callable[[Referral], tuple[Referral, tuple[Any, ...]]]

VERBS: dict[str, Verb] = {
    "receive": lambda referral: receive(referral, BY, LATE),
    "accept": lambda referral: accept(referral, BY, STARTS, LATE),
    "decline": lambda referral: decline(referral, BY, NO, LATE),
    "cancel": lambda referral: cancel(referral, "author", LATE),
    "the day passes": lambda referral: miss_answer(referral, LATE),
}


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_does_what_it_may_in_that_state_and_touches_nothing_else(stands: str, verb: str) -> None:
    before = replace(ASKED, **STANDS[stands])
    right = RIGHT[stands][list(VERBS).index(verb)]

    if isinstance(right, type):
        with pytest.raises(right):
            VERBS[verb](before)
        return
    after, facts = VERBS[verb](before)

    changes, fact = right
    assert after == replace(before, **changes)
    assert list(facts) == ([] if fact is None else [fact])


@pytest.mark.parametrize("asked", Sector)
@pytest.mark.parametrize("answering", Sector)
@pytest.mark.parametrize("staff", ["author", "colleague"])
def test_only_the_asked_party_answers_and_there_anybody_but_the_author(
    asked: Sector, answering: Sector, staff: str
) -> None:
    referral = replace(ASKED, from_sector=Sector.SOCIAL, to_sector=asked)
    received = replace(referral, state=State.RECEIVED, received_by="first")
    by = Answerer(staff, answering)
    refusal = AskedOfAnother if answering is not asked else OwnReferral if staff == "author" else None

    with nullcontext() if refusal is None else pytest.raises(refusal):
        receive(referral, by, MONDAY)
    with nullcontext() if refusal is None else pytest.raises(refusal):
        accept(received, by, STARTS, MONDAY)
    with nullcontext() if refusal is None else pytest.raises(refusal):
        decline(received, by, NO, MONDAY)


@pytest.mark.parametrize("staff", ["registrar", "first", "answerer", "Author", ""])
def test_neither_who_registered_the_citizen_nor_who_took_it_in_takes_a_referral_back(staff: str) -> None:
    received = replace(ASKED, state=State.RECEIVED, received_by="first")

    with pytest.raises(NotTheAuthor):
        cancel(received, staff, MONDAY)


@pytest.mark.parametrize(
    ("now", "past", "today"),
    [
        # Half past midnight and half to midnight in Denmark, winter and summer.
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), date(2026, 11, 23), date(2026, 11, 24)),
        (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), date(2026, 11, 22), date(2026, 11, 23)),
        (datetime(2026, 6, 23, 22, 30, tzinfo=UTC), date(2026, 6, 23), date(2026, 6, 24)),
        (datetime(2026, 6, 23, 21, 30, tzinfo=UTC), date(2026, 6, 22), date(2026, 6, 23)),
    ],
)
def test_help_starts_on_the_danish_day_of_the_yes_at_the_earliest(
    now: datetime, past: date, today: date
) -> None:
    received = replace(ASKED, state=State.RECEIVED, received_by="first")

    after, (fact,) = accept(received, BY, today, now)

    assert after.starts_on == fact.starts_on == today
    with pytest.raises(StartsInThePast):
        accept(received, BY, past, now)


@pytest.mark.parametrize(
    ("answer_by", "on_the_day", "the_day_after"),
    [
        (
            date(2026, 12, 7),
            datetime(2026, 12, 7, 22, 59, 59, tzinfo=UTC),
            datetime(2026, 12, 7, 23, tzinfo=UTC),
        ),
        (
            date(2026, 7, 7),
            datetime(2026, 7, 7, 21, 59, 59, tzinfo=UTC),
            datetime(2026, 7, 7, 22, tzinfo=UTC),
        ),
    ],
    ids=["winter", "summer"],
)
@pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED])
def test_an_answer_is_missing_from_the_danish_midnight_after_its_last_day(
    state: State, answer_by: date, on_the_day: datetime, the_day_after: datetime
) -> None:
    waiting = replace(ASKED, state=state, answer_by=answer_by)

    assert miss_answer(waiting, on_the_day) == (waiting, ())
    missed, (fact,) = miss_answer(waiting, the_day_after)

    assert missed.state is State.UNANSWERED
    assert fact == ReferralUnanswered(referral_id=ID, answer_by=answer_by, occurred_at=the_day_after)

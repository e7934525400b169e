"""Meetings and contacts: every verb on a meeting in every state, and what is said of each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from a_plan import AGREED, NOW, TODAY, WORDS
from samspil.contracts.plan import (
    ContactKind,
    ContactOutcome,
    MeetingKind,
    Participant,
    PlanContactNoted,
    PlanMeetingBooked,
    PlanMeetingCancelled,
    PlanMeetingHeld,
    PlanMeetingMissed,
)
from samspil.plan.domain.book_meeting import Booking, MeetingLongPast, book_meeting, move_meeting
from samspil.plan.domain.cancel_meeting import cancel_ahead, cancel_meeting
from samspil.plan.domain.hold_meeting import hold_meeting
from samspil.plan.domain.meeting import (
    Meeting,
    MeetingAhead,
    MeetingOver,
    MeetingState,
    UnknownMeeting,
    require_meeting,
)
from samspil.plan.domain.miss_meeting import miss_meeting
from samspil.plan.domain.note_contact import Contact, note_contact
from samspil.plan.domain.without_citizen import CitizenCame, ReasonMissing
from samspil.testkit.builders import sealed

ELSEWHERE = sealed("words")
BOTH = (Participant.CITIZEN, Participant.EMPLOYMENT)
BOOKING = Booking(
    UUID(int=20), MeetingKind.PLANNING, NOW, ELSEWHERE, BOTH, responsible="worker", by="planner"
)
BOOKED, _ = book_meeting(AGREED, BOOKING, NOW)
ABOUT: dict[str, Any] = {"plan_id": AGREED.id, "meeting_id": BOOKING.id, "occurred_at": NOW}
DAY = timedelta(days=1)


def booked(at: datetime, place: Any = ELSEWHERE, by: str = "planner") -> PlanMeetingBooked:
    return PlanMeetingBooked(
        kind=MeetingKind.PLANNING,
        at=at,
        place=place,
        invited=BOTH,
        responsible="worker",
        booked_by=by,
        **ABOUT,
    )


Verb = Callable[[Meeting], tuple[Meeting, tuple[Any, ...]]]
VERBS: dict[str, tuple[Verb, dict[str, Any], Any]] = {
    "move": (
        lambda it: move_meeting(it, NOW + DAY, None, "staff", NOW),
        {"at": NOW + DAY},
        booked(NOW + DAY, by="staff"),
    ),
    "hold": (
        lambda it: hold_meeting(it, BOTH, None, WORDS, "staff", NOW),
        {"state": MeetingState.HELD, "came": BOTH, "result": WORDS},
        PlanMeetingHeld(came=BOTH, without_citizen_because=None, result=WORDS, noted_by="staff", **ABOUT),
    ),
    "miss": (
        lambda it: miss_meeting(it, (Participant.CITIZEN,), "staff", NOW),
        {"state": MeetingState.MISSED, "missing": (Participant.CITIZEN,)},
        PlanMeetingMissed(missing=(Participant.CITIZEN,), noted_by="staff", **ABOUT),
    ),
    "cancel": (
        lambda it: cancel_meeting(it, Participant.CITIZEN, WORDS, "staff", NOW),
        {"state": MeetingState.CANCELLED, "cancelled_by": Participant.CITIZEN, "why": WORDS},
        PlanMeetingCancelled(cancelled_by=Participant.CITIZEN, reason=WORDS, noted_by="staff", **ABOUT),
    ),
}


def test_a_meeting_is_booked() -> None:
    assert book_meeting(AGREED, BOOKING, NOW) == (
        Meeting(UUID(int=20), AGREED.id, MeetingKind.PLANNING, NOW, ELSEWHERE, BOTH, "worker"),
        (booked(NOW),),
    )


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("verb", VERBS)
def test_what_becomes_of_a_meeting_is_said_once(verb: str, state: MeetingState) -> None:
    decide, changes, fact = VERBS[verb]
    before = replace(BOOKED, state=state)

    if state is MeetingState.BOOKED:
        assert decide(before) == (replace(before, **changes), (fact,))
    else:
        with pytest.raises(MeetingOver):
            decide(before)


@pytest.mark.parametrize("verb", ["hold", "miss"])
def test_nobody_says_what_became_of_a_meeting_before_its_day(verb: str) -> None:
    decide, _, _ = VERBS[verb]

    assert decide(replace(BOOKED, at=NOW + timedelta(hours=13)))[1], "it is held earlier that day"
    with pytest.raises(MeetingAhead):
        decide(replace(BOOKED, at=NOW + timedelta(hours=14)))


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_meeting_is_called_off_whenever_that_is_noted(days: int) -> None:
    decide, changes, _ = VERBS["cancel"]
    before = replace(BOOKED, at=NOW + days * DAY)

    assert decide(before)[0] == replace(before, **changes)


def test_one_that_has_been_is_booked_to_say_what_became_of_it_but_not_of_long_ago() -> None:
    past = replace(BOOKING, at=NOW - timedelta(days=366))
    assert book_meeting(AGREED, past, NOW)[0].at == past.at

    with pytest.raises(MeetingLongPast):
        book_meeting(AGREED, replace(past, at=past.at - DAY), NOW)
    with pytest.raises(MeetingLongPast):
        move_meeting(BOOKED, past.at - DAY, None, "staff", NOW)


def test_a_moved_meeting_is_held_elsewhere_where_that_is_said() -> None:
    assert move_meeting(BOOKED, NOW, WORDS, "staff", NOW) == (
        replace(BOOKED, place=WORDS),
        (booked(NOW, WORDS, "staff"),),
    )


def test_a_meeting_without_the_citizen_needs_a_reason_and_one_with_the_citizen_has_none() -> None:
    alone = (Participant.EMPLOYMENT,)

    with pytest.raises(ReasonMissing):
        hold_meeting(BOOKED, alone, None, None, "staff", NOW)
    with pytest.raises(CitizenCame):
        hold_meeting(BOOKED, BOTH, WORDS, None, "staff", NOW)
    held, (fact,) = hold_meeting(BOOKED, alone, WORDS, None, "staff", NOW)
    assert (held.why, fact.without_citizen_because) == (WORDS, WORDS)


def test_what_nobody_booked_is_not_found() -> None:
    assert require_meeting({BOOKED.id: BOOKED}, BOOKED.id) is BOOKED
    with pytest.raises(UnknownMeeting):
        require_meeting({BOOKED.id: BOOKED}, AGREED.id)


def test_when_the_plan_ends_what_is_ahead_is_called_off_and_nothing_else() -> None:
    ahead = replace(BOOKED, id=UUID(int=21), at=NOW + DAY)
    held = replace(ahead, id=UUID(int=22), state=MeetingState.HELD)
    before = {one.id: one for one in (BOOKED, ahead, held)}

    after, facts = cancel_ahead(before, "staff", NOW)

    off = replace(ahead, state=MeetingState.CANCELLED, cancelled_by=Participant.CASEWORKER)
    assert after == {**before, ahead.id: off}
    assert [(one.meeting_id, one.noted_by) for one in facts] == [(ahead.id, "staff")]


def test_a_contact_is_said_as_of_today_where_no_day_is_named() -> None:
    contact = Contact(
        UUID(int=30), ContactKind.CALL, ContactOutcome.NOT_REACHED, on=None, words=WORDS, by="staff"
    )

    assert note_contact(AGREED, contact, NOW) == PlanContactNoted(
        plan_id=AGREED.id,
        contact_id=contact.id,
        kind=ContactKind.CALL,
        outcome=ContactOutcome.NOT_REACHED,
        on=TODAY,
        words=WORDS,
        noted_by="staff",
        occurred_at=NOW,
    )
    assert note_contact(AGREED, replace(contact, on=TODAY - DAY), NOW).on == TODAY - DAY

"""Every verb on a referral in every state that it can be in: what becomes of it, and of nothing else."""

from contextlib import nullcontext
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from referral_verbs import ASKED, LATE, NO, STATES, VERBS, VISITATOR, in_state
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.referral import ClosingReason, Hearing, ReferralUnanswered
from samspil.referral.domain.accept import StartsInThePast, accept
from samspil.referral.domain.answer_cancellation import RefusedWithoutWords, answer_cancellation
from samspil.referral.domain.cancel import NotTheAuthor
from samspil.referral.domain.decline import NotHeard, decline
from samspil.referral.domain.hear_answer import FOLLOWS, hear_answer
from samspil.referral.domain.miss_answer import look_on, miss_answer
from samspil.referral.domain.notify_delay import NotLater, NotOverdue, notify_delay
from samspil.referral.domain.receive import AlreadyReceived, receive
from samspil.referral.domain.redirect import RedirectedToItself, redirect
from samspil.referral.domain.referral import (
    OVER,
    AskedOfAnother,
    NeedsVisitator,
    NotNow,
    NotOpen,
    NotReceived,
    OwnReferral,
    Staff,
    State,
)
from samspil.referral.domain.request_information import AuthorElsewhere, request_information
from samspil.referral.domain.start import StartedBeforeAsked, StartsInTheFuture, start
from samspil.referral.domain.tell import tell
from samspil.testkit.builders import MONDAY, RULES, sealed
from samspil.vocabulary.sector import Sector

SUBMITTED, RECEIVED, ASKING = State.SUBMITTED, State.RECEIVED, State.INFORMATION_REQUESTED
ACCEPTED, WAITS, GOES, STOPS = (
    State.ACCEPTED,
    State.WAITLISTED,
    State.STARTED,
    State.CANCELLATION_REQUESTED,
)
ANY = [state for state in State if state not in OVER]

FOLLOWS_ON: dict[str, dict[State, State]] = {
    "receive": {SUBMITTED: RECEIVED, State.TOLD: RECEIVED},
    "request information": {RECEIVED: ASKING},
    "give information": {ASKING: RECEIVED},
    "accept": {RECEIVED: ACCEPTED, ASKING: ACCEPTED},
    "decline": {RECEIVED: State.DECLINED, ASKING: State.DECLINED},
    "redirect": {RECEIVED: State.REDIRECTED, ASKING: State.REDIRECTED},
    "waitlist": {ACCEPTED: WAITS, WAITS: WAITS},
    "start": {ACCEPTED: GOES, WAITS: GOES},
    "complete": {GOES: State.COMPLETED, STOPS: State.COMPLETED},
    "cancel": dict.fromkeys((SUBMITTED, State.TOLD, RECEIVED, ASKING, ACCEPTED, WAITS), State.CANCELLED),
    "request cancellation": {GOES: STOPS},
    "stop": {STOPS: State.CANCELLED},
    "go on": {STOPS: GOES},
    "correct": {state: state for state in (SUBMITTED, State.TOLD, RECEIVED)},
    "close": dict.fromkeys(ANY, State.CLOSED),
    "void": dict.fromkeys((state for state in State if state is not State.VOIDED), State.VOIDED),
}
"""Verb → the states in which it may be said, and the one that follows; in all others it is refused."""

REFUSED_OTHERWISE: dict[tuple[str, State], type[Exception]] = {
    **{("receive", state): AlreadyReceived for state in ANY if state not in (SUBMITTED, State.TOLD)},
    **{
        (verb, state): NotReceived
        for verb in ("request information", "accept", "decline", "redirect")
        for state in (SUBMITTED, State.TOLD)
    },
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", FOLLOWS_ON)
def test_a_verb_does_what_it_may_in_that_state_and_is_refused_in_every_other(verb: str, state: State) -> None:
    before = in_state(state)
    right = FOLLOWS_ON[verb].get(state)

    if right is None:
        refusal = NotOpen if state in OVER else REFUSED_OTHERWISE.get((verb, state), NotNow)
        with pytest.raises(refusal):
            VERBS[verb](before, LATE)
        return
    after, facts = VERBS[verb](before, LATE)
    assert (after.state, len(facts)) == (right, 1)
    assert facts[0].referral_id == before.id
    assert facts[0].occurred_at == LATE


KEEPS = {"id", "from_sector", "to_sector", "to_unit", "basis", "author", "submitted_at", "from_unit"}


@pytest.mark.parametrize("verb", FOLLOWS_ON)
def test_no_verb_changes_who_asked_whom_for_what_and_when(verb: str) -> None:
    for state in FOLLOWS_ON[verb]:
        before = in_state(state)
        after, _ = VERBS[verb](before, LATE)

        assert {name: getattr(after, name) for name in KEEPS} == {
            name: getattr(before, name) for name in KEEPS
        }
        assert {one.name for one in fields(after)} > KEEPS


@pytest.mark.parametrize("verb", FOLLOWS_ON)
def test_a_step_that_was_overdue_is_so_no_more_when_it_is_taken(verb: str) -> None:
    """Taking it in and putting it right are no answers: what is overdue then stays so."""
    for state, right in FOLLOWS_ON[verb].items():
        before = replace(in_state(state), overdue=True, escalated=True, missed=ASKED.answer_by)
        after, _ = VERBS[verb](before, LATE)

        stays = verb in {"receive", "correct"}
        assert (after.overdue, after.escalated) == (stays, stays), (verb, right)


@pytest.mark.parametrize("verb", ["receive", "accept", "decline", "redirect", "request information"])
@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        (Staff("colleague", frozenset({"VISITATION-1"}), decides=True), None),
        (Staff("author", frozenset({"VISITATION-1"}), decides=True), OwnReferral),
        (Staff("colleague", frozenset({"BOSTOETTE-1"}), decides=True), AskedOfAnother),
        (Staff("colleague", frozenset(), decides=True), AskedOfAnother),
    ],
    ids=["colleague", "author", "other unit", "no unit"],
)
def test_only_the_asked_unit_answers_and_there_anybody_but_the_author(
    verb: str, by: Staff, refusal: type[Exception] | None
) -> None:
    before = in_state(SUBMITTED if verb == "receive" else RECEIVED)

    with nullcontext() if refusal is None else pytest.raises(refusal):
        VERBS[verb](before, LATE, by)


@pytest.mark.parametrize(("needs", "decides"), [(True, True), (True, False), (False, True), (False, False)])
@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_help_that_needs_a_decision_is_granted_and_refused_by_who_decides(
    verb: str, needs: bool, decides: bool
) -> None:
    before = replace(in_state(RECEIVED), needs_decision=needs)
    by = Staff("colleague", frozenset({"VISITATION-1"}), decides=decides)

    with pytest.raises(NeedsVisitator) if needs and not decides else nullcontext():
        VERBS[verb](before, LATE, by)


@pytest.mark.parametrize("verb", ["cancel", "correct", "give information", "request cancellation", "void"])
@pytest.mark.parametrize("staff", ["registrar", "first", "answerer", "Author", ""])
def test_neither_who_registered_the_citizen_nor_who_answers_changes_what_the_author_asked(
    verb: str, staff: str
) -> None:
    before = in_state(next(iter(FOLLOWS_ON[verb])))

    with pytest.raises(NotTheAuthor):
        VERBS[verb](before, LATE, Staff(staff, frozenset({"VISITATION-1"}), decides=True))


@pytest.mark.parametrize("reason", ClosingReason)
def test_nobody_is_refused_the_citizens_own_withdrawal_whoever_they_are(reason: ClosingReason) -> None:
    for state in ANY:
        after, (fact,) = VERBS["close"](in_state(state), LATE, Staff("anybody"), reason)

        assert (after.state, after.closed, fact.reason) == (State.CLOSED, reason, reason)


def test_a_no_that_is_a_decision_says_how_the_citizen_was_heard_and_holds_the_letter() -> None:
    received = in_state(RECEIVED)
    heard = replace(NO, hearing=Hearing.NOT_NEEDED, letter=sealed("letter"))

    after, (fact,) = decline(received, VISITATOR, heard, LATE)

    assert (fact.is_decision, fact.hearing, fact.letter) == (True, Hearing.NOT_NEEDED, heard.letter)
    assert (after.letters, after.declined) == ((heard.letter,), fact)
    with pytest.raises(NotHeard):
        decline(received, VISITATOR, replace(NO, hearing=None), LATE)


def test_a_no_to_help_without_a_decision_is_none_and_nobody_is_written_to() -> None:
    received = replace(in_state(RECEIVED), needs_decision=False)

    after, (fact,) = decline(received, VISITATOR, replace(NO, hearing=None, letter=sealed("letter")), LATE)

    assert (fact.is_decision, fact.hearing, fact.letter, after.letters) == (False, None, None, ())


def test_an_open_access_offer_starts_without_a_yes_and_that_is_the_answer() -> None:
    for state in (SUBMITTED, RECEIVED):
        waiting = replace(in_state(state), needs_decision=False)

        after, (fact,) = start(waiting, VISITATOR, LATE.date(), LATE)

        assert (after.state, after.answered, fact.started_on) == (GOES, True, LATE.date())


def test_help_begins_neither_before_it_was_asked_for_nor_on_a_day_that_has_not_come() -> None:
    accepted = in_state(ACCEPTED)

    with pytest.raises(StartedBeforeAsked):
        start(accepted, VISITATOR, date(2026, 11, 22), LATE)
    with pytest.raises(StartsInTheFuture):
        start(accepted, VISITATOR, date(2026, 12, 9), LATE)


def test_a_referral_is_passed_on_to_another_unit_only() -> None:
    with pytest.raises(RedirectedToItself):
        redirect(in_state(RECEIVED), VISITATOR, UUID(int=9), "VISITATION-1", sealed(), LATE)


def test_who_goes_on_against_the_authors_wish_says_why() -> None:
    with pytest.raises(RefusedWithoutWords):
        answer_cancellation(in_state(STOPS), VISITATOR, None, LATE, stops=False)


def test_what_another_partys_system_wrote_cannot_be_asked_about_from_here() -> None:
    theirs = replace(in_state(RECEIVED), from_sector=Sector.EMPLOYMENT)

    with pytest.raises(AuthorElsewhere):
        request_information(theirs, VISITATOR, sealed(), RULES, LATE)


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
    after, (fact,) = accept(in_state(RECEIVED), VISITATOR, today, now)

    assert after.starts_on == fact.starts_on == after.answer_by == today
    with pytest.raises(StartsInThePast):
        accept(in_state(RECEIVED), VISITATOR, past, now)


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
        # The nights on which clocks are moved.
        (
            date(2026, 3, 28),
            datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 28, 23, tzinfo=UTC),
        ),
        (
            date(2026, 10, 25),
            datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC),
            datetime(2026, 10, 25, 23, tzinfo=UTC),
        ),
    ],
    ids=["winter", "summer", "clocks go on", "clocks go back"],
)
@pytest.mark.parametrize("state", STATES)
def test_a_step_is_overdue_from_the_danish_midnight_after_its_last_day_and_keeps_its_state(
    state: State, answer_by: date, on_the_day: datetime, the_day_after: datetime
) -> None:
    waiting = replace(in_state(state), answer_by=answer_by)

    assert miss_answer(waiting, RULES, on_the_day) == (waiting, ())
    missed, facts = miss_answer(waiting, RULES, the_day_after)

    if state in OVER or state is GOES:
        assert (missed, facts) == (waiting, ())
        return
    assert (missed.state, missed.overdue, missed.answer_by) == (state, True, answer_by)
    said = ReferralUnanswered(referral_id=waiting.id, answer_by=answer_by, occurred_at=the_day_after)
    assert facts == (said,)
    assert miss_answer(missed, RULES, the_day_after) == (missed, ()), "it is said once"


def test_taking_it_in_does_not_answer_what_is_overdue() -> None:
    overdue, _ = miss_answer(ASKED, RULES, LATE)

    taken_in, _ = receive(overdue, VISITATOR, LATE)

    assert (taken_in.state, taken_in.overdue) == (RECEIVED, True)


def test_the_citizen_is_written_to_with_a_later_day_once_the_first_has_passed() -> None:
    overdue, _ = miss_answer(in_state(RECEIVED), RULES, LATE)
    later, letter = date(2026, 12, 21), sealed("letter")

    promised, (fact,) = notify_delay(overdue, VISITATOR, later, letter, LATE)

    assert (promised.overdue, promised.answer_by, promised.letters) == (True, later, (letter,))
    assert (fact.answer_by, fact.letter) == (later, letter)
    assert look_on(promised, RULES) == date(2026, 12, 22), "the new day is looked at, too"
    with pytest.raises(NotOverdue):
        notify_delay(in_state(RECEIVED), VISITATOR, later, letter, LATE)
    with pytest.raises(NotLater):
        notify_delay(overdue, VISITATOR, LATE.date(), letter, LATE)


@pytest.mark.parametrize("answer", PartnerAnswer)
@pytest.mark.parametrize("state", State)
def test_a_partners_answer_moves_what_it_can_follow_on_and_changes_nothing_else(
    answer: PartnerAnswer, state: State
) -> None:
    before = replace(in_state(state), to_sector=Sector.EMPLOYMENT, to_unit="JOB-1", needs_decision=False)

    after, facts = hear_answer(before, answer, sealed(), date(2026, 12, 15), RULES, LATE)

    assert bool(facts) is (state in FOLLOWS[answer])
    if not facts:
        assert after == before
        return
    again, nothing = hear_answer(after, answer, sealed(), None, RULES, LATE)
    assert (again, nothing) == (after, ()) or answer is PartnerAnswer.INFORMATION_REQUESTED


def test_no_partner_answers_what_is_ours_to_answer() -> None:
    for answer in PartnerAnswer:
        assert hear_answer(ASKED, answer, sealed(), None, RULES, LATE) == (ASKED, ())


def test_the_first_of_two_answers_stands() -> None:
    asked = replace(ASKED, to_sector=Sector.EMPLOYMENT, to_unit="JOB-1", needs_decision=False)
    first, facts = hear_answer(asked, PartnerAnswer.ACCEPTED, sealed(), None, RULES, LATE)

    second, nothing = hear_answer(first, PartnerAnswer.DECLINED, sealed(), None, RULES, LATE)

    assert [type(one).__name__ for one in facts] == ["ReferralTold", "ReferralReceived", "ReferralAccepted"]
    assert (second, nothing) == (first, ())


def test_the_time_of_another_party_runs_from_the_day_on_which_its_system_has_it() -> None:
    asked = replace(ASKED, to_sector=Sector.EMPLOYMENT, to_unit="JOB-1")

    told, (fact,) = tell(asked, RULES, LATE)

    assert (told.state, told.answer_by, fact.answer_by) == (State.TOLD, *[date(2026, 12, 22)] * 2)
    assert tell(told, RULES, LATE) == (told, ())
    assert tell(ASKED, RULES, LATE) == (ASKED, ()), "among ourselves nothing has to be told"
    assert tell(replace(asked, state=State.CANCELLED), RULES, MONDAY)[1] == ()

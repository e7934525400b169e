"""What does not go together: raised once, withdrawn with its cause, back with it, and answered for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import event as met
from hypothesis import given, settings
from hypothesis import strategies as st

from clash_facts import (
    COORDINATOR,
    TODAY,
    TOLD,
    achieved,
    at,
    called,
    cancelled,
    case_of,
    ended,
    hold,
    in_days,
    lost,
    planned,
    stay,
    sustained,
)
from deciding import Deciding
from overview_facts import AGREED, added, asked, consent, discharged, registered, withdrawn
from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import CitizenDied, DeathSource
from samspil.contracts.coordination import (
    AttentionAnswer,
    AttentionRule,
    CoordinationAttentionAnswered,
    CoordinationAttentionRaised,
    CoordinationAttentionWithdrawn,
)
from samspil.contracts.employment import (
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneVoided,
    MilestoneKind,
    SustainedFor,
)
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import HospitalStayLeaveStarted
from samspil.contracts.topics import EMPLOYMENT, HOSPITAL, PLAN, Topic
from samspil.ledger.due import Incomplete
from samspil.overview.domain.answer_attention import (
    Answered,
    NoLongerRaised,
    NoSuchAttention,
    NotRelevantWithoutWhy,
)
from samspil.overview.domain.attention import Attention, AttentionState
from samspil.overview.domain.open_work import Work
from samspil.overview.domain.receiver import Receiver
from samspil.overview.handlers import coordinate
from samspil.overview.handlers.answer_attention import answer_attention
from samspil.overview.handlers.end_contact_hold import end_contact_hold
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, RULES, sealed
from samspil.testkit.newest_law import newest_law
from samspil.vocabulary.copenhagen import start_of
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.months import months_on

LAW = newest_law()
CALL, STEP, STAY = UUID(int=21), UUID(int=22), UUID(int=23)
HOLD = hold(9)
TAKEN_UP = Answered(AttentionAnswer.TAKEN_UP, None, "staff-1")
BOTH = consent()
"""Both partners may be told."""
NOT_RELEVANT = Answered(AttentionAnswer.NOT_RELEVANT, sealed("words"), "staff-1")
KNOWN = (registered(), TOLD, asked(), COORDINATOR, added(), AGREED)
"""Of whom both partners tell us what they may."""


def citizen(*facts: Fact) -> Deciding:
    tx = Deciding()
    tx.hear(*KNOWN, *facts)
    return tx


def held(*facts: Fact) -> Deciding:
    tx = citizen(*facts)
    set_contact_hold(tx, HOLD, OURS)
    return tx


def look(tx: Deciding) -> object:
    return tx.look(LAW)


def said(tx: Deciding) -> list[object]:
    """What was said of attention."""
    of_it = (CoordinationAttentionRaised, CoordinationAttentionAnswered, CoordinationAttentionWithdrawn)
    return [one for one in tx.announced if isinstance(one, of_it)]


def tasks(tx: Deciding) -> list[tuple[object, ...]]:
    last = tx.looks.of(CITIZEN)
    assert last
    assert last.tasks is not None
    works = {Work.TAKE_UP, Work.OFFER_SUPPORT, Work.SEE_IT_LASTS}
    return [(one.about, one.due, one.asked, one.unit) for one in last.tasks if one.work in works]


def open_ones(tx: Deciding) -> list[tuple[object, ...]]:
    return sorted((one.rule, one.about, one.beside, one.by) for one in tx.coordination.open_attention)


def only(tx: Deciding) -> Attention:
    (one,) = tx.coordination.attention.values()
    return one


def test_a_call_in_a_hold_is_raised_once_and_is_a_task_of_the_coordinators() -> None:
    tx = held(called(CALL, at(7)))

    for _ in range(3):
        look(tx)

    [raised] = said(tx)
    friday = in_days(4)
    assert raised == CoordinationAttentionRaised(
        attention_id=only(tx).id,
        rule=AttentionRule.CALL_DURING_HOLD,
        about=CALL,
        beside=HOLD.id,
        by=friday,
        under=RULES.attention[0].valid_from,
        occurred_at=MONDAY,
    )
    assert tasks(tx) == [(only(tx).id, friday, frozenset({"staff-1"}), "UNIT-1")]


JOB = (planned(STEP, in_days(-90)), achieved(STEP, in_days(-60)))


def adjusted(lost_on: date | None) -> EmploymentMilestoneAdjusted:
    """The whole of the step, put right: it is as it was but for its loss."""
    return EmploymentMilestoneAdjusted(
        milestone_id=STEP,
        kind=MilestoneKind.WORK_PLACEMENT,
        starts_on=in_days(-90),
        ends_on=None,
        hours_per_week=None,
        started_on=None,
        ended_on=None,
        achieved_on=in_days(-60),
        lost_on=lost_on,
        basis=LegalBasis.RSL_11A_1,
        occurred_at=MONDAY,
    )


def test_a_lost_step_asks_whoever_coordinates_and_whoever_helps_to_speak_about_support() -> None:
    tx = citizen(*JOB, lost(STEP, in_days(-2)))

    for _ in range(3):
        look(tx)

    [raised] = said(tx)
    thursday = in_days(3)
    assert raised == CoordinationAttentionRaised(
        attention_id=only(tx).id,
        rule=AttentionRule.STEP_LOST,
        about=STEP,
        beside=None,
        by=thursday,
        under=RULES.attention[0].valid_from,
        occurred_at=MONDAY,
    )
    helping = added().support_worker
    assert helping != "staff-1"
    assert tasks(tx) == [(only(tx).id, thursday, frozenset({"staff-1", helping}), "UNIT-1")]


def test_a_lost_step_waits_until_somebody_has_answered_however_long_that_takes() -> None:
    ours = planned(STEP, in_days(-90), by="staff-1")
    tx = citizen(ours, achieved(STEP, in_days(-60)), lost(STEP))
    look(tx)
    tx.now = start_of(in_days(400))
    look(tx)
    assert len(tasks(tx)) == 1
    assert len(said(tx)) == 1

    answer_attention(tx, only(tx).id, TAKEN_UP)
    look(tx)
    assert tasks(tx) == []
    assert only(tx).state is AttentionState.ANSWERED


RIGHT: dict[str, EmploymentMilestoneAdjusted | EmploymentMilestoneVoided] = {
    "it goes on": adjusted(None),
    "it was another day": adjusted(in_days(-7)),
    "it never was": EmploymentMilestoneVoided(
        milestone_id=STEP, basis=LegalBasis.RSL_11A_1, occurred_at=MONDAY
    ),
}


@pytest.mark.parametrize("how", RIGHT)
def test_a_loss_that_is_put_right_asks_for_nothing_any_more(how: str) -> None:
    tx = citizen(*JOB, lost(STEP))
    look(tx)
    first = only(tx).id

    tx.hear(RIGHT[how])
    look(tx)

    assert CoordinationAttentionWithdrawn(attention_id=first, occurred_at=MONDAY) in said(tx)
    anew = [one.id for one in tx.coordination.open_attention]
    assert (len(anew), first in anew) == (how == "it was another day", False)
    assert [one[0] for one in tasks(tx)] == anew


@pytest.mark.parametrize(("days", "is_raised"), [(0, True), (30, True), (31, False), (4000, False)])
def test_a_loss_that_is_heard_of_late_asks_for_nothing(days: int, is_raised: bool) -> None:
    tx = citizen(*JOB, lost(STEP, in_days(-days)))
    look(tx)
    assert bool(said(tx)) is is_raised
    tx.now = start_of(in_days(1))
    look(tx)
    assert bool(tasks(tx)) is is_raised


OURS_ACHIEVED = (planned(STEP, TODAY, by="staff-1"), achieved(STEP, TODAY))
THREE, SIX, TWELVE = (months_on(TODAY, months) for months in SustainedFor)


def looks_on(tx: Deciding, day: date) -> list[UUID | None]:
    """What the list asks on that day."""
    tx.now = start_of(day)
    look(tx)
    return [one.about for one in tx.looks.of(CITIZEN).tasks if one.work is Work.SEE_IT_LASTS]  # type: ignore[union-attr]  # it was looked


def test_whether_what_we_entered_lasts_is_asked_from_its_day_on_until_somebody_says_it() -> None:
    tx = citizen(*OURS_ACHIEVED)
    assert looks_on(tx, TODAY) == []
    assert looks_on(tx, THREE - timedelta(days=1)) == []
    again = look(tx)
    assert isinstance(again, datetime)
    assert again <= start_of(THREE)

    assert looks_on(tx, THREE) == [only(tx).id]
    assert looks_on(tx, SIX - timedelta(days=1)) == [only(tx).id]
    assert [(one.rule, one.about) for one in tx.coordination.open_attention] == [
        (AttentionRule.STEP_UNSEEN, STEP)
    ]
    tx.hear(sustained(STEP, SustainedFor.THREE))
    assert looks_on(tx, SIX - timedelta(days=1)) == []
    assert only(tx).state is AttentionState.WITHDRAWN


def test_what_nobody_saw_in_its_time_is_asked_no_more_when_the_next_look_comes() -> None:
    tx = citizen(*OURS_ACHIEVED)
    [three], [six], [twelve] = (looks_on(tx, day) for day in (THREE, SIX, TWELVE))

    assert len({three, six, twelve}) == 3
    assert [one.id for one in tx.coordination.open_attention] == [twelve]
    assert looks_on(tx, in_days(4000)) == [twelve]


def test_who_has_said_that_it_lasted_for_longer_is_not_asked_for_less() -> None:
    tx = citizen(*OURS_ACHIEVED, sustained(STEP, SustainedFor.SIX))
    tx.now = start_of(SIX)
    tx.look(LAW, replace(RULES, sustained=(replace(RULES.sustained[0], months=(3, 12)),)))

    assert tx.coordination.open_attention == ()


@pytest.mark.parametrize("fact", [lost(STEP), ended(STEP)], ids=["lost", "ended"])
def test_of_what_is_over_nobody_asks_whether_it_lasts(fact: Fact) -> None:
    tx = citizen(*OURS_ACHIEVED, fact)
    assert looks_on(tx, THREE) == []


def test_a_look_that_the_rulebook_leaves_out_is_not_asked_for() -> None:
    tx = citizen(*OURS_ACHIEVED)
    rules = replace(RULES, sustained=(replace(RULES.sustained[0], months=(3, 12)),))
    tx.now = start_of(SIX)
    tx.look(LAW, rules)
    tx.hear(sustained(STEP, SustainedFor.THREE))
    tx.look(LAW, rules)
    assert tx.coordination.open_attention == ()


def test_what_the_jobcenter_may_no_longer_tell_asks_for_nothing() -> None:
    tx = citizen(*JOB, lost(STEP))
    look(tx)
    tx.hear(withdrawn(TOLD))
    look(tx)
    assert tasks(tx) == []


CAUSES: dict[str, tuple[Callable[[Deciding], object], Callable[[Deciding], object]]] = {
    "the call": (lambda tx: tx.hear(cancelled(CALL)), lambda tx: tx.hear(called(CALL, at(7)))),
    "the day": (lambda tx: tx.hear(called(CALL, at(12))), lambda tx: tx.hear(called(CALL, at(7)))),
    "the ground": (lambda tx: tx.hear(withdrawn(TOLD)), lambda tx: tx.hear(replace(TOLD, consent_id=STEP))),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_with_its_cause_it_is_withdrawn_and_with_it_open_again(cause: str) -> None:
    take, give = CAUSES[cause]
    tx = held(called(CALL, at(7)))
    look(tx)
    first = only(tx).id

    take(tx)
    look(tx)
    look(tx)
    assert said(tx)[1:] == [CoordinationAttentionWithdrawn(attention_id=first, occurred_at=MONDAY)]
    assert tasks(tx) == []
    give(tx)
    look(tx)

    assert [type(one).__name__ for one in said(tx)[2:]] == ["CoordinationAttentionRaised"]
    assert [(one.id, one.state) for one in tx.coordination.attention.values()] == [
        (first, AttentionState.OPEN)
    ]
    assert len(tasks(tx)) == 1


def test_a_hold_that_is_ended_takes_it_back() -> None:
    tx = held(called(CALL, at(7)))
    look(tx)
    end_contact_hold(tx, HOLD.id, "staff-1")
    look(tx)
    assert only(tx).state is AttentionState.WITHDRAWN


@pytest.mark.parametrize("answered", [TAKEN_UP, NOT_RELEVANT], ids=lambda one: one.answer.value)
def test_what_is_answered_stays_answered_and_leaves_the_list(answered: Answered) -> None:
    tx = held(called(CALL, at(7)))
    look(tx)
    id_ = only(tx).id
    for _ in range(2):
        answer_attention(tx, id_, answered)
        assert "coordinate" in tx.marks
        look(tx)
    tx.hear(cancelled(CALL))
    look(tx)
    tx.hear(called(CALL, at(7)))
    look(tx)

    assert said(tx)[1:] == [
        CoordinationAttentionAnswered(
            attention_id=id_,
            answer=answered.answer,
            words=answered.words,
            answered_by="staff-1",
            occurred_at=MONDAY,
        )
    ]
    assert tasks(tx) == []
    assert (only(tx).state, only(tx).words) == (AttentionState.ANSWERED, answered.words)


def test_a_call_that_is_moved_within_the_hold_is_another_clash() -> None:
    tx = held(called(CALL, at(7)))
    look(tx)
    answer_attention(tx, only(tx).id, TAKEN_UP)
    tx.hear(called(CALL, at(8)))
    look(tx)
    [one] = tx.coordination.open_attention
    assert (one.about, len(tx.coordination.attention)) == (CALL, 2)


def test_an_answer_to_what_is_not_open_is_refused() -> None:
    tx = held(called(CALL, at(7)))
    look(tx)
    id_ = only(tx).id
    with pytest.raises(NoSuchAttention):
        answer_attention(tx, CALL, TAKEN_UP)
    with pytest.raises(NotRelevantWithoutWhy):
        answer_attention(tx, id_, replace(NOT_RELEVANT, words=None))
    answer_attention(tx, id_, TAKEN_UP)
    with pytest.raises(NoLongerRaised):
        answer_attention(tx, id_, NOT_RELEVANT)
    tx.hear(called(CALL, at(8)))
    look(tx)
    tx.hear(cancelled(CALL))
    look(tx)
    gone = next(one for one in tx.coordination.attention.values() if one.id != id_)
    with pytest.raises(NoLongerRaised):
        answer_attention(tx, gone.id, TAKEN_UP)
    assert len(said(tx)) == 4


def test_a_call_that_is_past_takes_nothing_back_and_leaves_the_list() -> None:
    tx = held(called(CALL, at(7)))
    again = [look(tx)]
    while isinstance(again[-1], type(MONDAY)) and again[-1] < start_of(in_days(8)):
        tx.now = again[-1]
        again.append(look(tx))

    assert again[-1] == start_of(in_days(8)), "it is looked at when the day is past"
    tx.now = start_of(in_days(8))
    look(tx)
    assert len(said(tx)) == 1
    assert tasks(tx) == []
    assert only(tx).state is AttentionState.OPEN


def test_what_a_stay_does_not_go_with_is_raised_when_it_comes_near_by_itself() -> None:
    far = at(20)
    tx = citizen(called(CALL, far), planned(STEP, in_days(16)), *stay(STAY))
    moments = [look(tx)]
    assert open_ones(tx) == []
    while not open_ones(tx):
        assert isinstance(moments[-1], type(MONDAY))
        tx.now = moments[-1]
        moments.append(look(tx))
    assert [one[:3] for one in open_ones(tx)] == [(AttentionRule.DEMAND_DURING_STAY, STEP, STAY)]
    assert tx.now == start_of(in_days(2))
    tx.now = start_of(in_days(6))
    look(tx)
    assert {one[1] for one in open_ones(tx)} == {STEP, CALL}
    tx.hear(discharged(STAY, tx.now))
    look(tx)
    assert open_ones(tx) == []


def test_on_leave_a_call_is_still_raised_and_a_step_is_not() -> None:
    tx = citizen(called(CALL, at(3)), planned(STEP, in_days(3)), *stay(STAY))
    look(tx)
    assert {one[1] for one in open_ones(tx)} == {CALL, STEP}
    tx.hear(HospitalStayLeaveStarted(stay_id=STAY, basis=LegalBasis.RSL_12C, occurred_at=MONDAY))
    look(tx)
    assert {one[1] for one in open_ones(tx)} == {CALL}


def test_of_somebody_who_is_dead_nothing_is_left() -> None:
    tx = held(called(CALL, at(7)), planned(STEP, TODAY), *stay(STAY))
    look(tx)
    assert len(open_ones(tx)) == 3
    tx.hear(
        CitizenDied(died_on=TODAY, source=DeathSource.HOSPITAL, recorded_by="staff-1", occurred_at=MONDAY)
    )
    look(tx)
    assert open_ones(tx) == []


@pytest.mark.parametrize("topic", [EMPLOYMENT, HOSPITAL, PLAN], ids=lambda one: one.name)
def test_while_a_part_cannot_be_read_nothing_is_raised_and_nothing_taken_back(topic: Topic) -> None:
    tx = held(called(CALL, at(7)), planned(STEP, TODAY), *stay(STAY))
    look(tx)
    before = open_ones(tx)
    tx.spoil(topic, ValueError())
    assert isinstance(look(tx), Incomplete)
    assert open_ones(tx) == before


def test_when_a_rule_fails_what_else_there_is_to_do_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(coordinate, "watch_person", fails)
    tx = held(called(CALL, at(7)), *stay(STAY))
    assert isinstance(look(tx), Incomplete)
    last = tx.looks.of(CITIZEN)
    assert last
    assert last.tasks, "the referral waits, whatever fails"


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.data())
def test_in_whatever_order_topics_are_heard_and_whenever_it_is_looked_the_same_stands_open(
    seed: int, data: st.DataObject
) -> None:
    case = case_of(seed, planted=True)
    whole = citizen(*case.facts)
    if case.hold:
        set_contact_hold(whole, case.hold, OURS)
    look(whole)

    topics: dict[Topic, list[Fact]] = {}
    facts: list[Fact] = [*KNOWN, *case.facts]
    for fact in facts:
        topics.setdefault(topic_of(type(fact)), []).append(fact)
    order = data.draw(st.permutations([one for one, of_it in topics.items() for _ in of_it]))
    apart, looked = Deciding(), 0
    hold_at = data.draw(st.integers(0, len(order)))
    for place, topic in enumerate(order):
        if case.hold and place == hold_at:
            set_contact_hold(apart, case.hold, OURS)
        apart.hear(topics[topic].pop(0))
        if data.draw(st.integers(0, 5)) == 0:
            look(apart)
            looked += 1
    if case.hold and hold_at == len(order):
        set_contact_hold(apart, case.hold, OURS)
    look(apart)

    assert open_ones(apart) == open_ones(whole)
    assert [one[:3] for one in open_ones(whole)] == sorted(case.expected, key=_key)
    met(f"looked in between: {looked > 2}")
    before = len(said(apart))
    look(apart)
    assert len(said(apart)) == before, "looking again says nothing"
    if any(isinstance(one, CoordinationAttentionWithdrawn) for one in said(apart)):
        met("something was withdrawn meanwhile")


def _key(one: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(map(str, one))


def test_no_partner_is_told_anything_else_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is told, each time, where nothing is looked for at all."""

    def story() -> tuple[Deciding, list[object]]:
        tx = held(BOTH)
        look(tx)
        tx.hear(called(CALL, at(7)), planned(STEP, TODAY), *stay(STAY))
        look(tx)
        for one in tx.coordination.open_attention[:2]:
            answer_attention(tx, one.id, NOT_RELEVANT)
        look(tx)
        tx.hear(cancelled(CALL), ended(STEP))
        look(tx)
        return tx, [tx.told(one) for one in Receiver]

    watched, told = story()
    assert len(said(watched)) == 3 + 2 + 1
    monkeypatch.setattr(coordinate, "watch_person", lambda *_: None)
    unwatched, told_without = story()

    assert said(unwatched) == []
    assert all(told)
    assert told == told_without

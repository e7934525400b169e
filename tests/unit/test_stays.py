"""Stays follow from what notices say of when: in any order, told twice, or cancelled before told."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hospital_life import (
    INPATIENT,
    Life,
    any_notices,
    lives,
    told_in_any_order,
)
from samspil.contracts.hospital import (
    HospitalDischargeCancelled,
    HospitalLeaveCancelled,
    HospitalStayCorrected,
)
from samspil.overview.domain.hospital_state import PRESENT
from samspil.overview.domain.open_work import Work
from samspil.region_bridge.domain.notice import Notice
from samspil.region_bridge.domain.receive import follow
from samspil.region_bridge.domain.stays import stays_of
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.citizen_id import CitizenId
from stay_flow import StayFlow, by_start, day_of

OFTEN = settings(max_examples=150)


@st.composite
def lives_told_anyhow(draw: st.DrawFn, mistakes: bool = False) -> tuple[Life, list[Notice]]:
    life = draw(lives(mistakes))
    return life, draw(told_in_any_order(st.just(list(life.notices))))


@OFTEN
@given(lives_told_anyhow())
def test_whatever_order_a_life_is_told_in_what_was_is_what_is_seen(told: tuple[Life, list[Notice]]) -> None:
    life, notices = told

    flow = StayFlow().receives(*notices)

    assert by_start(flow.seen) == by_start(life.truth)
    assert_people_are_asked(flow)


def test_what_was_corrected_and_cancelled_is_seen_as_if_it_had_been_told_right_from_the_start() -> None:
    hit: Counter[str] = Counter()

    @settings(max_examples=300)
    @given(lives_told_anyhow(mistakes=True))
    def tell(told: tuple[Life, list[Notice]]) -> None:
        life, notices = told
        hit.update(life.mistakes)

        flow = StayFlow().receives(*notices)

        hit.update(type(one).__name__ for one in flow.said)
        assert by_start(flow.seen) == by_start(life.truth)
        assert_people_are_asked(flow)

    tell()
    for what in ("beginning", "leave_started", "leave_ended", "discharged"):
        assert min(hit[f"{what} by {by}"] for by in ("message", "itself", "nothing")) >= 1, hit
    for fact in (HospitalStayCorrected, HospitalDischargeCancelled, HospitalLeaveCancelled):
        assert hit[fact.__name__] >= 10, hit


def assert_people_are_asked(flow: StayFlow) -> None:
    """What stays as they are ask of people, and nothing that they do not."""
    stays = flow.hospital.stays
    present = {one.id for one in stays if one.presence in PRESENT}
    inpatient = {one.id for one in stays if one.kind is INPATIENT}
    assert flow.proposed == present & inpatient
    assert flow.asked == present
    # Whoever was admitted again is not to be met at home because of the stay before.
    at_home = [
        (one.id, one.discharged_at)
        for one in stays
        if one.discharged_at and not any(other.admitted_at >= one.discharged_at for other in stays)
    ]
    assert flow.followed_up == {(id_, day_of(at)) for id_, at in at_home}
    works = [task[0] for task in flow.outcome[-1]]
    assert works.count(Work.DECIDE_HOLD) == len(flow.proposed)
    assert works.count(Work.ANSWER_SUPPORT) == len(flow.asked)
    assert works.count(Work.FOLLOW_UP) == len(flow.followed_up)


@OFTEN
@given(st.data())
def test_any_order_of_any_notices_gives_the_same(data: st.DataObject) -> None:
    notices = data.draw(any_notices())
    anyhow = data.draw(told_in_any_order(st.just(notices)))
    # A repetition under another id is a notice of its own, so the straight telling has it, too.
    straight = sorted(
        {one.message_id: one for one in [*notices, *anyhow]}.values(), key=lambda one: one.message_id
    )

    assert StayFlow().receives(*anyhow).outcome == StayFlow().receives(*straight).outcome


@OFTEN
@given(any_notices())
def test_told_again_by_another_message_nothing_changes(notices: list[Notice]) -> None:
    once = StayFlow().receives(*notices)
    twice = StayFlow().receives(
        *notices, *(replace(one, message_id=f"{one.message_id} again") for one in notices)
    )

    assert twice.seen == once.seen
    assert len(twice.proposed) == len(once.proposed)


@OFTEN
@given(st.data())
def test_the_facts_of_stays_commute(data: st.DataObject) -> None:
    flow = StayFlow().receives(*data.draw(any_notices()))
    other = StayFlow()

    for fact in data.draw(st.permutations(flow.said)):
        other.hears(fact)

    assert other.outcome == flow.outcome


@OFTEN
@given(any_notices(), st.integers(0, 6))
def test_what_was_said_follows_from_the_notices_and_nothing_is_left_to_say(
    notices: list[Notice], lost: int
) -> None:
    flow = StayFlow().receives(*notices)

    assert follow(flow.notices, flow.said, CITIZEN, MONDAY) == ()
    # Had less been said, the rest would be said now: what was said is asked, never assumed.
    rest = follow(flow.notices, flow.said[:lost], CITIZEN, MONDAY)
    repaired = StayFlow()
    for fact in (*flow.said[:lost], *rest):
        repaired.hears(fact)
    assert repaired.hospital.stays == flow.hospital.stays


@OFTEN
@given(any_notices())
def test_stays_of_two_citizens_are_never_the_same(notices: list[Notice]) -> None:
    told = {one.message_id: one for one in notices}
    ids = [{one.id for one in stays_of(CitizenId(UUID(int=n)), told)} for n in (1, 2)]
    assume(ids[0])

    assert ids[0].isdisjoint(ids[1])

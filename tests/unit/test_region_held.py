"""What waits for a person at the region-bridge, what settles it, and what is said of it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hospital_life import INPATIENT, Life, hour, lives, notice, told_in_any_order
from region_in_memory import DAY, MIDNIGHT, TODAY, Bridge
from samspil.contracts.hospital import HospitalDeathReported, HospitalDeathRetracted
from samspil.ledger.versions import StaleVersion
from samspil.region_bridge.domain.held import (
    HeldIsSettled,
    HeldNotice,
    How,
    NotReceived,
    SecondPersonWanted,
    UnknownHeld,
    Why,
)
from samspil.region_bridge.domain.notice import Happened, Held, Notice
from samspil.region_bridge.domain.stays import Stay, stays_of
from samspil.testkit.builders import CITIZEN
from samspil.vocabulary.copenhagen import danish_day

HELD, SETTLED = "hospital.held", "hospital.held_settled"
CONTRADICTION = replace(
    notice(Held.CONTRADICTION, of=0, at=30, noted=30), activity=Happened.DISCHARGED, kind=INPATIENT
)
DEATH = notice(Held.DEATH, of=0, at=31, noted=31, encounter=4)
ALIVE = notice(Held.DEATH_RETRACTED, of=0, at=40, noted=40, encounter=5, alive=True)
HOME = (notice(Happened.ADMITTED), notice(Happened.DISCHARGED, at=30))


@pytest.fixture
async def bridge() -> Bridge:
    bridge = Bridge()
    await bridge.hears()
    return bridge


async def the_one(bridge: Bridge, why: Why) -> HeldNotice:
    """The one that is held for it, settled or not."""
    (found,) = [one for one in await bridge.held() if one.why is why]
    return found


async def stays(bridge: Bridge) -> tuple[Stay, ...]:
    async with bridge.store.transaction([CITIZEN]) as tx:
        return stays_of(CITIZEN, tx.stay_notices.of(CITIZEN) or {})


def died(bridge: Bridge) -> list[Any]:
    facts = (HospitalDeathReported, HospitalDeathRetracted)
    return [one.data for one in bridge.store.said if isinstance(one.data, facts)]


async def test_a_contradiction_that_somebody_applies_is_what_its_activity_says(bridge: Bridge) -> None:
    await bridge.receives(HOME[0], CONTRADICTION)
    held = await the_one(bridge, Why.CONTRADICTION)

    applied = await bridge.applies(held, "one", held.version)

    assert bridge.said == ["admitted", HELD, SETTLED, "discharged"]
    assert applied.settled is not None
    assert (applied.settled.how, applied.settled.look.by) == (How.APPLIED, "one")
    assert bridge.store.said[2].data.settled_by == "one"
    assert applied.version == bridge.store.said[2].seq


async def test_of_two_who_settle_one_thing_the_second_is_told(bridge: Bridge) -> None:
    await bridge.receives(HOME[0], CONTRADICTION)
    held = await the_one(bridge, Why.CONTRADICTION)
    await bridge.discards(held)

    with pytest.raises(HeldIsSettled):
        await bridge.applies(held, "two")
    with pytest.raises(HeldIsSettled):
        await bridge.discards(held, "two")
    assert bridge.said == ["admitted", HELD, SETTLED]


async def test_whoever_has_seen_another_version_or_names_what_is_not_held_is_refused(bridge: Bridge) -> None:
    await bridge.receives(CONTRADICTION)
    held = await the_one(bridge, Why.CONTRADICTION)

    with pytest.raises(StaleVersion):
        await bridge.applies(held, "one", held.version + 1)
    with pytest.raises(UnknownHeld):
        await bridge.applies(replace(held, id=CITIZEN))
    assert bridge.said == [HELD]


async def test_without_a_ground_nobody_applies_anything_and_it_can_be_put_aside(bridge: Bridge) -> None:
    await bridge.receives(CONTRADICTION)
    held = await the_one(bridge, Why.CONTRADICTION)
    await bridge.hears(2, notices_received=False)

    with pytest.raises(NotReceived):
        await bridge.applies(held)
    assert (await bridge.discards(held)).settled is not None


@pytest.mark.parametrize(
    ("right", "settles"),
    [
        (notice(Happened.DISCHARGED, of=0, at=29, noted=31), True),
        (notice(Happened.DISCHARGED, of=0, at=29, noted=29), False),
        (notice(Happened.LEAVE_STARTED, of=0, at=29, noted=31), False),
        (notice(Happened.DISCHARGED, of=0, at=29, noted=31, episodes=(2,)), False),
        (notice(Happened.DISCHARGED, of=1, at=29, noted=31), False),
    ],
    ids=["told right since", "noted before", "something else", "another course", "another stay"],
)
async def test_a_contradiction_is_settled_by_the_hospital_that_tells_it_right(
    bridge: Bridge, right: Notice, settles: bool
) -> None:
    await bridge.receives(HOME[0], CONTRADICTION, right)

    settled = (await the_one(bridge, Why.CONTRADICTION)).settled
    assert (settled is not None and settled.how is How.OVERTAKEN) is settles
    assert (SETTLED in bridge.said) is settles


async def test_a_cancellation_of_what_nobody_told_waits_and_is_settled_by_who_tells_it(
    bridge: Bridge,
) -> None:
    cancelled = notice(Happened.DISCHARGE_CANCELLED, of=0, at=40)
    await bridge.receives(HOME[0], cancelled)
    assert (await the_one(bridge, Why.UNKNOWN_STAY)).settled is None
    assert bridge.said == ["admitted", HELD]

    await bridge.receives(HOME[1])

    assert (await the_one(bridge, Why.UNKNOWN_STAY)).settled is not None
    assert bridge.said == ["admitted", HELD, SETTLED]
    assert bridge.store.said[-1].data.settled_by is None


async def test_a_cancellation_that_was_put_aside_cancels_nothing_that_comes_later(bridge: Bridge) -> None:
    await bridge.receives(notice(Happened.RETRACTED, of=0, at=40))
    await bridge.discards(await the_one(bridge, Why.UNKNOWN_STAY))

    await bridge.receives(HOME[0])

    assert bridge.said == [HELD, SETTLED, "admitted"]


async def test_a_cancellation_told_twice_is_known_both_times(bridge: Bridge) -> None:
    cancelled = notice(Happened.RETRACTED, of=0, at=4)
    await bridge.receives(HOME[0], cancelled, replace(cancelled, message_id="again"))

    assert bridge.said == ["admitted", "retracted"]


async def test_a_death_needs_two_different_people_and_ends_with_one_report(bridge: Bridge) -> None:
    await bridge.receives(HOME[0], DEATH)
    held = await the_one(bridge, Why.DEATH)

    first = await bridge.applies(held, "one", held.version)
    assert (first.settled, [one.by for one in first.confirmed], first.version) == (
        None,
        ["one"],
        held.version,
    )
    with pytest.raises(SecondPersonWanted):
        await bridge.applies(held, "one")
    assert died(bridge) == []
    second = await bridge.applies(held, "two", first.version)

    (report,) = died(bridge)
    assert second.settled is not None
    assert (report.report_id, report.confirmed_by) == (held.id, ("one", "two"))
    assert report.died_on == danish_day(hour(31))


async def test_a_death_told_twice_is_reported_once(bridge: Bridge) -> None:
    await bridge.receives(HOME[0], DEATH, replace(DEATH, message_id="again"))
    one, _ = await bridge.held()
    await bridge.applies(one, "one")
    await bridge.applies(one, "two")

    assert len(died(bridge)) == 1
    assert all(each.settled for each in await bridge.held())


async def test_a_death_that_has_not_come_yet_is_told_of_today_at_the_latest(bridge: Bridge) -> None:
    bridge.store.now = hour(2)
    await bridge.receives(DEATH)
    held = await the_one(bridge, Why.DEATH)
    await bridge.applies(held, "one")
    await bridge.applies(held, "two")

    assert died(bridge)[0].died_on == date(2026, 11, 2)


async def test_a_death_that_one_puts_aside_was_none_and_who_came_home_is_followed_up(bridge: Bridge) -> None:
    await bridge.receives(*HOME, DEATH)
    assert bridge.said == ["admitted", "discharged", "ended", "step_taken_back", HELD]
    held = await the_one(bridge, Why.DEATH)
    await bridge.applies(held, "one")

    await bridge.discards(held, "two")

    assert bridge.said[5:] == ["discharged", "step_taken_back", SETTLED]
    assert died(bridge) == []


async def test_a_reported_death_is_retracted_once_by_its_own_id(bridge: Bridge) -> None:
    await bridge.receives(*HOME, DEATH, ALIVE)
    death, alive = await the_one(bridge, Why.DEATH), await the_one(bridge, Why.DEATH_RETRACTED)
    for who in ("one", "two"):
        await bridge.applies(death, who)

    await bridge.applies(alive, "three")
    await bridge.receives(replace(ALIVE, message_id="again"))
    again = (await bridge.held())[-1]
    await bridge.applies(again, "four")

    _, retracted = died(bridge)
    assert (retracted.report_id, retracted.confirmed_by) == (death.id, "three")


async def test_a_retraction_settles_a_death_that_nobody_has_confirmed(bridge: Bridge) -> None:
    await bridge.receives(DEATH, ALIVE)
    await bridge.applies(await the_one(bridge, Why.DEATH_RETRACTED))

    assert (await the_one(bridge, Why.DEATH)).settled is not None
    assert died(bridge) == []


async def test_of_a_retraction_that_tells_more_only_that_is_put_aside(bridge: Bridge) -> None:
    alive = notice(Happened.ADMITTED, noted=40, alive=True)
    await bridge.receives(DEATH, alive)

    await bridge.discards(await the_one(bridge, Why.DEATH_RETRACTED))

    (stay,) = await stays(bridge)  # the admission stands …
    assert stay.steps == frozenset()
    await bridge.receives(HOME[1])
    (stay,) = await stays(bridge)
    assert [one.step for one in stay.steps] == ["ended"]  # … and so does the death


async def test_whose_ground_has_just_passed_waits_and_is_taken_as_it_is_when_somebody_finds_it_good(
    bridge: Bridge,
) -> None:
    await bridge.hears(2, received_until=TODAY)
    bridge.store.now = MIDNIGHT
    await bridge.receives(HOME[0])
    held = await the_one(bridge, Why.GROUND_IN_DOUBT)
    assert (bridge.said, (await bridge.kept()).stays) == ([HELD], set())

    await bridge.applies(held)

    assert bridge.said == [HELD, SETTLED, "admitted"]


@pytest.mark.parametrize(("days", "is_held"), [(1, True), (30, True), (31, False)])
async def test_a_ground_is_in_doubt_for_thirty_days(bridge: Bridge, days: int, is_held: bool) -> None:
    await bridge.hears(2, received_until=TODAY)
    bridge.store.now = MIDNIGHT + (days - 1) * timedelta(days=1)
    await bridge.receives(HOME[0])

    assert bool(await bridge.held()) is is_held


async def test_once_somebody_says_no_nothing_stays_of_what_was_held_in_doubt(bridge: Bridge) -> None:
    await bridge.hears(2, received_until=TODAY)
    bridge.store.now = MIDNIGHT
    await bridge.receives(HOME[0])

    await bridge.hears(3, notices_received=False)

    (held,) = await bridge.held()
    assert (held.says, held.settled is not None) == (None, True)
    assert [one.raw for one in (await bridge.kept()).notices] == [None]
    assert bridge.said == [HELD, SETTLED]


async def test_a_newer_ground_lets_it_wait_for_a_person_all_the_same(bridge: Bridge) -> None:
    await bridge.hears(2, received_until=TODAY)
    bridge.store.now = MIDNIGHT
    await bridge.receives(HOME[0])
    await bridge.hears(3, received_until=TODAY + 9 * DAY)

    assert (await the_one(bridge, Why.GROUND_IN_DOUBT)).settled is None


@settings(max_examples=60)
@given(st.data())
def test_in_any_order_the_same_stays_follow_and_nothing_waits_that_somebody_explained(
    data: st.DataObject,
) -> None:
    """Of a life that was told whole nothing is a contradiction, and no cancellation is of nothing."""
    life: Life = data.draw(lives(mistakes=True))
    anyhow = data.draw(told_in_any_order(st.just(list(life.notices))))

    async def tell(notices: list[Notice]) -> tuple[Any, ...]:
        bridge = Bridge()
        await bridge.hears()
        await bridge.receives(*notices)
        told = Counter(one.message_id for one in await bridge.held() if one.settled is None)
        return [(one.kind, one.began_at, one.steps) for one in await stays(bridge)], told

    straight, anyhow_seen = run(tell(list(life.notices))), run(tell(anyhow))

    assert straight[0] == anyhow_seen[0]
    assert not straight[1]
    assert not anyhow_seen[1]


def run(coroutine: Any) -> Any:
    """To its end; nothing in it waits."""
    try:
        while True:
            coroutine.send(None)
    except StopIteration as done:
        return done.value

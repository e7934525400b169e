"""What the jobcenter-bridge keeps, says and has delivered: a disclosure is heard, an activity recorded."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kept_in_memory import MemoryStore
from samspil.contracts import topics
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import ContactHold, Identity, JobcenterInformed
from samspil.contracts.employment import MilestoneKind
from samspil.exchange.delivery import Content, Deliveries, in_order
from samspil.exchange.delivery import State as Sent
from samspil.exchange.disclosure import Disclosure
from samspil.jobcenter_bridge.api.clock import due
from samspil.jobcenter_bridge.domain.activity import Activity, Status
from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.handlers.hear_disclosure import hear_disclosure
from samspil.jobcenter_bridge.handlers.record_activity import record_activity, void_activity
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, event, sealed
from samspil.vocabulary.citizen_id import CitizenId

TODAY, DAY = date(2026, 11, 23), timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
"""The end of the day in Denmark."""
CPR, NAME, ASK = sealed("cpr"), sealed("name"), sealed("name")
OTHER = CitizenId(UUID(int=9))
ONE, TWO = UUID(int=11), UUID(int=12)


def informed(**told: Any) -> JobcenterInformed:
    whole: dict[str, Any] = {
        "shares": True,
        "until": None,
        "milestones_received": True,
        "identity": Identity(cpr=CPR, name=NAME),
        "contact_hold": ContactHold(hold_id=UUID(int=3), until=TODAY + 7 * DAY, ask=ASK),
        "occurred_at": MONDAY,
    }
    return JobcenterInformed(**{**whole, **told})


def activity(id_: UUID = ONE, status: Status | None = Status.CREATED, **changed: Any) -> Activity:
    whole: dict[str, Any] = {
        "starts_on": TODAY + 3 * DAY,
        "ends_on": TODAY + 9 * DAY,
        "minutes_per_week": 900,
    }
    return Activity(id=id_, status=status, kind=MilestoneKind.MENTOR, **{**whole, **changed})


class Bridge:
    """A bridge without its doors."""

    def __init__(self) -> None:
        self.store = MemoryStore(JobcenterTransaction, topics.EMPLOYMENT)

    async def hears(
        self, seq: int = 1, *, hour: int | None = None, citizen: CitizenId = CITIZEN, **told: Any
    ) -> None:
        async with self.store.transaction([citizen]) as tx:
            hear_disclosure(event(informed(**told), seq, citizen), tx, hour)

    async def records(self, one: Activity, version: int = 1, citizen: CitizenId = CITIZEN) -> State:
        async with self.store.transaction([citizen]) as tx:
            return record_activity(tx, citizen, one, version, RULES)

    async def voids(self, one: UUID, version: int, citizen: CitizenId = CITIZEN) -> State:
        async with self.store.transaction([citizen]) as tx:
            return void_activity(tx, citizen, one, version)

    async def disclosure(self, citizen: CitizenId = CITIZEN) -> Disclosure[JobcenterInformed] | None:
        async with self.store.transaction([citizen]) as tx:
            return tx.disclosures.of(citizen)

    async def deliveries(self, citizen: CitizenId = CITIZEN) -> Deliveries:
        async with self.store.transaction([citizen]) as tx:
            return in_order(tx.deliveries.of(citizen).values())

    @property
    def said(self) -> list[tuple[str, UUID]]:
        return [
            (one.type.removeprefix("employment.milestone_").removesuffix(".v1"), one.data.milestone_id)
            for one in self.store.said
        ]


@pytest.fixture
def bridge() -> Bridge:
    return Bridge()


async def test_a_disclosure_is_kept_as_it_was_told(bridge: Bridge) -> None:
    await bridge.hears(7, until=TODAY + DAY, received_until=TODAY + 2 * DAY)

    told = informed(until=TODAY + DAY, received_until=TODAY + 2 * DAY)
    assert await bridge.disclosure() == Disclosure(7, told, told.identity)


async def test_of_an_earlier_disclosure_nothing_stays_but_whom_it_was_about(bridge: Bridge) -> None:
    await bridge.hears(1, received_until=TODAY)
    nothing: dict[str, Any] = {
        "shares": False,
        "milestones_received": False,
        "identity": None,
        "contact_hold": None,
    }
    await bridge.hears(2, **nothing)

    assert await bridge.disclosure() == Disclosure(2, informed(**nothing), informed().identity)

    other = Identity(cpr=sealed("cpr"), name=NAME)
    await bridge.hears(3, identity=other)
    kept = await bridge.disclosure()
    assert kept is not None
    assert kept.identity == other


async def test_what_is_told_is_delivered_with_its_number_at_the_hour_of_sending(bridge: Bridge) -> None:
    await bridge.hears(7, hour=14)

    (one,) = await bridge.deliveries()
    until = TODAY + 7 * DAY
    assert one.content == Content(Told.CONTACT_HOLD, {"until": until.isoformat(), "ask": ASK}, until)
    assert (one.item, one.seq, one.state, one.made_at) == ("contact_hold", 7, Sent.OPEN, MONDAY)
    assert one.at == datetime(2026, 11, 23, 13, tzinfo=UTC)


async def test_a_newer_disclosure_is_compared_with_what_was_delivered_before(bridge: Bridge) -> None:
    await bridge.hears(1)
    before = await bridge.deliveries()
    await bridge.hears(2)
    assert await bridge.deliveries() == before

    await bridge.hears(3, contact_hold=None)
    assert [one.state for one in await bridge.deliveries()] == [Sent.OVERTAKEN]


async def test_what_is_told_of_one_citizen_is_delivered_of_nobody_else(bridge: Bridge) -> None:
    await bridge.hears()

    assert await bridge.deliveries(OTHER) == ()
    assert await bridge.disclosure(OTHER) is None


@pytest.mark.parametrize(
    ("until", "now", "delivered"),
    [(TODAY, MIDNIGHT - timedelta(seconds=1), 1), (TODAY, MIDNIGHT, 0), (None, MIDNIGHT, 1)],
)
async def test_a_disclosure_whose_last_day_has_passed_is_kept_and_not_acted_on(
    bridge: Bridge, until: date | None, now: datetime, delivered: int
) -> None:
    bridge.store.now = now
    await bridge.hears(until=until)

    assert len(await bridge.deliveries()) == delivered
    assert await bridge.disclosure() is not None


@pytest.mark.parametrize(
    ("told", "looks"),
    [
        ({}, True),
        ({"received_until": TODAY}, True),
        ({"received_until": TODAY - DAY}, False),
        ({"milestones_received": False}, False),
        ({"milestones_received": False, "referrals_received": True}, True),
        ({"milestones_received": False, "referrals_received": True, "received_until": TODAY - DAY}, False),
        ({"shares": False, "contact_hold": None, "until": TODAY - DAY}, True),
    ],
)
async def test_what_was_not_received_before_is_looked_at_again_when_milestones_are_received(
    bridge: Bridge, told: dict[str, Any], looks: bool
) -> None:
    await bridge.hears(**told)

    assert bridge.store.marked == ([(next(iter(due(RULES))), CITIZEN, MONDAY)] if looks else [])


async def test_each_activity_is_said_in_its_own_case_and_dated_now(bridge: Bridge) -> None:
    await bridge.hears()
    assert await bridge.records(activity(ONE)) is State.RECEIVED
    assert await bridge.records(activity(TWO)) is State.RECEIVED

    assert bridge.said == [("planned", ONE), ("planned", TWO)]
    for said, id_ in zip(bridge.store.said, (ONE, TWO), strict=True):
        assert (said.subject, said.correlationid, said.causationid) == (CITIZEN, id_, None)
        assert (said.data.occurred_at, said.data.starts_on) == (MONDAY, TODAY + 3 * DAY)


async def test_the_end_or_deletion_of_one_of_several_activities_is_of_that_one_alone(bridge: Bridge) -> None:
    await bridge.hears()
    for id_ in (ONE, TWO):
        await bridge.records(activity(id_, Status.STARTED))
    await bridge.records(activity(ONE, Status.ENDED), 2)
    await bridge.voids(ONE, 3)
    bridge.store.said.clear()

    assert await bridge.records(activity(TWO, Status.STARTED), 1) is State.RECEIVED
    assert bridge.said == []
    assert await bridge.records(activity(TWO, Status.ENDED), 2) is State.RECEIVED
    assert bridge.said == [("ended", TWO)]
    assert await bridge.records(activity(ONE), 2) is State.OVERTAKEN


async def test_the_deletion_of_a_milestone_is_said_once(bridge: Bridge) -> None:
    await bridge.hears()
    await bridge.records(activity())

    assert [await bridge.voids(ONE, version) for version in (2, 2, 3)] == [State.GONE] * 3
    assert bridge.said == [("planned", ONE), ("voided", ONE)]
    assert bridge.store.said[-1].correlationid == ONE


@pytest.mark.parametrize(
    ("received_until", "now", "received"),
    [
        (TODAY, MIDNIGHT - timedelta(seconds=1), True),
        (TODAY, MIDNIGHT, False),
        (TODAY - DAY, MONDAY, False),
        (None, MIDNIGHT, True),
    ],
)
async def test_past_the_last_day_of_its_basis_nothing_of_an_activity_is_kept_or_said(
    bridge: Bridge, received_until: date | None, now: datetime, received: bool
) -> None:
    await bridge.hears(received_until=received_until)
    bridge.store.now = now

    states = [await bridge.records(activity()), await bridge.voids(ONE, 2)]

    assert states == ([State.RECEIVED, State.GONE] if received else [State.NOT_RECEIVED] * 2)
    assert len(bridge.said) == (2 if received else 0)
    async with bridge.store.transaction([CITIZEN]) as tx:
        assert bool(tx.milestones.of(CITIZEN)) is received


async def test_of_whom_nothing_was_disclosed_nothing_is_received(bridge: Bridge) -> None:
    await bridge.hears(citizen=OTHER)

    assert await bridge.records(activity()) is State.NOT_RECEIVED
    assert await bridge.voids(ONE, 1) is State.NOT_RECEIVED
    assert bridge.said == []


def days(*of: int) -> Iterable[datetime]:
    return (MONDAY + n * DAY for n in of)


async def test_where_days_tell_an_activity_is_said_as_it_is_on_the_day_of_the_look(bridge: Bridge) -> None:
    await bridge.hears()
    said = []
    for bridge.store.now in days(2, 3, 9, 10):
        await bridge.records(activity(status=None))
        said.append([word for word, _ in bridge.said])
        bridge.store.said.clear()

    assert said == [["planned"], ["started"], [], ["ended"]]

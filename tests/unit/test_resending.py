"""A message to the region goes again by MedCom's rule, whatever fails: thrice at most, half an hour apart."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from kept_in_memory import MemoryStore
from samspil.contracts import topics
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.hospital import HospitalDeliveryEnded, HospitalDeliverySent
from samspil.exchange.courier import LEASE, Answer, Courier, NeverLeft, PartnerAway
from samspil.exchange.delivery import Content, Delivery, State, in_order
from samspil.exchange.resending import GIVE_UP_AFTER
from samspil.region_bridge.domain.reliable import MEDCOM
from samspil.region_bridge.handlers.end_delivery import end_delivery
from samspil.region_bridge.handlers.receive_acknowledgement import receive_acknowledgement
from samspil.region_bridge.handlers.send_delivery import send_delivery
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.citizen_id import CitizenId
from telling import Partner

HALF_AN_HOUR, SECOND = timedelta(minutes=30), timedelta(seconds=1)
ONE = UUID(int=1)
WRITTEN = UUID(int=77)


class Meets(Enum):
    """What a transmission meets."""

    ACKNOWLEDGED = auto()
    REFUSED = auto()
    TAKEN = auto()
    SILENCE = auto()
    NOBODY = auto()
    """No connection: it never leaves."""
    KILLED_BEFORE = auto()
    """The courier is killed before a byte is written."""
    KILLED_AFTER = auto()
    """It is killed when all of them are."""
    UNWORDED = auto()
    """The keyring is away: it comes no further than to its words."""


class Killed(BaseException):
    """As by ``kill -9``: nothing of the courier runs after it."""


class Scene(Partner):
    """A courier, a clock, and a region that meets each transmission in another way."""

    def __init__(self, *meets: Meets) -> None:
        super().__init__()
        self.store = MemoryStore(RegionTransaction, topics.HOSPITAL)
        self.courier = Courier(cast(Any, self.store), self, end_delivery, send_delivery, MEDCOM)
        self.meets = list(meets)
        self.left: list[tuple[datetime, int, str]] = []
        """When a message was written whole, for which time, and how."""

    async def compose(
        self, citizen: CitizenId, content: Content, delivery_id: UUID, corrects: bool = False
    ) -> str:
        self._may_be_away()
        return f"{delivery_id}"

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        self._may_be_away()
        return await super().open(citizen, sealed)

    def _may_be_away(self) -> None:
        if self.meets and self.meets[0] is Meets.UNWORDED:
            self.meets.pop(0)
            raise OSError

    async def send(self, delivery_id: UUID, body: str, transmission: int) -> Answer:
        meets = self.meets.pop(0) if self.meets else Meets.ACKNOWLEDGED
        self.store.now += 10 * SECOND  # before the first byte
        if meets is Meets.NOBODY:
            raise NeverLeft
        if meets is Meets.KILLED_BEFORE:
            raise Killed
        self.left.append((self.store.now, transmission, body))
        self.store.now += 10 * SECOND
        match meets:
            case Meets.ACKNOWLEDGED | Meets.REFUSED | Meets.TAKEN:
                return Answer(meets.name.lower())
            case Meets.KILLED_AFTER:
                raise Killed
            case _:
                raise PartnerAway

    async def kept(self) -> Delivery:
        async with self.store.transaction([CITIZEN]) as tx:
            (one,) = in_order(tx.deliveries.of(CITIZEN).values())
        return one

    async def given(self, **changed: Any) -> None:
        content = Content(Told.MESSAGE, {"message": str(WRITTEN)})
        one = Delivery(ONE, "message:1", 1, content, State.OPEN, MONDAY, MONDAY)
        async with self.store.transaction([CITIZEN]) as tx:
            tx.deliveries.put(replace(one, **changed))

    async def goes(self) -> Delivery:
        """One visit of the courier at the delivery's own time, or killed in the middle of it."""
        self.store.now = max(self.store.now, (await self.kept()).at)
        with suppress(Killed):
            await self.courier._visit(CITIZEN)
        return await self.kept()

    async def goes_on(self) -> Delivery:
        """Until it has ended."""
        for _ in range(300):
            one = await self.goes()
            if one.ended_at is not None:
                return one
        raise AssertionError("it never ends")

    async def acknowledges(self, outcome: Outcome, about: UUID = ONE) -> Delivery:
        """What the region says at our door."""
        async with self.store.transaction([CITIZEN]) as tx:
            receive_acknowledgement(tx, about, outcome)
        return await self.kept()

    @property
    def said(self) -> list[str]:
        return [
            "sent" if isinstance(one.data, HospitalDeliverySent) else one.data.outcome.value
            for one in self.store.said
        ]


whatever_it_meets = st.lists(st.sampled_from(list(Meets)), max_size=12)


@given(whatever_it_meets)
async def test_whatever_fails_a_message_leaves_three_times_at_most_and_never_twice_in_half_an_hour(
    meets: list[Meets],
) -> None:
    scene = Scene(*meets)
    await scene.given()

    one = await scene.goes_on()

    event(f"left {len(scene.left)} times")
    assert len(scene.left) <= 3
    assert all(
        later - before >= HALF_AN_HOUR
        for (before, _, _), (later, _, _) in zip(scene.left, scene.left[1:], strict=False)
    )
    numbers = [number for _, number, _ in scene.left]
    assert numbers == sorted(set(numbers)), "each has a number, and so a Bundle.id, of its own"
    assert {body for _, _, body in scene.left} <= {str(ONE)}
    assert scene.said.count("sent") <= 1
    assert scene.said[-1] == one.state.value
    assert [one for one in scene.said if one != "sent"] == [one.state.value], "and it has one end"
    if scene.left:
        assert scene.said[0] == "sent"


@given(whatever_it_meets)
async def test_a_message_is_lost_only_to_a_persons_task(meets: list[Meets]) -> None:
    """Nobody is told that it arrived unless it has left; whoever acknowledges ends it."""
    scene = Scene(*meets)
    await scene.given()

    one = await scene.goes_on()

    if one.state is State.ACKNOWLEDGED:
        assert scene.left
    else:
        assert one.state in {State.REFUSED, State.EXPIRED}


async def test_a_message_that_nobody_answers_leaves_three_times_and_then_is_somebodys_task() -> None:
    scene = Scene(*[Meets.SILENCE] * 3)
    await scene.given()

    one = await scene.goes_on()

    first = scene.left[0][0]
    waits = [at - first for at, _, _ in scene.left]
    assert [round(wait / HALF_AN_HOUR) for wait in waits] == [0, 1, 2]
    assert [number for _, number, _ in scene.left] == [1, 2, 3]
    assert one.state is State.EXPIRED
    assert one.ended_at is not None
    assert one.ended_at - scene.left[-1][0] >= HALF_AN_HOUR
    assert scene.said == ["sent", "expired"]


async def test_what_was_taken_waits_for_its_acknowledgement_and_the_first_answer_stands() -> None:
    scene = Scene(Meets.TAKEN)
    await scene.given()
    one = await scene.goes()
    assert (one.state, one.transmissions) == (State.SENDING, 1)
    assert one.at - scene.left[0][0] >= HALF_AN_HOUR

    ended = await scene.acknowledges(Outcome.ACKNOWLEDGED)
    for contradicts in (Outcome.REFUSED, Outcome.ACKNOWLEDGED):
        assert await scene.acknowledges(contradicts) == ended

    assert ended.state is State.ACKNOWLEDGED
    assert scene.said == ["sent", "acknowledged"]
    assert (len(scene.left), (await scene.goes()).ended_at) == (1, ended.ended_at)


async def test_an_acknowledgement_that_comes_before_the_answer_to_its_message_ends_it_once() -> None:
    scene = Scene(Meets.SILENCE)
    await scene.given()
    send = scene.send

    async def overtaken(*about: Any) -> Answer:
        await scene.acknowledges(Outcome.ACKNOWLEDGED)
        return await send(*about)

    scene.send = overtaken  # type: ignore[method-assign,assignment]
    one = await scene.goes()

    assert one.state is State.ACKNOWLEDGED
    assert scene.said == ["sent", "acknowledged"]


async def test_one_that_expired_and_was_taken_after_all_has_a_second_end_and_a_refusal_none() -> None:
    scene = Scene(*[Meets.SILENCE] * 3)
    await scene.given()
    expired = await scene.goes_on()

    assert await scene.acknowledges(Outcome.REFUSED) == expired
    late = await scene.acknowledges(Outcome.ACKNOWLEDGED)
    assert await scene.acknowledges(Outcome.ACKNOWLEDGED) == late

    assert late.state is State.ACKNOWLEDGED
    assert scene.said == ["sent", "expired", "acknowledged"]


@pytest.mark.parametrize("outcome", [Outcome.ACKNOWLEDGED, Outcome.REFUSED])
@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"state": State.OVERTAKEN, "ended_at": MONDAY},
        {"state": State.EXPIRED, "ended_at": MONDAY},
        {"state": State.REFUSED, "ended_at": MONDAY, "body": "as it left", "transmissions": 1},
    ],
    ids=["not sent", "overtaken", "expired before it left", "refused"],
)
async def test_an_answer_to_what_never_left_or_was_answered_changes_nothing(
    kept: dict[str, Any], outcome: Outcome
) -> None:
    scene = Scene()
    await scene.given(**kept)
    before = await scene.kept()

    assert await scene.acknowledges(outcome) == before
    assert await scene.acknowledges(outcome, UUID(int=2)) == before
    assert scene.said == []


async def test_what_never_left_goes_again_after_seconds_and_nobody_counts_it_as_told() -> None:
    scene = Scene(Meets.NOBODY, Meets.NOBODY, Meets.ACKNOWLEDGED)
    await scene.given()

    waiting = [await scene.goes() for _ in range(2)]

    assert [(one.state, one.transmissions, one.body) for one in waiting] == [(State.OPEN, 0, None)] * 2
    assert (await scene.kept()).at - scene.store.now <= 4 * SECOND
    assert not waiting[-1].may_be_known
    assert (await scene.goes()).state is State.ACKNOWLEDGED
    assert [number for _, number, _ in scene.left] == [1]
    assert scene.said == ["sent", "acknowledged"]


async def test_a_resend_that_never_left_goes_again_after_seconds_and_is_the_same_transmission() -> None:
    scene = Scene(Meets.SILENCE, Meets.NOBODY, Meets.SILENCE)
    await scene.given()
    await scene.goes()

    held_back = await scene.goes()

    assert (held_back.state, held_back.transmissions) == (State.SENDING, 1)
    assert held_back.at - scene.store.now <= 4 * SECOND
    await scene.goes_on()
    assert [number for _, number, _ in scene.left] == [1, 2, 3]


async def test_a_region_that_nobody_reaches_for_two_days_is_given_up_and_nothing_was_sent() -> None:
    scene = Scene(*[Meets.NOBODY] * 300)
    await scene.given()

    one = await scene.goes_on()

    assert one.ended_at is not None
    assert GIVE_UP_AFTER < one.ended_at - MONDAY < GIVE_UP_AFTER + timedelta(hours=1)
    assert (one.state, scene.said) == (State.EXPIRED, ["expired"])


async def test_what_was_held_up_for_two_days_leaves_as_often_as_any_other() -> None:
    scene = Scene(*[Meets.SILENCE] * 3)
    await scene.given(made_at=MONDAY - 2 * GIVE_UP_AFTER)

    await scene.goes_on()

    assert len(scene.left) == 3


@pytest.mark.parametrize("killed", [Meets.KILLED_BEFORE, Meets.KILLED_AFTER])
async def test_a_kill_at_a_transmission_counts_as_one_and_the_next_is_half_an_hour_later(
    killed: Meets,
) -> None:
    scene = Scene(killed)
    await scene.given()

    one = await scene.goes()

    assert (one.state, one.transmissions, one.sent_at) == (State.SENDING, 1, None)
    assert one.at - MONDAY == HALF_AN_HOUR + LEASE
    assert scene.said == []
    assert (await scene.goes()).state is State.ACKNOWLEDGED
    assert scene.left[-1][1] == 2
    assert scene.said == ["sent", "acknowledged"]


async def test_one_that_was_sent_before_transmissions_were_counted_has_left_once_at_least() -> None:
    scene = Scene(*[Meets.SILENCE] * 3)
    await scene.given(state=State.SENDING, body=f"{CITIZEN} sealed {ONE}", attempts=9)

    one = await scene.goes_on()

    assert [number for _, number, _ in scene.left] == [2, 3]
    assert one.state is State.EXPIRED


async def test_what_is_said_names_the_message_that_somebody_wrote() -> None:
    scene = Scene()
    await scene.given()

    await scene.goes()

    sent, ended = (one.data for one in scene.store.said)
    assert isinstance(sent, HospitalDeliverySent)
    assert isinstance(ended, HospitalDeliveryEnded)
    assert (sent.delivery_id, sent.told, sent.message_id) == (ONE, Told.MESSAGE, WRITTEN)
    assert (ended.delivery_id, ended.told, ended.message_id) == (ONE, Told.MESSAGE, WRITTEN)


async def test_what_the_newest_disclosure_no_longer_says_while_it_is_opened_does_not_leave_again() -> None:
    scene = Scene(Meets.SILENCE)
    await scene.given()
    await scene.goes()
    open_ = scene.open

    async def meanwhile(citizen: CitizenId, sealed: str) -> str:
        async with scene.store.transaction([CITIZEN]) as tx:
            tx.deliveries.put(replace(tx.deliveries.of(CITIZEN)[ONE], withdrawn=True))
        return await open_(citizen, sealed)

    scene.open = meanwhile  # type: ignore[method-assign]
    await scene.goes()
    assert (await scene.goes()).state is State.EXPIRED
    assert len(scene.left) == 1


async def test_two_couriers_never_send_the_same_message_at_once() -> None:
    scene = Scene(Meets.SILENCE)
    await scene.given()
    other = Courier(cast(Any, scene.store), scene, end_delivery, send_delivery, MEDCOM)

    await scene.courier._visit(CITIZEN)
    await asyncio.gather(other._visit(CITIZEN), scene.courier._visit(CITIZEN))

    assert len(scene.left) == 1

"""The courier against real PostgreSQL and a partner who answers, refuses, or keeps silent."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from migrations import migration
from samspil.contracts import topics
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import EmploymentDeliveryEnded
from samspil.exchange.courier import Answer, Courier, PartnerAway
from samspil.exchange.deliveries import DELIVERIES, FIRST_IN_LINE, NEXT, PUT_OFF, SENDABLE
from samspil.exchange.delivery import SHARING, Content, Delivery, State, first_in_line, in_order
from samspil.exchange.reconcile import Disclosed, reconcile
from samspil.exchange.resending import GIVE_UP_AFTER, LONGEST_WAIT
from samspil.exchange.say_delivery import DeliveryTransaction
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.rows import Rows
from samspil.ledger.shelf import Shelf
from samspil.ledger.store import Store
from samspil.stack import databases
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId, new_citizen_id
from telling import Partner


class Bridge(DeliveryTransaction):
    """A bridge with nothing but deliveries."""

    def __init__(self, source: str, says: Sequence[str]) -> None:
        super().__init__(source, says)
        self.deliveries = Rows(DELIVERIES)

    @property
    def shelves(self) -> tuple[Shelf[Any], ...]:
        return (self.deliveries,)


class Jobcenter(Partner):
    """A partner for whom some words, or some kept bytes, are not there."""

    def __init__(self) -> None:
        super().__init__()
        self.without_words: dict[CitizenId, type[Exception]] = {}
        self.unopened: list[type[Exception]] = []

    async def compose(
        self, citizen: CitizenId, content: Content, delivery_id: UUID, corrects: bool = False
    ) -> str:
        if citizen in self.without_words:
            raise self.without_words[citizen]
        return await super().compose(citizen, content, delivery_id, corrects)

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        if self.unopened:
            raise self.unopened.pop(0)
        return await super().open(citizen, sealed)


class Scene:
    """One citizen, one bridge, one partner."""

    def __init__(self, pool: Pool) -> None:
        self.store = Store(pool, Bridge, "jobcenter-bridge", topics.EMPLOYMENT)
        self.partner = Jobcenter()
        self.citizen = new_citizen_id()
        self.courier = Courier(self.store, self.partner, ended)
        self.seq = 0

    async def disclose(
        self,
        until: date | None,
        *,
        shares: bool = True,
        wait: timedelta = timedelta(),
        about: CitizenId | None = None,
        asks: str | None = None,
    ) -> None:
        """A disclosure with a hold until a day, and with a referral that asks for something."""
        self.seq += 1
        citizen = about or self.citizen
        wanted = {}
        if until:
            wanted["contact_hold"] = Content(Told.CONTACT_HOLD, {"until": until.isoformat()}, until)
        if asks:
            wanted["referral"] = Content(Told.REFERRAL, {"words": asks})
        async with self.store.transaction([citizen]) as tx:
            disclosed = Disclosed("jobcenter", citizen, self.seq, shares, wanted)
            before = in_order(tx.deliveries.of(citizen).values())
            after = reconcile(before, disclosed, now=tx.now, later={Told.CONTACT_HOLD: tx.now + wait})
            tx.deliveries.save(citizen, {one.id: one for one in after})

    async def time_passes(self) -> None:
        """Whatever waits for its next try is due now."""
        await self.store.pool.execute("UPDATE delivery SET at = clock_timestamp() WHERE ended_at IS NULL")

    async def age(self, by: timedelta) -> None:
        """Every delivery was asked for so much earlier."""
        await self.store.pool.execute("UPDATE delivery SET made_at = made_at - $1::interval", by)

    async def outcomes(self) -> list[str]:
        rows = await self.store.pool.fetch("SELECT record FROM event ORDER BY seq")
        return [json.loads(row["record"])["data"]["outcome"] for row in rows]

    async def states(self) -> list[str]:
        rows = await self.store.pool.fetch("SELECT state FROM delivery ORDER BY seq")
        return [row["state"] for row in rows]

    async def said(self) -> int:
        count: int = await self.store.pool.fetchval("SELECT count(*) FROM event")
        return count


def ended(one: Delivery, outcome: Outcome, now: datetime) -> EmploymentDeliveryEnded:
    return EmploymentDeliveryEnded(
        delivery_id=one.id, told=one.content.told, outcome=outcome, occurred_at=now
    )


@pytest.fixture
async def scene(servers: Servers) -> AsyncIterator[Scene]:
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    async with await open_pool(url) as pool:
        yield Scene(pool)


DAY = date.today() + timedelta(days=7)  # noqa: DTZ011  # any later day will do


async def test_what_was_disclosed_is_sent_once_and_its_end_is_said(scene: Scene) -> None:
    await scene.disclose(DAY)
    await scene.courier.round()
    await scene.courier.round()

    assert [body for _, body in scene.partner.received] == [f"contact_hold:{DAY}"]
    assert await scene.states() == [State.ACKNOWLEDGED]
    assert await scene.said() == 1


async def test_a_silent_partner_gets_the_same_bytes_under_the_same_id(scene: Scene) -> None:
    scene.partner.answers = [PartnerAway, PartnerAway]
    await scene.disclose(DAY)
    for _ in range(3):
        await scene.courier.round()
        await scene.time_passes()

    assert len(scene.partner.received) == 3
    assert len(set(scene.partner.received)) == 1
    assert await scene.states() == [State.ACKNOWLEDGED]


async def test_a_courier_killed_after_the_partner_accepted_sends_the_same_again(scene: Scene) -> None:
    scene.partner.answers = [asyncio.CancelledError]
    await scene.disclose(DAY)
    with pytest.raises(asyncio.CancelledError):
        await scene.courier.round()
    assert await scene.states() == [State.SENDING]

    await scene.time_passes()
    await Courier(scene.store, scene.partner, ended).round()

    assert len(set(scene.partner.received)) == 1
    assert await scene.states() == [State.ACKNOWLEDGED]


async def test_a_message_whose_outcome_is_unknown_is_not_sent_again_when_a_newer_says_otherwise(
    scene: Scene,
) -> None:
    scene.partner.answers = [PartnerAway]
    await scene.disclose(DAY)
    await scene.courier.round()
    await scene.disclose(None, shares=False)
    for _ in range(3):
        await scene.time_passes()
        await scene.courier.round()

    assert [body for _, body in scene.partner.received] == [f"contact_hold:{DAY}", "sharing_ended:"]
    assert await scene.states() == [State.EXPIRED, State.ACKNOWLEDGED]


async def test_a_refusal_is_said_and_not_repeated(scene: Scene) -> None:
    scene.partner.answers = [Answer.REFUSED]
    await scene.disclose(DAY)
    await scene.courier.round()
    await scene.disclose(DAY)
    await scene.courier.round()

    assert len(scene.partner.received) == 1
    assert await scene.states() == [State.REFUSED]


async def test_nothing_leaves_before_its_hour(scene: Scene) -> None:
    await scene.disclose(DAY, wait=timedelta(hours=3))
    await scene.courier.round()

    assert scene.partner.received == []


async def test_neither_the_hour_nor_the_failed_tries_of_a_hold_hold_up_a_referral(scene: Scene) -> None:
    await scene.disclose(DAY, wait=timedelta(hours=3))
    await scene.disclose(DAY, wait=timedelta(hours=3), asks="first")
    await scene.courier.round()
    assert [body for _, body in scene.partner.received] == ["referral:"]

    scene.partner.answers = [PartnerAway]
    await scene.time_passes()
    await scene.courier.round()
    await scene.disclose(DAY, asks="corrected")
    assert await scene.courier.round() == 1

    assert [body for _, body in scene.partner.received] == ["referral:", f"contact_hold:{DAY}", "referral:"]
    assert sorted(await scene.states()) == [State.ACKNOWLEDGED, State.ACKNOWLEDGED, State.SENDING]


async def test_several_messages_about_one_citizen_are_under_way_at_once(scene: Scene) -> None:
    await scene.disclose(DAY, asks="first")

    assert await scene.courier.round() == 2
    assert len(scene.partner.received) == 2
    assert await scene.states() == [State.ACKNOWLEDGED, State.ACKNOWLEDGED]


async def test_a_referral_killed_on_its_way_is_sent_again_and_no_newer_hold_ends_it(scene: Scene) -> None:
    scene.partner.answers = [asyncio.CancelledError]
    await scene.disclose(None, asks="first")
    with pytest.raises(asyncio.CancelledError):
        await scene.courier.round()
    await scene.disclose(DAY, asks="first")
    await scene.time_passes()
    await Courier(scene.store, scene.partner, ended).round()

    assert sorted(body for _, body in scene.partner.received) == [f"contact_hold:{DAY}", *["referral:"] * 2]
    assert await scene.outcomes() == [Outcome.ACKNOWLEDGED] * 2


async def test_what_the_courier_looks_for_is_what_its_rule_of_order_lets_go(scene: Scene) -> None:
    draw = random.Random(11)  # the same rows at every run
    expected: set[UUID] = set()
    async with scene.store.transaction([new_citizen_id() for _ in range(60)]) as tx:
        for citizen in tx.citizens:
            tx.turn_to(citizen)
            drawn = [a_delivery(draw, tx.now) for _ in range(6)]
            each = {(one.item, one.seq): one for one in drawn}.values()  # as disclosures make them
            tx.deliveries.save(citizen, {one.id: one for one in each})
            expected |= {one.id for one in first_in_line(in_order(each))}
    rows = await scene.store.pool.fetch(f"SELECT id FROM delivery AS one WHERE {FIRST_IN_LINE}")  # noqa: S608

    assert {row["id"] for row in rows} == expected
    assert 60 < len(expected) < 240


def a_delivery(draw: random.Random, now: datetime) -> Delivery:
    """One of few items, numbers and times, so that many are alike."""
    return Delivery(
        id=uuid4(),
        item=draw.choice(["contact_hold", "referral:1", "Request:2", SHARING]),
        seq=draw.randint(1, 3),
        content=Content(Told.SHARING_ENDED, {}),
        state=draw.choice([State.OPEN, State.SENDING, State.ACKNOWLEDGED, State.OVERTAKEN]),
        at=now,
        made_at=now + timedelta(seconds=draw.randint(0, 1)),
    )


async def test_looking_for_what_is_to_be_sent_reads_no_deliveries_whole(scene: Scene) -> None:
    for sql, *given in ((SENDABLE, 8), (NEXT,), (PUT_OFF, scene.citizen, LONGEST_WAIT)):
        plan = "\n".join(row[0] for row in await scene.store.pool.fetch(f"EXPLAIN {sql}", *given))
        assert "Index" in plan
        assert "Seq Scan" not in plan


async def test_two_couriers_send_each_message_once(scene: Scene) -> None:
    await scene.disclose(DAY)
    other = Courier(scene.store, scene.partner, ended)
    await asyncio.gather(*(one.round() for one in (scene.courier, other) * 5))

    assert len(scene.partner.received) == 1


ANYTHING = [RecursionError, UnicodeError, ValueError, KeyError, MemoryError, OSError, TimeoutError]
"""What is raised where a partner's answer is read; the last two pass elsewhere, and here they count."""


async def test_whatever_a_partner_answers_is_a_counted_failure_of_that_message_and_holds_up_nobody(
    scene: Scene,
) -> None:
    neighbour = new_citizen_id()
    await scene.disclose(DAY)
    scene.partner.answers = list(ANYTHING)
    for number, _ in enumerate(ANYTHING, 1):
        await scene.courier.round()
        row = await scene.store.pool.fetchrow(
            "SELECT attempts, extract(epoch FROM at - clock_timestamp()) AS wait FROM delivery"
        )
        assert row is not None
        assert row["attempts"] == number
        assert 2**number - 2 < row["wait"] <= 2**number
        await scene.time_passes()
    scene.partner.answers = [RecursionError]
    await scene.disclose(DAY, about=neighbour)
    await scene.courier.round()
    await scene.time_passes()
    await scene.courier.round()

    assert await scene.states() == [State.ACKNOWLEDGED, State.ACKNOWLEDGED]
    assert len(set(scene.partner.received)) == 2


async def test_kept_bytes_that_cannot_be_opened_are_a_counted_failure_too(scene: Scene) -> None:
    scene.partner.answers = [PartnerAway]
    scene.partner.unopened = [RecursionError, ValueError]
    await scene.disclose(DAY)
    for _ in range(4):
        await scene.courier.round()
        await scene.time_passes()

    assert await scene.states() == [State.ACKNOWLEDGED]
    assert await scene.store.pool.fetchval("SELECT attempts FROM delivery") == 4


async def test_a_letter_that_cannot_be_worded_is_tried_ever_more_seldom_and_ends_expired(
    scene: Scene,
) -> None:
    scene.partner.without_words = {scene.citizen: ValueError}
    await scene.disclose(DAY)
    for _ in range(3):
        await scene.courier.round()
        assert await scene.courier.round() == 0
        await scene.time_passes()
    assert await scene.store.pool.fetchval("SELECT attempts FROM delivery") == 3
    assert await scene.states() == [State.OPEN]

    await scene.age(GIVE_UP_AFTER)
    await scene.courier.round()

    assert scene.partner.received == []
    assert await scene.states() == [State.EXPIRED]
    assert await scene.outcomes() == [Outcome.EXPIRED]
    await scene.disclose(None, shares=False)
    assert await scene.courier.round() == 0, "what never left was not told, so its end is not told either"


async def test_a_citizen_whose_deliveries_cannot_be_read_holds_up_nobody(scene: Scene) -> None:
    await scene.disclose(DAY)
    await scene.store.pool.execute(
        "UPDATE delivery SET kept = jsonb_set(kept::jsonb, '{content,0}', '\"what the next version knows\"')"
    )
    neighbour = new_citizen_id()
    await scene.disclose(DAY, about=neighbour)
    await scene.courier.round()
    assert await scene.courier.round() == 0

    assert [body for _, body in scene.partner.received] == [f"contact_hold:{DAY}"]
    wait = await scene.store.pool.fetchval(
        "SELECT at - clock_timestamp() FROM delivery WHERE kept -> 'content' ->> 0 <> 'contact_hold'"
    )
    assert timedelta() < wait < LONGEST_WAIT


async def test_what_the_version_before_kept_until_the_calendars_last_day_is_delivered(scene: Scene) -> None:
    await scene.disclose(DAY)
    up, down = migration("samspil.ledger", "0004_delivery_whole.sql")
    await scene.store.pool.execute(down)
    await scene.store.pool.execute("UPDATE delivery SET until = 'infinity'")

    await scene.store.pool.execute(up)

    await scene.courier.round()
    assert [body for _, body in scene.partner.received] == [f"contact_hold:{DAY}"]


async def test_a_partner_who_answers_for_ever_ends_a_try_before_its_lease(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.exchange.courier.LONGEST_TRY", 0.2)
    scene.partner.send = lambda *_: asyncio.sleep(30)  # type: ignore[method-assign,assignment]
    await scene.disclose(DAY)
    await scene.courier.round()

    assert await scene.states() == [State.SENDING]
    assert await scene.store.pool.fetchval("SELECT at > clock_timestamp() FROM delivery")


async def test_a_courier_killed_while_it_words_a_message_has_counted_the_try(scene: Scene) -> None:
    scene.partner.without_words = {scene.citizen: asyncio.CancelledError}  # type: ignore[dict-item]  # a kill
    await scene.disclose(DAY)
    with pytest.raises(asyncio.CancelledError):
        await scene.courier.round()

    assert await scene.store.pool.fetchval("SELECT attempts FROM delivery") == 1

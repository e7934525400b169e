"""Two files of one person on a real database, while workers hear, the clock looks and people work."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from pydantic import TypeAdapter

from samspil.contracts.citizen import CitizenContactOpened, CitizenMerged, CitizenSplit
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, StayKind
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.due import Clock
from samspil.ledger.hear import Hearing
from samspil.plan.api.clock import due
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.web import application
from samspil.plan.storage.transaction import PlanTransaction, plan_store
from samspil.testkit.builders import RULES, UNITS, asked_of, sealed
from samspil.testkit.memory_log import Delivered
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.publishers import Publishers
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

NOW = datetime.now(UTC).replace(microsecond=0)
NEW = count(100)
WORKER = "kontaktperson-social"


@pytest.fixture(scope="module")
async def plan(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


class Worker:
    """Hears a partition of its own, and looks at what is due."""

    def __init__(self, plan: WebUnderTest, partition: int) -> None:
        store = plan_store(plan.pool)
        self._hearing = Hearing("plan", store, plan_heard(RULES))
        self._clock: Clock[PlanTransaction] = Clock(store, due(RULES))
        self._publishers = Publishers()
        self._partition = partition
        self._offset: Counter[str] = Counter()

    async def hears(self, *facts: tuple[CitizenId, Fact]) -> None:
        """One poll."""
        records = [self._deliver(citizen, fact) for citizen, fact in facts]
        await self._hearing.watermarks.load([(one.topic, self._partition) for one in records])
        while not await self._hearing.poll(records):
            await self._hearing.watermarks.load([(one.topic, self._partition) for one in records])

    async def looks(self) -> None:
        """Until nothing is due."""
        while await self._clock.tick():
            pass

    def _deliver(self, citizen: CitizenId, fact: Fact) -> Delivered:
        said = self._publishers.say(citizen, fact)
        self._offset[said.topic] += 1
        offset = self._offset[said.topic] - 1
        return Delivered(said.topic, self._partition, offset, str(citizen).encode(), said.record)


def stay(citizen: UUID) -> UUID:
    return uuid5(citizen, "stay")


def admitted(citizen: UUID) -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=stay(citizen),
        kind=StayKind.INPATIENT,
        admitted_at=NOW - timedelta(days=2),
        basis=LegalBasis.RSL_12C,
        occurred_at=NOW,
    )


def discharged(citizen: UUID) -> HospitalStayDischarged:
    return HospitalStayDischarged(
        stay_id=stay(citizen), discharged_at=NOW, basis=LegalBasis.RSL_12C, occurred_at=NOW
    )


def merged(survivor: UUID, absorbed: UUID) -> CitizenMerged:
    return CitizenMerged(survivor=survivor, absorbed=absorbed, merged_by="staff", occurred_at=NOW)


def split(survivor: UUID, absorbed: UUID) -> CitizenSplit:
    return CitizenSplit(survivor=survivor, absorbed=absorbed, split_by="staff", occurred_at=NOW)


async def planned(plan: WebUnderTest, worker: Worker) -> CitizenId:
    """Somebody with a plan by which the support worker helps."""
    citizen = CitizenId(await plan.keyring.get_or_create(synthetic_cpr(next(NEW))))
    accepted = ReferralAccepted(
        referral_id=uuid4(), accepted_by="visitator", starts_on=NOW.date(), occurred_at=NOW
    )
    told: list[Fact] = [*asked_of(*UNITS), accepted]
    await worker.hears(*((citizen, one) for one in told))
    address = f"/v1/citizens/{citizen}/plan"
    goal = await plan.post(f"{address}/goals", {"area": "employment", "words": "Ro."}, if_match='"1"')
    help_ = {
        "goal_id": goal.json()["goal_id"],
        "provision": "sel-85",
        "decision_reference": "2026-123456",
        "support_worker": WORKER,
        "support_worker_name": "Aisha Digtet",
    }
    await plan.post(f"{address}/interventions", help_, if_match='"2"')
    assert (await plan.post(f"{address}/agree", {"how": "took_part"}, if_match='"3"')).status_code == 200
    return citizen


async def kept(plan: WebUnderTest, table: str, *citizens: UUID) -> list[dict[str, Any]]:
    query = f"SELECT citizen_id, kept::jsonb FROM {table} WHERE citizen_id = ANY($1::uuid[])"  # noqa: S608
    rows = await plan.pool.fetch(query, list(citizens))
    return [{"of": citizen, **TypeAdapter(dict[str, Any]).validate_json(one)} for citizen, one in rows]


async def owed(plan: WebUnderTest, *citizens: UUID) -> list[UUID]:
    """Whose plans somebody has to be in touch by."""
    found = await kept(plan, "follow_up", *citizens)
    return [one["of"] for one in found if not one["completed_at"] and not one["withdrawn_at"]]


async def open_questions(plan: WebUnderTest, *citizens: UUID) -> list[UUID]:
    return [one["of"] for one in await kept(plan, "support_question", *citizens) if one["state"] == "open"]


async def test_under_concurrent_polls_requests_and_clocks_everybody_is_in_touch_once_and_asked_once(
    plan: WebUnderTest,
) -> None:
    workers = [Worker(plan, 0), Worker(plan, 1)]
    pairs = [(await planned(plan, workers[0]), await planned(plan, workers[1])) for _ in range(12)]
    heard: tuple[list[tuple[CitizenId, Fact]], list[tuple[CitizenId, Fact]]] = ([], [])
    for place, (absorbed, survivor) in enumerate(pairs):
        both: list[Fact] = [merged(survivor, absorbed)]
        parted: list[Fact] = [split(survivor, absorbed)] if place % 3 == 0 else []
        heard[0].extend((absorbed, one) for one in [*both, admitted(absorbed), *parted])
        told: list[Fact] = [discharged(survivor), admitted(survivor)]
        order = [*told, *both] if place % 2 else [*both, *told]
        heard[1].extend((survivor, one) for one in [*order, *parted])
    over = asyncio.Event()

    async def hears(worker: Worker, told: list[tuple[CitizenId, Fact]]) -> None:
        for records in polls(told):
            await worker.hears(*records)

    async def looks(worker: Worker) -> None:
        while not over.is_set():
            await worker.looks()
            await asyncio.sleep(0)

    async def works() -> None:
        for absorbed, survivor in pairs:
            for citizen in (absorbed, survivor):
                body = {"area": "home", "words": "Mere ro."}
                answer = await plan.post(f"/v1/citizens/{citizen}/plan/goals", body, if_match='"5"')
                assert answer.status_code == 201

    clocks = [asyncio.create_task(looks(one)) for one in workers]
    await asyncio.gather(*(hears(*one) for one in zip(workers, heard, strict=True)), works())
    over.set()
    await asyncio.gather(*clocks)
    await workers[0].looks()

    assert await plan.count("parked") == 0
    left = await plan.pool.fetchval("SELECT count(*) FROM due WHERE what NOT LIKE 'follow-up:%'")
    assert left == 0
    for place, (absorbed, survivor) in enumerate(pairs):
        goes_on = [absorbed] if place % 3 == 0 else []
        assert await open_questions(plan, absorbed, survivor) == goes_on
        assert len(await owed(plan, absorbed, survivor)) == 1
        for one in (absorbed, survivor):
            said = Counter(await plan.types_said(one))
            assert said["plan.goal_added.v1"] == 2
            asked, withdrawn = (said[f"plan.support_question_{what}.v1"] for what in ("asked", "withdrawn"))
            assert asked <= 1 + withdrawn


def polls(told: Sequence[tuple[CitizenId, Fact]]) -> list[list[tuple[CitizenId, Fact]]]:
    """The citizens mixed, of each what is told in its order, up to four records a poll."""
    chance, found = random.Random(7), list[list[tuple[CitizenId, Fact]]]()
    left: dict[CitizenId, list[Fact]] = {}
    for citizen, fact in told:
        left.setdefault(citizen, []).append(fact)
    while left:
        found.append([])
        for citizen in chance.choices(sorted(left), k=chance.randint(1, 4)):
            if facts := left.get(citizen):
                found[-1].append((citizen, facts.pop(0)))
            if not facts:
                left.pop(citizen, None)
    return [one for one in found if one]


async def test_a_stay_that_a_version_before_heard_of_is_known_by_when_it_began(plan: WebUnderTest) -> None:
    worker = Worker(plan, 2)
    absorbed, survivor = await planned(plan, worker), await planned(plan, worker)
    await worker.hears((absorbed, admitted(absorbed)))
    await plan.pool.execute("UPDATE stay SET kept = kept::jsonb - 'began' WHERE citizen_id = $1", absorbed)
    await worker.hears(*((one, merged(survivor, absorbed)) for one in (absorbed, survivor)))
    await worker.looks()

    await worker.hears((survivor, discharged(survivor)), (survivor, admitted(survivor)))
    await worker.looks()

    assert await open_questions(plan, absorbed, survivor) == []
    assert len(await owed(plan, absorbed, survivor)) == 1


def opened_by(who: str) -> CitizenContactOpened:
    return CitizenContactOpened(
        name=sealed("name"),
        acting_municipality="101",
        opened_by=who,
        basis=LegalBasis.SEL_85,
        occurred_at=NOW,
    )


async def test_whoever_has_a_case_by_one_file_has_it_by_all_others_until_they_are_parted(
    plan: WebUnderTest,
) -> None:
    worker = Worker(plan, 3)
    first, survivor, third = [
        CitizenId(await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))) for _ in range(3)
    ]
    for citizen, who in ((first, "anna"), (survivor, "bo"), (third, "carl")):
        await worker.hears((citizen, opened_by(who)))

    async def lets_in(citizen: CitizenId) -> list[str]:
        """Whoever is let in is told that there is no plan."""
        asked = {
            who: (await plan.get(f"/v1/citizens/{citizen}/plan", subject=who)).status_code
            for who in ("anna", "bo", "carl", "dorte")
        }
        assert set(asked.values()) <= {404, 403}
        return [who for who, status in asked.items() if status == 404]

    assert await lets_in(first) == ["anna"]
    for absorbed in (first, third):
        await worker.hears(*((one, merged(survivor, absorbed)) for one in (absorbed, survivor)))
    assert await lets_in(first) == await lets_in(survivor) == ["anna", "bo", "carl"]
    await worker.hears(*((one, split(survivor, third)) for one in (third, survivor)))
    assert (await lets_in(first), await lets_in(third)) == (["anna", "bo"], ["carl"])

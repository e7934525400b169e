"""Journey: from the region's admission acknowledged to the jobcenter's sandbox having the hold.

Every service's web and worker and the partners' sandboxes run as their own processes.
This process hands the region's notices in itself, at ``POST /fhir/$process-message``, so that it sees the
moment of each answer.

One step of the journey is a human's: somebody sees the proposed contact hold and sets one.
Here nobody thinks about it: this process posts the hold as soon as the proposal is visible.
So two parts are measured, and the journey is their sum: from the acknowledgement's arrival here to the
proposal being visible, and from the hold's posting (its door counts) to the sandbox having it.

Each part is also cut into its single hops, so that the sum of the hops' percentiles stands beside the
journey's own: at p50 they have to agree, and at p99 the sum is larger where hops are not slow together.

What becomes visible in a database is told by a trigger, in these databases only, right after the commit.
The sandbox notes itself when it got a task; it runs on the same machine, by the same clock.
The journey that counts is one alone on a quiet machine, walked one after another.
What the machine carries is the rate at which holds arrive when many are admitted at once, which also warms it
up; at last citizens are admitted at random moments at a fifth of that. It is no fifth of the processors: many
at once share polls, looks and commits, and a few at random moments hardly do.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

import asyncpg

from bench.progress import tell
from bench.report import Figure, percentile
from bench.servers import Bench
from samspil.sandboxes.journey.state import SUPPORT_WORKER_NAME, day
from samspil.sandboxes.region.hospital import Patient, What
from samspil.sandboxes.region.hospital import tell as told_by_hospital
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.system_under_test import SystemUnderTest, eventually
from samspil.testkit.walk import Walk
from samspil.vocabulary.copenhagen import COPENHAGEN

AT_ONCE = 30
"""How many are admitted at once, to find the rate that the machine carries."""
ALONE = 20
"""How many walk one after another."""
STEADY = 75
"""How many are admitted at a steady rate, unless the time ends before."""
SECONDS = 45.0
LOAD = 0.2

PREPARED_AT_ONCE = 8

ACKNOWLEDGED, HEARD, PROPOSED = "acknowledged", "heard", "proposed"
POSTED, DISCLOSED, KEPT, RECEIVED = "posted", "disclosed", "kept", "received"

PARTS = {
    "acknowledged to proposal": (ACKNOWLEDGED, PROPOSED),
    "hold to sandbox": (POSTED, RECEIVED),
}
HOPS = {
    "region-bridge to overview": (ACKNOWLEDGED, HEARD),
    "overview proposes": (HEARD, PROPOSED),
    "overview discloses": (POSTED, DISCLOSED),
    "overview to jobcenter-bridge": (DISCLOSED, KEPT),
    "jobcenter-bridge to sandbox": (KEPT, RECEIVED),
}

TELL = """
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('journey', TG_ARGV[0] || ' ' || NEW.citizen_id);
  RETURN NULL;
END $$;
"""
AFTER = """
CREATE TRIGGER tell AFTER INSERT OR UPDATE ON {table}
FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION tell('{mark}')
"""
TRIGGERS = {
    "overview": (
        AFTER.format(table="folded", when="NEW.topic = 'hospital.v1'", mark=HEARD),
        AFTER.format(table="coordination", when="true", mark=PROPOSED),
        AFTER.format(
            table="disclosed",
            when="NEW.receiver = 'jobcenter' AND NEW.informed ->> 'contact_hold' IS NOT NULL",
            mark=DISCLOSED,
        ),
    ),
    "jobcenter-bridge": (AFTER.format(table="delivery", when="true", mark=KEPT),),
}

DELIVERED = "SELECT id::text AS delivery_id, citizen_id FROM delivery WHERE state = 'acknowledged'"


async def journey(bench: Bench) -> list[Figure]:
    """Milliseconds of the journey, its parts and its hops."""
    system = bench.system
    async with AsyncExitStack() as until:
        await system.start_partners()
        await system.start_all()
        tell(f"journey: preparing {AT_ONCE + ALONE + STEADY} citizens")
        people = iter(await prepare(system, AT_ONCE + ALONE + STEADY))
        at_once, alone, steady = (list(islice(people, count)) for count in (AT_ONCE, ALONE, STEADY))
        watch = Watch(system, await system.headers("integrator", "region"), await system.headers())
        for service, triggers in TRIGGERS.items():
            listener = await asyncpg.connect(system.urls[service])
            until.push_async_callback(listener.close)
            for statement in (TELL, *triggers):
                await listener.execute(statement)
            await listener.add_listener("journey", watch.hear)
        return await measure(watch, at_once, alone, steady)


async def prepare(system: SystemUnderTest, count: int) -> list[Walk]:
    """So many citizens with consents and an agreed plan, of whom hospital notices are received."""
    slots = asyncio.Semaphore(PREPARED_AT_ONCE)

    async def one(number: int) -> Walk:
        walk = Walk(system, Person(synthetic_cpr(number), "Test Opdigtet"), within=60, every=0.25)
        async with slots:
            for step in (walk.refer, walk.consent, walk.plan):
                await step()
        return walk

    return await asyncio.gather(*(one(number) for number in range(count)))


class Watch:
    """Admits citizens, answers each proposal, and notes when each got where."""

    def __init__(self, system: SystemUnderTest, region: dict[str, str], staff: dict[str, str]) -> None:
        self._town = system
        self._region = {**region, "content-type": "application/fhir+json"}
        self._staff = staff
        self._setting: set[asyncio.Task[None]] = set()
        self.marks: dict[UUID, dict[str, float]] = {}
        """For each citizen admitted, the first moment of each mark, in seconds."""

    async def admit(self, who: Walk) -> None:
        """The region tells of an admission."""
        marks = self.marks[UUID(who.citizen_id)] = {}
        patient = Patient(who.person.cpr.number, who.person.name)
        _, notice = told_by_hospital(What.ADMIT, None, patient, datetime.now(UTC).astimezone(COPENHAGEN))
        door = self._town.address("region-bridge-web") + "/fhir/$process-message"
        answer = await self._town.http.post(door, content=notice, headers=self._region)
        marks[ACKNOWLEDGED] = time.time()
        answer.raise_for_status()

    def hear(self, *notification: Any) -> None:
        """A database tells of a citizen; only the first of each mark counts."""
        mark, _, citizen = notification[-1].partition(" ")
        marks = self.marks.get(UUID(citizen))
        if marks is None or mark in marks:
            return
        marks[mark] = time.time()
        if mark == PROPOSED:
            setting = asyncio.create_task(self._set_hold(UUID(citizen), marks))
            self._setting.add(setting)
            setting.add_done_callback(self._setting.discard)

    async def _set_hold(self, citizen: UUID, marks: dict[str, float]) -> None:
        door = self._town.address("overview-web") + f"/v1/citizens/{citizen}/contact-holds"
        marks[POSTED] = time.time()
        hold = {"until": day(14), "ask": SUPPORT_WORKER_NAME}
        answer = await self._town.http.post(door, json=hold, headers=self._staff)
        answer.raise_for_status()

    async def all_received(self) -> None:
        """Returns when every hold is at the sandbox, and its moments are noted."""
        delivered: dict[str, UUID] = {}

        async def arrived() -> bool:
            rows = await self._town.fetch("jobcenter-bridge", DELIVERED)
            delivered.update((row["delivery_id"], row["citizen_id"]) for row in rows)
            return self.marks.keys() <= set(delivered.values())

        await eventually(arrived, within=60, every=0.25)
        answer = await self._town.http.get(self._town.address("jobcenter-sandbox") + "/received")
        for task in answer.json()["tasks"]:
            at = datetime.fromisoformat(task["at"]).timestamp()
            self.marks[delivered[task["key"]]][RECEIVED] = at


async def measure(
    watch: Watch, at_once: Sequence[Walk], alone: Sequence[Walk], steady: Sequence[Walk]
) -> list[Figure]:
    """First what the machine carries, which also warms it up, then the journeys that count."""
    await asyncio.gather(*(watch.admit(who) for who in at_once))
    await watch.all_received()
    arrivals = sorted(marks[RECEIVED] for marks in watch.marks.values())
    carries = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0])
    tell(f"journey: {carries:.1f}/s at once, now one after another")
    for who in alone:
        await watch.admit(who)
        await watch.all_received()
    tell(f"journey: at {LOAD * carries:.1f}/s for at most {SECONDS:.0f} s")
    await admit_at_random(watch, steady, LOAD * carries)
    await watch.all_received()
    journeys = list(watch.marks.values())[len(at_once) :]
    return [
        *figures("journey", journeys[: len(alone)], "one after another", at_most=60),
        *figures("journey at load", journeys[len(alone) :], f"at {LOAD * carries:.1f}/s"),
    ]


def figures(
    name: str, journeys: Sequence[dict[str, float]], how: str, at_most: float | None = None
) -> list[Figure]:
    """The journey as a whole, its parts and the hops within them."""
    parts = {name: durations(journeys, *ends) for name, ends in PARTS.items()}
    hops = {name: durations(journeys, *ends) for name, ends in HOPS.items()}
    whole = [sum(both) for both in zip(*parts.values(), strict=True)]
    sums = [sum(percentile(ms, which) for ms in hops.values()) for which in (50, 99)]
    remark = f"{len(whole)} {how}, p99 {percentile(whole, 99):.0f}, "
    remark += f"sums of the hops {sums[0]:.0f} and {sums[1]:.0f}"
    return [
        Figure(f"{name}, p50", percentile(whole, 50), "ms", at_most=at_most, remark=remark),
        *(
            Figure(f"  {part}, p50", percentile(ms, 50), "ms", remark=f"p99 {percentile(ms, 99):.0f}")
            for part, ms in {**parts, **hops}.items()
        ),
    ]


async def admit_at_random(watch: Watch, people: Sequence[Walk], per_s: float) -> None:
    """One after the other at moments drawn before, whatever became of the one before."""
    chance = random.Random(7)
    began = following = time.perf_counter()
    async with asyncio.TaskGroup() as admitting:
        for who in people:
            following += chance.expovariate(per_s)
            if following - began > SECONDS:
                break
            await asyncio.sleep(max(0.0, following - time.perf_counter()))
            admitting.create_task(watch.admit(who))


def durations(journeys: Sequence[dict[str, float]], start: str, end: str) -> list[float]:
    """Milliseconds from one mark to the other, for each journey."""
    return [(marks[end] - marks[start]) * 1000 for marks in journeys]

"""Why a pause was set follows from nothing that the jobcenter gets: same bytes, same key, same hour.

The same life is lived in three ways: staff set its pauses, the citizen wished for them, or stays proposed
them. All of it runs through the overview's own decisions, the disclosure, and the bridge as far as its bytes.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any, NamedTuple, cast
from uuid import UUID

import httpx2

from kept_in_memory import MemoryKeyring, MemoryStore
from samspil.contracts import topics
from samspil.contracts.disclosure import JobcenterInformed
from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import SupportDuringStay
from samspil.exchange.courier import Courier
from samspil.jobcenter_bridge.domain.sending import next_sending
from samspil.jobcenter_bridge.handlers.end_delivery import end_delivery
from samspil.jobcenter_bridge.handlers.hear_disclosure import hear_disclosure
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.partner.client import Client
from samspil.jobcenter_bridge.partner.jobcenter import Jobcenter
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.inform import inform, says_the_same
from samspil.overview.domain.plan_dates import SupportQuestion
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldWanted, end_hold, set_hold
from samspil.overview.domain.view import View, combine
from samspil.overview.domain.watch_stays import watch_stays
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, OURS, event
from samspil.testkit.people import BRUNO
from samspil.vocabulary.copenhagen import danish_day, start_of
from samspil.vocabulary.sealed import Sealed
from sharing import BROAD, NEWER, WHO, help_of

LIVES = 1000
HOUR = 9
ASKS = ("Aisha Digtet", "Mogens Digtet")


class Cause(StrEnum):
    """Why there is a pause."""

    STAFF = "staff"
    WISH = "wish"
    STAY = "stay"


class Step(NamedTuple):
    """What everybody would see of a life, and when."""

    at: datetime
    what: str
    days: int = 0
    ask: int = 0


def life(chance: Random) -> list[Step]:
    """Some weeks of somebody."""
    at, steps = MONDAY, []
    for number in range(chance.randint(3, 8)):
        at += timedelta(minutes=chance.choice([1, 40, 600, 1440, 2 * 1440]) * chance.randint(1, 3))
        what = "set" if not number else chance.choices(["set", "end", "shares", "looks"], [5, 3, 1, 1])[0]
        steps.append(Step(at, what, chance.randint(0, 9), chance.randint(0, 1)))
    return steps


@dataclass
class Lived:
    """One citizen at one time, in one way."""

    cause: Cause
    asks: tuple[Sealed, ...]
    coordination: Coordination = field(default_factory=Coordination)
    stays: tuple[Stay, ...] = ()
    shares: bool = True
    went_by_stay: int = 0

    def step(self, number: int, step: Step) -> None:
        """Let it happen; where a stay is the cause, admitted just before a pause and gone home at its end."""
        match step.what:
            case "set":
                if self.cause is Cause.STAY:
                    self._stays(
                        Stay(UUID(int=number), StayKind.INPATIENT, Presence.ADMITTED, step.at), step.at
                    )
                    self.went_by_stay += bool(self.coordination.open_proposals)
                by = "borger" if self.cause is Cause.WISH else f"staff-{self.cause}"
                until = danish_day(step.at) + timedelta(days=step.days)
                wanted = HoldWanted(
                    UUID(int=1000 * (1 + list(Cause).index(self.cause)) + number),
                    until,
                    self.asks[step.ask],
                    by,
                )
                self.coordination, _ = set_hold(self.coordination, wanted, step.at)
            case "end":
                standing = self.coordination.hold(danish_day(step.at))
                if standing is not None:
                    self.coordination, _ = end_hold(self.coordination, standing.id, "staff-1", step.at)
                self._goes_home(step.at)
            case "shares":
                self.shares = not self.shares
            case "looks" if self.stays:
                leave = replace(self.stays[-1], presence=Presence.ON_LEAVE)
                self.stays = (*self.stays[:-1], leave)

    def _stays(self, stay: Stay, now: datetime) -> None:
        self._goes_home(now)
        self.stays = (*self.stays, stay)
        self.coordination, _ = watch_stays(self.coordination, self._hospital, now)

    def _goes_home(self, now: datetime) -> None:
        if self.stays:
            home = replace(self.stays[-1], presence=Presence.DISCHARGED, discharged_at=now)
            self.stays = (*self.stays[:-1], home)
            self.coordination, _ = watch_stays(self.coordination, self._hospital, now)

    @property
    def _hospital(self) -> HospitalState:
        return HospitalState(stays=self.stays, reports_wanted=tuple(one.id for one in self.stays[:1]))

    @property
    def view(self) -> View:
        """With what else follows from a stay."""
        questions = tuple(
            SupportQuestion(one.id, one.id, UUID(int=1), "staff-2", one.admitted_at, SupportDuringStay.PAUSED)
            for one in self.stays
        )
        plan = PlanState(agreed_on=danish_day(MONDAY), interventions=(HELP,), questions=questions)
        consents = CONSENTS if self.shares else ()
        return combine(
            citizen=CitizenState(WHO, consents),
            plan=plan,
            hospital=self._hospital,
            coordination=self.coordination,
        )


HELP = help_of("staff-2")
CONSENTS = tuple(replace(one, until=danish_day(MONDAY) + timedelta(days=150)) for one in (BROAD, NEWER))


class Left(NamedTuple):
    """What the jobcenter got, in one question."""

    at: datetime
    path: str
    key: str | None
    body: bytes


class Bridge:
    """The bridge in memory, with a case system that takes everything down."""

    def __init__(self, keyring: MemoryKeyring, cpr: Sealed) -> None:
        self.left: list[Left] = []
        self.store = MemoryStore(JobcenterTransaction, topics.EMPLOYMENT)
        self.before: JobcenterInformed | None = None
        self.seq = 0
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(self._takes), base_url="http://jobcenter")

        async def known_as(_citizen: object) -> Sealed:
            return cpr

        cases = CaseSystem(Client(http, 5), Reading({}))
        self.courier = Courier(
            cast(Any, self.store), Jobcenter(cases, cast(Any, keyring), known_as), end_delivery
        )

    async def told(self, informed: JobcenterInformed, now: datetime) -> None:
        """Only differences are said."""
        self.store.now = now
        if says_the_same(informed, self.before):
            return
        self.before, self.seq = informed, self.seq + 1
        async with self.store.transaction([CITIZEN]) as tx:
            hear_disclosure(event(informed, self.seq), tx, HOUR)

    async def sends_until(self, then: datetime) -> None:
        """What is due before that, each at its time."""
        while (at := await self._next()) is not None and at < then:
            self.store.now = max(at, self.store.now)
            await self.courier._visit(CITIZEN)

    async def _next(self) -> datetime | None:
        async with self.store.transaction([CITIZEN]) as tx:
            waiting = (one.at for one in tx.deliveries.of(CITIZEN).values() if one.ended_at is None)
            return min(waiting, default=None)

    def _takes(self, request: httpx2.Request) -> httpx2.Response:
        key = request.headers.get("idempotency-key")
        self.left.append(Left(self.store.now, request.url.path, key, request.content))
        return httpx2.Response(201, stream=httpx2.ByteStream(b'{"id": "7"}'))


def moments(steps: list[Step], changes_on: Any, now: datetime) -> Iterator[datetime]:
    """When the overview looks next: at the next step, and on the day that its answer changes by itself."""
    yield from (one.at for one in steps)
    if changes_on is not None and start_of(changes_on) > now:
        yield start_of(changes_on)


async def lived(steps: list[Step], cause: Cause) -> tuple[list[Left], Lived]:
    keyring = MemoryKeyring()
    cpr = await keyring.seal(CITIZEN, "cpr", BRUNO.cpr.number)
    one = Lived(cause, tuple([await keyring.seal(CITIZEN, "ask", ask) for ask in ASKS]))
    bridge = Bridge(keyring, cpr)
    left, now, changes_on, number = list(steps), MONDAY, None, 0
    end = steps[-1].at + timedelta(days=14)
    while True:
        at = min(moments(left, changes_on, now), default=end)
        await bridge.sends_until(min(at, end))
        if at >= end:
            return bridge.left, one
        now = at
        while left and left[0].at <= now:
            number += 1
            one.step(number, left.pop(0))
        told = disclose(one.view, Receiver.JOBCENTER, LAW, danish_day(now), OURS)
        changes_on = told.changes_on
        informed = inform(told, now)
        assert isinstance(informed, JobcenterInformed)
        await bridge.told(informed, now)


def words(left: list[Left]) -> Iterator[bytes]:
    return (one.body for one in left if one.path == "/tasks")


def test_a_thousand_lives_that_differ_in_the_cause_of_their_pauses_are_told_in_the_same_bytes_and_hours() -> (
    None
):
    async def all_of_them() -> Counter[str]:
        counted: Counter[str] = Counter()
        for seed in range(LIVES):
            steps = life(Random(seed))  # the same lives each time
            told = {cause: await lived(steps, cause) for cause in Cause}
            by_staff, _ = told[Cause.STAFF]
            for cause, (left, _) in told.items():
                assert left == by_staff, (seed, cause)
            _, stayed = told[Cause.STAY]
            counted["told of something"] += bool(by_staff)
            counted["a stay proposed it"] += stayed.went_by_stay > 0
            counted["a stay was over"] += any(one.ended_at for one in stayed.stays)
            counted["a pause"] += any(b'"title": "Kontaktpause"' in body for body in words(by_staff))
            counted["corrected"] += any(b"Rettelse: " in body for body in words(by_staff))
            ended = "Kontaktpause ophørt".encode()
            counted["ended early"] += any(ended in body for body in words(by_staff))
            for one in by_staff:
                if b"Kontaktpause" in one.body:
                    counted["messages"] += 1
                    assert next_sending(one.at, HOUR) == one.at, "at its hour, and to the second"
        return counted

    counted = asyncio.run(all_of_them())

    assert counted["told of something"] > 600
    assert counted["a stay proposed it"] > 900
    assert counted["a stay was over"] > 500
    assert counted["a pause"] > 500
    assert counted["corrected"] > 200
    assert counted["ended early"] > 100
    assert counted["messages"] > 1000


def test_the_lives_are_seeded_and_several() -> None:
    assert life(Random(7)) == life(Random(7))
    assert len({tuple(life(Random(seed))) for seed in range(LIVES)}) == LIVES

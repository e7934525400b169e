"""Load that keeps its own books: what it meant to do, and what it was told became of it."""

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

import asyncpg
import httpx2

from samspil.ledger.database import open_pool, passes
from samspil.ledger.store import Store
from samspil.referral.domain.register import Registration
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.storage.transaction import ReferralTransaction, referral_store
from samspil.sealing.keyring import Keyring
from samspil.testkit.builders import LAW, RULES, submission
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.system_under_test import SystemUnderTest
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis


class Outcome(StrEnum):
    """What the caller knows."""

    UNKNOWN = "unknown"
    """Nobody said: either is right."""
    OK = "ok"
    """Acknowledged: it may never be lost."""
    FAILED = "failed"
    """Refused: it may never take effect."""


@dataclass(slots=True)
class Intent:
    """One referral that was meant, written down before anything is sent."""

    id: UUID
    """The idempotency key over HTTP; said directly, the referral's own id."""
    citizen: CitizenId
    outcome: Outcome = Outcome.UNKNOWN
    referral: UUID | None = None
    tries: int = 0


@dataclass(slots=True)
class Books:
    """All that one load meant."""

    intents: list[Intent] = field(default_factory=list)

    def open(self, citizen: CitizenId) -> Intent:
        """Write down one more."""
        intent = Intent(uuid7(), citizen)
        self.intents.append(intent)
        return intent

    def of(self, outcome: Outcome) -> list[Intent]:
        """Those that ended so."""
        return [intent for intent in self.intents if intent.outcome is outcome]

    async def check(self, system: SystemUnderTest) -> list[str]:
        """What is wrong with what the referral service kept, a sentence each.

        Every acknowledged referral is there, and for these citizens there is no other one but what nobody
        knows the end of.
        """
        citizens = list({intent.citizen for intent in self.intents})
        rows = await system.fetch(
            "referral", "SELECT id FROM referral WHERE citizen_id = ANY($1::uuid[])", citizens
        )
        kept = {row["id"] for row in rows}
        acknowledged = {intent.referral for intent in self.of(Outcome.OK)}
        lost, more = acknowledged - kept, len(kept - acknowledged)
        wrong = [f"{len(lost)} of {len(acknowledged)} acknowledged referrals are lost"] if lost else []
        if more > len(self.of(Outcome.UNKNOWN)):
            wrong.append(f"{more} referrals are there that nobody was told of")
        return wrong


@asynccontextmanager
async def going_on(
    one: Callable[[asyncio.Event], Coroutine[None, None, None]], at_once: int
) -> AsyncIterator[None]:
    """So many of these run beside the block; at its end they are told to stop; a failure is the block's."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one(stop))
        try:
            yield
        finally:
            stop.set()


class Speaker:
    """Says referrals in the service's own transactions, as its web process does, from inside the test."""

    def __init__(self, store: Store[ReferralTransaction], keyring: Keyring, first: int) -> None:
        self.citizens: list[CitizenId] = []
        self.books = Books()
        self._store = store
        self._keyring = keyring
        self._numbers = itertools.count(first)

    async def register(self) -> CitizenId:
        """One more citizen."""
        citizen = await self._keyring.get_or_create(synthetic_cpr(next(self._numbers)))
        self._words = await self._keyring.seal(citizen, "words", "Jeg vil gerne have en hverdag igen")
        wanted = Registration(self._words, self._words, "101", "load", LegalBasis("sel-85"))
        async with self._store.transaction([citizen]) as tx:
            register_citizen(tx, wanted)
        self.citizens.append(citizen)
        return citizen

    async def say(self, citizen: CitizenId) -> Intent:
        """One referral; what is not acknowledged is not tried again."""
        intent = self.books.open(citizen)
        asked = submission(id=intent.id, words=self._words, author="load")
        try:
            async with self._store.transaction([citizen]) as tx:
                submit_referral(tx, asked, RULES, LAW)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as fault:
            if not passes(fault):
                raise
            await asyncio.sleep(0.05)
        else:
            intent.outcome, intent.referral = Outcome.OK, intent.id
        return intent

    @asynccontextmanager
    async def speaking(self, a_second: float = 100, at_once: int = 4, seed: int = 1) -> AsyncIterator[None]:
        """Speak steadily, while the block runs, about citizens drawn by chance."""
        chance = random.Random(seed)  # noqa: S311  # chance that can be repeated
        loop = asyncio.get_running_loop()

        async def one(stop: asyncio.Event) -> None:
            while not stop.is_set():
                following = loop.time() + at_once / a_second
                await self.say(chance.choice(self.citizens))
                await asyncio.sleep(following - loop.time())

        async with going_on(one, at_once):
            yield


@asynccontextmanager
async def speaker(
    system: SystemUnderTest, keyring: Keyring, citizens: int = 50, first: int = 0
) -> AsyncIterator[Speaker]:
    """A speaker about so many citizens, all registered; ``first`` is the number of the first of them."""
    pool = await open_pool(system.urls["referral"], 4)
    try:
        speaks = Speaker(referral_store(pool), keyring, first)
        for _ in range(citizens):
            await speaks.register()
        yield speaks
    finally:
        await pool.close()


class Callers:
    """Submits referrals over HTTP, tries again with the same idempotency key, and keeps books."""

    def __init__(self, system: SystemUnderTest, citizens: Sequence[UUID], headers: dict[str, str]) -> None:
        self.books = Books()
        self._system = system
        self._citizens = [CitizenId(citizen) for citizen in citizens]
        self._headers = headers

    @asynccontextmanager
    async def calling(self, at_once: int = 4, patience: float = 60, seed: int = 1) -> AsyncIterator[None]:
        """So many callers while the block runs; one that was not answered asks again, with patience."""
        chance = random.Random(seed)  # noqa: S311  # chance that can be repeated
        loop = asyncio.get_running_loop()

        async def one(stop: asyncio.Event) -> None:
            while not stop.is_set():
                intent = self.books.open(chance.choice(self._citizens))
                give_up = loop.time() + patience
                while intent.outcome is Outcome.UNKNOWN and loop.time() < give_up:
                    await self._ask(intent)

        async with going_on(one, at_once):
            yield

    async def _ask(self, intent: Intent) -> None:
        intent.tries += 1
        try:
            answer = await self._system.http.post(
                self._system.address("referral-web") + f"/v1/citizens/{intent.citizen}/referrals",
                json={
                    "to_unit": "VISITATION-1",
                    "words": "Jeg vil gerne have en hverdag igen",
                    "basis": "sel-85",
                },
                headers={**self._headers, "idempotency-key": str(intent.id)},
            )
        except httpx2.HTTPError:
            await asyncio.sleep(0.05)
            return
        if answer.status_code == 201:
            intent.outcome, intent.referral = Outcome.OK, UUID(answer.json()["referral_id"])
        elif answer.status_code < 500:
            intent.outcome = Outcome.FAILED
        else:
            await asyncio.sleep(0.05)


async def callers(system: SystemUnderTest, citizens: int = 20, first: int = 0) -> Callers:
    """Callers about so many citizens, whom they register first."""
    headers = await system.headers()
    ids = await asyncio.gather(
        *(system.register(Person(synthetic_cpr(first + n), "Test Testesen")) for n in range(citizens))
    )
    return Callers(system, ids, headers)

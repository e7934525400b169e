"""End to end: from the commit of a referral to the moment when overview's view shows it, beside a bare chain.

The referral service's worker (it relays) and overview's worker (it hears) run as their own processes.
This process submits referrals through the real handler, at moments drawn before, so that a late view never
slows the next submission, and stops the clock of each when overview's folded state, which is all that
``read_view`` reads, has its number.
Nobody polls for that: a trigger, in this database only, notifies about each state that is written, and
PostgreSQL delivers it to us right after the commit that makes it visible; both trips count as latency.
In the end every view is read by ``read_view`` and compared.

The bare chain is measured in the same way, in turns with ours, at the same rates: one where every event comes
alone, and one that is about a fifth of what a quiet machine with two cores carries.
What a referral costs on the way is the time that every process used meanwhile, PostgreSQL's, Kafka's and this
one's (it submits) included.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import asyncpg

from bench import matter
from bench.bare_chain import BareChain
from bench.progress import tell
from bench.report import Figure, beside, percentile
from bench.servers import Bench
from samspil.contracts.referral import Priority
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.store import Store
from samspil.overview.storage.queries import read_view
from samspil.referral.domain.register import Registration
from samspil.referral.domain.submit import Submission
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.handlers.submit_referral import submit_referral
from samspil.referral.storage.transaction import ReferralTransaction, referral_store
from samspil.testkit.builders import LAW, RULES
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

CITIZENS = 1000
WARM_UP_SECONDS = 3.0
SECONDS = 7.0
ROUNDS = 5

QUIET, BUSY = 20, 150
"""Referrals a second."""

TELL = """
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('shown', NEW.citizen_id || ' ' || NEW.seq);
  RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT OR UPDATE ON folded
FOR EACH ROW WHEN (NEW.topic = 'referral.v1') EXECUTE FUNCTION tell();
"""


class Watch:
    """When each referral, known by its citizen and number, was committed and when it was shown."""

    def __init__(self) -> None:
        self.numbers: Counter[UUID] = Counter()
        self._committed: dict[tuple[UUID, int], float] = {}
        self._shown: dict[tuple[UUID, int], float] = {}
        self._newest: Counter[UUID] = Counter()

    def committed(self, citizen: UUID) -> None:
        """One more referral of this citizen stands in the referral service."""
        self.numbers[citizen] += 1
        self._committed[citizen, self.numbers[citizen]] = time.perf_counter()

    def shown(self, *notification: Any) -> None:
        """Overview shows this citizen's referrals up to a number; one poll may bring several."""
        at = time.perf_counter()
        citizen, number = UUID(notification[-1].split()[0]), int(notification[-1].split()[1])
        for one in range(self._newest[citizen] + 1, number + 1):
            self._shown[citizen, one] = at
        self._newest[citizen] = number

    async def all_shown(self) -> None:
        """Returns when nothing is on its way. Raises ``TimeoutError``."""
        async with asyncio.timeout(30):
            while len(self._shown) < len(self._committed):
                await asyncio.sleep(0.01)

    def ms(self, since: float) -> list[float]:
        """How long each took that was committed since then."""
        return [
            (self._shown[referral] - at) * 1000 for referral, at in self._committed.items() if at >= since
        ]


async def end_to_end(bench: Bench) -> list[Figure]:
    """Milliseconds from commit to visible as multiples of the bare chain's, and of a processor."""
    system = bench.system
    for service in ("referral", "overview"):
        system.start(service, "worker")
        await system.ready(f"{service}-worker")
    chain = await BareChain.started(bench)
    watch, bare_watch = Watch(), Watch()
    async with (
        await open_pool(system.urls["referral"], 2) as referral,
        await open_pool(system.urls["overview"], 2) as overview,
    ):
        store = referral_store(referral)
        citizens = matter.citizens(CITIZENS)
        for citizen in citizens:
            await register(store, citizen)
        listener = await asyncpg.connect(system.urls["overview"])
        await listener.execute(TELL)
        await listener.add_listener("shown", watch.shown)
        bare_listener = await asyncpg.connect(chain.url)
        await bare_listener.add_listener("shown", bare_watch.shown)
        values = [one.record for one in matter.said((who, 1, matter.submitted()) for who in citizens)]

        async def ours(citizen: CitizenId) -> None:
            await refer(store, citizen)
            watch.committed(citizen)

        async def bare(citizen: CitizenId) -> None:
            await chain.emit(citizen, bare_watch.numbers[citizen] + 1, values[citizen.int % CITIZENS])
            bare_watch.committed(citizen)

        found: list[Figure] = []
        for per_s in (QUIET, BUSY):
            for side, of in ((ours, watch), (bare, bare_watch)):
                await submit(side, citizens, per_s, WARM_UP_SECONDS)
                await of.all_shown()
            run = Run(bench, citizens, per_s)
            for number in range(ROUNDS):
                await run.round(number, ours, watch, bare, bare_watch)
            found += run.figures()
        await listener.close()
        await bare_listener.close()
        await compare(overview, watch.numbers)
    return found


Side = Callable[[CitizenId], Awaitable[None]]


class Run:
    """Ours and the bare chain in turns, at one rate."""

    def __init__(self, bench: Bench, citizens: list[CitizenId], per_s: int) -> None:
        self._bench = bench
        self._citizens = citizens
        self._per_s = per_s
        self._ours: list[float] = []
        self._bare: list[float] = []
        self._used: Counter[str] = Counter()

    async def round(self, number: int, ours: Side, watch: Watch, bare: Side, bare_watch: Watch) -> None:
        """One turn of each."""
        before = self._bench.seconds()
        mine = await self._turn(number, ours, watch)
        after = self._bench.seconds()
        self._used.update({name: after[name] - before[name] for name in after if "bare" not in name})
        theirs = await self._turn(number, bare, bare_watch)
        tell(
            f"end to end at {self._per_s}/s {number + 1}/{ROUNDS}: "
            f"ours {percentile(mine, 50):.1f} ms, bare {percentile(theirs, 50):.1f} ms"
        )
        self._ours += mine
        self._bare += theirs

    async def _turn(self, number: int, side: Side, watch: Watch) -> list[float]:
        since = time.perf_counter()
        await submit(side, self._citizens, self._per_s, SECONDS, number)
        await watch.all_shown()
        return watch.ms(since)

    def figures(self) -> list[Figure]:
        """What the turns came to."""
        name = f"end to end at {self._per_s}/s"
        each = {process: 1000 * seconds / len(self._ours) for process, seconds in self._used.items()}
        shares = (f"{process} {ms:.1f}" for process, ms in sorted(each.items(), key=lambda one: -one[1]))
        return [
            beside(name, 50, self._ours, self._bare, 2.0),
            beside(name, 90, self._ours, self._bare, 2.5),
            beside(name, 99, self._ours, self._bare, 2.0),
            Figure(
                f"{name}, CPU an event",
                sum(each.values()),
                "ms",
                at_most=5 if self._per_s == BUSY else None,
                remark=", ".join(shares),
            ),
        ]


async def submit(
    side: Side, citizens: list[CitizenId], per_s: float, seconds: float, number: int = -1
) -> None:
    """Submit at random moments, so many a second on average, for so long; alike for both sides."""
    chance = random.Random(number)
    following = time.perf_counter()
    end = following + seconds
    while time.perf_counter() < end:
        await asyncio.sleep(max(0.0, following - time.perf_counter()))
        await side(chance.choice(citizens))
        following += chance.expovariate(per_s)


async def register(store: Store[ReferralTransaction], citizen: CitizenId) -> None:
    """As the door would."""
    fact = matter.registered()
    wanted = Registration(fact.name, fact.cpr, fact.acting_municipality, fact.registered_by, fact.basis)
    async with store.transaction([citizen]) as tx:
        register_citizen(tx, wanted)


async def refer(store: Store[ReferralTransaction], citizen: CitizenId) -> None:
    """As the door would."""
    asked = Submission(
        id=matter.uuid(),
        from_sector=Sector.SOCIAL,
        to_unit="VISITATION-1",
        priority=Priority.ROUTINE,
        words=matter.sealed("words", matter.WORDS),
        basis=LegalBasis.SEL_85,
        author="staff-1",
    )
    async with store.transaction([citizen]) as tx:
        submit_referral(tx, asked, RULES, LAW)


async def compare(overview: Pool, numbers: Counter[UUID]) -> None:
    """Read every view and tell whether it shows what was submitted."""
    right = 0
    for citizen, count in numbers.items():
        view = await read_view(overview, CitizenId(citizen))
        right += view is not None and len(view.referrals) == count
    tell(f"end to end: {right} of {len(numbers)} views show every referral")

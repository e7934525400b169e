"""End to end: from the commit of a referral to the moment when overview's view shows it, at 20 % load.

The referral service's worker (it relays) and overview's worker (it hears) run as their own processes.
This process submits referrals through the real handler, at moments drawn before, so that a late view never
slows the next submission, and stops the clock of each when overview's folded state, which is all that
``read_view`` reads, has its number.
Nobody polls for that: a trigger, in this database only, notifies about each state that is written, and
PostgreSQL delivers it to us right after the commit that makes it visible; both trips count as latency.
In the end every view is read by ``read_view`` and compared.
"""

import asyncio
import random
import time
from collections import Counter
from typing import Any
from uuid import UUID

import asyncpg

from bench import matter
from bench.progress import tell
from bench.report import Latency
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
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

CITIZENS = 1000
WARM_UP_SECONDS = 3.0
SECONDS = 20.0

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
        """Returns when nothing is on its way."""
        while len(self._shown) < len(self._committed):
            await asyncio.sleep(0.01)

    def ms(self, since: float) -> list[float]:
        """How long each took that was committed since then."""
        return [
            (self._shown[referral] - at) * 1000 for referral, at in self._committed.items() if at >= since
        ]


async def end_to_end(bench: Bench, per_s: float) -> Latency:
    """Milliseconds from commit to visible, at this many referrals a second."""
    town = bench.town
    town.urls["overview"] = await bench.database("overview")
    await town.start_from_now("overview")
    for service in ("referral", "overview"):
        town.start(service, "worker")
        await town.ready(f"{service}-worker")
    watch = Watch()
    async with (
        await open_pool(town.urls["referral"], 2) as referral,
        await open_pool(town.urls["overview"], 2) as overview,
    ):
        store = referral_store(referral)
        citizens = matter.citizens(CITIZENS)
        for citizen in citizens:
            await register(store, citizen)
        listener = await asyncpg.connect(town.urls["overview"])
        await listener.execute(TELL)
        await listener.add_listener("shown", watch.shown)
        await submit(store, watch, citizens, per_s, WARM_UP_SECONDS)
        tell(f"end to end: measuring for {SECONDS:.0f} s at {per_s:,.0f}/s")
        since = time.perf_counter()
        await submit(store, watch, citizens, per_s, SECONDS)
        await asyncio.wait_for(watch.all_shown(), 30)
        await listener.close()
        await compare(overview, watch.numbers)
    ms = watch.ms(since)
    return Latency(ms, len(ms) / SECONDS)


async def submit(
    store: Store[ReferralTransaction],
    watch: Watch,
    citizens: list[CitizenId],
    per_s: float,
    seconds: float,
) -> None:
    """Submit at random moments, so many a second on average, for so long."""
    chance = random.Random(7)
    following = time.perf_counter()
    end = following + seconds
    while time.perf_counter() < end:
        await asyncio.sleep(max(0.0, following - time.perf_counter()))
        citizen = chance.choice(citizens)
        await refer(store, citizen)
        watch.committed(citizen)
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
        to_sector=Sector.SOCIAL,
        to_unit="VISITATION-1",
        priority=Priority.ROUTINE,
        words=matter.sealed("words", matter.WORDS),
        basis=LegalBasis.SEL_85,
        author="staff-1",
    )
    async with store.transaction([citizen]) as tx:
        submit_referral(tx, asked)


async def compare(overview: Pool, numbers: Counter[UUID]) -> None:
    """Read every view and tell whether it shows what was submitted."""
    right = 0
    for citizen, count in numbers.items():
        view = await read_view(overview, CitizenId(citizen))
        right += view is not None and len(view.referrals) == count
    tell(f"end to end: {right} of {len(numbers)} views show every referral")

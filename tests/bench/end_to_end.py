"""End to end: from the commit of a referral to the moment when overview's view shows it, at 20 % load.

The referral service's worker (it relays) and overview's worker (it hears) run as their own processes.
This process submits referrals through the real handler, at moments drawn before (a late view never slows the
next submission), and stops the clock of each when overview's folded state, which is all that ``read_view``
reads, has its number.
To see that, it asks for the few citizens whose newest referral is still on its way, by primary key, at most
once a millisecond and not at all while there are none; the answer's own way back counts as latency.
In the end every view is read by ``read_view`` and compared.
"""

import asyncio
import random
import time
from collections import Counter

from bench import matter
from bench.progress import tell
from bench.report import Latency
from bench.servers import Bench
from samspil.contracts import topics
from samspil.contracts.referral import Priority
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.say import Cause
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

SHOWN = """
SELECT citizen_id, seq FROM folded
WHERE generation = (SELECT live FROM fold_generation) AND topic = $1 AND citizen_id = ANY($2::uuid[])
"""


class Watch:
    """Knows which referrals are on their way and how long each took."""

    def __init__(self, overview: Pool) -> None:
        self._overview = overview
        self._on_their_way: dict[CitizenId, list[tuple[int, float]]] = {}
        self.ms: list[float] = []

    def committed(self, citizen: CitizenId, number: int) -> None:
        """The clock of this citizen's ``number``-th referral starts."""
        self._on_their_way.setdefault(citizen, []).append((number, time.perf_counter()))

    async def run(self) -> None:
        """Look for ever."""
        while True:
            if self._on_their_way:
                asked = list(self._on_their_way)
                shown = await self._overview.fetch(SHOWN, topics.REFERRAL.name, asked)
                at = time.perf_counter()
                for citizen, number in shown:
                    self._arrived(citizen, number, at)
            await asyncio.sleep(0.001)

    def _arrived(self, citizen: CitizenId, number: int, at: float) -> None:
        waiting = self._on_their_way[citizen]
        self.ms += [(at - since) * 1000 for one, since in waiting if one <= number]
        if left := [one for one in waiting if one[0] > number]:
            self._on_their_way[citizen] = left
        else:
            del self._on_their_way[citizen]

    async def all_arrived(self) -> None:
        """Returns when nothing is on its way."""
        while self._on_their_way:
            await asyncio.sleep(0.01)


async def end_to_end(bench: Bench, per_s: float) -> Latency:
    """Milliseconds from commit to visible, at this many referrals a second."""
    town = bench.town
    town.urls["overview"] = await bench.database("overview")
    await town.start_from_now("overview")
    for service in ("referral", "overview"):
        town.start(service, "worker")
        await town.ready(f"{service}-worker")
    async with (
        await open_pool(town.urls["referral"], 2) as referral,
        await open_pool(town.urls["overview"], 2) as overview,
    ):
        store = referral_store(referral)
        citizens = matter.citizens(CITIZENS)
        for citizen in citizens:
            await register(store, citizen)
        watch = Watch(overview)
        watching = asyncio.create_task(watch.run())
        numbers = await submit_steadily(store, watch, citizens, per_s)
        await asyncio.wait_for(watch.all_arrived(), 30)
        watching.cancel()
        await compare(overview, numbers)
    return Latency(watch.ms, per_s)


async def submit_steadily(
    store: Store[ReferralTransaction], watch: Watch, citizens: list[CitizenId], per_s: float
) -> Counter[CitizenId]:
    """Submit at random moments, so many a second on average; the first seconds warm up."""
    chance = random.Random(7)
    numbers: Counter[CitizenId] = Counter()
    began = following = time.perf_counter()
    measured = False
    while following < began + WARM_UP_SECONDS + SECONDS:
        await asyncio.sleep(max(0.0, following - time.perf_counter()))
        citizen = chance.choice(citizens)
        await refer(store, citizen)
        numbers[citizen] += 1
        watch.committed(citizen, numbers[citizen])
        if not measured and time.perf_counter() > began + WARM_UP_SECONDS:
            await watch.all_arrived()
            watch.ms.clear()
            measured = True
            tell(f"end to end: measuring for {SECONDS:.0f} s at {per_s:,.0f}/s")
        following += chance.expovariate(per_s)
    return numbers


async def register(store: Store[ReferralTransaction], citizen: CitizenId) -> None:
    """As the door would."""
    fact = matter.registered()
    wanted = Registration(fact.name, fact.cpr, fact.acting_municipality, fact.registered_by, fact.basis)
    async with store.transaction([citizen]) as tx:
        register_citizen(tx, citizen, wanted, Cause(matter.uuid()))


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
        submit_referral(tx, citizen, asked, None, Cause(asked.id))


async def compare(overview: Pool, numbers: Counter[CitizenId]) -> None:
    """Read every view and tell whether it shows what was submitted."""
    right = 0
    for citizen, count in numbers.items():
        view = await read_view(overview, citizen)
        right += view is not None and view.citizen is not None and len(view.referrals) == count
    tell(f"end to end: {right} of {len(numbers)} views show every referral")

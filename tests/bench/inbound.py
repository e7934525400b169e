"""Inbound: hospital notices over HTTP, beside bare parse and insert behind the same HTTP door.

Ours: ``region-bridge-web`` as it is. It reads the token, cuts, reads the message twice, finds the citizen in
the keyring, seals, locks, loads, decides, keeps the notice, says its fact and keeps the answer.

Bare: the same server, the same token, ``json.loads``, one insert into one table, one fixed answer.

Both are real processes, asked by the same clients in turn; each notice is about somebody of their own.
"""

import asyncio
import time
from collections.abc import Iterator
from itertools import count

import httpx2

from bench.report import Figure, rates
from bench.rounds import interleave
from bench.servers import Bench
from samspil.contracts.disclosure import RegionInformed
from samspil.exchange.disclosure import Disclosure
from samspil.ledger.database import open_pool
from samspil.region_bridge.storage.transaction import region_store
from samspil.sandboxes.region.hospital import Patient, What, tell
from samspil.stack.environment import read_by
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.ready import ready
from samspil.testkit.region_bridge import NOW
from samspil.testkit.system_under_test import PROCESSES, SystemUnderTest
from samspil.vocabulary.cpr import Cpr

ROUNDS = 9
A_ROUND = 600
MANY, FEW = 32, 8
"""Senders at once. Throughput is what many get, of whom some always wait; few wait for the same commit."""
GOAL = 0.5
MESSAGE = "/fhir/$process-message"

_RECEIVED = RegionInformed(
    shares=True,
    until=None,
    notices_received=True,
    identity=None,
    contact_person=None,
    occurred_at=NOW,
)


async def inbound(bench: Bench) -> list[Figure]:
    """Notices a second, about people whose notices are received and about strangers."""
    system = bench.system
    web = PROCESSES["region-bridge-web"]
    env = {
        **read_by(web, system.environment("region-bridge")),
        "DATABASE_URL": await bench.bare_database(),
    }
    await system.start_all("region-bridge-web")
    bare = system.add("bare-door", "bench.bare_door", env)
    await ready(system.http, system.address("bare-door") + "/livez", bare)
    headers = {
        **await system.headers("integrator", "region"),
        "content-type": "application/fhir+json",
    }
    limits = httpx2.Limits(max_connections=MANY, max_keepalive_connections=MANY)
    async with httpx2.AsyncClient(headers=headers, limits=limits, timeout=60, trust_env=False) as http:
        numbers = count(1)
        figures = []
        for name, prepared, at_once, goal in (
            ("known", True, MANY, GOAL),
            ("strangers", False, MANY, GOAL),
            ("known", True, FEW, None),
        ):

            async def ours(_: int, prepared: bool = prepared, at_once: int = at_once) -> float:
                people = [synthetic_cpr(next(numbers)) for _ in range(A_ROUND)]
                if prepared:
                    await let_in(system, people)
                return await sent(http, system.address("region-bridge-web"), people, at_once)

            async def beside(_: int, at_once: int = at_once) -> float:
                people = [synthetic_cpr(next(numbers)) for _ in range(A_ROUND)]
                return await sent(http, system.address("bare-door"), people, at_once)

            found = await interleave(f"inbound, {name}, {at_once} at once", ROUNDS, ours=ours, bare=beside)
            what = f"inbound, {name}, {at_once} at once / bare door"
            figures.append(rates(what, found["ours"], found["bare"], goal))
    return figures


def notices(people: list[Cpr]) -> Iterator[bytes]:
    """An admission of each."""
    return (tell(What.ADMIT, None, Patient(cpr.number, "Test Opdigtet"), NOW)[1] for cpr in people)


async def let_in(system: SystemUnderTest, people: list[Cpr]) -> None:
    """Let notices about these people be received, as a disclosure that was heard does."""
    async with system.keyring() as keyring, await open_pool(system.urls["region-bridge"], 2) as pool:
        store = region_store(pool)
        for cpr in people:
            citizen = await keyring.get_or_create(cpr)
            async with store.transaction([citizen]) as tx:
                tx.disclosures.put(Disclosure(1, _RECEIVED, None))


async def sent(http: httpx2.AsyncClient, address: str, people: list[Cpr], at_once: int) -> float:
    """Messages a second, so many at a time."""
    waiting = iter([*notices(people)])

    async def client() -> None:
        for body in waiting:
            answer = await http.post(address + MESSAGE, content=body)
            assert answer.status_code == 200, answer.text

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(at_once)))
    return len(people) / (time.perf_counter() - began)

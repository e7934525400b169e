"""The figures that an operator looks at first, on real PostgreSQL: each counts what its name says."""

import asyncio
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from samspil.contracts import topics
from samspil.messaging import gauges
from samspil.telemetry import metrics
from samspil.testkit.ledger_kit import Toy
from samspil.testkit.memory_log import Listener, MemoryLog
from samspil.vocabulary.citizen_id import CitizenId

GAUGES = ("outbox_oldest_seconds", "parked_citizens", "due_failing", "discarded", "due_late")

DUE = """
INSERT INTO due (what, citizen_id, at, error_class)
VALUES ($1, $2, clock_timestamp() + $3::int * interval '1 s', $4)
"""
AGED = """
UPDATE outbox SET said_at = said_at - interval '100 s' * older.place
FROM (SELECT pos, row_number() OVER (ORDER BY pos) AS place FROM outbox) older WHERE older.pos = outbox.pos
"""
GIVEN_UP = """
INSERT INTO discarded (what, error_class, attempts, reason) VALUES ('look', 'ValueError', 1, 'why')
"""


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What the gauges were set to last."""
    values: dict[str, float] = {}
    for name in GAUGES:
        monkeypatch.setattr(getattr(metrics, name), "set", partial(values.__setitem__, name))
    return values


async def look(pool: Any, shown: dict[str, float]) -> dict[str, float]:
    """Let them be read until they are shown."""
    keeping = asyncio.create_task(gauges.keep_gauges(pool))
    async with asyncio.timeout(5):
        while len(shown) < len(GAUGES) and not keeping.done():
            await asyncio.sleep(0.005)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    return shown


async def test_nothing_wrong_is_nothing_everywhere(toy: Toy, shown: dict[str, float]) -> None:
    assert await look(toy.pool, shown) == dict.fromkeys(GAUGES, 0)


async def test_every_figure_counts_its_own(toy: Toy, log: MemoryLog, shown: dict[str, float]) -> None:
    for _ in range(2):
        await toy.decide(CitizenId(uuid4()))
    await toy.pool.execute(AGED)
    for citizen in (uuid4(), uuid4(), uuid4()):
        log.say(topics.REFERRAL, citizen, 2, 3, 4)
    await Listener(toy.hearing(), log, topics.REFERRAL).hear_all()
    await toy.pool.execute("UPDATE parked SET state = 'done' WHERE citizen_id = $1", citizen)
    for after, fault in ((-9, None), (-8, None), (-7, "ValueError"), (-1, None), (3600, "ValueError")):
        await toy.pool.execute(DUE, str(after), citizen, after, fault)
    await toy.pool.execute(GIVEN_UP)

    await look(toy.pool, shown)

    assert 200 <= shown.pop("outbox_oldest_seconds") < 260
    assert shown == {"parked_citizens": 2, "due_failing": 2, "discarded": 1, "due_late": 3}


async def test_while_the_database_is_away_they_are_read_again_and_another_fault_is_told(
    monkeypatch: pytest.MonkeyPatch, shown: dict[str, float]
) -> None:
    monkeypatch.setattr(gauges, "LOOK_EVERY", 0.001)
    faults = [ConnectionResetError(), TimeoutError(), LookupError()]

    class Away:
        async def fetchrow(self, _: str) -> None:
            raise faults.pop(0)

    with pytest.raises(LookupError):
        await asyncio.wait_for(gauges.keep_gauges(Away()), 5)  # type: ignore[arg-type]

    assert (faults, shown) == ([], {})

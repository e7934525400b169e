"""Processes killed by ``kill -9`` at the worst moments, under load, and started again."""

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from samspil.contracts.topics import CITIZEN, REFERRAL
from samspil.ledger.database import open_pool
from samspil.ledger.rebuild import rebuild
from samspil.ledger.refill import refill
from samspil.overview.storage.folds import FOLDS
from samspil.stack import databases
from samspil.stack.process import Child
from samspil.testkit.load import Outcome, Speaker, callers
from samspil.testkit.system_under_test import SystemUnderTest, eventually
from samspil.testkit.topic_log import disorder

BACK_WITHIN = 5.0
"""Seconds from a worker's death to the next event that takes effect."""

FIRST_HEARD = """
SELECT extract(epoch FROM min(heard_at))::float FROM journal
WHERE (convert_from(record, 'UTF8')::json ->> 'time')::timestamptz > to_timestamp($1)
"""
FIRST_SAID = "SELECT extract(epoch FROM min(said_at))::float FROM event WHERE said_at > to_timestamp($1)"

Note = Callable[[str, float], None]


def mortal(point: str) -> tuple[str, str]:
    return ("samspil.testkit.mortal", point)


async def died(child: Child) -> float:
    """When the process was found dead; it has to die by its own hand."""
    await eventually(lambda: not child.alive, every=0.002)
    assert child.exit_status == -9
    return time.time()


async def back_after(here: SystemUnderTest, service: str, question: str, death: float) -> float:
    """Seconds from the death to the effect of what was first said after it."""

    async def first() -> Any:
        return (await here.fetch(service, question, death))[0][0]

    return float(await eventually(first)) - death


@pytest.mark.parametrize(
    ("service", "point"),
    [
        ("overview", "hear.mid-transaction:30"),
        ("overview", "hear.after-commit:30"),
        ("referral", "relay.after-ack:100"),
    ],
)
async def test_a_killed_worker_works_again_within_five_seconds(
    here: SystemUnderTest, load: Speaker, service: str, point: str, measured: Note
) -> None:
    here.children[f"{service}-worker"].kill()
    async with load.speaking():
        death = await died(here.start(service, "worker", runner=mortal(point)))
        here.start(service, "worker")
        away = await back_after(here, "overview", FIRST_HEARD, death)
        measured("seconds until it worked again", away)
        await asyncio.sleep(0.5)

    assert await here.wrongs() == []
    assert await load.books.check(here) == []
    assert away < max(BACK_WITHIN, 4 * bare_start() if away > BACK_WITHIN else 0)


def bare_start() -> float:
    """Seconds to load a worker's code and do nothing: on a machine busy with other things, its measure."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import samspil.overview.app.worker"], check=True)
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("point", "first"), [("web.mid-transaction:60", 1000), ("web.after-commit:60", 2000)]
)
async def test_what_a_killed_web_process_acknowledged_is_kept_and_what_it_repeats_is_done_once(
    here: SystemUnderTest, point: str, first: int, measured: Note
) -> None:
    calls = await callers(here, first=first)
    here.children["referral-web"].kill()
    mortal_web = here.start("referral", "web", runner=mortal(point))
    async with calls.calling(at_once=8):
        death = await died(mortal_web)
        here.start("referral", "web")
        away = await back_after(here, "referral", FIRST_SAID, death)
        measured("seconds until it worked again", away)
        await asyncio.sleep(0.5)

    assert await here.wrongs() == []
    assert await calls.books.check(here) == []
    assert calls.books.of(Outcome.UNKNOWN) == []
    assert calls.books.of(Outcome.FAILED) == []
    assert len(calls.books.intents) > 60
    assert any(intent.tries > 1 for intent in calls.books.intents)


async def test_what_the_relay_repeats_takes_effect_once(here: SystemUnderTest, load: Speaker) -> None:
    async with load.speaking(), databases.connected(here.urls["referral"]) as connection:
        for topic in (CITIZEN, REFERRAL, REFERRAL):
            assert await refill(connection, topic.name) > 50
            await asyncio.sleep(0.5)

    assert await here.wrongs() == []


async def test_a_process_that_is_told_to_end_finishes_what_it_began_within_seconds(
    here: SystemUnderTest, load: Speaker, measured: Note
) -> None:
    calls = await callers(here, first=3000)
    async with load.speaking(), calls.calling():
        await asyncio.sleep(0.5)
        for name in ("overview-worker", "referral-worker", "overview-web", "referral-web"):
            child, told = here.children[name], time.monotonic()
            await asyncio.to_thread(child.stop)
            took = time.monotonic() - told
            measured(f"seconds until {name} ended", took)
            assert child.exit_status == 0
            assert took < 5
            child.start()

    assert await here.wrongs() == []
    assert await load.books.check(here) == []
    assert await calls.books.check(here) == []
    assert calls.books.of(Outcome.UNKNOWN) == []


async def test_random_kills_for_twenty_seconds_lose_and_double_nothing(
    here: SystemUnderTest, load: Speaker, measured: Note
) -> None:
    chance = random.Random(20)
    kills = 0
    calls = await callers(here, first=4000)
    until = time.monotonic() + 20
    async with here.supervised(), load.speaking(a_second=50), calls.calling(at_once=2):
        while time.monotonic() < until:
            await asyncio.sleep(chance.uniform(0.2, 3))
            here.children[chance.choice(["referral-web", "referral-worker", "overview-worker"])].kill()
            kills += 1
    async with here.supervised():
        wrongs = await here.wrongs()
        async with await open_pool(here.urls["overview"], 2) as pool:
            again = await rebuild(pool, FOLDS)
    measured("kills", kills)
    measured("referrals", len(load.books.intents) + len(calls.books.intents))

    assert wrongs == []
    assert again.different == 0
    assert await disorder(here.admin, here.began) == []
    assert await load.books.check(here) == []
    assert await calls.books.check(here) == []
    assert calls.books.of(Outcome.UNKNOWN) == []

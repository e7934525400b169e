"""Kafka and PostgreSQL go away under load and come back."""

import asyncio
import time
from collections.abc import Callable

from samspil.testkit.load import Outcome, Speaker, callers
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest
from samspil.testkit.topic_log import disorder

Note = Callable[[str, float], None]


async def test_a_killed_and_restarted_broker_loses_and_doubles_nothing(
    here: SystemUnderTest, load: Speaker, servers: Servers, measured: Note
) -> None:
    async with here.supervised(), load.speaking(a_second=50):
        await asyncio.sleep(1)
        await servers.kafka.kill()
        await servers.kafka.restart()
        back = time.monotonic()
        await asyncio.sleep(1)
    async with here.supervised():
        assert await here.wrongs() == []
    measured("seconds until all was heard", time.monotonic() - back)
    assert await load.books.check(here) == []


async def test_a_database_that_is_shut_at_once_and_started_again_loses_and_doubles_nothing(
    here: SystemUnderTest, load: Speaker, servers: Servers, measured: Note
) -> None:
    calls = await callers(here, citizens=5, first=5000)
    async with here.supervised() as ended, load.speaking(a_second=50), calls.calling(at_once=2):
        await asyncio.sleep(1)
        await servers.postgres.restart("immediate")
        back = time.monotonic()
        await asyncio.sleep(3)
    async with here.supervised():
        assert await here.wrongs() == []
    measured("seconds until all was heard", time.monotonic() - back)
    assert "referral-web" not in ended
    assert await load.books.check(here) == []
    assert await calls.books.check(here) == []
    assert calls.books.of(Outcome.UNKNOWN) == []
    assert calls.books.of(Outcome.FAILED) == []


async def test_while_kafka_is_away_for_thirty_seconds_every_referral_is_taken_and_later_seen(
    here: SystemUnderTest, servers: Servers, measured: Note
) -> None:
    calls = await callers(here, citizens=10, first=6000)
    await servers.kafka.kill()
    async with here.supervised() as ended:
        async with calls.calling(at_once=1):
            await asyncio.sleep(30)
        taken = len(calls.books.of(Outcome.OK))
        assert taken == len(calls.books.intents) > 100
        assert all(intent.tries == 1 for intent in calls.books.intents)

        await servers.kafka.restart()
        back = time.monotonic()
        assert await here.wrongs() == []
    assert "referral-web" not in ended
    measured("referrals were taken", taken)
    measured("workers were started again", len(ended))
    measured("seconds until all were seen", time.monotonic() - back)
    assert await calls.books.check(here) == []
    assert await disorder(here.admin, here.began) == []
    citizen = calls.books.intents[0].citizen
    submitted = {str(one.referral) for one in calls.books.intents if one.citizen == citizen}
    view = await here.view(citizen)
    assert view is not None
    assert {one["id"] for one in view["referrals"]} == submitted

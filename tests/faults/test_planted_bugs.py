"""A check that has never found a bug proves nothing: here are the bugs."""

from collections.abc import AsyncIterator

import pytest

from samspil.contracts.topics import REFERRAL
from samspil.testkit.load import Speaker, speaker
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.testkit.topic_log import disorder

PLANTED = "samspil.testkit.planted"
MORTAL = "samspil.testkit.mortal"


@pytest.fixture
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    """A system of its own for every bug: what a bug has broken stays broken."""
    folder = tmp_path_factory.mktemp("system")
    async with system_under_test(servers, folder, "referral-worker", "overview-worker") as built:
        yield built


@pytest.fixture
async def speaks(here: SystemUnderTest) -> AsyncIterator[Speaker]:
    async with here.keyring() as keyring, speaker(here, keyring, citizens=10, first=300) as speaks:
        yield speaks


async def test_offsets_that_are_committed_before_the_transaction_are_caught(
    here: SystemUnderTest, speaks: Speaker
) -> None:
    dies = here.start(
        "overview",
        "worker",
        runner=(PLANTED, "offsets_before_transaction", MORTAL, "hear.mid-transaction:10"),
    )
    async with speaks.speaking():
        await eventually(lambda: not dies.alive)
        here.start("overview", "worker", runner=(PLANTED, "offsets_before_transaction"))
        await here.ready("overview-worker")

    wrongs = await here.wrongs(within=2)
    assert any(wrong.endswith(" lost") for wrong in wrongs)


async def test_a_relay_that_leaves_the_partition_to_the_client_is_caught(
    here: SystemUnderTest, speaks: Speaker
) -> None:
    start = await here.ends([REFERRAL.name])
    here.start("referral", "worker", runner=(PLANTED, "batch_without_partition"))
    for _ in range(3):
        for citizen in speaks.citizens:
            await speaks.say(citizen)
        await eventually(lambda: sent(here))

    assert any("several partitions" in wrong for wrong in await disorder(here.admin, start))


async def sent(here: SystemUnderTest) -> bool:
    return not await here.fetch("referral", "SELECT FROM outbox")

"""Whatever happens between a bridge and its partner, what the partner is told takes effect there once."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from samspil.testkit.partners import JOBCENTER, REGION, Partners, Reception
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.reasons import give_reason
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import PARTNERS, SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk

NAME = "Ida Test Opdigtet"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    async with system_under_test(servers, tmp_path_factory.mktemp("system")) as built:
        await built.start_partners()
        yield built


async def consenting(here: SystemUnderTest, n: int) -> Walk:
    """Somebody of whom both partners may be told, and are not yet."""
    walk = Walk(here, Person(synthetic_cpr(n), NAME), within=60)
    await walk.refer()
    await walk.consent()
    await give_reason(here, UUID(walk.citizen_id), "kontaktperson-social")  # a hold before help is agreed
    return walk


async def told_once(here: SystemUnderTest, walk: Walk) -> tuple[Reception, Reception]:
    """The one message that each partner has, however often it came in; both hear the end after it."""
    partners = Partners(here)
    (hold,), (person,) = [await partners.told(partner, walk.person) for partner in PARTNERS]
    await walk.withdraw()
    assert await here.all_wrongs() == []
    assert [len(await partners.told(partner, walk.person)) for partner in PARTNERS] == [2, 2]
    return hold, person


async def came_to_the_region(here: SystemUnderTest, walk: Walk) -> int:
    """How often what it was told of somebody came in there."""
    return sum(one.receptions for one in await Partners(here).told(REGION, walk.person))


async def test_a_bridge_killed_after_its_partner_accepted_tells_the_same_again(here: SystemUnderTest) -> None:
    walk = await consenting(here, 72_001)
    for partner in PARTNERS:
        mortal = ("samspil.testkit.mortal", f"{partner}.after-send")
        here.start(f"{partner}-bridge", "worker", runner=mortal)

    async def restart(partner: str) -> None:
        child = here.children[f"{partner}-bridge-worker"]
        await eventually(lambda: not child.alive, within=60)
        assert child.exit_status == -9
        await here.leases_end(f"{partner}-bridge")
        here.start(f"{partner}-bridge", "worker")

    await asyncio.gather(walk.plan(), walk.hold(), restart(JOBCENTER), restart(REGION))

    assert [one.receptions for one in await told_once(here, walk)] == [2, 2]


@pytest.mark.parametrize(
    ("how", "n", "receptions"),
    [
        ("silent", 72_002, [2, 2]),
        ("slow", 72_003, [2, 1]),  # the system's bridge waits 2 s for the jobcenter and 20 s for the region
        ("error-with-effect", 72_004, [2, 2]),
    ],
)
async def test_what_a_partner_took_and_did_not_say_so_takes_effect_once(
    here: SystemUnderTest, how: str, n: int, receptions: list[int]
) -> None:
    walk = await consenting(here, n)
    for partner in PARTNERS:
        await Partners(here).behave(partner, how, times=1)

    async def half_an_hour_passes() -> None:
        """As long as the region, by MedCom's rule, is waited for."""
        while await came_to_the_region(here, walk) < receptions[1]:
            await asyncio.sleep(1)
            await here.leases_end("region-bridge")

    await asyncio.gather(walk.plan(), walk.hold(), half_an_hour_passes())

    assert [one.receptions for one in await told_once(here, walk)] == receptions


@pytest.mark.parametrize(
    ("how", "n", "receptions"),
    [("token-expired", 72_005, 1), ("key-rotated", 72_006, 1), ("html", 72_007, 2)],
)
async def test_a_case_system_that_knows_us_no_more_or_answers_nonsense_is_told_once(
    here: SystemUnderTest, how: str, n: int, receptions: int
) -> None:
    walk = await consenting(here, n)
    await Partners(here).behave(JOBCENTER, how, times=1)

    await asyncio.gather(walk.plan(), walk.hold())

    hold, _ = await told_once(here, walk)
    assert hold.receptions == receptions

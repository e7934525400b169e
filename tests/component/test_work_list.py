"""The work list's query against the rules it copies: whoever has open work is among those it finds."""

import asyncio
from datetime import date, datetime
from typing import Any, get_type_hints
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.contracts import topics
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.fold import Row, write_folded
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.coordination import Coordination, Proposal
from samspil.overview.domain.employment_state import DeliveryEnd, EmploymentState
from samspil.overview.domain.hospital_state import HospitalState, Stay
from samspil.overview.domain.open_work import Work, open_work
from samspil.overview.domain.plan_state import FollowUp, Intervention, PlanState, SupportQuestion
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.view import combine
from samspil.overview.storage.coordinations import STATE
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.queries import read_waiting
from samspil.stack import databases
from samspil.testkit.builders import MONDAY, sealed
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import new_citizen_id
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

WHEN, DAY = st.just(MONDAY), st.just(MONDAY.date())
OF: dict[Any, st.SearchStrategy[Any]] = {
    Sealed: st.just(sealed()),
    UUID: st.integers(1, 4).map(lambda n: UUID(int=n)),
    str: st.sampled_from(["staff-1", "staff-2"]),
    datetime: WHEN,
    date: DAY,
    datetime | None: st.none() | WHEN,
    date | None: st.none() | DAY,
    Sector: st.sampled_from([Sector.SOCIAL, Sector.SOCIAL, Sector.REGION]),
    Standing: st.sampled_from([*Standing, Standing.UNANSWERED, Standing.UNANSWERED]),
}
"""From little: what is compared is whether something waits, and not when or for whom."""


def few(kind: type[Any], key: str = "id") -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to two of them, every part of each drawn."""
    drawn = {
        name: OF[hint] if hint in OF else st.from_type(hint) for name, hint in get_type_hints(kind).items()
    }
    return st.lists(st.builds(kind, **drawn), max_size=2, unique_by=lambda one: getattr(one, key)).map(tuple)


referrals = few(ReferralStanding).map(lambda some: {one.id: one for one in some})
plans = st.builds(
    PlanState,
    interventions=few(Intervention),
    questions=few(SupportQuestion),
    follow_ups=few(FollowUp),
    goals=st.just(()),
)
employments = st.builds(EmploymentState, milestones=st.just(()), deliveries=few(DeliveryEnd))
hospitals = st.builds(HospitalState, stays=few(Stay), deliveries=few(DeliveryEnd))
coordinations = st.builds(
    Coordination,
    holds=st.just(()),
    proposals=few(Proposal, "stay_id").map(lambda some: {one.stay_id: one for one in some}),
)
parts = st.fixed_dictionaries(
    {},
    optional={
        "referrals": referrals,
        "plan": plans,
        "employment": employments,
        "hospital": hospitals,
        "coordination": coordinations,
    },
)
TOPICS = {
    "referrals": topics.REFERRAL,
    "plan": topics.PLAN,
    "employment": topics.EMPLOYMENT,
    "hospital": topics.HOSPITAL,
}


async def keep(pool: Pool, kept: dict[str, Any]) -> None:
    """One citizen, of whom this and nothing else is known."""
    citizen = new_citizen_id()
    rows = [Row(TOPICS[name].name, citizen, 1, state) for name, state in kept.items() if name in TOPICS]
    rows.append(Row(topics.CITIZEN.name, citizen, 1, CitizenState()))
    async with pool.acquire() as connection:
        live = await connection.fetchval("SELECT live FROM fold_generation")
        await connection.execute("TRUNCATE folded, coordination")
        await write_folded(connection, live, {fold.topic.name: fold for fold in FOLDS.folds}, rows)
        if "coordination" in kept:
            written = STATE.dump_json(kept["coordination"]).decode()
            await connection.execute(
                "INSERT INTO coordination (citizen_id, state) VALUES ($1, $2)", citizen, written
            )


async def test_whoever_has_open_work_is_found_whatever_it_is(servers: Servers) -> None:
    url = await servers.postgres.database(*databases.migrations_of("overview"))
    seen: set[Work] = set()
    async with await open_pool(url) as pool:
        loop = asyncio.get_running_loop()

        async def check(kept: dict[str, Any]) -> None:
            await keep(pool, kept)
            tasks = open_work(combine(**kept))
            seen.update(task.work for task in tasks)
            found = await read_waiting(pool)
            if tasks:
                assert [open_work(view) for view in found.values()] == [tasks]

        @given(parts)
        @settings(
            max_examples=200, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
        )
        def holds(kept: dict[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(check(kept), loop).result(30)

        await asyncio.to_thread(holds)

    assert seen == set(Work), "a kind of work that no example had was not compared"

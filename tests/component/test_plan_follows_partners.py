"""What partners tell of stays and of work moves the plan by rule: on a real database, heard and looked at."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import TypeAdapter

from migrations import migration
from samspil.contracts.employment import (
    EmploymentMilestoneEnded,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
)
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayRetracted,
    StayKind,
)
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.due import Clock
from samspil.ledger.hear import Hearing
from samspil.plan.api.clock import due
from samspil.plan.api.subscriptions import heard
from samspil.plan.app.web import application
from samspil.plan.storage.transaction import PlanTransaction, plan_store
from samspil.testkit.builders import RULES, UNITS, asked_of
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

NOW = datetime.now(UTC).replace(microsecond=0)
LONG_AGO = NOW - timedelta(days=30)
NEW = count(300)
WORKER, CARER = "kontaktperson-social", "hjemmehjaelper-social"


@pytest.fixture(scope="module")
async def plan(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "plan", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(plan: WebUnderTest) -> Hearer:
    return Hearer(Hearing("plan", plan_store(plan.pool), heard(RULES)))


async def looks(plan: WebUnderTest, *, caught_up: bool = True) -> None:
    """The clock, until nothing is due."""
    clock: Clock[PlanTransaction] = Clock(plan_store(plan.pool), due(RULES), caught_up=lambda: caught_up)
    while await clock.tick():
        pass


async def planned(plan: WebUnderTest, hearer: Hearer) -> UUID:
    """Somebody whom a support worker and a carer at home help."""
    citizen = await plan.keyring.get_or_create(synthetic_cpr(next(NEW)))
    accepted = ReferralAccepted(
        referral_id=uuid4(), accepted_by="visitator", starts_on=NOW.date(), occurred_at=NOW
    )
    await hearer.hear(citizen, *asked_of(*UNITS), accepted)
    address = f"/v1/citizens/{citizen}/plan"
    goal = await plan.post(f"{address}/goals", {"area": "employment", "words": "Ro."}, if_match='"1"')
    for seen, provision, worker in ((2, "sel-85", WORKER), (3, "sel-83", CARER)):
        help_ = {
            "goal_id": goal.json()["goal_id"],
            "provision": provision,
            "decision_reference": "2026-123456",
            "support_worker": worker,
            "support_worker_name": "Aisha Digtet",
        }
        added = await plan.post(f"{address}/interventions", help_, if_match=f'"{seen}"')
        assert added.status_code == 201, added.text
    assert (await plan.post(f"{address}/agree", {"how": "took_part"}, if_match='"4"')).status_code == 200
    return citizen


def admitted(stay: UUID, at: datetime = LONG_AGO) -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=stay, kind=StayKind.INPATIENT, admitted_at=at, basis=LegalBasis.RSL_12C, occurred_at=at
    )


def discharged(stay: UUID, at: datetime) -> HospitalStayDischarged:
    return HospitalStayDischarged(stay_id=stay, discharged_at=at, basis=LegalBasis.RSL_12C, occurred_at=at)


async def kept(plan: WebUnderTest, table: str, citizen: UUID) -> list[dict[str, Any]]:
    query = f"SELECT kept::jsonb FROM {table} WHERE citizen_id = $1"  # noqa: S608  # our own tables
    rows = await plan.pool.fetch(query, citizen)
    return [TypeAdapter(dict[str, Any]).validate_json(one["kept"]) for one in rows]


async def waiting(plan: WebUnderTest, citizen: UUID, cause: str) -> list[dict[str, Any]]:
    """The reviews that wait because of a stay or a milestone."""
    reviews = await kept(plan, "review", citizen)
    return [one for one in reviews if one[cause] and not one["withdrawn_at"] and not one["held_on"]]


async def pauses(plan: WebUnderTest, citizen: UUID) -> list[str | None]:
    """Why each help in the plan rests."""
    state = await plan.pool.fetchval("SELECT state::jsonb FROM plan WHERE citizen_id = $1", citizen)
    found = TypeAdapter(dict[str, Any]).validate_json(state)["interventions"].values()
    return [one["pause"] and one["pause"]["because"] for one in found]


async def versions(plan: WebUnderTest, citizen: UUID) -> tuple[int, int]:
    """The plan's own, as it is shown, and the number of the last fact about it."""
    shown = (await plan.get(f"/v1/citizens/{citizen}/plan")).json()
    said = [one.seq for one in await plan.said(citizen) if one.type.startswith(OF_THE_PLAN)]
    return shown["version"], said[-1]


OF_THE_PLAN = ("plan.agreed", "plan.intervention_paused", "plan.intervention_resumed")


async def test_a_stay_pauses_help_at_home_and_a_discharge_resumes_it_and_asks_about_the_need(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, stay = await planned(plan, hearer), uuid4()

    await hearer.hear(citizen, admitted(stay))
    assert await pauses(plan, citizen) == [None, "stay"]
    shown, last = await versions(plan, citizen)
    assert shown == last

    await hearer.hear(citizen, discharged(stay, NOW))
    assert await pauses(plan, citizen) == [None, None]
    assert len(await waiting(plan, citizen, "stay_id")) == 2
    assert {one["support_worker"] for one in await kept(plan, "follow_up", citizen)} == {WORKER}
    shown, last = await versions(plan, citizen)
    assert shown == last

    again = uuid4()
    await hearer.hear(citizen, admitted(again, NOW))
    assert await waiting(plan, citizen, "stay_id") == []
    assert all(one["withdrawn_at"] for one in await kept(plan, "follow_up", citizen))
    await hearer.hear(
        citizen, HospitalStayRetracted(stay_id=again, basis=LegalBasis.RSL_12C, occurred_at=NOW)
    )
    assert len(await waiting(plan, citizen, "stay_id")) == 2
    assert not any(one["withdrawn_at"] for one in await kept(plan, "follow_up", citizen))
    assert await pauses(plan, citizen) == [None, None]


async def test_a_follow_up_that_nobody_completed_is_late_once_when_all_is_heard_and_can_be_completed(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, stay = await planned(plan, hearer), uuid4()
    late = "plan.follow_up_overdue.v1"
    await hearer.hear(citizen, admitted(stay), discharged(stay, LONG_AGO + timedelta(days=1)))
    await looks(plan, caught_up=False)
    assert late not in await plan.types_said(citizen)
    await plan.pool.execute(
        "INSERT INTO parked (topic, part, log_offset, citizen_id, seq, state, error_class)"
        " VALUES ('hospital.v1', 23, 1, $1, 9, 'failed', 'Fault')",
        citizen,
    )
    for waits in (True, False):
        if not waits:
            await plan.pool.execute("UPDATE parked SET state = 'done' WHERE citizen_id = $1", citizen)
        await plan.pool.execute("UPDATE due SET at = clock_timestamp() WHERE citizen_id = $1", citizen)
        await looks(plan)
        assert (await plan.types_said(citizen)).count(late) == (0 if waits else 1)

    for _ in range(2):
        await hearer.hear(citizen, discharged(stay, LONG_AGO + timedelta(days=1)))
        await looks(plan)
    assert (await plan.types_said(citizen)).count(late) == 1
    [one] = await kept(plan, "follow_up", citizen)
    done = await plan.post(
        f"/v1/citizens/{citizen}/plan/follow-ups/{one['id']}/complete",
        {},
        Role.SUPPORT_WORKER,
        if_match=f'"{one["version"]}"',
    )
    assert done.status_code == 200


async def test_milestones_have_the_plan_looked_at_and_say_nothing_else(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, step = await planned(plan, hearer), uuid4()
    about: dict[str, Any] = {"milestone_id": step, "basis": LegalBasis.SEL_85}
    started = EmploymentMilestoneStarted(started_on=NOW.date(), occurred_at=NOW, **about)
    over = EmploymentMilestoneEnded(ended_on=NOW.date(), occurred_at=NOW + timedelta(hours=1), **about)
    gone = EmploymentMilestoneVoided(occurred_at=NOW + timedelta(hours=2), **about)
    before = await plan.types_said(citizen)

    days: list[str] = []
    told: list[Fact] = [started, started, over]
    for fact in told:
        await hearer.hear(citizen, fact)
        [one] = await waiting(plan, citizen, "milestone_id")
        days.append(one["due_on"])
    assert days[0] == days[1] > days[2]

    await hearer.hear(citizen, gone)
    assert await waiting(plan, citizen, "milestone_id") == []
    said = (await plan.types_said(citizen))[len(before) :]
    assert set(said) == {"plan.review_due.v1", "plan.review_withdrawn.v1"}


async def test_what_a_version_before_opened_is_looked_at_when_its_day_is_over(
    plan: WebUnderTest, hearer: Hearer
) -> None:
    citizen, stay = await planned(plan, hearer), uuid4()
    await hearer.hear(citizen, admitted(stay), discharged(stay, NOW))
    up, down = migration("samspil.plan.storage", "0007_milestones_and_late_follow_ups.sql")
    query = "SELECT what, at FROM due WHERE citizen_id = $1"
    marked = [tuple(row) for row in await plan.pool.fetch(query, citizen)]

    await plan.pool.execute(down)
    assert await plan.pool.fetch(query, citizen) == []
    await plan.pool.execute(up)

    assert [tuple(row) for row in await plan.pool.fetch(query, citizen)] == marked
    assert [what.partition(":")[0] for what, _ in marked] == ["follow-up"]

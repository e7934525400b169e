"""From the region's door to what people see, on real databases: one life told straight, and told badly."""

import json
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest

from migrations import migration
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayRetracted,
    StayKind,
)
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.database import open_pool
from samspil.ledger.hear import Hearing
from samspil.ledger.say import Cause, put_in_envelope
from samspil.overview.domain.open_work import open_work
from samspil.overview.storage.queries import read_view
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app.web import application
from samspil.plan.handlers.take_back import take_back_in_vain
from samspil.plan.storage.transaction import plan_store
from samspil.region_bridge.handlers.follow_notices import FOLLOW_NOTICES, follow_notices
from samspil.region_bridge.storage.transaction import region_store
from samspil.rulebook.law_files import read_law
from samspil.sandboxes.region.hospital import Course, Patient, What, tell
from samspil.stack import databases
from samspil.testkit.builders import RULES, UNITS, asked_of
from samspil.testkit.heard import Heard
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import NOW, RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

FIRST = NOW - timedelta(days=20)
LIFE = (
    (What.ADMIT_EMERGENCY, 0),
    (What.ADMIT, 3),
    (What.START_LEAVE, 30),
    (What.END_LEAVE, 50),
    (What.DISCHARGE, 100),
    (What.ADMIT, 200),  # a mistake …
    (What.CANCEL, 201),
    (What.ADMIT, 300),  # … and again, and still there
)
BADLY = (6, 4, 3, 0, 3, 7, 2, 5, 4, 1, 6)
"""Ends before their beginnings, a leave after the discharge, a cancellation first, and some twice."""


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def messages() -> list[bytes]:
    course: Course | None = None
    told = []
    for what, hours in LIFE:
        course, body = tell(
            what, course, Patient(BRUNO.cpr.number, BRUNO.name), FIRST + timedelta(hours=hours)
        )
        told.append(body)
    return told


async def plan_in_force(plan: WebUnderTest, hearer: Hearer, citizen: UUID) -> str:
    """§ 85 support that the citizen agreed to; the address of the plan."""
    accepted = ReferralAccepted(
        referral_id=uuid4(), accepted_by="visitator", starts_on=date(2026, 12, 1), occurred_at=FIRST
    )
    await hearer.hear(citizen, *asked_of(*UNITS), accepted)
    address = f"/v1/citizens/{citizen}/plan"
    goal = await plan.post(f"{address}/goals", {"area": "employment", "words": "Ro."}, if_match='"1"')
    await plan.post(
        f"{address}/interventions",
        {
            "goal_id": goal.json()["goal_id"],
            "provision": "sel-85",
            "decision_reference": "2026-1",
            "support_worker": "kontaktperson-social",
            "support_worker_name": "Aisha Digtet",
        },
        if_match='"2"',
    )
    assert (await plan.post(f"{address}/agree", {"how": "took_part"}, if_match='"3"')).status_code == 200
    return address


async def seen(servers: Servers, bridge: RegionBridge, bodies: list[bytes]) -> tuple[Any, ...]:
    """What becomes of these messages: stays, proposals and tasks in the view, and what the plan waits for."""
    citizen = await bridge.disclose(BRUNO)
    for body in bodies:
        assert (await bridge.post(body)).status_code == 200
    facts = [event.data for event in await bridge.said(citizen)]
    overview = await servers.postgres.database(*databases.migrations_of("overview"))
    async with web_under_test(servers, "plan", application) as plan, await open_pool(overview, 2) as pool:
        here = await plan.keyring.get_or_create(BRUNO.cpr)
        hearer = Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))
        address = await plan_in_force(plan, hearer, here)
        heard = Heard(pool, read_law())
        for fact in facts:  # one a poll: everybody looks after each
            await hearer.hear(here, fact)
            await heard.tell(citizen, fact)
        view = await read_view(pool, citizen)
        assert view is not None
        questions = (await plan.get(f"{address}/support-questions")).json()["questions"]
        follow_ups = (await plan.get(address)).json()["follow_ups"]
        waiting = [one for one in follow_ups if one["completed_at"] is one["withdrawn_at"] is None]
        return (
            [(one.kind, one.presence, one.admitted_at, one.ended_at) for one in view.hospital.stays],
            len(view.coordination.open_proposals),
            [task.work for task in open_work(view, date(2026, 11, 23))],
            sum(one["state"] == "open" for one in questions),
            [(one["support_worker"], one["due_on"]) for one in waiting],
        )


async def test_a_life_told_in_a_nasty_order_is_seen_as_the_one_told_straight(
    servers: Servers, bridge: RegionBridge
) -> None:
    told = messages()
    straight = await seen(servers, bridge, told)

    async with region_bridge(servers) as another:
        badly = await seen(servers, another, [told[n] for n in BADLY])

    assert badly == straight
    stays, proposed, tasks, asked, waiting = straight
    assert [(kind.value, presence.value) for kind, presence, _, _ in stays] == [
        ("acute_ambulant", "moved_on"),
        ("inpatient", "discharged"),
        ("inpatient", "admitted"),
    ]
    assert (proposed, tasks, asked) == (1, ["decide_hold"], 1)
    assert waiting == []  # admitted again: nobody is to be met at home because of the stay before


EPISODE, CONTACT = uuid5(UUID(int=3), "course"), uuid5(UUID(int=3), "contact")
ACUTE_STAY, STAY, OTHER = UUID(int=71), UUID(int=72), UUID(int=73)


def told_before(stay: UUID, kind: StayKind, at: datetime) -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=stay, kind=kind, admitted_at=at, basis=LegalBasis.RSL_12C, occurred_at=at
    )


LEFT: tuple[HospitalStayAdmitted | HospitalStayDischarged, ...] = (
    told_before(ACUTE_STAY, StayKind.ACUTE_AMBULANT, FIRST),
    told_before(STAY, StayKind.INPATIENT, FIRST + timedelta(hours=3)),
    # A discharge that was told before its admission: the stay was there for ever.
    HospitalStayDischarged(
        stay_id=OTHER,
        discharged_at=FIRST - timedelta(days=9),
        basis=LegalBasis.RSL_12C,
        occurred_at=FIRST - timedelta(days=9),
    ),
    told_before(OTHER, StayKind.INPATIENT, FIRST - timedelta(days=12)),
)


async def test_what_the_version_before_told_heals_and_stays_keep_their_ids(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    up, down = migration("samspil.region_bridge.storage", "0002_stay_notice.sql")
    since_up, since_down = migration("samspil.region_bridge.storage", "0005_held_and_settled.sql")
    await bridge.pool.execute(since_down)
    await bridge.pool.execute(down)
    course = UUID(int=74)
    for stay, episode in ((ACUTE_STAY, EPISODE), (STAY, EPISODE), (OTHER, course)):
        await bridge.pool.execute(
            "INSERT INTO stay (stay_id, citizen_id, episodes, admitted_by) VALUES ($1, $2, $3, $4)",
            stay,
            citizen,
            [episode],
            uuid5(stay, "contact"),
        )
    for seq, fact in enumerate(LEFT, 1):
        said = put_in_envelope(
            fact, citizen, seq, source="/samspil/region-bridge", cause=Cause(fact.stay_id, uuid4()), now=NOW
        )
        await bridge.pool.execute(
            "INSERT INTO event (topic, citizen_id, seq, event_id, record, said_at) "
            "VALUES ($1, $2, $3, $4, $5, now())",
            said.topic,
            citizen,
            seq,
            said.id,
            said.record,
        )
    await bridge.pool.execute("UPDATE stream SET seq = $2 WHERE citizen_id = $1", citizen, len(LEFT))
    history = await bridge.pool.fetch("SELECT * FROM event")

    await bridge.pool.execute(up)
    await bridge.pool.execute(since_up)

    marked = [tuple(row) for row in await bridge.pool.fetch("SELECT what, citizen_id FROM due")]
    assert marked == [(FOLLOW_NOTICES, citizen)]
    for _ in range(2):
        async with region_store(bridge.pool).transaction([citizen]) as tx:
            tx.turn_to(citizen)
            assert follow_notices(tx, citizen, "") is None
    *before, ended = await bridge.said(citizen)
    assert [one.data for one in before] == list(LEFT)
    assert (ended.type, ended.data.stay_id) == ("hospital.stay_ended.v1", ACUTE_STAY)
    assert ended.data.ended_at == FIRST + timedelta(hours=3)
    assert (await bridge.pool.fetch("SELECT * FROM event"))[: len(history)] == history


async def test_what_the_plan_asked_in_vain_before_is_taken_back(servers: Servers) -> None:
    async with web_under_test(servers, "plan", application) as plan:
        citizen = await plan.keyring.get_or_create(BRUNO.cpr)
        hearer = Hearer(Hearing("plan", plan_store(plan.pool), plan_heard(RULES)))
        address = await plan_in_force(plan, hearer, citizen)
        await hearer.hear(citizen, LEFT[1])
        retracted = HospitalStayRetracted(stay_id=STAY, basis=LegalBasis.RSL_12C, occurred_at=FIRST)
        home = HospitalStayDischarged(
            stay_id=STAY, discharged_at=FIRST, basis=LegalBasis.RSL_12C, occurred_at=FIRST
        )
        await hearer.hear(citizen, home, retracted)
        later, earlier = [
            migration("samspil.plan.storage", name)
            for name in ("0004_things_with_versions.sql", "0003_stay.sql")
        ]
        await plan.pool.execute(later[1])
        # As the version before would have left it: the follow-up stands, the question is closed.
        await plan.pool.execute("UPDATE follow_up SET withdrawn_at = NULL")
        await plan.pool.execute("UPDATE support_question SET state = 'closed'")
        await plan.pool.execute(earlier[1])

        await plan.pool.execute(earlier[0])
        await plan.pool.execute(later[0])

        kept = json.loads(await plan.pool.fetchval("SELECT kept FROM stay"))
        assert (kept["admitted"], kept["retracted"]) == (1, 1)
        async with plan_store(plan.pool).transaction([CitizenId(citizen)]) as tx:
            tx.turn_to(CitizenId(citizen))
            take_back_in_vain(tx, CitizenId(citizen), "")
        (follow_up,) = (await plan.get(address)).json()["follow_ups"]
        (question,) = (await plan.get(f"{address}/support-questions")).json()["questions"]
        assert follow_up["withdrawn_at"] is not None
        assert question["state"] == "withdrawn"
        refused = await plan.post(
            f"{address}/follow-ups/{follow_up['follow_up_id']}/complete",
            {},
            Role.SUPPORT_WORKER,
            if_match=f'"{follow_up["version"]}"',
        )
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/follow-up-withdrawn")
        assert (await plan.types_said(citizen))[-2:] == [
            "plan.support_question_withdrawn.v1",
            "plan.follow_up_withdrawn.v1",
        ]

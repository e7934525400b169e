"""What a bridge keeps of a citizen it reads again, every field as it was, and nothing of anybody else."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from hospital_life import ACUTE, notice
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import (
    ContactHold,
    ContactPerson,
    Identity,
    JobcenterInformed,
    RegionInformed,
)
from samspil.contracts.employment import (
    CallForm,
    CallKind,
    MilestoneKind,
    MilestoneOutcome,
    StatusPeriod,
    SustainedFor,
)
from samspil.exchange.delivery import Content, Delivery, State
from samspil.exchange.disclosure import Disclosure
from samspil.jobcenter_bridge.domain.answers import Answer
from samspil.jobcenter_bridge.domain.meetings import Called, Meeting
from samspil.jobcenter_bridge.domain.milestones import Milestone
from samspil.jobcenter_bridge.domain.notification import Kind
from samspil.jobcenter_bridge.domain.own_steps.step import OwnStep
from samspil.jobcenter_bridge.domain.requests import Request
from samspil.jobcenter_bridge.domain.standing import Groups, Standing
from samspil.jobcenter_bridge.domain.told import Told as Activity
from samspil.jobcenter_bridge.storage.queries import read_kept, read_owner
from samspil.jobcenter_bridge.storage.tables import ANSWERS, REQUESTS
from samspil.jobcenter_bridge.storage.transaction import jobcenter_store
from samspil.ledger.database import Pool, open_pool
from samspil.ledger.store import Store
from samspil.region_bridge.domain.held import HeldNotice, How, Look, Settled, Why
from samspil.region_bridge.domain.notice import Happened, Held
from samspil.region_bridge.storage.queries import identity_of
from samspil.region_bridge.storage.transaction import region_store
from samspil.stack import databases
from samspil.testkit.builders import sealed
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

ONE, OTHER = (CitizenId(UUID(int=n)) for n in (1, 2))
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST = date(2026, 12, 1)

Kept = Mapping[CitizenId, Mapping[str, Any]]
"""Citizen → shelf → state."""


def deliveries(first: int) -> dict[UUID, Delivery]:
    """One that has come far and one that has just been asked for."""
    far = Delivery(
        id=UUID(int=first),
        item="contact_hold",
        seq=first,
        content=Content(Told.CONTACT_HOLD, {"until": "2026-12-01", "ask": "a token"}, FIRST),
        state=State.EXPIRED,
        at=AT + HOUR,
        made_at=AT + 2 * HOUR,
        body="sealed",
        attempts=7,
        trace="a trace",
        withdrawn=True,
        ended_at=AT + 3 * HOUR,
    )
    new = Delivery(
        UUID(int=first + 1), "sharing", first + 1, Content(Told.SHARING_ENDED, {}), State.OPEN, AT, AT
    )
    return {far.id: far, new.id: new}


def sent(kept: dict[UUID, Delivery]) -> dict[UUID, Delivery]:
    """The second one left, and came back."""
    far, new = kept.values()
    changed = replace(
        new, state=State.REFUSED, body="other", attempts=2, at=AT + 4 * HOUR, ended_at=AT + 5 * HOUR
    )
    return {far.id: far, changed.id: changed}


async def keep(store: Store[Any], kept: Kept) -> None:
    async with store.transaction(list(kept)) as tx:
        for citizen, states in kept.items():
            tx.turn_to(citizen)
            for shelf, state in states.items():
                getattr(tx, shelf).save(citizen, state)


async def found(store: Store[Any], like: Kept) -> Kept:
    async with store.transaction(list(like)) as tx:
        read: dict[CitizenId, dict[str, Any]] = {}
        for citizen, states in like.items():
            tx.turn_to(citizen)
            read[citizen] = {shelf: getattr(tx, shelf).of(citizen) for shelf in states}
        return read


@pytest.fixture
async def pools(servers: Servers) -> AsyncIterator[Mapping[str, Pool]]:
    names = ("region-bridge", "jobcenter-bridge")
    urls = [await servers.postgres.database(*databases.migrations_of(name)) for name in names]
    async with await open_pool(urls[0]) as one, await open_pool(urls[1]) as other:
        yield dict(zip(names, (one, other), strict=True))


async def test_whatever_the_region_bridge_keeps_is_read_as_it_was(pools: Mapping[str, Pool]) -> None:
    store = region_store(pools["region-bridge"])
    identity = Identity(cpr=sealed("cpr"), name=sealed("name"))
    told = RegionInformed(
        shares=True,
        until=FIRST,
        notices_received=False,
        identity=identity,
        contact_person=ContactPerson(name=sealed("name")),
        received_until=FIRST + DAY,
        occurred_at=AT,
    )
    bare = replace(
        told,
        shares=False,
        until=None,
        notices_received=True,
        identity=None,
        contact_person=None,
        received_until=None,
    )
    notices = [
        notice(Happened.DISCHARGED, of=1, at=2, noted=3, episodes=(1, 2), encounter=4),
        notice(Held.DEATH, of=5, at=6, kind=ACUTE),
        notice(Happened.ADMITTED, of=7, noted=8, alive=True, message="another"),
    ]
    notices[1] = replace(
        notices[1], revises="an earlier one", wants_report=True, report_to=sealed("unit"), stay_id=UUID(int=6)
    )
    waiting, settled = (
        HeldNotice(UUID(int=n), f"message {n}", Why.CONTRADICTION, AT, notices[1], version=n)
        for n in (21, 22)
    )
    look = Look("somebody", AT + HOUR, sealed("reason"))
    settled = replace(settled, confirmed=(look,), settled=Settled(How.APPLIED, look), retracted=True)
    first: Kept = {
        ONE: {
            "disclosures": Disclosure(7, told, identity),
            "stay_notices": {one.message_id: one for one in notices[:2]},
            "held": {one.id: one for one in (waiting, settled)},
            "deliveries": deliveries(1),
        },
        OTHER: {
            "disclosures": Disclosure(8, bare, None),
            "stay_notices": {notices[2].message_id: notices[2]},
            "deliveries": deliveries(11),
        },
    }
    await keep(store, first)
    assert await found(store, first) == first
    pool = pools["region-bridge"]
    assert (await identity_of(pool, ONE), await identity_of(pool, OTHER)) == (identity, None)

    changed: Kept = {
        ONE: {
            "disclosures": first[OTHER]["disclosures"],
            "stay_notices": {one.message_id: one for one in notices},
            "deliveries": sent(deliveries(1)),
        }
    }
    await keep(store, changed)
    held = {"held": first[ONE]["held"]}
    assert await found(store, first) == {**first, ONE: {**changed[ONE], **held}}
    fewer = {notices[2].message_id: replace(notices[2], alive=False)}
    await keep(store, {ONE: {"stay_notices": fewer}})
    assert (await found(store, {ONE: {"stay_notices": None}}))[ONE] == {"stay_notices": fewer}
    await keep(store, {ONE: {"disclosures": first[ONE]["disclosures"]}})
    assert (await found(store, {ONE: {"disclosures": None}}))[ONE] == {
        "disclosures": first[ONE]["disclosures"]
    }


async def test_whatever_the_jobcenter_bridge_keeps_is_read_as_it_was(pools: Mapping[str, Pool]) -> None:
    store = jobcenter_store(pools["jobcenter-bridge"])
    told = JobcenterInformed(
        shares=True,
        until=FIRST,
        milestones_received=False,
        identity=Identity(cpr=sealed("cpr"), name=sealed("name")),
        contact_hold=ContactHold(hold_id=UUID(int=7), until=FIRST + 2 * DAY, ask=sealed("name")),
        received_until=FIRST + DAY,
        occurred_at=AT,
    )
    nothing = replace(
        told, until=None, shares=False, milestones_received=True, contact_hold=None, received_until=None
    )
    activity = Activity(
        MilestoneKind.MENTOR,
        FIRST,
        FIRST + DAY,
        15,
        FIRST + 2 * DAY,
        FIRST + 3 * DAY,
        minutes_per_week=930,
        minutes_since=FIRST + 4 * DAY,
        achieved_on=FIRST + 5 * DAY,
        lost_on=FIRST + 6 * DAY,
        outcome=MilestoneOutcome.RAN_OUT,
        purpose=sealed("words"),
        goal_id=UUID(int=6),
    )
    lasts = (SustainedFor.THREE, SustainedFor.TWELVE)
    answer = Answer(UUID(int=1), 3, UUID(int=5), PartnerAnswer.ACCEPTED, FIRST, sealed("words"))
    request = Request(UUID(int=1), 3, True, LegalBasis.SEL_99, sealed("words"))
    called = Called(CallKind.FOLLOW_UP, CallForm.VIDEO, AT + HOUR, 45, sealed("words"))
    meeting = Meeting(UUID(int=1), 3, called)
    period = StatusPeriod(contact_group=13, target_group="6.7", since=FIRST, until=FIRST + DAY)
    of_no_group = StatusPeriod(contact_group=None, target_group=None, since=FIRST, until=None)
    standing = Standing(UUID(int=1), 3, Groups((period, of_no_group), sealed("name")))
    bare_answer = replace(answer, id=UUID(int=2), day=None)
    bare = Activity(MilestoneKind.OTHER, FIRST + 4 * DAY, None, None, None, None, is_proposed=True)
    first: Kept = {
        ONE: {
            "disclosures": Disclosure(7, told, told.identity),
            "milestones": {
                UUID(int=1): Milestone(UUID(int=1), 3, stands=True, told=activity, sustained=lasts),
                UUID(int=2): Milestone(UUID(int=2), 4, stands=False, told=None),
            },
            "own_steps": {
                UUID(int=1): OwnStep(UUID(int=1), activity, lasts, 3),
                UUID(int=2): OwnStep(UUID(int=2), None, version=4),
            },
            "answers": {
                UUID(int=1): answer,
                UUID(int=2): bare_answer,
            },
            "requests": {UUID(int=1): request},
            "meetings": {UUID(int=1): meeting, UUID(int=2): Meeting(UUID(int=2), 4, None)},
            "standings": {UUID(int=1): standing, UUID(int=2): Standing(UUID(int=2), 4, None)},
            "deliveries": deliveries(1),
        },
        OTHER: {
            "disclosures": Disclosure(8, nothing, None),
            "milestones": {UUID(int=3): Milestone(UUID(int=3), 5, stands=True, told=bare)},
            "own_steps": {UUID(int=3): OwnStep(UUID(int=3), bare, version=5)},
            "answers": {UUID(int=3): replace(answer, id=UUID(int=3), answer=PartnerAnswer.DECLINED)},
            "requests": {UUID(int=3): replace(request, id=UUID(int=3), urgent=False)},
            "meetings": {UUID(int=3): Meeting(UUID(int=3), 5, Called(CallKind.OTHER, None, AT, None))},
            "standings": {UUID(int=3): Standing(UUID(int=3), 5, Groups((of_no_group,)))},
            "deliveries": deliveries(11),
        },
    }
    await keep(store, first)
    assert await found(store, first) == first
    pool = pools["jobcenter-bridge"]
    for kind in Kind:
        owners = [await read_owner(pool, kind, UUID(int=n)) for n in (1, 3, 9)]
        assert owners == [ONE, OTHER, None]
    assert await read_kept(pool, ANSWERS, ONE, UUID(int=1)) == answer
    assert await read_kept(pool, ANSWERS, ONE, UUID(int=3)) is None
    assert await read_kept(pool, REQUESTS, ONE, UUID(int=1)) == request
    assert await read_kept(pool, REQUESTS, OTHER, UUID(int=1)) is None

    changed: Kept = {
        ONE: {
            "disclosures": first[OTHER]["disclosures"],
            "milestones": {
                UUID(int=1): Milestone(UUID(int=1), 6, stands=False, told=None),
                UUID(int=2): Milestone(UUID(int=2), 7, stands=True, told=activity),
            },
            "own_steps": {
                UUID(int=1): OwnStep(UUID(int=1), None, version=6),
                UUID(int=2): OwnStep(UUID(int=2), activity, lasts, 7),
            },
            "answers": {**first[ONE]["answers"], UUID(int=1): replace(answer, version=9)},
            "requests": {UUID(int=1): replace(request, version=9)},
            "meetings": {**first[ONE]["meetings"], UUID(int=1): Meeting(UUID(int=1), 9, None)},
            "standings": {**first[ONE]["standings"], UUID(int=2): replace(standing, id=UUID(int=2))},
            "deliveries": sent(deliveries(1)),
        }
    }
    await keep(store, changed)
    assert await found(store, first) == {**first, **changed}
    await keep(store, {ONE: {"disclosures": first[ONE]["disclosures"]}})
    assert (await found(store, {ONE: {"disclosures": None}}))[ONE] == {
        "disclosures": first[ONE]["disclosures"]
    }


async def test_a_moment_is_read_in_utc_wherever_the_database_stands(servers: Servers) -> None:
    url = await servers.postgres.database(*databases.migrations_of("region-bridge"))
    async with databases.connected(url) as connection:
        name = await connection.fetchval("SELECT current_database()")
        await connection.execute(f"ALTER DATABASE \"{name}\" SET timezone = 'Europe/Copenhagen'")
    told = notice(Happened.ADMITTED, of=7, noted=8)
    async with await open_pool(url) as pool:
        await keep(region_store(pool), {ONE: {"stay_notices": {told.message_id: told}}})
        [kept] = (await found(region_store(pool), {ONE: {"stay_notices": None}}))[ONE][
            "stay_notices"
        ].values()

    assert kept == told
    assert [one.utcoffset() for one in (kept.started_at, kept.occurred_at, kept.noted_at)] == [
        timedelta()
    ] * 3

"""Steps that are entered here, at the real doors of overview and of the bridge: who is let in, what is kept.

What the bridge says reaches the view as it would by Kafka.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI

from carried import Carrier
from overview_facts import consent, registered
from samspil.contracts.citizen import CitizenDied, DeathSource
from samspil.contracts.employment import EmploymentMilestonePlanned, MilestoneKind
from samspil.contracts.plan import LifeArea, PlanGoalAchieved, PlanGoalAdded
from samspil.jobcenter_bridge.app.web import application as jobcenter_application
from samspil.ledger.database import Pool, open_pool
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.remedies import REMEDIES
from samspil.overview.api.services import Services
from samspil.overview.app.web import ROUTERS
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import deciding_store
from samspil.sealing.keyring import Keyring
from samspil.stack.databases import migrations_of
from samspil.testkit.builders import RULES, UNITS, asked_of
from samspil.testkit.heard import Heard
from samspil.testkit.in_process import bearer, calling
from samspil.testkit.newest_law import newest_law
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.publishers import read
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.web.app import create_app
from samspil.web.auth import Caller, Issuer, Role
from samspil.web.session import Site
from samspil.web.vouching import HEADER, HOLDS_FOR, vouch

NOW = datetime.now(UTC)
TODAY, DAY = danish_day(NOW), timedelta(days=1)
BY = "staff-1"
PURPOSE = "Kanariefugl vil ud tre formiddage om ugen."


def on(days: int) -> str:
    return (TODAY + days * DAY).isoformat()


def sheltered(**changed: object) -> dict[str, object]:
    whole = {
        "status": "agreed",
        "kind": "sheltered_work",
        "starts_on": on(-100),
        "minutes_per_week": 450,
        "purpose": PURPOSE,
    }
    return {**whole, **changed}


@dataclass
class Entering:
    """A citizen with a goal, whom somebody has a case with, and both services."""

    overview: WebUnderTest
    bridge: httpx2.AsyncClient
    pool: Pool
    """The bridge's."""
    services: Services
    citizen: CitizenId
    heard: Heard
    goal: UUID
    carrier: Carrier

    @property
    def door(self) -> str:
        return f"/v1/citizens/{self.citizen}/milestones"

    async def add(self, body: object, role: Role = Role.CASEWORKER, **more: Any) -> httpx2.Response:
        return await self.overview.post(self.door, body, role, subject=BY, **more)

    async def say(
        self, step: str, verb: str, body: object = None, seen: str | None = None, **more: Any
    ) -> httpx2.Response:
        headers = {**more, **({"if_match": seen} if seen else {})}
        return await self.overview.post(f"{self.door}/{step}/{verb}", body, subject=BY, **headers)

    async def said(self) -> list[str]:
        rows = await self.pool.fetch("SELECT topic, record FROM event ORDER BY seq")
        types = (read(row["topic"], row["record"]).type for row in rows)
        return [one.removeprefix("employment.milestone_").removesuffix(".v1") for one in types]

    async def view(self) -> dict[str, Any]:
        """As it is when all that the bridge has said was heard."""
        await self.carrier.carry(self.citizen)
        found = (await self.overview.get(f"/v1/citizens/{self.citizen}/view", subject=BY)).json()
        assert isinstance(found, dict)
        return found

    async def shown(self) -> dict[str, Any]:
        """The one step that there is."""
        (found,) = (await self.view())["milestones"]
        assert isinstance(found, dict)
        return found


@asynccontextmanager
async def entering(servers: Servers, *, at_hand: bool = True) -> AsyncIterator[Entering]:
    url = await servers.postgres.database(*migrations_of("jobcenter-bridge"))
    made: dict[str, Any] = {}
    async with await open_pool(url) as pool:

        def overview(own: Pool, keyring: Keyring, issuer: Issuer, secret: bytes) -> FastAPI:
            app = create_app(
                "overview", routers=ROUTERS, remedies=REMEDIES, issuer=issuer, idempotency_secret=secret
            )
            made["bridge"] = jobcenter_application(pool, keyring, issuer, secret)
            made["services"] = services = Services(app, {})
            services._clients["jobcenter-bridge"] = httpx2.AsyncClient(
                transport=httpx2.ASGITransport(made["bridge"]), base_url="http://bridge"
            )
            sessions = Sessions(own, Site("http://localhost:8080", secret))
            law = newest_law()
            app.state.door = OverviewDoor(deciding_store(own), keyring, law, RULES, sessions, services)
            return app

        async with (
            web_under_test(servers, "overview", overview) as http,
            calling(made["bridge"]) as bridge,
        ):
            citizen = await http.keyring.get_or_create(synthetic_cpr(41))
            words = await http.keyring.seal(citizen, "words", "Jeg vil ud.")
            goal = PlanGoalAdded(
                plan_id=uuid4(),
                goal_id=uuid4(),
                area=LifeArea.EMPLOYMENT,
                words=words,
                added_by=BY,
                occurred_at=NOW,
            )
            told = consent(
                TODAY + 90 * DAY, (DataClass.MILESTONE,), giver=Sector.EMPLOYMENT, to=(Sector.SOCIAL,)
            )
            heard = Heard(http.pool, newest_law())
            asked = asked_of(*UNITS, words=words) if at_hand else ()
            who = replace(registered(), name=words, cpr=words, registered_by="staff-2")
            await heard.tell(citizen, who, told, goal, *asked)
            if at_hand:
                await http.reason(citizen, BY)
            carrier = Carrier(pool, http.pool)
            yield Entering(http, bridge, pool, made["services"], citizen, heard, goal.goal_id, carrier)


@pytest.fixture
async def here(servers: Servers) -> AsyncIterator[Entering]:
    async with entering(servers) as made:
        yield made


async def test_a_step_is_entered_begun_achieved_lasts_and_is_lost_and_the_view_shows_each(
    here: Entering,
) -> None:
    added = await here.add(sheltered(goal_id=str(here.goal)))
    assert added.status_code == 201, added.text
    step, seen = added.json()["milestone_id"], added.headers["etag"]
    shown = await here.shown()
    assert (shown["kind"], shown["entered_by"], shown["goal_id"]) == ("sheltered_work", BY, str(here.goal))
    assert shown["purpose"] == PURPOSE

    for verb, body, name, day in (
        ("start", {"started_on": on(-99)}, "started_on", on(-99)),
        ("achieve", {"achieved_on": on(-95)}, "achieved_on", on(-95)),
        ("lose", {}, "lost_on", on(0)),
    ):
        done = await here.say(step, verb, body, seen)
        assert done.status_code == 200, done.text
        seen = done.headers["etag"]
        assert (await here.shown())[name] == day
        if verb == "achieve":
            seen = (await here.say(step, "sustain", {"months": 3}, seen)).headers["etag"]
            assert [one["months"] for one in (await here.shown())["sustained"]] == [3]
    assert f'"{(await here.shown())["version"]}"' == seen

    whole = {"kind": "sheltered_work", "starts_on": on(-99), "started": True, "achieved_on": on(-95)}
    seen = (await here.say(step, "adjust", whole, seen)).headers["etag"]
    assert (await here.shown())["lost_on"] is None
    seen = (await here.say(step, "end", {"outcome": "ran_out"}, seen)).headers["etag"]
    assert (await here.shown())["outcome"] == "ran_out"
    await here.say(step, "void", None, seen)
    assert (await here.view())["milestones"] == []
    assert await here.said() == [
        *("planned", "started", "achieved", "sustained", "lost", "adjusted", "ended", "voided")
    ]
    rows = await here.pool.fetch("SELECT record FROM event UNION ALL SELECT kept::text::bytea FROM own_step")
    assert not any("Kanariefugl" in bytes(row["record"]).decode() for row in rows)


async def test_a_proposal_is_agreed_with_its_purpose(here: Entering) -> None:
    bare = {"status": "proposed", "kind": "education", "starts_on": on(30), "purpose": PURPOSE}
    added = await here.add(bare)
    (proposed,) = (await here.view())["proposed_milestones"]
    assert (proposed["purpose"], proposed["entered_by"]) == (PURPOSE, BY)

    agreed = {"starts_on": on(20), "ends_on": on(60), "minutes_per_week": 600}
    await here.say(added.json()["milestone_id"], "agree", agreed, added.headers["etag"])

    shown = await here.shown()
    assert (shown["starts_on"], shown["ends_on"], shown["purpose"]) == (on(20), on(60), PURPOSE)
    assert (await here.view())["proposed_milestones"] == []


async def test_without_a_case_at_hand_nothing_is_entered(servers: Servers) -> None:
    async with entering(servers, at_hand=False) as here:
        refused = [await here.add(sheltered()), await here.say(str(uuid4()), "start", {}, '"1"')]

        assert {(one.status_code, one.json()["type"]) for one in refused} == {
            (403, "/problems/no-case-at-hand")
        }
        assert await here.said() == []


async def test_who_gives_the_help_enters_no_steps(here: Entering) -> None:
    refused = await here.add(sheltered(), Role.SUPPORT_WORKER)

    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden-role")


async def test_the_same_request_many_times_at_once_is_one_step(here: Entering) -> None:
    answers = await asyncio.gather(
        *(here.add(sheltered(), idempotency_key="once-and-for-all") for _ in range(8))
    )

    assert {one.status_code for one in answers} == {201}
    assert len({one.json()["milestone_id"] for one in answers}) == 1
    assert sum("idempotency-replayed" in one.headers for one in answers) == 7
    assert await here.said() == ["planned"]
    other = await here.add(sheltered(kind="mentor"), idempotency_key="once-and-for-all")
    assert other.json()["type"] == "/problems/idempotency-key-reused"


async def test_whoever_has_seen_an_older_one_changes_nothing(here: Entering) -> None:
    added = await here.add(sheltered())
    step, seen = added.json()["milestone_id"], added.headers["etag"]
    await here.say(step, "start", {}, seen)

    late, unsaid = await here.say(step, "achieve", {}, seen), await here.say(step, "achieve", {})

    assert [one.json()["type"] for one in (late, unsaid)] == [
        "/problems/stale-version",
        "/problems/version-needed",
    ]
    assert await here.said() == ["planned", "started"]


async def test_what_the_jobcenter_told_is_not_changed_here(here: Entering) -> None:
    theirs = EmploymentMilestonePlanned(
        milestone_id=uuid4(),
        kind=MilestoneKind.WORK_PLACEMENT,
        starts_on=TODAY,
        ends_on=None,
        hours_per_week=None,
        basis=LegalBasis.RSL_11A_1,
        occurred_at=NOW,
    )
    await here.heard.tell(here.citizen, theirs)

    refused = await here.say(str(theirs.milestone_id), "start", {}, '"1"', accept_language="da")

    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/unknown-step")
    assert "rettes hos dem" in refused.json()["detail"]


async def test_anothers_step_is_not_changed(here: Entering) -> None:
    step = (await here.add(sheltered())).json()["milestone_id"]
    other = await here.overview.keyring.get_or_create(synthetic_cpr(42))
    await here.heard.tell(other, replace(registered(), registered_by=BY))
    await here.overview.reason(other, BY)

    path = f"/v1/citizens/{other}/milestones/{step}/void"
    refused = await here.overview.post(path, subject=BY, if_match='"1"')

    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/unknown-step")
    assert await here.said() == ["planned"]


WRONG: list[tuple[str, dict[str, object], str, str]] = [
    ("", {"ends_on": on(-101)}, "#/ends_on", "period_ends_early"),
    ("", {"starts_on": "9999-12-31"}, "#/starts_on", "date_implausible"),
    ("", {"minutes_per_week": 10_081}, "#/minutes_per_week", "less_than_equal"),
    ("", {"status": "proposed"}, "#/status", "of_agreed_only"),
    ("", {"kind": "prison"}, "#/kind", "enum"),
    ("", {"goal_id": str(uuid4())}, "#/goal_id", "unknown_goal"),
    ("", {"goal_id": "nothing"}, "#/goal_id", "uuid_parsing"),
    ("", {"sanction": True}, "#", "extra_forbidden"),
    ("start", {"started_on": on(1)}, "#/started_on", "date_future"),
    ("achieve", {"achieved_on": on(1)}, "#/achieved_on", "date_future"),
    ("end", {}, "#/outcome", "missing"),
    ("adjust", {"kind": "mentor", "starts_on": on(1), "started": True}, "#/starts_on", "date_future"),
    (
        "adjust",
        {"kind": "mentor", "starts_on": on(0), "goal_id": str(uuid4())},
        "#/goal_id",
        "unknown_goal",
    ),
]
"""Verb, or nothing for a new step, what is said, and the field that is named with its code."""


async def test_what_cannot_be_meant_is_refused_beside_its_field(here: Entering) -> None:
    added = await here.add(sheltered())
    step, seen = added.json()["milestone_id"], added.headers["etag"]

    for verb, body, pointer, code in WRONG:
        refused = await (here.say(step, verb, body, seen) if verb else here.add(sheltered(**body)))
        assert refused.status_code == 422
        assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [(pointer, code)]
    assert await here.said() == ["planned"]


async def test_a_goal_that_was_reached_is_served_by_nothing_new_and_by_what_served_it(here: Entering) -> None:
    added = await here.add(sheltered(goal_id=str(here.goal)))
    await here.shown()
    reached = PlanGoalAchieved(
        plan_id=uuid4(), goal_id=here.goal, achieved_on=TODAY, words=None, noted_by=BY, occurred_at=NOW
    )
    await here.heard.tell(here.citizen, reached)

    new = await here.add(sheltered(goal_id=str(here.goal)))
    whole = {"kind": "mentor", "starts_on": on(0), "goal_id": str(here.goal)}
    same = await here.say(added.json()["milestone_id"], "adjust", whole, added.headers["etag"])

    assert [one["code"] for one in new.json()["errors"]] == ["goal_over"]
    assert same.status_code == 200


async def test_of_somebody_who_is_dead_nothing_new_is_entered(here: Entering) -> None:
    dead = CitizenDied(died_on=TODAY, source=DeathSource.RELATIVES, recorded_by=BY, occurred_at=NOW)
    await here.heard.tell(here.citizen, dead)

    assert (await here.add(sheltered())).json()["type"] == "/problems/citizen-not-ours"


async def test_while_the_bridge_is_away_nothing_is_entered_and_that_is_said(here: Entering) -> None:
    def away(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("nobody answers")

    here.services._clients["jobcenter-bridge"] = httpx2.AsyncClient(
        transport=httpx2.MockTransport(away), base_url="http://bridge"
    )

    assert (await here.add(sheltered())).json()["type"] == "/problems/service-away"


async def test_at_the_bridge_nobody_is_let_in_for_whom_overview_does_not_vouch(here: Entering) -> None:
    added = await here.add(sheltered())
    step, keyring, now = UUID(added.json()["milestone_id"]), here.overview.keyring, datetime.now(UTC)
    me = Caller(BY, Role.CASEWORKER, Sector.SOCIAL)
    other = await keyring.get_or_create(synthetic_cpr(42))
    for word in (
        "",
        await vouch(keyring, here.citizen, replace(me, subject="staff-9"), step, now),
        await vouch(keyring, here.citizen, me, uuid4(), now),
        await vouch(keyring, here.citizen, me, here.citizen, now),
        await vouch(keyring, other, me, step, now),
        await vouch(keyring, here.citizen, me, step, now - HOLDS_FOR - timedelta(seconds=1)),
    ):
        headers = {
            "authorization": bearer(Role.CASEWORKER, Sector.SOCIAL, BY),
            "if-match": added.headers["etag"],
            **({HEADER: word} if word else {}),
        }
        refused = await here.bridge.post(f"{here.door}/{step}/void", headers=headers)
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/no-case-at-hand")
    assert await here.said() == ["planned"]

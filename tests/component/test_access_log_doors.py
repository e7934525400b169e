"""The log's own doors: who looked at whom is told page by page, and asking is a look that is logged."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
import pytest
from fastapi import FastAPI

from keyring_database import ACCESS
from samspil.ledger.database import Pool
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.remedies import REMEDIES
from samspil.overview.api.services import Services
from samspil.overview.app.web import ROUTERS
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import deciding_store
from samspil.sealing.destroy import destroy
from samspil.sealing.keyring import Keyring
from samspil.sealing.read_access import THE_LOG, AccessLog, access_log_at
from samspil.stack import databases
from samspil.testkit.builders import CITIZEN, LAW, RULES
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO, NANCY
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.app import create_app
from samspil.web.auth import Issuer, Role
from samspil.web.session import Site

DPO = bearer(Role.DATA_PROTECTION_OFFICER, None, "dpo")
TODAY = danish_day(datetime.now(UTC))


class Doors:
    """The overview's doors, with a log or without, and what stands in it."""

    def __init__(self, web: WebUnderTest) -> None:
        self.web = web
        self.door: OverviewDoor

    async def ask(self, path: str, **params: object) -> httpx2.Response:
        told = {name.rstrip("_"): str(value) for name, value in params.items()}
        return await self.web.doors.get(path, params=told, headers={"authorization": DPO})

    async def looks(self, path: str, **params: object) -> list[dict[str, Any]]:
        answer = await self.ask(path, **params)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["looks"]
        return found

    async def logged(self) -> list[dict[str, Any]]:
        """The rows of the data protection officer's own looks."""
        async with databases.connected(self.web.keyring_url) as connection:
            rows = await connection.fetch("SELECT * FROM access WHERE who = 'dpo' ORDER BY id")
        return [dict(row) for row in rows]


@asynccontextmanager
async def overview(servers: Servers, log: AccessLog | None) -> AsyncIterator[Doors]:
    made: list[FastAPI] = []

    def application(pool: Pool, keyring: Keyring, issuer: Issuer, secret: bytes) -> FastAPI:
        app = create_app(
            "overview", routers=ROUTERS, remedies=REMEDIES, issuer=issuer, idempotency_secret=secret
        )
        sessions = Sessions(pool, Site("http://localhost:8080", secret))
        app.state.door = OverviewDoor(
            deciding_store(pool), keyring, LAW, RULES, sessions, Services(app, {}), access_log=log
        )
        made.append(app)
        return app

    async with web_under_test(servers, "overview", application) as web:
        doors = Doors(web)
        doors.door = made[0].state.door
        yield doors


@pytest.fixture
async def doors(servers: Servers) -> AsyncIterator[Doors]:
    async with overview(servers, None) as doors:
        reader = await servers.postgres.role(doors.web.keyring_url, databases.LOG_READERS)
        async with access_log_at(reader) as log:
            doors.door.access_log = log
            yield doors


async def seen(doors: Doors, person: Any = BRUNO, times: int = 1) -> CitizenId:
    """A citizen at whom somebody looked, so many times for other things."""
    citizen = await doors.web.keyring.get_or_create(person.cpr)
    for number in range(times):
        await doors.web.keyring.note(citizen, ACCESS, [f"field.{number}"])
    return citizen


async def test_who_looked_at_a_citizen_is_told_and_asking_is_a_look_at_the_citizen(doors: Doors) -> None:
    citizen, _ = await seen(doors), await seen(doors, NANCY)
    [own, other] = await doors.looks(f"/v1/citizens/{citizen}/access")

    assert (other["who"], other["why"], other["fields"]) == (ACCESS.who, ACCESS.why, ["field.0"])
    assert (other["citizen_id"], other["relation"], other["reason"]) == (str(citizen), None, None)
    assert (own["who"], own["role"], own["why"]) == ("dpo", "data_protection_officer", "read-access-log")
    [row] = await doors.logged()
    assert (row["citizen_id"], row["fields"]) == (citizen, ["access.citizen"])


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"who": ACCESS.who}, [f"access.who.{ACCESS.who}"]),
        ({"from": TODAY}, ["access.period"]),
        ({"to": TODAY}, ["access.period"]),
        ({"from": TODAY, "to": TODAY, "who": ACCESS.who}, ["access.period", f"access.who.{ACCESS.who}"]),
    ],
)
async def test_asking_without_a_citizen_is_a_look_at_the_log_itself(
    doors: Doors, asked: dict[str, object], fields: list[str]
) -> None:
    citizen = await seen(doors)
    found = await doors.looks("/v1/access", **asked)

    assert [one["citizen_id"] for one in found if one["who"] != "dpo"] == [str(citizen)]
    [row] = await doors.logged()
    assert (row["citizen_id"], row["why"], row["fields"]) == (THE_LOG, "read-access-log", fields)


async def test_to_read_another_persons_looks_is_another_look(doors: Doors) -> None:
    for who in ("mette", "lars", "mette"):
        await doors.looks("/v1/access", who=who)

    assert [row["fields"] for row in await doors.logged()] == [["access.who.mette"], ["access.who.lars"]]


async def test_the_last_day_is_meant_whole_and_the_day_after_is_not(doors: Doors) -> None:
    await seen(doors)
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

    assert len(await doors.looks("/v1/access", from_=TODAY, to=TODAY)) == 2
    assert await doors.looks("/v1/access", from_=yesterday, to=yesterday) == []
    assert await doors.looks("/v1/access", from_=tomorrow) == []
    assert await doors.looks("/v1/access", who="nobody-of-this-name", to=TODAY) == []


async def test_pages_follow_each_other_by_their_cursor(doors: Doors) -> None:
    citizen = await seen(doors, times=130)
    first = (await doors.ask(f"/v1/citizens/{citizen}/access", who=ACCESS.who)).json()
    second = (
        await doors.ask(f"/v1/citizens/{citizen}/access", who=ACCESS.who, cursor=first["cursor"])
    ).json()

    assert (len(first["looks"]), len(second["looks"]), second["cursor"]) == (100, 30, None)
    fields = [one["fields"][0] for page in (first, second) for one in page["looks"]]
    assert fields == [f"field.{number}" for number in reversed(range(130))]


async def test_looks_without_a_case_are_told_alone_where_only_they_are_asked_for(doors: Doors) -> None:
    citizen = await seen(doors)
    await doors.web.keyring.note(citizen, replace(ACCESS, reason="acute", units=frozenset({"VOKSEN-1"})))
    [one] = await doors.looks(f"/v1/citizens/{citizen}/access", without_case=True)

    assert (one["reason"], one["relation"], one["units"]) == ("acute", None, ["VOKSEN-1"])


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({}, "nothing-asked"),
        ({"without_case": True}, "nothing-asked"),
        ({"from": "2026-11-28", "to": "2026-11-27"}, "invalid-request"),
        ({"from": "9999-12-31"}, "invalid-request"),
        ({"to": "0001-01-01"}, "invalid-request"),
        ({"from": "20261128"}, "invalid-request"),
        ({"who": "a\x00b"}, "invalid-request"),
        ({"who": ""}, "invalid-request"),
        ({"who": "a" * 300}, "invalid-request"),
        ({"who": "mette", "cursor": "1-1-1"}, "invalid-request"),
        ({"who": "mette", "cursor": "9" * 18 + "-1"}, "invalid-request"),
        ({"who": "mette", "cursor": "yesterday"}, "invalid-request"),
    ],
)
async def test_a_question_that_is_none_is_refused_and_leaves_no_row(
    doors: Doors, asked: dict[str, object], kind: str
) -> None:
    answer = await doors.ask("/v1/access", **asked)

    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{kind}")
    assert await doors.logged() == []


async def test_of_a_stranger_there_is_nothing_to_tell_and_no_row_is_left(doors: Doors) -> None:
    answer = await doors.ask(f"/v1/citizens/{uuid4()}/access")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-citizen")
    assert await doors.logged() == []


async def test_the_log_outlives_the_citizen(doors: Doors, servers: Servers) -> None:
    citizen = await seen(doors)
    eraser = await servers.postgres.role(doors.web.keyring_url, databases.KEYRING_ERASERS)
    async with asyncpg.create_pool(eraser, min_size=0) as pool:
        await destroy(pool, citizen)

    assert [one["who"] for one in await doors.looks(f"/v1/citizens/{citizen}/access")] == ["dpo", ACCESS.who]


@pytest.mark.parametrize("path", ["/v1/access?who=mette", f"/v1/citizens/{CITIZEN}/access"])
async def test_a_process_without_the_readers_role_says_so_and_logs_nothing(
    servers: Servers, path: str
) -> None:
    async with overview(servers, None) as doors:
        answer = await doors.web.doors.get(path, headers={"authorization": DPO})

        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/access-log-closed")
        assert await doors.logged() == []


async def test_while_the_log_cannot_be_reached_that_is_said(servers: Servers) -> None:
    async with (
        access_log_at("postgresql://nobody@127.0.0.1:1/keyring") as away,
        overview(servers, away) as doors,
    ):
        await seen(doors)
        answer = await doors.ask("/v1/access", who="mette")

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/keyring-away")

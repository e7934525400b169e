"""Finding a citizen by number: whoever has a file is found, and that somebody looked is logged."""

import json
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from samspil.referral.app.web import application
from samspil.stack import databases
from samspil.testkit.people import BRUNO, EJNAR, NANCY
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.web.auth import Role

SEARCH = "/v1/citizens/search"


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


async def registered(doors: WebUnderTest) -> str:
    number, name = BRUNO.cpr.number, BRUNO.name
    entry = {"cpr": number, "name": name, "acting_municipality": "101", "basis": "sel-85"}
    citizen: str = (await doors.post("/v1/citizens", entry)).json()["citizen_id"]
    return citizen


@pytest.mark.parametrize("separator", ["", "-", " "])
async def test_who_has_a_file_is_found_however_the_number_is_written_and_nothing_else_is_told(
    doors: WebUnderTest, separator: str
) -> None:
    citizen, number = await registered(doors), BRUNO.cpr.number

    asked, who = {"cpr": f"{number[:6]}{separator}{number[6:]}"}, f"aisha-{separator or 'x'}"
    refused = await doors.post(SEARCH, asked, Role.SUPPORT_WORKER, subject=who)
    found = await doors.post(SEARCH, {**asked, "reason": "acute"}, Role.SUPPORT_WORKER, subject=who)

    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/no-case-at-hand")
    assert (found.status_code, found.json()) == (200, {"citizen_id": citizen})
    async with databases.connected(doors.keyring_url) as keyring:
        query = "SELECT why, fields, relation, reason FROM access WHERE citizen_id = $1 AND who = $2"
        rows = await keyring.fetch(query, UUID(citizen), who)
        assert [tuple(row) for row in rows] == [("search", [], None, "acute")]


async def test_a_stranger_is_not_found_and_leaves_no_trace(doors: WebUnderTest) -> None:
    asked = await doors.post(SEARCH, {"cpr": NANCY.cpr.number})

    assert (asked.status_code, asked.json()["type"]) == (404, "/problems/unknown-citizen")
    assert NANCY.cpr.number not in json.dumps(asked.json())
    assert await doors.keyring.find(NANCY.cpr) is None


async def test_who_is_known_to_a_partner_alone_has_no_file_and_is_not_found(doors: WebUnderTest) -> None:
    await doors.keyring.get_or_create(EJNAR.cpr)

    assert (await doors.post(SEARCH, {"cpr": EJNAR.cpr.number})).status_code == 404

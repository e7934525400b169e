"""Role × relation × door: whoever is let in by role has a case of the citizen's at hand, or gave a reason."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from callers import issuer, token
from door_table import TABLES, Door
from processes import LetIn, application
from samspil.rulebook.case_at_hand import AccessReason, Relation, Tie, Ties
from samspil.testkit.builders import CITIZEN
from samspil.web.auth import Role
from samspil.web.own import AT_HOME
from samspil.web.session import Site

SERVICES: Final = ("referral", "plan", "overview")
ME, UNIT = "somebody", "VOKSEN-1"
SITE: Final = Site("http://localhost:8080", bytes(32))

NEEDS_NO_CASE: Final = {
    ("POST", "/v1/citizens/{citizen_id}/access-reasons"): "it is where the reason is given",
    ("GET", "/borgere/{citizen_id}/adgang"): "it is where the reason is asked for",
    ("POST", "/borgere/{citizen_id}/adgang"): "the same",
    ("GET", "/v1/citizens/{citizen_id}/access"): "the officer sees who looked, and nothing of what they saw",
}
"""The doors about a citizen that are open to staff without a case, and why."""

LETS_IN: Final[dict[str, tuple[Ties | None, AccessReason | None, bool]]] = {
    "the coordinator": ((Tie(Relation.COORDINATOR, ME),), None, True),
    "somebody named for the citizen": ((Tie(Relation.WORKER, ME),), None, True),
    "a deputy": ((Tie(Relation.DEPUTY, ME),), None, True),
    "a unit with the case": ((Tie(Relation.UNIT, UNIT),), None, True),
    "another's coordinator": (
        (Tie(Relation.COORDINATOR, "another"), Tie(Relation.UNIT, "BOSTOETTE-1")),
        None,
        False,
    ),
    "a unit whose code is their id": ((Tie(Relation.UNIT, ME), Tie(Relation.WORKER, UNIT)), None, False),
    "nobody": ((), None, False),
    "nobody, with a reason": ((), AccessReason.ACUTE, True),
    "nobody knows the citizen": (None, None, True),
}
"""How it is with a citizen → who is tied, which reason was given, whether the doors are open; by hand."""


RELATIVE, OTHER = UUID(int=7), UUID(int=8)
THEIRS: Final[dict[Role, dict[tuple[str, str | None], bool]]] = {
    Role.CITIZEN: {(str(CITIZEN), None): True, (str(OTHER), None): False, (ME, None): False},
    Role.RELATIVE: {
        (str(RELATIVE), str(CITIZEN)): True,
        (str(RELATIVE), str(OTHER)): False,
        (str(OTHER), str(CITIZEN)): False,
        (str(CITIZEN), None): False,
    },
}
"""Whom their token names and whom it is about → whether that is who is asked about."""


def who_claims(who: tuple[str, str | None]) -> dict[str, str | None]:
    return {"sub": who[0], "about": who[1]}


class Knows:
    """The keyring and what the door knows, as far as it is asked before anybody is let in."""

    def __init__(self) -> None:
        self.ties_: Ties | None = None
        self.reason: AccessReason | None = None

    async def ties(self, citizen: UUID) -> Ties | None:
        assert citizen == CITIZEN
        return self.ties_

    async def reason_given(self, citizen: UUID, who: str) -> AccessReason | None:
        assert (citizen, who) == (CITIZEN, ME)
        return self.reason

    def __getattr__(self, name: str) -> object:
        raise LetIn


class Sessions:
    async def token(self, session: str) -> str | None:
        return session or None


@pytest.fixture(scope="module", params=SERVICES)
async def doors(request: pytest.FixtureRequest) -> tuple[str, FastAPI]:
    app = await application(f"{request.param}-web")
    app.state.issuer, app.state.site, app.state.sessions = issuer(), SITE, Sessions()
    return request.param, app


def about_a_citizen(service: str) -> Iterator[Door]:
    yield from (door for door in TABLES[service] if "{citizen_id}" in door[1])


async def knock(http: httpx2.AsyncClient, door: Door, role: Role, **claimed: str | None) -> httpx2.Response:
    method, path = door
    for name in re.findall(r"\{(\w+)\}", path):
        path = path.replace(f"{{{name}}}", str(CITIZEN if name == "citizen_id" else UUID(int=7)))
    claims: dict[str, Any] = {"sub": ME, "units": [UNIT], **claimed}
    bearer = token(role, None if role is Role.OPERATOR else "social", **claims)
    if path.startswith("/v1/"):
        headers = {"authorization": f"Bearer {bearer}"}
        return await http.request(method, path, headers=headers, json={} if method == "POST" else None)
    headers = {"cookie": f"samspil={bearer}", "accept": "text/html"}
    form = {"form_token": SITE.derive(b"form", bearer).hex()} if method == "POST" else None
    return await http.request(method, path, headers=headers, data=form)


def asks_why(answer: httpx2.Response) -> bool:
    """Whether a reason is asked for, in the door's own form."""
    if answer.status_code == 303:
        return answer.headers["location"].startswith(f"/borgere/{CITIZEN}/adgang")
    if answer.headers.get("content-type") == "application/problem+json":
        return bool(answer.json()["type"] == "/problems/no-case-at-hand")
    return answer.status_code == 403 and "Du har ikke en sag med borgeren" in answer.text


@pytest.mark.parametrize("how", LETS_IN)
async def test_each_door_about_a_citizen_opens_to_whom_the_case_is_at_hand_and_asks_all_others_why(
    doors: tuple[str, FastAPI], how: str
) -> None:
    service, app = doors
    knows = Knows()
    knows.ties_, knows.reason, is_open = LETS_IN[how]
    app.state.door.ties = knows.ties
    app.state.door.keyring = app.state.door.store = knows
    app.state.door.services = SimpleNamespace()
    wrong = []
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=SITE.address) as http:
        for door in about_a_citizen(service):
            line = TABLES[service][door]
            for role in set(Role) - AT_HOME:
                answer = await knock(http, door, role)
                let_in_by_role = "S" in line[role.value] or line[role.value] == "all"
                expected = let_in_by_role and not is_open and door not in NEEDS_NO_CASE
                if asks_why(answer) is not expected:
                    wrong.append((door, role.value, answer.status_code))
                if not let_in_by_role and answer.status_code not in {401, 403}:
                    wrong.append((door, role.value, answer.status_code))
    assert wrong == []


async def test_who_comes_from_home_is_asked_for_no_case_and_let_in_about_their_own_alone(
    doors: tuple[str, FastAPI],
) -> None:
    service, app = doors
    knows = Knows()
    app.state.door.ties = knows.ties
    app.state.door.keyring = app.state.door.store = knows
    app.state.door.services = SimpleNamespace()
    wrong = []
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=SITE.address) as http:
        for door in about_a_citizen(service):
            for role in (Role.CITIZEN, Role.RELATIVE):
                let_in = TABLES[service][door][role.value] == "all"
                for who, is_own in THEIRS[role].items():
                    answer = await knock(http, door, role, **who_claims(who))
                    if asks_why(answer) or (answer.status_code not in {401, 403}) is not (let_in and is_own):
                        wrong.append((door, role.value, who, answer.status_code))
    assert wrong == []


def test_every_door_that_needs_no_case_is_a_door() -> None:
    every = {door for service in SERVICES for door in about_a_citizen(service)}

    assert every >= NEEDS_NO_CASE.keys()
    assert len(every) > 40

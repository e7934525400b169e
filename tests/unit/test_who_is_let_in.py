"""Who is let in at which door: every door of every process, asked by everybody, and the answer by hand."""

import re
from collections.abc import Mapping
from typing import Final
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

import processes
from callers import ABOUT_ANOTHER, BAD, FORBIDDEN, PEOPLE, SECTORS, issuer
from door_table import OF_EVERY_PROCESS, SERVICES, TABLES, Door, Line, lines_of
from processes import PROCESSES, application
from samspil.testkit.builders import CITIZEN
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role
from samspil.web.session import Site

WITHOUT: Final = "without"
SIGN_OUT: Final = ("POST", "/log-ud")
"""Whoever has a session may end it, whatever the token in it is worth by now."""
LET_IN_SOMEWHERE: Final = [
    *((role, Sector.SOCIAL) for role in (Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER)),
    *((Role.INTEGRATOR, sector) for sector in (Sector.EMPLOYMENT, Sector.REGION)),
    (Role.LEADER, Sector.SOCIAL),
    (Role.DATA_PROTECTION_OFFICER, None),
    (Role.OPERATOR, None),
    (Role.CITIZEN, None),
    (Role.RELATIVE, None),
]
FORM_OF_NOBODY: Final = 403
"""A form is of a session; without one it is refused as a form of somebody else's."""
LETTERS: Final = {Sector.SOCIAL: "S", Sector.EMPLOYMENT: "E", Sector.REGION: "R", None: "-"}
FOREIGN: Final = "http://127.0.0.1:8080"


def is_page(door: Door) -> bool:
    return not door[1].startswith(("/v1/", "/fhir/"))


def is_form(door: Door) -> bool:
    return is_page(door) and door[0] == "POST"


def asks_who(line: Line) -> bool:
    """Whether it asks at all: a door that lets in who shows no token lets in everybody, who can show none."""
    return line[WITHOUT] == "·"


class Sessions:
    """Each session's id is its token."""

    async def token(self, session: str) -> str | None:
        return session or None


class Doors:
    """The doors of one process, and how to knock."""

    def __init__(self, process: str, app: FastAPI) -> None:
        self.process = process
        self.found = {*processes.doors_of(app)}
        self.lines = lines_of(process)
        self.guarded = [door for door, line in self.lines.items() if asks_who(line) and door != SIGN_OUT]
        app.state.issuer = issuer()
        self._site = app.state.site = getattr(app.state, "site", Site("http://localhost:8080", bytes(32)))
        app.state.sessions = Sessions()
        self._http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=self._site.address)

    async def ask(
        self,
        door: Door,
        bearer: str = "",
        session: str = "",
        *,
        own_form: bool = True,
        at: str = "",
    ) -> httpx2.Response:
        """Ask as a program with a token, or as a person with a session, who sends the page's own form."""
        method, path = door
        for name in re.findall(r"\{(\w+)\}", path):
            value = CITIZEN if name == "citizen_id" else "1" if name.startswith(("e", "v")) else UUID(int=7)
            path = path.replace(f"{{{name}}}", str(value))
        headers = {"accept": "text/html" if is_page(door) else "application/json"}
        headers |= {"authorization": f"Bearer {bearer}"} if bearer else {}
        headers |= {"cookie": f"samspil={session}; samspil-visit=a"} if session or is_page(door) else {}
        if method == "GET":
            return await self._http.get(at + path, headers=headers)
        purpose = (b"visit", "a") if path.startswith("/log-ind") else (b"form", session)
        form = {"form_token": self._site.derive(*purpose).hex() if own_form else "f" * 64}
        if is_page(door):
            return await self._http.post(at + path, headers=headers, data=form)
        return await self._http.post(at + path, headers=headers, json={})

    async def shown(self, door: Door, token: str) -> httpx2.Response:
        """Ask with the token where this door looks for one."""
        return await (self.ask(door, session=token) if is_page(door) else self.ask(door, token))


def is_led_on(answer: httpx2.Response) -> bool:
    """Who leads, who reads the log and who comes from home have a first page of their own."""
    return answer.headers.get("location") in {"/team", "/adgangslog", "/min-side", "/paaroerende"}


def is_asked_why(answer: httpx2.Response) -> bool:
    """Whether they have the role, and no case: who has one is asked in test_access_by_relation."""
    kind = answer.headers.get("content-type")
    return kind == "application/problem+json" and answer.json()["type"] == "/problems/no-case-at-hand"


def is_refused(door: Door, answer: httpx2.Response, status: int) -> bool:
    """Whether it is this refusal, told as this door tells it; anything but a refusal is being let in."""
    if answer.status_code == 303 and is_page(door):
        if is_led_on(answer):
            return False
        assert answer.headers["location"].startswith("/log-ind")
        return status == 401 and door[0] == "GET"
    if answer.status_code not in {401, 403} or is_asked_why(answer):
        return False
    if is_page(door):
        assert answer.headers["content-type"].startswith("text/html")
        assert "/log-ind" in answer.text
    else:
        assert answer.headers["content-type"] in {"application/problem+json", "application/fhir+json"}
        assert answer.headers["www-authenticate"].startswith("Bearer ")
    return answer.status_code == status


async def found_at(doors: Doors, door: Door) -> Line:
    """The line as it would be written from what the door answers; another kind of refusal is written, too."""
    if not is_refused(door, await doors.ask(door), FORM_OF_NOBODY if is_form(door) else 401):
        return dict.fromkeys((WITHOUT, *Role), "all")
    line = {WITHOUT: "·"}
    for role in Role:
        let_in = ""
        for sector in SECTORS:
            answer = await doors.shown(door, PEOPLE[role, sector])
            if not is_refused(door, answer, 403):
                is_in = answer.status_code not in {401, 303} or is_led_on(answer)
                let_in += LETTERS[sector] if is_in else f"{answer.status_code}"
        line[role.value] = {"": "·", "SER-": "all"}.get(let_in, let_in)
    return line


@pytest.fixture(scope="module", params=PROCESSES)
async def doors(request: pytest.FixtureRequest) -> Doors:
    return Doors(request.param, await application(request.param))


def test_the_table_has_every_service_every_role_and_nothing_else() -> None:
    columns = [WITHOUT, *Role]

    assert {f"{service}-web" for service in SERVICES} == {one for one in PROCESSES if one.endswith("-web")}
    assert all([*line] == columns for table in TABLES.values() for line in table.values())
    assert {cell for table in TABLES.values() for line in table.values() for cell in line.values()} == {
        *("·", "S", "E", "R", "all")
    }


async def test_every_door_has_its_line_and_every_line_its_door(doors: Doors) -> None:
    assert doors.found == doors.lines.keys()


async def test_each_door_lets_in_whom_the_table_names_and_nobody_else(doors: Doors) -> None:
    found = {door: await found_at(doors, door) for door in doors.lines}

    assert found == doors.lines


async def opened_by(doors: Doors, tokens: Mapping[str, str], status: int) -> list[tuple[Door, str]]:
    """Where, and by which of these tokens, anything but this refusal was had."""
    return [
        (door, which)
        for door in doors.guarded
        for which, token in tokens.items()
        if not is_refused(door, await doors.shown(door, token), status)
    ]


async def test_a_token_that_is_none_opens_nothing(doors: Doors) -> None:
    assert await opened_by(doors, BAD, 401) == []


async def test_a_token_lets_in_as_its_one_role_and_sector_and_not_by_what_else_it_says(doors: Doors) -> None:
    assert await opened_by(doors, FORBIDDEN, 403) == []


async def test_whoever_comes_from_home_is_let_in_about_nobody_else(doors: Doors) -> None:
    opened = await opened_by(doors, ABOUT_ANOTHER, 403)

    assert [door for door, _ in opened if "{citizen_id}" in door[1]] == []
    own = ("/min-side", "/paaroerende")
    assert {door for door, _ in opened if door[1] != "/"} <= {
        one for one in doors.lines if one[1].startswith(own)
    }


async def test_a_bearer_token_opens_no_page_and_a_cookie_no_door_of_a_program(doors: Doors) -> None:
    for door in doors.guarded:
        for token in (PEOPLE[who] for who in LET_IN_SOMEWHERE):
            answer = await (doors.ask(door, token) if is_page(door) else doors.ask(door, session=token))

            assert is_refused(door, answer, FORM_OF_NOBODY if is_form(door) else 401), door


async def test_no_form_but_the_pages_own_does_anything(doors: Doors) -> None:
    for door in filter(is_form, doors.lines):
        for token in (PEOPLE[who] for who in LET_IN_SOMEWHERE):
            answer = await doors.ask(door, session=token, own_form=False)

            assert (answer.status_code, "Formularen passer ikke" in answer.text) == (403, True), door


async def test_at_another_host_no_page_is_shown(doors: Doors) -> None:
    anywhere = {*TABLES[OF_EVERY_PROCESS], ("GET", "/static/{path}")}
    for door in filter(is_page, doors.lines.keys() - anywhere):
        answer = await doors.ask(door, session=PEOPLE[Role.VISITATOR, Sector.SOCIAL], at=FOREIGN)

        led_home = answer.headers.get("location", "").startswith("http://localhost:8080/")
        assert (answer.status_code, led_home) == ((421, False) if is_form(door) else (303, True)), door

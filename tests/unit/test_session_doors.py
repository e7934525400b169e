"""Who may open a page, and which forms are ours: a session, a form and a visit each stand for themselves."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, Depends, Request
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import KeySet
from starlette.responses import Response

from an_issuer import issuer_client
from samspil.overview.api.page import own_page
from samspil.sandboxes.issuer.app import Wish, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.vocabulary.sector import Sector
from samspil.web import session
from samspil.web.app import create_app
from samspil.web.auth import Caller, Issuer, Role
from samspil.web.session import OwnForm, OwnHost, OwnVisit, Site, signed_in

ISSUER = "https://issuer.test"
KEY = new_key()
PAGES = "http://localhost:8080"
METTE = Wish(role=Role.CASEWORKER, sector=Sector.SOCIAL, subject="mette")


@dataclass
class Kept:
    """Sessions in memory."""

    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, session: str) -> str | None:
        return self.tokens.get(session)


@dataclass
class Pages:
    """Pages with forms, and whoever has a browser."""

    http: httpx2.AsyncClient
    kept: Kept

    async def send(self, path: str, form_token: str | None, cookie: str | None) -> int:
        data = {} if form_token is None else {"form_token": form_token}
        headers = {} if cookie is None else {"cookie": cookie}
        return (await self.http.post(path, data=data, headers=headers)).status_code

    async def open(self, cookie: str | None, **headers: str) -> httpx2.Response:
        return await self.http.get("/page", headers=headers | ({"cookie": cookie} if cookie else {}))


SITE = Site(PAGES, b"s" * 32)


@pytest.fixture
async def pages() -> AsyncIterator[Pages]:
    doors = APIRouter(dependencies=[OwnHost])
    staff = Depends(signed_in(Role.CASEWORKER, sector=Sector.SOCIAL))

    @doors.get("/page")
    async def page(caller: Annotated[Caller, staff]) -> dict[str, str]:
        return {"subject": caller.subject}

    @doors.post("/form", dependencies=[OwnForm])
    async def form() -> None: ...

    @doors.post("/visit", dependencies=[OwnVisit])
    async def visit() -> None: ...

    keys = KeySet([KEY]).as_dict(private=False)
    client = issuer_client(ISSUER, lambda _: httpx2.Response(200, json=keys))
    app = create_app("test", routers=[doors], issuer=Issuer(ISSUER, client))
    app.state.site, app.state.sessions = SITE, (kept := Kept())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=PAGES) as http:
        yield Pages(http, kept)


def asked(cookie: str = "", at: Site = SITE) -> Request:
    """A request of somebody with this cookie."""

    class App:
        class state:  # noqa: N801  as an application names it
            site = at

    headers = [(b"cookie", cookie.encode())] if cookie else []
    return Request({"type": "http", "app": App, "headers": headers, "method": "GET", "path": "/"})


async def test_a_page_opens_for_the_session_of_its_reader_only(pages: Pages) -> None:
    pages.kept.tokens["of-mette"] = signed(ISSUER, KEY, METTE)

    assert (await pages.open("samspil=of-mette")).json() == {"subject": "mette"}
    for other in (None, "samspil=", "samspil=of-mett", "samspil=of-mette2", "__Host-samspil=of-mette"):
        assert (await pages.open(other)).json()["type"] == "/problems/unauthorized"


async def test_a_bearer_token_opens_no_page(pages: Pages) -> None:
    bearer = f"Bearer {signed(ISSUER, KEY, METTE)}"

    assert (await pages.open(None, authorization=bearer)).status_code == 401


@pytest.mark.parametrize(
    ("wish", "seconds", "kind"),
    [
        (METTE, -60, "token-expired"),
        (Wish(role=Role.CASEWORKER, sector=Sector.REGION), 60, "forbidden-role"),
        (Wish(role=Role.CASEWORKER), 60, "forbidden-role"),
        (Wish(role=Role.LEADER, sector=Sector.SOCIAL), 60, "forbidden-role"),
    ],
    ids=["expired", "of another sector", "of none", "of another role"],
)
async def test_a_session_opens_no_more_than_its_token(
    pages: Pages, wish: Wish, seconds: int, kind: str
) -> None:
    pages.kept.tokens["s"] = signed(ISSUER, KEY, wish, expires_in=seconds)

    assert (await pages.open("samspil=s")).json()["type"] == f"/problems/{kind}"


async def test_a_session_ends_with_its_token_though_nobody_ended_it(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.kept.tokens["s"] = signed(ISSUER, KEY, METTE, expires_in=60)
    assert (await pages.open("samspil=s")).status_code == 200

    later = time.time() + 91
    monkeypatch.setattr(time, "time", lambda: later)

    assert (await pages.open("samspil=s")).json()["type"] == "/problems/token-expired"


async def test_a_form_passes_with_the_token_of_its_own_session_and_no_other(pages: Pages) -> None:
    own = session.form_token(asked("samspil=mine"))

    assert await pages.send("/form", own, "samspil=mine") == 200
    for token, cookie in (
        (own, "samspil=yours"),
        (own, None),
        (None, "samspil=mine"),
        ("", "samspil=mine"),
        (own[:-1], "samspil=mine"),
        (own.upper(), "samspil=mine"),
        ("ø", "samspil=mine"),
        (session.form_token(asked()), None),
        (session.form_token(asked()), "samspil="),
        (session.visit_token(asked(), "mine"), "samspil=mine"),
        (Site(PAGES, b"t" * 32).derive(b"form", "mine").hex(), "samspil=mine"),
    ):
        assert await pages.send("/form", token, cookie) == 403


async def test_the_form_of_signing_in_passes_for_its_own_visit_and_no_other(pages: Pages) -> None:
    own = session.visit_token(asked(), "here")

    assert await pages.send("/visit", own, "samspil-visit=here") == 200
    for token, cookie in (
        (own, "samspil-visit=there"),
        (own, "samspil=here"),
        (own, None),
        (None, "samspil-visit=here"),
        (session.visit_token(asked(), ""), "samspil-visit="),
        (session.visit_token(asked(), ""), None),
        (session.form_token(asked("samspil=here")), "samspil-visit=here"),
    ):
        assert await pages.send("/visit", token, cookie) == 403


async def test_nothing_is_answered_at_another_host(pages: Pages) -> None:
    pages.kept.tokens["s"] = signed(ISSUER, KEY, METTE)

    for host in ("127.0.0.1:8080", "localhost", "localhost:8081", "localhost.example:8080"):
        assert (await pages.open("samspil=s", host=host)).json()["type"] == "/problems/foreign-host"


def cookies(answer: Response) -> dict[str, str]:
    """The header of each cookie that is set, by its name."""
    return {one.partition("=")[0]: one for one in answer.headers.getlist("set-cookie")}


def test_signing_in_keeps_the_session_as_long_as_its_token_and_ends_the_visit() -> None:
    answer = Response()
    session.keep_session(asked(), answer, "an-id", 60)

    assert cookies(answer)["samspil"].startswith("samspil=an-id; ")
    assert "Max-Age=60" in cookies(answer)["samspil"]
    assert "Max-Age=0" in cookies(answer)["samspil-visit"]


def test_signing_out_takes_the_session_from_the_browser() -> None:
    answer = Response()
    session.drop_session(asked(), answer)

    assert "Max-Age=0" in cookies(answer)["samspil"]


@pytest.mark.parametrize("address", [PAGES, "https://samspil.test"])
def test_a_cookie_is_taken_away_under_the_same_marks_as_it_was_given(address: str) -> None:
    """A browser ignores whoever would take a ``__Host-`` cookie away without ``Secure``."""
    given, taken = Response(), Response()
    asks = asked(at=Site(address, b"s" * 32))
    session.keep_session(asks, given, "an-id", 60)
    session.drop_session(asks, taken)

    def marks(answer: Response) -> set[str]:
        [cookie] = [one for name, one in cookies(answer).items() if "visit" not in name]
        return {cookie.partition("=")[0], *(cookie.split("; ")[1:])} - {"Max-Age=60", "Max-Age=0"}

    assert {mark for mark in marks(taken) if not mark.startswith("expires=")} == marks(given)
    assert {"HttpOnly", "SameSite=strict"} <= marks(given)
    assert ("Secure" in marks(given)) is address.startswith("https:")


def test_a_visit_lasts_as_long_as_the_browser_and_is_kept_by_nobody_else() -> None:
    first, second = session.begin_visit(asked()), session.begin_visit(asked())
    answer = Response()
    session.keep_visit(asked(), answer, first)

    assert first != second
    assert len(first) >= 20
    assert session.begin_visit(asked(f"samspil-visit={first}")) == first
    kept = cookies(answer)["samspil-visit"]
    assert kept.startswith(f"samspil-visit={first}; ")
    assert "Max-Age" not in kept
    assert "HttpOnly" in kept
    assert "SameSite=strict" in kept


ELSEWHERE = st.sampled_from(
    [
        "//evil.example",
        "https://evil.example/borgere",
        "/\\evil.example",
        "javascript:alert(1)",
        "/borgere/7d9d0c3c-2df5-4f0f-9a2c-6c6a5b1d8f53/../..",
        "/borgere/7d9d0c3c-2df5-4f0f-9a2c-6c6a5b1d8f53/deling//evil.example",
        "/borgere/7d9d0c3c-2df5-4f0f-9a2c-6c6a5b1d8f53?x=//evil.example",
        "/log-ud",
        "",
    ]
)


@given(ELSEWHERE | st.text(max_size=40) | st.text(max_size=20).map("/borgere/".__add__))
def test_whoever_signs_in_is_led_to_a_page_of_ours_only(wanted: str) -> None:
    assert own_page(wanted) == "/"


CITIZENS_PAGE = "/borgere/7d9d0c3c-2df5-4f0f-9a2c-6c6a5b1d8f53"


@pytest.mark.parametrize(
    "page",
    ["/", CITIZENS_PAGE, f"{CITIZENS_PAGE}/deling", "/team", "/team/opslag?foer=1-2", "/adgangslog"],
)
def test_whoever_signs_in_is_led_back_to_where_they_were(page: str) -> None:
    assert own_page(page) == page


@pytest.mark.parametrize("below", ["deling", "oplysninger", "adgang", "paaroerende/ny"])
def test_the_pages_below_a_citizens_are_led_back_to_as_well(below: str) -> None:
    assert own_page(f"{CITIZENS_PAGE}/{below}") == f"{CITIZENS_PAGE}/{below}"


@pytest.mark.parametrize("token", ["\ud800", "é" * 64, ""])
def test_a_form_token_of_any_letters_is_compared_and_is_not_ours(token: str) -> None:
    assert not session._same(token, "f" * 64)


def test_what_is_made_of_a_cookie_of_any_letters_is_of_one_length_and_no_other_purposes() -> None:
    assert len(SITE.derive(b"form", "\ud800")) == 32
    assert SITE.derive(b"form", "s") != SITE.derive(b"forms", "")

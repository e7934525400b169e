"""Where the pages are: their host, their cookies' names, and what is made of their secret."""

import base64

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.responses import Response

from samspil.overview.app.settings import ForWeb
from samspil.web import session
from samspil.web.app import create_app
from samspil.web.session import Site

HERE = Site("http://localhost:8080", bytes(32))
IN_CLEAR = Site("http://localhost", bytes(32))
BEHIND_TLS = Site("https://samspil.example.dk", bytes(32))


def request(site: Site) -> Request:
    app = FastAPI()
    app.state.site = site
    return Request({"type": "http", "app": app, "headers": [], "method": "GET", "path": "/"})


def cookie(site: Site) -> str:
    answer = Response()
    session.keep_session(request(site), answer, "an-id", 60)
    [kept] = [one for one in answer.headers.getlist("set-cookie") if "an-id" in one]
    return kept


def test_where_tls_ends_in_front_the_cookie_is_the_hosts_own_and_secure() -> None:
    assert cookie(BEHIND_TLS).startswith("__Host-samspil=an-id;")
    assert "; Secure" in cookie(BEHIND_TLS)
    assert "; Path=/" in cookie(BEHIND_TLS)
    assert "Domain" not in cookie(BEHIND_TLS)


def test_on_this_machine_the_cookie_has_its_plain_name() -> None:
    assert cookie(HERE).startswith("samspil=an-id;")
    assert "Secure" not in cookie(HERE)
    assert "HttpOnly" in cookie(HERE)
    assert "SameSite=strict" in cookie(HERE)


@pytest.mark.parametrize(
    ("site", "host"),
    [
        (HERE, "localhost:8080"),
        (HERE, "LocalHost:8080"),
        (BEHIND_TLS, "samspil.example.dk"),
        (BEHIND_TLS, "samspil.example.dk:443"),
        (IN_CLEAR, "localhost:80"),
        (IN_CLEAR, "localhost"),
        (Site("http://localhost:80", bytes(32)), "localhost"),
        (Site("https://samspil.example.dk:443", bytes(32)), "samspil.example.dk"),
    ],
)
def test_its_own_host_is_known_however_it_is_written(site: Site, host: str) -> None:
    assert site.is_at(host)


@pytest.mark.parametrize(
    ("site", "host"), [(IN_CLEAR, "localhost:443"), (BEHIND_TLS, "samspil.example.dk:80"), (IN_CLEAR, "")]
)
def test_another_port_is_another_host(site: Site, host: str) -> None:
    assert not site.is_at(host)


@given(st.text() | st.sampled_from(["localhost", "127.0.0.1:8080", "localhost:8081", "x@localhost:8080", ""]))
def test_any_other_host_is_foreign(host: str) -> None:
    assert HERE.is_at(host) == (host.lower() == "localhost:8080")


@given(st.text(), st.text())
def test_what_is_made_of_a_cookie_differs_by_purpose_whatever_stands_in_it(one: str, other: str) -> None:
    assert len(HERE.derive(b"form", one)) == 32
    assert HERE.derive(b"form", one) != HERE.derive(b"visit", other)


def test_the_secret_is_not_shown() -> None:
    assert "x00" not in repr(HERE)


async def test_no_door_redirects_to_the_host_that_a_request_named() -> None:
    doors = APIRouter()
    doors.add_api_route("/v1/things", list, methods=["GET"])
    doors.add_api_route("/v1/others/", list, methods=["GET"])
    transport = httpx2.ASGITransport(create_app("test", routers=[doors]))
    async with httpx2.AsyncClient(transport=transport, base_url="http://example.org") as http:
        for path in ("/v1/things/", "/v1/others", "/livez/", "/openapi.json/", "/problems/not-found/"):
            answer = await http.get(path)
            assert answer.status_code == 404
            assert "location" not in answer.headers


@pytest.fixture
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1/overview")
    monkeypatch.setenv("KEYRING_DATABASE_URL", "postgres://127.0.0.1/keyring")
    for number, name in enumerate(("MASTER_KEY", "INDEX_KEY", "REQUEST_KEY")):
        monkeypatch.setenv(name, base64.b64encode(bytes([number]) * 32).decode())


@pytest.mark.usefixtures("_environment")
def test_the_pages_are_at_localhost_unless_it_is_said_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8180")
    assert ForWeb().pages == "http://localhost:8180"

    monkeypatch.setenv("PAGES_ADDRESS", "https://samspil.example.dk/")
    assert ForWeb().pages == "https://samspil.example.dk"


@pytest.mark.usefixtures("_environment")
@pytest.mark.parametrize(
    "address",
    [
        "http://samspil.example.dk",
        "https://samspil.example.dk/pages",
        "https://a@samspil.example.dk",
        "localhost",
    ],
)
def test_where_the_pages_are_is_a_host_over_tls_or_this_machine(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGES_ADDRESS", address)

    with pytest.raises(ValidationError):
        ForWeb()

"""Nothing that anybody sends to any door of any process ends in anything but an answer or a refusal."""

import asyncio
import json
import os
import re
import socket
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http.client import HTTPResponse
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

import httpx2
import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile import SHAPELESS_TOKENS, TEXTS, VALUES, WHOLE, objects, part
from samspil.sandboxes.issuer.app import issuer_app
from samspil.sandboxes.issuer.key import new_key
from samspil.sandboxes.jobcenter.app import jobcenter_app
from samspil.sandboxes.jobcenter.case_system import CaseSystem
from samspil.sandboxes.jobcenter.notifier import Notifier
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.region import Region
from samspil.stack.names import package_of
from samspil.testkit.people import BRUNO
from samspil.testkit.region_kit import notice
from samspil.testkit.servers import Servers
from samspil.testkit.town import PARTNERS, Town

SERVICES = {
    "referral": ("caseworker", "social"),
    "plan": ("caseworker", "social"),
    "overview": ("caseworker", "social"),
    "jobcenter-bridge": ("integrator", "employment"),
    "region-bridge": ("integrator", "region"),
}
"""Each with somebody whom its doors let in."""
PROCESSES = [*(f"{service}-web" for service in SERVICES), "issuer", *(f"{one}-sandbox" for one in PARTNERS)]
FAULTS_BY_DESIGN = {"/behave", "/page/behave", "/send", "/page/send", "/repeat", "/page/repeat"}
"""By these a sandbox is told to answer with faults, or tells whether the bridge did."""
OFTEN = {
    "referral-web": {"200", "401", "404", "405", "415", "422"},
    "plan-web": {"401", "404", "405", "415", "422"},
    "overview-web": {"200", "401", "403", "404", "405", "422"},
    "jobcenter-bridge-web": {"401", "404", "405", "415", "422"},
    "region-bridge-web": {"200", "400", "401", "404", "405"},
    "issuer": {"200", "404", "405", "415", "422"},
    "jobcenter-sandbox": {"200", "401", "404", "405", "422"},
    "region-sandbox": {"200", "400", "404", "405"},
}
"""How the tries end again and again: with each of these, else they would try nothing."""
SIGN_OUT = "/log-ud"
"""Tried last: whoever may enter need not afterwards."""
EXAMPLES = 20
"""For each door of a service; ``test_doors_doubt`` and ``test_any_input`` try its fields much more often."""
FEW = 8
"""For each door that every process has, and for those of the sandboxes, which only this machine reaches."""
LINE_FEED = re.compile(r"[\r\n\x00]")


@dataclass(frozen=True)
class Door:
    """A method of a path, with the names of what its body may hold."""

    method: str
    path: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """A request, as bytes."""

    method: str
    content: bytes

    def __repr__(self) -> str:
        return f"Sent({self.content[:700]!r})"


@dataclass
class Called:
    """A process, how to get in, and what came of it."""

    address: str
    token: str
    cookies: str
    form_token: str
    citizen: UUID
    speaks_fhir: bool
    ends: Counter[str] = field(default_factory=Counter)


def doors_of(process: str) -> list[Door]:
    """Every door that the process has, found in its routers, and some that it has not."""
    service = process.removesuffix("-web")
    if service in SERVICES:
        rooms = import_module(f"samspil.{package_of(service)}.api.routes")
        names = [f"{rooms.__name__}.{module.name}" for module in iter_modules(rooms.__path__)]
        routes = [route for name in names for route in import_module(name).router.routes]
    else:
        nowhere = "http://127.0.0.1:9"
        routes = {
            "issuer": lambda: issuer_app(nowhere, new_key()),
            "jobcenter-sandbox": lambda: jobcenter_app(
                CaseSystem(Path(os.devnull)), Notifier(nowhere, nowhere), "key"
            ),
            "region-sandbox": lambda: region_app(Region(Bridge(nowhere, nowhere))),
        }[process]().routes
    found = [
        Door(method, route.path, _fields(route))
        for route in (one.original_route for one in iter_route_contexts(routes))
        if isinstance(route, APIRoute) and route.path not in FAULTS_BY_DESIGN
        for method in sorted(route.methods or ())
    ]
    assert found
    found.sort(key=lambda door: door.path == SIGN_OUT)
    if service == "overview":
        found.append(Door("GET", "/static/{path}"))
    return [*found, Door("GET", "/problems/{slug}"), Door("GET", "/{nowhere}")]


def _fields(route: APIRoute) -> dict[str, Any]:
    if route.path.endswith("$process-message"):
        return dict(json.loads(notice(BRUNO)))
    told = {"note": "x"}
    for parameter in route.dependant.body_params:
        model = getattr(parameter.field_info, "annotation", None)
        told |= dict.fromkeys(getattr(model, "model_fields", {parameter.alias: None}), "2026-12-01")
    return told


HEADERS = [
    *(
        "accept",
        "accept-language",
        "accept-encoding",
        "idempotency-key",
        "if-match",
        "if-none-match",
        "last-event-id",
    ),
    *(
        "content-type",
        "content-encoding",
        "cookie",
        "authorization",
        "origin",
        "range",
        "hx-request",
        "expect",
    ),
    *("x-forwarded-host", "x-forwarded-for", "traceparent", "apikey", "host", "upgrade", "te", "x-trace-id"),
]
VALUES_OF_HEADERS = st.one_of(
    st.sampled_from(
        [
            "",
            "text/html",
            "text/html;q=x, */*;q=" + "9" * 400,
            "da;q=nan, en;q=1e400",
            "da;q=-1",
            ",;=,;=" * 200,
            "gzip",
            "100-continue",
            "websocket",
            "application/json; charset=utf-16",
            "application/json; charset=\xff",
            "application/json; charset=rot13",
            "application/fhir+json; charset=utf-7",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=" + "b" * 500,
            "application/x-www-form-urlencoded; charset=utf-16",
            "bytes=0-1,2-3,99999999999999999999-",
            "bytes=" + "0-1," * 500,
            '"1"',
            '"' + "9" * 18 + '"',
            '"' + "9" * 400 + '"',
            'W/"1"',
            "*",
            "9" * 400,
            "-1",
            "Basic AAAA",
            "Bearer",
            "Bearer ",
            "bearer a.b.c",
            "Negotiate \xff",
            "samspil=; samspil-visit=",
            "samspil=a.b.c; samspil-visit=\xff; =; ;;",
            "samspil=" + "a" * 7000,
            'samspil="\\"\\000\\377"; $Version=1',
        ]
    ),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, blacklist_characters="\x7f"), max_size=40),
    SHAPELESS_TOKENS.map(lambda token: f"Bearer {token}"),
    st.builds(lambda head, claims: f"Bearer {part(head)}.{part(claims)}.", WHOLE, WHOLE),
    SHAPELESS_TOKENS.map(lambda token: f"samspil={token}"),
)
SEGMENTS = st.one_of(
    st.sampled_from(
        [
            *(
                "%00",
                "%ff",
                "..",
                "%2e%2e",
                "%2e%2e%2f%2e%2e%2fetc",
                "%2F",
                "%",
                "%zz",
                "a" * 3000,
                "%ED%A0%80",
                "*",
            ),
            *(
                "00000000-0000-0000-0000-000000000000",
                "0" * 32,
                "{citizen_id}",
                "vendor",
                "nan",
                "-1",
                "9" * 400,
            ),
        ]
    ),
    TEXTS.map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="") or "x"),
)
QUERIES = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "?seen=" + "9" * 5000,
            "?seen=1e400",
            "?seen=-1",
            "?videre=//evil.example",
            "?videre=%00",
            "?mine=nan",
            "?limit=" + "9" * 400,
            "?%ff=%ff&&&=;",
            "?" + "a=1&" * 2000,
            "?nyt=%ED%A0%80",
        ]
    ),
)


@st.composite
def multiparts(draw: st.DrawFn) -> tuple[str, bytes]:
    """A multipart body, broken or far too much of it."""
    count = draw(st.sampled_from([0, 1, 3, 1500]))
    name = draw(st.sampled_from(["form_token", "x", "\x00", '"; filename="..', "é" * 50]))
    kind = draw(
        st.sampled_from(
            ["", "; filename=a", "; filename*=utf-16''%ff", "\r\ncontent-type: text/plain; charset=no"]
        )
    )
    one = f'--b\r\ncontent-disposition: form-data; name="{name}"{kind}\r\n\r\n'.encode() + draw(
        st.binary(max_size=20)
    )
    end = draw(st.sampled_from([b"\r\n--b--\r\n", b"\r\n--b", b""]))
    return "multipart/form-data; boundary=b", b"\r\n".join([one] * count) + end


@st.composite
def forms(draw: st.DrawFn, fields: dict[str, Any], form_token: str) -> tuple[str, bytes]:
    """A form as a page would send it, with odd values; or a bomb."""
    if draw(st.integers(0, 4)) == 0:
        bomb = draw(
            st.sampled_from(
                [b"a=1&" * 5000, b"%" * 5000, b"a=%ED%A0%80", b"=&=&;;", b"form_token=\xff", b"a[" * 900]
            )
        )
        return "application/x-www-form-urlencoded", bomb
    named = {name: draw(st.sampled_from(["2026-12-01", "9999-12-31", "ja"]) | TEXTS) for name in fields}
    pairs = [("form_token", form_token), *named.items()]
    told = "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}" for name, value in pairs
    )
    return "application/x-www-form-urlencoded", told.encode()


@st.composite
def requests(draw: st.DrawFn, door: Door, called: Called) -> Sent:
    """A request to the door, odd in one or more ways."""
    others = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
    method = draw(st.just(door.method) | others) if draw(st.integers(0, 4)) == 0 else door.method
    known = st.just(str(called.citizen))
    target = re.sub(
        r"\{[^}]+\}", lambda _: draw(st.one_of(known, known, SEGMENTS)), door.path.replace("$", "%24")
    ) + draw(QUERIES)
    headers = {"host": f"localhost:{urlsplit(called.address).port}", "connection": "close"}
    if draw(st.sampled_from([True, True, True, False])):
        headers |= {"authorization": f"Bearer {called.token}", "cookie": called.cookies}
    kind = "application/fhir+json" if door.path.startswith("/fhir/") else "application/json"
    content_type, body = draw(
        st.one_of(
            st.tuples(st.just(kind), objects(door.fields)),
            st.tuples(st.just(kind), VALUES.map(lambda text: text.encode("utf-8", "surrogatepass"))),
            forms(door.fields, called.form_token),
            multiparts(),
            st.just(("", b"")),
        )
    )
    if content_type:
        headers["content-type"] = content_type
    for name in draw(st.lists(st.sampled_from(HEADERS), max_size=3)):
        headers[name] = draw(VALUES_OF_HEADERS)
    told = "".join(f"{name}: {LINE_FEED.sub(' ', value)}\r\n" for name, value in headers.items())
    head = f"{method} {target} HTTP/1.1\r\n{told}content-length: {len(body)}\r\n\r\n"
    return Sent(method, head.encode("latin-1", "replace") + body)


def ask(called: Called, path: str, sent: Sent) -> None:
    """Send it and see that it is answered as a door answers."""
    place = urlsplit(called.address)
    with socket.create_connection((place.hostname, place.port), timeout=20) as line:
        line.sendall(sent.content)
        answer = HTTPResponse(line, method=sent.method)
        answer.begin()
        kind = answer.headers.get("content-type", "")
        body = b"" if kind.startswith("text/event-stream") else answer.read()
    called.ends[f"{answer.status}"] += 1
    assert answer.status < 500, (sent, body)
    if answer.status >= 400 and sent.method != "HEAD" and not kind.startswith("text/html"):
        told = json.loads(body)
        if called.speaks_fhir and path.startswith("/fhir/"):
            assert (kind, told["resourceType"]) == ("application/fhir+json", "OperationOutcome")
        else:
            assert (kind, told["status"]) == ("application/problem+json", answer.status), (
                sent,
                body,
            )


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    town = Town(servers, tmp_path_factory.mktemp("town"), {"EMBEDDED_SIGN_IN": "true"})
    await town.make()
    try:
        await town.start_all(*(f"{service}-web" for service in SERVICES))
        await town.start_partners()
        yield town
    finally:
        town.stop()
        await town.http.aclose()


async def entered(town: Town, process: str) -> Called:
    """The process, and what somebody has who may enter."""
    role, sector = SERVICES.get(process.removesuffix("-web"), ("caseworker", "social"))
    called = Called(
        town.address(process),
        await town.token(role, sector),
        "",
        "",
        await town.register(BRUNO),
        process == "region-bridge-web",
    )
    if process == "overview-web":
        pages = called.address.replace("127.0.0.1", "localhost")
        async with httpx2.AsyncClient(base_url=pages, trust_env=False) as browser:
            page = (await browser.get("/log-ind")).text
            form = {"form_token": _form_token(page), "subject": "sagsbehandler-social", "back": "/"}
            assert (await browser.post("/log-ind", data=form)).status_code == 303
            called.form_token = _form_token((await browser.get("/")).text)
            called.cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return called


def _form_token(page: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found, page
    return found[1]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # some bodies are long on purpose
@pytest.mark.parametrize("process", PROCESSES)
async def test_whatever_is_sent_to_a_door_is_answered_or_refused(here: Town, process: str) -> None:
    called = await entered(here, process)

    await asyncio.to_thread(_try_all, called, doors_of(process), process.removesuffix("-web") in SERVICES)

    assert "a request failed" not in here.children[process].log.read_text()
    assert "Traceback" not in here.children[process].log.read_text()
    assert OFTEN[process] <= {status for status, times in called.ends.items() if times >= 5}, called.ends


def _try_all(called: Called, doors: list[Door], of_a_service: bool) -> None:
    for door in doors:
        everywhere = door.path in {"/problems/{slug}", "/{nowhere}"}
        _try(called, door, EXAMPLES if of_a_service and not everywhere else FEW)


def _try(called: Called, door: Door, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(requests(door, called))
    def is_answered(sent: Sent) -> None:
        ask(called, door.path, sent)

    is_answered()


def test_the_doors_that_are_tried_are_those_that_a_process_has() -> None:
    paths = {process: {door.path for door in doors_of(process)} for process in PROCESSES}

    assert "/v1/citizens/{citizen_id}/consents" in paths["referral-web"]
    assert "/borgere/{citizen_id}/live" in paths["overview-web"]
    assert "/fhir/$process-message" in paths["region-bridge-web"]
    assert "/token" in paths["issuer"]
    assert "/tasks" in paths["jobcenter-sandbox"]
    assert all(len(found) > 4 for found in paths.values())

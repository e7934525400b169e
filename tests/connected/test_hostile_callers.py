"""Nothing that anybody sends to any door of any process ends in anything but an answer or a refusal."""

import asyncio
import json
import os
import re
import socket
from collections.abc import AsyncIterator
from http.client import HTTPResponse
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from hypothesis import HealthCheck, given, settings

from hostile_requests import Called, Door, Sent, requests
from samspil.sandboxes.issuer.app import issuer_app
from samspil.sandboxes.issuer.key import new_key
from samspil.sandboxes.jobcenter.app import jobcenter_app
from samspil.sandboxes.jobcenter.case_system import CaseSystem
from samspil.sandboxes.jobcenter.keys import Keys
from samspil.sandboxes.jobcenter.notifier import Notifier
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.region import Region
from samspil.stack.names import package_of
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import notice
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import PARTNERS, SystemUnderTest
from samspil.web.connection import MAX_HEADER_BYTES

SERVICES = {
    "referral": ("caseworker", "social"),
    "plan": ("caseworker", "social"),
    "overview": ("caseworker", "social"),
    "jobcenter-bridge": ("integrator", "employment"),
    "region-bridge": ("integrator", "region"),
}
"""Each with somebody whom its doors let in."""
PROCESSES = [*(f"{service}-web" for service in SERVICES), "issuer", *(f"{one}-sandbox" for one in PARTNERS)]
FAULTS_BY_DESIGN = {
    f"{page}/{act}" for page in ("", "/page") for act in ("behave", "send", "repeat", "write", "acknowledge")
}
"""By these a sandbox is told to answer with faults, or tells whether the bridge did."""
OFTEN = {
    "referral-web": {"200", "401", "404", "405", "415", "422", "428"},
    "plan-web": {"401", "404", "405", "415", "422", "428"},
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
TRIES = 200
"""Requests to a process, shared by its doors; what stands in a field, ``test_doors_doubt`` and
``test_any_input`` try much more often."""
UNREADABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What no head of a request may hold (RFC 9110 §5.5)."""
AT_LEAST = 16
"""Of these to each door."""


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
                CaseSystem(Path(os.devnull)), Notifier(nowhere, nowhere), Keys("key")
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
        # Of a head that cannot be read nobody knows the path; a long one may be, by how it arrives.
        head, _, _ = sent.content.partition(b"\r\n\r\n")
        unreadable = len(head) > MAX_HEADER_BYTES or UNREADABLE.search(head)
        unread = kind == "application/problem+json" and unreadable
        if called.speaks_fhir and path.startswith("/fhir/") and not unread:
            assert (kind, told["resourceType"]) == ("application/fhir+json", "OperationOutcome")
        else:
            assert (kind, told["status"]) == ("application/problem+json", answer.status), (
                sent,
                body,
            )


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    system = SystemUnderTest(servers, tmp_path_factory.mktemp("system"), {"EMBEDDED_SIGN_IN": "true"})
    await system.make()
    try:
        await system.start_all(*(f"{service}-web" for service in SERVICES))
        await system.start_partners()
        yield system
    finally:
        system.stop()
        await system.http.aclose()


async def entered(system: SystemUnderTest, process: str) -> Called:
    """The process, and what somebody has who may enter."""
    role, sector = SERVICES.get(process.removesuffix("-web"), ("caseworker", "social"))
    called = Called(
        system.address(process),
        await system.token(role, sector),
        "",
        "",
        await system.register(BRUNO),
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
async def test_whatever_is_sent_to_a_door_is_answered_or_refused(here: SystemUnderTest, process: str) -> None:
    called = await entered(here, process)

    await asyncio.to_thread(_try_all, called, doors_of(process))

    assert "a request failed" not in here.children[process].log.read_text()
    assert "Traceback" not in here.children[process].log.read_text()
    assert OFTEN[process] <= {status for status, times in called.ends.items() if times >= 3}, called.ends


def _try_all(called: Called, doors: list[Door]) -> None:
    for door in doors:
        _try(called, door, max(AT_LEAST, TRIES // len(doors)))


def _try(called: Called, door: Door, examples: int) -> None:
    @settings(
        max_examples=examples,
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
    assert all(len(found) >= 4 for found in paths.values())

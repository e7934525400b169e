"""A page as an answer: who is signed in, the forms' token, and a policy that lets nothing in from outside."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from samspil.overview.api.doors import REGISTERING, STAFF
from samspil.overview.api.kept_form import person_of
from samspil.overview.pages.party_names import with_names
from samspil.overview.pages.problem_words import heading
from samspil.overview.pages.rendering import STATIC, render
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import current_trace_id
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.at_hand import at_hand
from samspil.web.auth import Caller, Role
from samspil.web.own import AT_HOME
from samspil.web.policy import PAGE_POLICY
from samspil.web.problem_types import KEYRING_AWAY
from samspil.web.problems import Problem
from samspil.web.session import Site, form_token, signed_in

_log = get_logger()

SIGN_IN = "/log-ind"

HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "content-language": "da",
    "vary": "accept, cookie",
}

PageStaff = Annotated[Caller, Depends(signed_in(*STAFF, sector=Sector.SOCIAL))]
"""Social psychiatry's staff; partners work in their own systems."""
PageLeader = Annotated[Caller, Depends(signed_in(Role.LEADER, sector=Sector.SOCIAL))]
PageOfficer = Annotated[Caller, Depends(signed_in(Role.DATA_PROTECTION_OFFICER))]
"""Of whatever sector, and most often of none."""

WithCase = Annotated[Caller, Depends(at_hand(signed_in(*STAFF, sector=Sector.SOCIAL)))]
"""Whoever of them has a case of the citizen's at hand, or gave a reason."""

RegisteringWithCase = Annotated[Caller, Depends(at_hand(signed_in(*REGISTERING, sector=Sector.SOCIAL)))]
"""Those of them who record consents."""

LAST_RESORT = """<!doctype html>
<html lang="da"><meta charset="utf-8"><title>Det virker ikke lige nu – Samspil</title>
<main><h1>Det virker ikke lige nu</h1>
<p>Henvender du dig om fejlen, så oplys dette nummer: {number}</p>
<p><a href="/">Til arbejdslisten</a></p></main></html>
"""
"""The page for when even the page that tells of an error cannot be made."""

_is_own_page = re.compile(
    r"(/|/find|/mine-borgere|/adgangslog|/min-side(/[a-z-]+){0,2}|/paaroerende(/[a-z-]+)?|/team(/opslag)?|/anmodninger(/[0-9a-f-]{36})?|/advis(/[0-9a-f-]{36}|/beskeder/[0-9a-f-]{36})?|/borgere/[0-9a-f-]{36}(/deling|/oplysninger|/plan|/arbejde|/beskeder|/fortalt-sammen|/adgang|/[a-z-]+/[a-z0-9-]+)?)(\?[a-z0-9=&-]{1,200})?"
).fullmatch


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """The template with the values, for whoever is signed in."""
    values.setdefault("form_token", form_token(request))
    caller: Caller | None = getattr(request.state, "caller", None)
    finds = caller is not None and _works_here(caller)
    person = person_of(request.app.state.site, caller.subject) if caller else ""
    text = render(
        template, me=caller, finds=finds, form_person=person, trace=current_trace_id() or "", **values
    )
    text = with_names(text, request.app.state.door.rules, danish_day(datetime.now(UTC)))
    return HTMLResponse(text.encode(errors="replace"), status, HEADERS)


def _works_here(caller: Caller) -> bool:
    return caller.role in STAFF and caller.sector is Sector.SOCIAL


def problem_page(request: Request, problem: Problem) -> Response:
    """A refusal for people, whatever else fails; who only has to ask elsewhere or sign in is led there."""
    instance = problem.note()
    number = current_trace_id() or instance
    try:
        answer = _elsewhere(request, problem) or _told(request, problem, number)
    except Exception:  # noqa: BLE001  whatever it is, a person is told the number under which it is logged
        _log.exception("an error's page failed")
        answer = HTMLResponse(LAST_RESORT.format(number=number), problem.kind.status, HEADERS)
    answer.headers.update(problem.headers)
    return answer


def _elsewhere(request: Request, problem: Problem) -> Response | None:
    if request.method != "GET" or "hx-request" in request.headers:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    back = own_page(request.url.path + query)
    if problem.kind == problem_types.FOREIGN_HOST:
        site: Site = request.app.state.site
        return to(site.address + back)
    if problem.kind == problem_types.NO_CASE_AT_HAND and (citizen := request.path_params.get("citizen_id")):
        return to(f"/borgere/{citizen}/adgang?videre={quote(back)}")
    if problem.kind.status == 401:
        return to(SIGN_IN + (f"?videre={quote(back)}" if back != "/" else ""))
    return None


def _told(request: Request, problem: Problem, number: str) -> Response:
    status = problem.kind.status
    return page(
        request,
        "problem.html",
        status,
        heading=heading(status),
        text=problem.kind.danish,
        is_closed=request.method == "GET" and _has_a_list(request) and problem.kind == KEYRING_AWAY,
        sign_in=SIGN_IN if status in {401, 403} else None,
        written=getattr(request.state, "written", ()),
        number=number,
    )


def _has_a_list(request: Request) -> bool:
    """Whether they are told to see what waits on the work list."""
    caller: Caller | None = getattr(request.state, "caller", None)
    return caller is None or caller.role not in AT_HOME


def to(address: str) -> Response:
    """See other: a form that was sent is not sent again when the page is loaded anew."""
    return RedirectResponse(address, 303)


def own_page(path: str) -> str:
    """The path if it is a page of ours, else the first page: nobody is sent anywhere else."""
    return path if _is_own_page(path) else "/"


class Static(StaticFiles):
    """Style sheets, scripts and fonts; what is vendored carries its version in its address."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; browsers may keep it."""
        answer = await super().get_response(path, scope)
        kept = "public, max-age=31536000, immutable" if path.startswith("vendor/") else "no-cache"
        answer.headers["cache-control"] = kept
        return answer

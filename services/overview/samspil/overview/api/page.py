"""A page as an answer: who is signed in, the forms' token, and a policy that lets nothing in from outside."""

import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from samspil.overview.pages.problem_words import heading
from samspil.overview.pages.rendering import STATIC, render
from samspil.sealing.access import Access
from samspil.telemetry.trace import current_trace_id
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role
from samspil.web.problems import Problem
from samspil.web.session import form_token, signed_in

SIGN_IN = "/log-ind"

HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "content-language": "da",
    "vary": "accept, cookie",
}

STAFF_ROLES = (Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER)

PageStaff = Annotated[Caller, Depends(signed_in(*STAFF_ROLES, sector=Sector.SOCIAL))]
"""Social psychiatry's staff; partners work in their own systems."""

_is_own_page = re.compile(r"/|/borgere/[0-9a-f-]{36}(/deling)?").fullmatch


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """The template with the values, for whoever is signed in."""
    values.setdefault("form_token", form_token(request))
    caller: Caller | None = getattr(request.state, "caller", None)
    return HTMLResponse(render(template, me=caller, **values), status, HEADERS)


def problem_page(request: Request, problem: Problem) -> Response:
    """A refusal for people; whoever only has to sign in is led there, and back afterwards."""
    instance = problem.note()
    status = problem.kind.status
    if status == 401 and request.method == "GET" and "hx-request" not in request.headers:
        back = request.url.path
        return to(SIGN_IN + (f"?videre={quote(back)}" if own_page(back) != "/" else ""))
    answer = page(
        request,
        "problem.html",
        status,
        heading=heading(status),
        text=problem.kind.danish,
        sign_in=SIGN_IN if status in {401, 403} else None,
        trace=current_trace_id() or instance,
    )
    answer.headers.update(problem.headers)
    return answer


def to(address: str) -> Response:
    """See other: a form that was sent is not sent again when the page is loaded anew."""
    return RedirectResponse(address, 303)


def own_page(path: str) -> str:
    """The path if it is a page of ours, else the first page: nobody is sent anywhere else."""
    return path if _is_own_page(path) else "/"


def access(caller: Caller, why: str) -> Access:
    """Who looks, for the access log."""
    return Access(caller.subject, caller.role, caller.sector or Sector.SOCIAL, why)


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

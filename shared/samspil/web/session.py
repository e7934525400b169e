"""People at a page: the same token as a program's, in a cookie that no script can read; and their forms."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated, Final

from fastapi import Depends, Form, Request
from starlette.responses import Response

from samspil.vocabulary.sector import Sector
from samspil.web import problem_types as types
from samspil.web.auth import Caller, Role, admit
from samspil.web.problems import Problem

SESSION: Final = "samspil"
"""The cookie that holds the token."""
VISIT: Final = "samspil-visit"
"""The cookie that binds the form of signing in, when there is no session yet."""

_FORM: Final = b"form\0"


def signed_in(*roles: Role, sector: Sector | None = None) -> Callable[[Request], Awaitable[Caller]]:
    """A dependency of pages that lets these roles in; a bearer token is for programs and opens no page."""

    async def caller(request: Request) -> Caller:
        return await admit(request, request.cookies.get(SESSION), roles, sector)

    return caller


def sign_in(response: Response, token: str, seconds: int) -> None:
    """Keep the token in the browser for as long as it holds."""
    _keep(response, SESSION, token, seconds)
    response.delete_cookie(VISIT)


def sign_out(response: Response) -> None:
    """Forget the token."""
    response.delete_cookie(SESSION)


def begin_visit(request: Request) -> str:
    """Of whom a form is before anybody has signed in; give it back to ``keep_visit``."""
    return request.cookies.get(VISIT) or secrets.token_urlsafe(16)


def keep_visit(response: Response, visit: str) -> None:
    """Keep it in the browser until it is closed."""
    _keep(response, VISIT, visit, None)


def form_token(request: Request, session: str | None = None) -> str:
    """What a form made for this session carries: no other page can know it."""
    session = session or request.cookies.get(SESSION) or request.cookies.get(VISIT) or ""
    secret: bytes = request.app.state.idempotency_secret
    return hmac.digest(secret, _FORM + session.encode(), "sha256").hex()


async def _own_form(request: Request, token: Annotated[str, Form(alias="form_token")] = "") -> None:
    if not hmac.compare_digest(token.encode(), form_token(request).encode()):
        raise Problem(types.FORM_FOREIGN)


OwnForm = Depends(_own_form)
"""Lets a POST pass only with the token of a form that was made for the same session."""


def _keep(response: Response, name: str, value: str, seconds: int | None) -> None:
    # Strict: no other site's link or form ever carries it. Not ``secure``: the cookie is set by the built-in
    # sign-in alone, which is served on 127.0.0.1 without TLS.
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict")

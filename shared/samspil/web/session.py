"""People at a page: the cookie that names their session, their forms, and the pages' own host."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Final, Protocol
from urllib.parse import urlsplit

from fastapi import Depends, Form, Request
from starlette.responses import Response

from samspil.vocabulary.sector import Sector
from samspil.web import problem_types as types
from samspil.web.auth import Caller, Role, admit
from samspil.web.problems import Problem
from samspil.web.role import Admits

SESSION: Final = "samspil"
"""The cookie that holds the session's id, which tells nothing by itself."""
VISIT: Final = "samspil-visit"
"""The cookie that binds the form of signing in, when there is no session yet."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where people meet the pages, and the secret behind their sessions and forms."""

    address: str
    """Scheme, host and port, as people's browsers see them."""
    secret: bytes = field(repr=False)

    def cookie(self, name: str) -> str:
        """The name in the browser; under TLS one that it takes from this host alone (RFC 6265bis)."""
        return f"__Host-{name}" if self.is_secure else name

    def is_at(self, host: str) -> bool:
        """Whether a request's ``Host`` is ours."""
        own = urlsplit(self.address)
        default = ":443" if self.is_secure else ":80"
        return host.lower().removesuffix(default) == own.netloc.lower().removesuffix(default)

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it over TLS, wherever that ends."""
        return self.address.startswith("https:")

    def derive(self, purpose: bytes, of: str) -> bytes:
        """32 bytes for one purpose; total, whatever somebody put into a cookie."""
        return hmac.digest(self.secret, purpose + b"\0" + of.encode(errors="replace"), "sha256")


class Sessions(Protocol):
    """Where tokens are kept by the ids of sessions."""

    async def token(self, session: str) -> str | None:
        """The token; None for a session that was ended, ran out or never was."""
        ...


def signed_in(*roles: Role, sector: Sector | None = None) -> Callable[[Request], Awaitable[Caller]]:
    """A dependency of pages that lets these roles in; a bearer token is for programs and opens no page.

    The token is in ``request.state.token`` from then on.
    """

    async def caller(request: Request) -> Caller:
        sessions: Sessions = request.app.state.sessions
        session = session_of(request)
        token = await sessions.token(session) if session else None
        found = await admit(request, token, Admits(roles, sector))
        request.state.token = token  # for what the page does in their name
        return found

    return caller


def session_of(request: Request) -> str:
    """The id that the browser sent; empty without one."""
    return request.cookies.get(_site(request).cookie(SESSION), "")


def keep_session(request: Request, response: Response, session: str, seconds: int) -> None:
    """Let the browser keep the session's id for as long as its token holds."""
    _keep(request, response, SESSION, session, seconds)
    _drop(request, response, VISIT)


def drop_session(request: Request, response: Response) -> None:
    """Let the browser forget it; the server ends the session by itself."""
    _drop(request, response, SESSION)


def begin_visit(request: Request) -> str:
    """Of whom a form is before anybody has signed in; give it back to ``keep_visit``."""
    return request.cookies.get(_site(request).cookie(VISIT)) or secrets.token_urlsafe(16)


def keep_visit(request: Request, response: Response, visit: str) -> None:
    """Keep it in the browser until it is closed."""
    _keep(request, response, VISIT, visit, None)


def form_token(request: Request) -> str:
    """What a form made for this session carries: no other page can know it."""
    return _site(request).derive(b"form", session_of(request)).hex()


def visit_token(request: Request, visit: str) -> str:
    """What the form of signing in carries."""
    return _site(request).derive(b"visit", visit).hex()


async def _own_form(request: Request, token: Annotated[str, Form(alias="form_token")] = "") -> None:
    if not session_of(request) or not _same(token, form_token(request)):
        raise Problem(types.FORM_FOREIGN)


async def _own_visit(request: Request, token: Annotated[str, Form(alias="form_token")] = "") -> None:
    visit = request.cookies.get(_site(request).cookie(VISIT))
    if not visit or not _same(token, visit_token(request, visit)):
        raise Problem(types.FORM_FOREIGN)


async def _own_host(request: Request) -> None:
    if not _site(request).is_at(request.headers.get("host", "")):
        raise Problem(types.FOREIGN_HOST)


OwnForm = Depends(_own_form)
"""Lets a POST pass only with the token of a form that was made for the same session."""
OwnVisit = Depends(_own_visit)
"""The same for the form of signing in."""
OwnHost = Depends(_own_host)
"""Lets a page be asked for at its own host only: cookies are a host's, whatever the port."""


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _same(token: str, expected: str) -> bool:
    return hmac.compare_digest(token.encode(errors="replace"), expected.encode())


def _keep(request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
    site = _site(request)
    # Strict: no other site's link or form ever carries it.
    response.set_cookie(
        site.cookie(name), value, max_age=seconds, secure=site.is_secure, httponly=True, samesite="strict"
    )


def _drop(request: Request, response: Response, name: str) -> None:
    site = _site(request)
    response.delete_cookie(site.cookie(name), secure=site.is_secure, httponly=True, samesite="strict")

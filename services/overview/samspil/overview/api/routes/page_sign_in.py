"""``/log-ind`` and ``/log-ud``: signing in as one of the built-in issuer's made-up people."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from samspil.overview.api.doors import Door
from samspil.overview.api.kept_form import opened
from samspil.overview.api.page import SIGN_IN, own_page, to
from samspil.overview.api.sign_in_again import sign_in_page
from samspil.web import problem_types, session
from samspil.web.problems import Problem
from samspil.web.session import OwnForm, OwnHost, OwnVisit

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/log-ind")
async def choose(request: Request, videre: str = "/") -> Response:
    """Who can sign in; whoever is signed in stays so until another sign-in, or signing out."""
    return await sign_in_page(request, 200, own_page(videre))


@router.post("/log-ind", dependencies=[OwnVisit])
async def enter(
    request: Request,
    door: Door,
    subject: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
    kept: Annotated[str, Form()] = "",
) -> Response:
    """Sign in as this person, in a session of its own; one that this browser had before is over.

    What they wrote before that is on its form again; nobody else gets it.
    """
    signed = await door.built_in_issuer.sign_in(subject) if door.built_in_issuer else None
    if signed is None:
        raise Problem(problem_types.NOT_FOUND)
    await door.sessions.end(session.session_of(request))
    begun = await door.sessions.begin(signed.token, signed.seconds)
    written = opened(request.app.state.site, kept, subject)
    if written:
        await door.sessions.keep_form(begun, kept)
    answer = to(own_page(written.address if written else back))
    session.keep_session(request, answer, begun, signed.seconds)
    return answer


@router.post("/log-ud", dependencies=[OwnForm])
async def leave(request: Request, door: Door) -> Response:
    """Sign out: the session is over, also for whoever kept the cookie."""
    await door.sessions.end(session.session_of(request))
    answer = to(SIGN_IN)
    session.drop_session(request, answer)
    return answer

"""``/log-ind`` and ``/log-ud``: signing in as one of the built-in issuer's made-up people."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from samspil.overview.api.doors import STAFF, Door
from samspil.overview.api.page import SIGN_IN, own_page, page, to
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types, session
from samspil.web.auth import Role
from samspil.web.problems import Problem
from samspil.web.session import OwnForm, OwnHost, OwnVisit

AT_HOME = {*STAFF, Role.LEADER}
"""Who has a page here, in social psychiatry."""

router = APIRouter(include_in_schema=False, dependencies=[OwnHost])


@router.get("/log-ind")
async def choose(request: Request, door: Door, videre: str = "/") -> Response:
    """Who can sign in; whoever is signed in stays so until another sign-in, or signing out."""
    people = await door.built_in_issuer.people() if door.built_in_issuer else []
    staff = [one for one in people if one.role in AT_HOME and one.sector is Sector.SOCIAL]
    visit = session.begin_visit(request)
    answer = page(
        request,
        "sign_in.html",
        built_in=door.built_in_issuer is not None,
        staff=staff,
        others=[one for one in people if one not in staff],
        back=own_page(videre),
        form_token=session.visit_token(request, visit),
    )
    session.keep_visit(request, answer, visit)
    return answer


@router.post("/log-ind", dependencies=[OwnVisit])
async def enter(
    request: Request,
    door: Door,
    subject: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Sign in as this person, in a session of its own; one that this browser had before is over."""
    signed = await door.built_in_issuer.sign_in(subject) if door.built_in_issuer else None
    if signed is None:
        raise Problem(problem_types.NOT_FOUND)
    await door.sessions.end(session.session_of(request))
    begun = await door.sessions.begin(signed.token, signed.seconds)
    answer = to(own_page(back))
    session.keep_session(request, answer, begun, signed.seconds)
    return answer


@router.post("/log-ud", dependencies=[OwnForm])
async def leave(request: Request, door: Door) -> Response:
    """Sign out: the session is over, also for whoever kept the cookie."""
    await door.sessions.end(session.session_of(request))
    answer = to(SIGN_IN)
    session.drop_session(request, answer)
    return answer

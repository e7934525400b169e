"""``/log-ind`` and ``/log-ud``: signing in as one of the built-in issuer's made-up people."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from samspil.overview.api.doors import Behind
from samspil.overview.api.page import SIGN_IN, STAFF_ROLES, own_page, page, to
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types, session
from samspil.web.problems import Problem

router = APIRouter(include_in_schema=False)


@router.get("/log-ind")
async def choose(request: Request, behind: Behind, videre: str = "/") -> Response:
    """Who can sign in; without the built-in sign-in, how else."""
    people = await behind.built_in_issuer.people() if behind.built_in_issuer else []
    staff = [one for one in people if one.role in STAFF_ROLES and one.sector is Sector.SOCIAL]
    visit = session.begin_visit(request)
    answer = page(
        request,
        "sign_in.html",
        built_in=behind.built_in_issuer is not None,
        staff=staff,
        others=[one for one in people if one not in staff],
        back=own_page(videre),
        form_token=session.form_token(request, visit),
    )
    session.keep_visit(answer, visit)
    session.sign_out(answer)
    return answer


@router.post("/log-ind", dependencies=[session.OwnForm])
async def enter(
    behind: Behind, subject: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/"
) -> Response:
    """Sign in as this person."""
    signed = await behind.built_in_issuer.sign_in(subject) if behind.built_in_issuer else None
    if signed is None:
        raise Problem(problem_types.NOT_FOUND)
    answer = to(own_page(back))
    session.sign_in(answer, signed.token, signed.seconds)
    return answer


@router.post("/log-ud", dependencies=[session.OwnForm])
async def leave() -> Response:
    """Sign out."""
    answer = to(SIGN_IN)
    session.sign_out(answer)
    return answer

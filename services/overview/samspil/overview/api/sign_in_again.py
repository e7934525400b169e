"""Who was signed out while writing signs in again, and what they wrote comes with them, sealed."""

from fastapi import Request
from starlette.responses import Response

from samspil.overview.api.doors import AT_HOME, OverviewDoor
from samspil.overview.api.kept_form import KeptForm, sealed
from samspil.overview.api.page import page
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types, session
from samspil.web.problems import Problem, answer
from samspil.web.session import session_of


async def refused(request: Request, problem: Exception) -> Response:
    """A refusal as people read it; where only signing in is missing, the page to do that."""
    kept: KeptForm | None = getattr(request.state, "kept_form", None)
    if isinstance(problem, Problem) and kept and await _is_signed_out(request, problem):
        problem.note()
        text = sealed(request.app.state.site, kept)
        return await sign_in_page(request, problem.kind.status, kept.address, text)
    return answer(request.scope, problem)  # type: ignore[arg-type]  # it is installed for problems only


async def _is_signed_out(request: Request, problem: Problem) -> bool:
    if problem.kind is problem_types.FORM_FOREIGN:
        found = session_of(request)
        return not found or await request.app.state.sessions.token(found) is None
    return problem.kind.status == 401


async def sign_in_page(request: Request, status: int, back: str, kept: str = "") -> Response:
    """Who can sign in; ``kept`` is what they wrote, sealed."""
    door: OverviewDoor = request.app.state.door
    people = await door.built_in_issuer.people() if door.built_in_issuer else []
    at_home = await door.built_in_issuer.people_at_home() if door.built_in_issuer else []
    staff = [one for one in people if one.role in AT_HOME and one.sector is Sector.SOCIAL]
    visit = session.begin_visit(request)
    shown = page(
        request,
        "sign_in.html",
        status,
        built_in=door.built_in_issuer is not None,
        staff=staff,
        others=[one for one in people if one not in staff],
        at_home=at_home,
        back=back,
        kept=kept,
        form_token=session.visit_token(request, visit),
    )
    session.keep_visit(request, shown, visit)
    return shown

"""Refusals as RFC 9457 ``application/problem+json``, in our own words: nothing of a request is echoed."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from uuid import UUID, uuid4

import asyncpg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from samspil.ledger.database import passes
from samspil.ledger.versions import StaleVersion
from samspil.sealing.errors import KeyDestroyed, KeyringAway, UnknownCitizen
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import current_trace_id
from samspil.web import problem_types as types
from samspil.web.field_errors import FieldError, from_pydantic
from samspil.web.language import prefers_danish
from samspil.web.problem_types import ProblemType

Remedy = ProblemType | FieldError
"""What a refusal is answered with: a problem of its own, or the field that it is about."""

_log = get_logger()

RETRY_SECONDS = 5
"""What a caller is asked to wait while something we need is away."""

_OF_STATUS = {
    401: types.UNAUTHORIZED,
    403: types.FORBIDDEN_ROLE,
    404: types.NOT_FOUND,
    405: types.METHOD_NOT_ALLOWED,
    408: types.REQUEST_TOO_SLOW,
    409: types.CONFLICT,
    412: types.STALE_VERSION,
    413: types.BODY_TOO_LARGE,
    415: types.UNSUPPORTED_MEDIA_TYPE,
    422: types.INVALID_REQUEST,
}

REMEDIES: Mapping[type[Exception], ProblemType] = {
    KeyringAway: types.KEYRING_AWAY,
    UnknownCitizen: types.UNKNOWN_CITIZEN,
    KeyDestroyed: types.CITIZEN_ERASED,
    StaleVersion: types.STALE_VERSION,
}
"""How every service answers what lies below its doors."""


class Problem(Exception):
    """Raised anywhere below a route to refuse the request; its text is its slug, fit for a log."""

    def __init__(
        self,
        kind: ProblemType,
        *,
        errors: Iterable[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        citizen_id: UUID | None = None,
        stale: StaleVersion | None = None,
    ) -> None:
        """``citizen_id``: another file than the one that was asked about, where to go on.

        ``stale``: which version is there now, and what was said since the one that was seen.
        """
        super().__init__(kind.slug)
        self.kind = kind
        self.citizen_id = citizen_id
        self.stale = stale
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def note(self) -> str:
        """Log the refusal and give the ``instance`` under which the log knows it."""
        instance = f"urn:uuid:{uuid4()}"
        _log.info("refused", problem=self.kind.slug, status=self.kind.status, instance=instance)
        return instance

    def document(self, instance: str, trace_id: str | None, *, danish: bool = False) -> dict[str, object]:
        """The refusal as RFC 9457 writes one."""
        told: dict[str, object] = {
            "type": self.kind.address,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.kind.danish if danish else self.kind.english,
            "instance": instance,
            "trace_id": trace_id,
        }
        if self.citizen_id:
            told["citizen_id"] = str(self.citizen_id)
        if self.stale:
            told["version"] = self.stale.version
            told["changes"] = [
                {"type": one.type, "occurred_at": one.occurred_at.isoformat(), "by": one.by}
                for one in self.stale.since
            ]
        if self.errors:
            told["errors"] = [error.told(danish=danish) for error in self.errors]
        return told

    def response(self, accept_language: str | None) -> Response:
        """The answer, in Danish where that is preferred."""
        danish = prefers_danish(accept_language)
        body = self.document(self.note(), current_trace_id(), danish=danish)
        headers = {"content-language": "da" if danish else "en", "vary": "accept-language", **self.headers}
        if self.kind.status == 503:
            headers.setdefault("retry-after", str(RETRY_SECONDS))
        return JSONResponse(body, self.kind.status, headers, "application/problem+json")


Page = Callable[[Request, Problem], Response]
"""How a refusal is told to a person: who asks for ``text/html`` is given this page, where there is one."""


def answer(scope: Scope, problem: Problem) -> Response:
    """The problem as its asker reads it: people a page, programs a document."""
    request = Request(scope)
    page: Page | None = getattr(request.app.state, "problem_page", None)
    if page is not None and "text/html" in request.headers.get("accept", ""):
        return page(request, problem)
    return problem.response(request.headers.get("accept-language"))


def install(app: FastAPI, remedies: Mapping[type[Exception], Remedy]) -> None:
    """Let the app answer every refusal as a problem, and explain each kind under ``/problems/<slug>``."""
    own = (remedy for remedy in remedies.values() if isinstance(remedy, ProblemType))
    known = {kind.slug: kind for kind in (*types.COMMON, *own)}

    async def explain(slug: str) -> Response:
        kind = known.get(slug)
        if kind is None:
            raise Problem(types.NOT_FOUND)
        return PlainTextResponse(f"{kind.status} {kind.title}\n\n{kind.english}\n{kind.danish}\n")

    app.add_api_route("/problems/{slug}", explain, include_in_schema=False)

    @app.exception_handler(Problem)
    async def refused(request: Request, problem: Problem) -> Response:
        return _answer(request, problem)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        errors = from_pydantic(error.errors())
        if any(wrong.place == "body" for wrong in errors) and _has_foreign_body(request):
            return _answer(request, Problem(types.UNSUPPORTED_MEDIA_TYPE))
        return _answer(request, Problem(types.INVALID_REQUEST, errors=errors))

    @app.exception_handler(ClientDisconnect)
    async def gone(request: Request, error: ClientDisconnect) -> Response:
        return _answer(request, Problem(types.MALFORMED_REQUEST))  # to nobody

    @app.exception_handler(HTTPException)
    async def by_status(request: Request, error: HTTPException) -> Response:
        fallback = types.INTERNAL_ERROR if error.status_code >= 500 else types.MALFORMED_REQUEST
        kind = _OF_STATUS.get(error.status_code, fallback)
        return _answer(request, Problem(kind, headers=error.headers))

    for fault, remedy in {**REMEDIES, **remedies}.items():
        app.add_exception_handler(fault, _remedy(remedy))
    for fault in (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        app.add_exception_handler(fault, _database_fault)


async def _database_fault(request: Request, fault: Exception) -> Response:
    if not passes(fault):
        raise fault  # it is ours: the last resort answers and logs it
    return await _remedy(types.DATABASE_AWAY)(request, fault)


def _remedy(remedy: Remedy) -> Callable[[Request, Exception], Awaitable[Response]]:
    wrong = (remedy,) if isinstance(remedy, FieldError) else ()
    kind = types.INVALID_REQUEST if isinstance(remedy, FieldError) else remedy

    async def remedied(request: Request, error: Exception) -> Response:
        if kind.status >= 500:
            _log.warning("away", problem=kind.slug, exc_info=error)
        elsewhere, stale = (
            getattr(error, "citizen_id", None),
            error if isinstance(error, StaleVersion) else None,
        )
        return _answer(request, Problem(kind, errors=wrong, citizen_id=elsewhere, stale=stale))

    return remedied


def _answer(request: Request, problem: Problem) -> Response:
    return answer(request.scope, problem)


def _has_foreign_body(request: Request) -> bool:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type != "application/json" and not media_type.endswith("+json") and media_type != ""

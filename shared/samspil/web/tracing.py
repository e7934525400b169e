"""The outermost wall of a door: a trace of its own for every request, safe headers, and a last resort."""

from typing import Final

from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import current_trace_id, span
from samspil.web import problem_types as types
from samspil.web.problems import Problem, answer

_log = get_logger()

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PROBES: Final = frozenset({"/livez", "/readyz", "/metrics"})
"""Asked every few seconds: their traces would bury the others."""
_SAFE_HEADERS: Final = {
    "cache-control": "no-store",  # answers are about people
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Tracing:
    """A SERVER span named after method and route; the caller's own trace context is not taken over.

    Trace context from outside could join several citizens' traces or force sampling: each door starts anew.
    Addresses are not recorded, only the route's template: a query may hold whatever somebody typed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _PROBES:
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
        with span(
            method, kind=SpanKind.SERVER, context=Context(), attributes={"http.request.method": method}
        ) as current:
            await self._answer(scope, receive, send, current)
            if route := _template(scope):
                current.update_name(f"{method} {route}")
                current.set_attribute("http.route", route)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, current: Span) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                current.set_attribute("http.response.status_code", message["status"])
                if message["status"] >= 500:
                    current.set_status(Status(StatusCode.ERROR))
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE_HEADERS.items():
                    headers.setdefault(name, value)
                headers["x-trace-id"] = current_trace_id() or ""
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            current.set_attribute("error.type", type(error).__qualname__)
            _log.exception("a request failed")
            if started:
                raise
            await answer(scope, Problem(types.INTERNAL_ERROR))(scope, receive, watched)


def _template(scope: Scope) -> str | None:
    """The template of the whole address: FastAPI keeps a router's prefix apart from the route itself."""
    whole = scope.get("fastapi", {}).get("effective_route_context")
    template: str | None = getattr(whole, "path_format", None) or getattr(scope.get("route"), "path", None)
    return template

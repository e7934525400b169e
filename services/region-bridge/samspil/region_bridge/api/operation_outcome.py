"""Refusals on FHIR routes: whatever is answered with an error leaves here as an OperationOutcome."""

import json
from http import HTTPStatus
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from samspil.web.telling import Telling, example

FHIR_JSON: Final = "application/fhir+json"


class FhirResponse(Response):
    """An answer in FHIR's JSON."""

    media_type = FHIR_JSON


_ISSUES: Final = {
    400: "structure",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    408: "timeout",
    409: "conflict",
    413: "too-long",
    415: "not-supported",
    422: "invalid",
    429: "throttled",
    431: "too-long",
    503: "transient",
}
"""Status → IssueType (FHIR R4); else ours are exceptions and theirs could not be processed."""


class OperationOutcomes:
    """Rewrites every answer of 400 and above below ``/fhir``, whoever made it and whatever it holds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not f"{scope['path']}/".startswith("/fhir/"):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] >= 400:
                start = message
                return
            if not start:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            outcome = _outcome(start["status"], _problem(body))
            headers = MutableHeaders(scope=start)
            headers["content-type"] = FHIR_JSON
            headers["content-length"] = str(len(outcome))
            await send(start)
            await send({"type": "http.response.body", "body": outcome})

        await self._app(scope, receive, rewritten)


def _problem(body: bytes | bytearray) -> dict[str, Any]:
    """The house's problem; nothing where somebody else refused in words of their own."""
    try:
        problem = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return problem if isinstance(problem, dict) else {}


def _outcome(status: int, problem: dict[str, Any]) -> bytes:
    phrase = HTTPStatus(status).phrase if status in {*HTTPStatus} else "Refused"
    issue = {
        "severity": "fatal" if status == 500 else "error",
        "code": _ISSUES.get(status, "exception" if status >= 500 else "processing"),
        "details": {"text": str(problem.get("detail", phrase))},
    }
    if told := " ".join(str(problem[name]) for name in ("type", "instance") if name in problem):
        issue["diagnostics"] = told
    return json.dumps({"resourceType": "OperationOutcome", "issue": [issue]}, ensure_ascii=False).encode()


OPERATION_OUTCOME: Final = Telling(
    FHIR_JSON,
    "OperationOutcome",
    {
        "type": "object",
        "description": "A refusal (FHIR R4); `diagnostics` holds the type and the instance of the problem.",
        "required": ["resourceType", "issue"],
        "properties": {
            "resourceType": {"const": "OperationOutcome"},
            "issue": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["severity", "code", "details"],
                    "properties": {
                        "severity": {"enum": ["fatal", "error"]},
                        "code": {"type": "string"},
                        "details": {"type": "object", "properties": {"text": {"type": "string"}}},
                        "diagnostics": {"type": "string"},
                    },
                },
            },
        },
    },
    lambda problem: json.loads(_outcome(problem.kind.status, example(problem))),
    below="/fhir/",
)
"""How OpenAPI describes them."""

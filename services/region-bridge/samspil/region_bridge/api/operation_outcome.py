"""Refusals on FHIR routes: whatever the house answers as a problem leaves here as an OperationOutcome."""

import json
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FHIR_JSON: Final = "application/fhir+json"

_ISSUES: Final = {
    400: "structure",
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    409: "conflict",
    413: "too-long",
    415: "not-supported",
    500: "exception",
    503: "transient",
}
"""Status → IssueType (FHIR R4)."""


class OperationOutcomes:
    """Rewrites every ``application/problem+json`` below ``/fhir/``, whoever made it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/fhir/"):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_problem(message):
                start = message
                return
            if not start:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            outcome = _outcome(start["status"], json.loads(body))
            headers = MutableHeaders(scope=start)
            headers["content-type"] = FHIR_JSON
            headers["content-length"] = str(len(outcome))
            await send(start)
            await send({"type": "http.response.body", "body": outcome})

        await self._app(scope, receive, rewritten)


def _is_problem(message: Message) -> bool:
    content_type = MutableHeaders(scope=message).get("content-type", "")
    return content_type.startswith("application/problem+json")


def _outcome(status: int, problem: dict[str, object]) -> bytes:
    issue = {
        "severity": "fatal" if status == 500 else "error",
        "code": _ISSUES.get(status, "processing"),
        "details": {"text": problem["detail"]},
        "diagnostics": f"{problem['type']} {problem['instance']}",
    }
    return json.dumps({"resourceType": "OperationOutcome", "issue": [issue]}, ensure_ascii=False).encode()

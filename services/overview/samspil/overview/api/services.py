"""The services' own REST API, as pages use it: in the name of whoever is signed in, as an integrator does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx2
from opentelemetry.trace import SpanKind

from samspil.telemetry.trace import span
from samspil.web import problem_types
from samspil.web.problems import Problem
from samspil.web.versions import version_seen

SECONDS = 10.0
"""For an answer; whether an act that was not answered took effect is found out by sending it again."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a thing, as a form asks for it."""

    service: str
    path: str
    body: Mapping[str, Any]
    key: UUID
    """The form's id: sent twice, it is one act."""
    seen: int | None = None
    """The version of the thing that was read; None where nobody has to say."""


class Refused(Exception):
    """A service refused, in the words of its problem; ``wrong`` has those of each field."""

    def __init__(self, kind: str, status: int, text: str, wrong: Mapping[str, str]) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status
        self.text = text
        self.wrong = wrong


@dataclass(frozen=True)
class Services:
    """Asks each service at its address; one that is away is a problem of its own."""

    addresses: Mapping[str, str]
    client: httpx2.AsyncClient = field(
        default_factory=lambda: httpx2.AsyncClient(timeout=SECONDS, trust_env=False)
    )

    async def act(self, token: str, act: Act) -> int:
        """The version of the thing now. Raises ``Refused``, and ``Problem`` where nobody answers."""
        headers = {
            "authorization": f"Bearer {token}",
            "accept-language": "da",
            "idempotency-key": str(act.key),
            **({} if act.seen is None else {"if-match": f'"{act.seen}"'}),
        }
        with span(f"act at {act.service}", kind=SpanKind.CLIENT) as current:
            try:
                answer = await self.client.post(
                    self.addresses[act.service] + act.path, json=act.body, headers=headers
                )
            except httpx2.HTTPError as fault:
                raise Problem(problem_types.SERVICE_AWAY) from fault
            current.set_attribute("http.response.status_code", answer.status_code)
            current.set_attribute("samspil.trace_id", answer.headers.get("x-trace-id", ""))
        if answer.is_success:
            return version_seen(answer.headers.get("etag"))
        raise _refused(answer)


def _refused(answer: httpx2.Response) -> Exception:
    try:
        told = answer.json()
        wrong = {one["pointer"].removeprefix("#/"): one["message"] for one in told.get("errors", ())}
        return Refused(told["type"].removeprefix("/problems/"), answer.status_code, told["detail"], wrong)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Problem(problem_types.SERVICE_AWAY)

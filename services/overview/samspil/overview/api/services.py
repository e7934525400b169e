"""The services' own REST API, as pages use it: in the name of whoever is signed in, as an integrator does."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
from opentelemetry.trace import SpanKind
from starlette.types import ASGIApp

from samspil.telemetry.trace import span
from samspil.web.problem_types import NOT_FOUND, SERVICE_AWAY
from samspil.web.problems import Problem
from samspil.web.versions import etag

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
    asks: bool = False
    """Whether anything is asked: then a body is sent, also where nothing was written."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a service answered to an act."""

    version: int
    """Of the thing now."""
    is_new: bool
    """Whether it was made by this act, and had not been there before."""
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Coming:
    """What a service sends piece by piece."""

    chunks: AsyncIterator[bytes]
    length: str | None
    """In bytes, where it says so."""


class Refused(Exception):
    """A service refused, in the words of its problem; ``wrong`` has those of each field."""

    def __init__(self, kind: str, status: int, text: str, wrong: Mapping[str, str]) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status
        self.text = text
        self.wrong = wrong


AWAY = Refused(SERVICE_AWAY.slug, SERVICE_AWAY.status, SERVICE_AWAY.danish, {})


class Services:
    """Asks each service at its address, and our own without a detour."""

    def __init__(self, own: ASGIApp, addresses: Mapping[str, str]) -> None:
        def client(base_url: str, transport: httpx2.AsyncBaseTransport | None = None) -> httpx2.AsyncClient:
            return httpx2.AsyncClient(
                base_url=base_url, transport=transport, timeout=SECONDS, trust_env=False
            )

        self._clients = {name: client(address) for name, address in addresses.items()}
        self._clients["overview"] = client("http://overview", httpx2.ASGITransport(own))

    async def act(self, token: str, act: Act) -> Done:
        """Do it. Raises ``Refused``, also where nobody answers."""
        headers = {
            "idempotency-key": str(act.key),
            **({} if act.seen is None else {"if-match": etag(act.seen)}),
        }
        body = act.body if act.body or act.asks else None
        answer = await self._post(token, act.service, act.path, body, headers)
        version = re.fullmatch(r'"([0-9]{1,18})"', answer.headers.get("etag", ""))
        if answer.is_success and version:
            return Done(int(version[1]), answer.status_code == 201, _told(answer))
        raise _refused(answer)

    async def ask(
        self,
        token: str,
        service: str,
        path: str,
        body: Mapping[str, Any],
        seen: int | None = None,
        key: UUID | None = None,
    ) -> Mapping[str, Any]:
        """What the service answers to a question about what was ``seen``; with a key, once.

        Raises ``Refused``.
        """
        headers = {} if seen is None else {"if-match": etag(seen)}
        if key is not None:
            headers["idempotency-key"] = str(key)
        answer = await self._post(token, service, path, body or None, headers)
        if answer.is_success:
            return _told(answer)
        raise _refused(answer)

    async def read(self, token: str, service: str, path: str) -> Any:
        """What the service tells. Raises ``Problem`` where it does not, or knows no such thing."""
        asked = {"authorization": f"Bearer {token}"}
        with span(f"read at {service}", kind=SpanKind.CLIENT):
            try:
                answer = await self._clients[service].get(path, headers=asked)
                if answer.status_code == NOT_FOUND.status:
                    raise Problem(NOT_FOUND)
                return answer.raise_for_status().json()
            except (httpx2.HTTPError, ValueError) as fault:
                raise Problem(SERVICE_AWAY) from fault

    async def stream(self, token: str, service: str, path: str, headers: Mapping[str, str]) -> Coming:
        """What the service sends, as it comes. Raises ``Problem`` where it does not, or has no such thing."""
        client = self._clients[service]
        asked = client.build_request("GET", path, headers={**_asked(token), **headers})
        with span(f"read at {service}", kind=SpanKind.CLIENT):
            try:
                answer = await client.send(asked, stream=True)
            except httpx2.HTTPError as fault:
                raise Problem(SERVICE_AWAY) from fault
            if answer.is_success:
                return Coming(_chunks(answer), answer.headers.get("content-length"))
            await answer.aclose()
            raise Problem(NOT_FOUND if answer.status_code == NOT_FOUND.status else SERVICE_AWAY)

    async def pass_on(
        self, token: str, service: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> httpx2.Response:
        """What the service answers, whatever it is. Raises ``Problem`` where it does not."""
        with span(f"act at {service}", kind=SpanKind.CLIENT):
            try:
                return await self._clients[service].post(
                    path, content=body, headers={**_asked(token), **headers}
                )
            except httpx2.HTTPError as fault:
                raise Problem(SERVICE_AWAY) from fault

    async def _post(
        self, token: str, service: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> httpx2.Response:
        asked = {"authorization": f"Bearer {token}", "accept-language": "da", **headers}
        with span(f"act at {service}", kind=SpanKind.CLIENT) as current:
            try:
                answer = await self._clients[service].post(
                    path, json=None if body is None else dict(body), headers=asked
                )
            except httpx2.HTTPError as fault:
                raise AWAY from fault
            current.set_attribute("http.response.status_code", answer.status_code)
            current.set_attribute("samspil.trace_id", answer.headers.get("x-trace-id", ""))
        return answer

    async def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            await client.aclose()


def _asked(token: str) -> dict[str, str]:
    """Nothing is packed on the way: what comes is as long as it is said to be."""
    return {"authorization": f"Bearer {token}", "accept-encoding": "identity"}


async def _chunks(answer: httpx2.Response) -> AsyncIterator[bytes]:
    try:
        async for chunk in answer.aiter_bytes():
            yield chunk
    finally:
        await answer.aclose()


def _told(answer: httpx2.Response) -> Mapping[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _refused(answer: httpx2.Response) -> Refused:
    try:
        told = answer.json()
        wrong = {one["pointer"].removeprefix("#/"): one["message"] for one in told.get("errors", ())}
        kind = told["type"].rpartition("/problems/")[2]
        return Refused(str(kind), answer.status_code, str(told["detail"]), wrong)
    except (ValueError, KeyError, TypeError, AttributeError):
        return AWAY

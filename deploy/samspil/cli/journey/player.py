"""Somebody who plays the journey: signs in as each role, asks doors, waits for what must become true."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx2

from samspil.cli import token
from samspil.stack.ports import HOST
from samspil.stack.problem import StackProblem
from samspil.stack.settings import Settings
from samspil.stack.state import password_in
from samspil.vocabulary.sector import Sector
from samspil.web.role import Role
from samspil.web.versions import etag

R = TypeVar("R")

WITHIN = 20.0
"""Seconds in which each thing must have become true."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """Whom the journey is played with."""

    cpr: str
    name: str


@dataclass(slots=True)
class Player:
    """``say`` hears each step."""

    settings: Settings
    citizen: Citizen
    say: Callable[[str], None]
    citizen_id: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    """Ids that later steps need."""
    _tokens: dict[tuple[Role, Sector], str] = field(default_factory=dict)
    _http: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=15, trust_env=False))

    def at(self, service: str, path: str) -> str:
        """The address of a door; ``service`` names the setting that moves its port."""
        return f"http://{HOST}:{getattr(self.settings, f'{service}_port')}{path}"

    def about(self, service: str, path: str) -> str:
        """The address of a door about the citizen."""
        return self.at(service, f"/v1/citizens/{self.citizen_id}{path}")

    def post(
        self,
        role: Role,
        address: str,
        body: Mapping[str, Any] | None = None,
        *,
        seen: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Ask for something as somebody of social psychiatry, and tell its trace.

        A thing is changed as it was ``seen``.
        """
        headers = self._bearer(role) | ({"if-match": etag(seen["version"])} if seen else {})
        answer = self._http.post(address, json=body or {}, headers=headers)
        shown = self._body(answer)
        self.say(f"     trace {self.trace_of(answer.headers.get('x-trace-id'))}")
        return shown

    def get(self, role: Role, address: str) -> dict[str, Any] | None:
        """Read as somebody of social psychiatry; None for what is not there yet."""
        answer = self._http.get(address, headers=self._bearer(role))
        return None if answer.status_code == httpx2.codes.NOT_FOUND else self._body(answer)

    def play(self, sandbox: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Let a partner do something."""
        return self._body(self._http.post(self.at(sandbox, path), json=body))

    def received(self, sandbox: str) -> list[str]:
        """What a partner has been told of the citizen, as it was told, the oldest first."""
        answer = self._http.get(self.at(sandbox, "/received"))
        answer.raise_for_status()
        return told(sandbox, answer.json(), self.citizen.cpr, self._jobcenters_id)

    def view(self) -> dict[str, Any]:
        """The coordinated view, as a caseworker sees it."""
        return self.get(Role.CASEWORKER, self.about("overview", "/view")) or {}

    def until(self, what: str, found: Callable[[], R | None]) -> R:
        """Ask until it is true. Raises ``StackProblem`` when it does not become so."""
        until = time.monotonic() + WITHIN
        while time.monotonic() < until:
            if answer := found():
                return answer
            time.sleep(0.05)
        raise StackProblem(f"The journey stands still: {what} did not happen within {WITHIN:.0f} s.")

    def require(self, what: str, *, true: bool) -> None:
        """Raises ``StackProblem`` unless it is true."""
        if not true:
            raise StackProblem(f"The journey is wrong: {what}.")

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    @property
    def _jobcenters_id(self) -> str:
        key = password_in(self.settings.samspil_state, "jobcenter")
        found = self._http.post(
            self.at("jobcenter_sandbox", "/citizens/find"),
            json={"cpr": self.citizen.cpr},
            headers={"apikey": key},
        )
        return str(self._body(found)["id"])

    def _bearer(self, role: Role) -> dict[str, str]:
        key = (role, Sector.SOCIAL)
        if key not in self._tokens:
            self._tokens[key] = token.fetch(self.settings.issuer, *key)
        return {"authorization": f"Bearer {self._tokens[key]}"}

    def _body(self, response: httpx2.Response) -> dict[str, Any]:
        if response.is_error:
            asked = response.request
            raise StackProblem(
                f"The journey ended early: {asked.method} {asked.url.path} answered {response.status_code}."
            )
        body: dict[str, Any] = response.json() if response.content else {}
        return body

    def trace_of(self, trace_id: object) -> str:
        """Where a trace is seen."""
        return f"http://{HOST}:{self.settings.zipkin_port}/zipkin/traces/{trace_id}"


def told(sandbox: str, received: Any, cpr: str, jobcenters_id: str) -> list[str]:
    """What one partner was told of one citizen: the jobcenter's tasks by title, the region's texts."""
    if sandbox == "jobcenter_sandbox":
        return [
            f"{one['task']['title']}: {one['task']['description']}"
            for one in received["tasks"]
            if one["task"]["reference"]["id"] == jobcenters_id
        ]
    return [f"{one['topic']}: {one['text']}" for one in received if one["cpr"] == cpr]

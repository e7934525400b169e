"""Plays the journey for somebody who looks on: asks the doors on this machine, one thing after the other."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, assert_never

import httpx2

from samspil.cli import token
from samspil.sandboxes.journey.asks import Ask, Get, MaySend, Post, Received, Say, Send, Steps, Until, Wrong
from samspil.sandboxes.journey.received import told
from samspil.stack.ports import HOST
from samspil.stack.problem import StackProblem
from samspil.stack.settings import Settings
from samspil.vocabulary.sector import Sector
from samspil.web.role import Role
from samspil.web.versions import etag

WITHIN = 20.0
"""Seconds in which each thing must have become true."""


@dataclass(slots=True)
class Player:
    """``say`` hears each line, and where the trace of each change is seen."""

    settings: Settings
    cpr: str
    """Of the citizen that the steps are about."""
    say: Callable[[str], None]
    _bearers: dict[Role, dict[str, str]] = field(default_factory=dict)
    _http: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=15, trust_env=False))

    def play(self, steps: Steps) -> None:
        """Do what the steps ask. Raises ``StackProblem`` at the first that is missing."""
        answer: Any = None
        try:
            while True:
                answer = self._answer(steps.send(answer))
        except StopIteration:
            return
        except Wrong as wrong:
            raise StackProblem(f"The journey is wrong: {wrong}.") from None

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _answer(self, ask: Ask) -> Any:
        match ask:
            case Get():
                answer = self._http.get(self._at(ask.service, ask.path), headers=self._bearer(ask.role))
                return None if answer.status_code == httpx2.codes.NOT_FOUND else _body(answer)
            case Post():
                return self._post(ask)
            case Send():
                door = self._at(f"{ask.partner}-sandbox", "/send")
                return _body(self._http.post(door, json=ask.body))
            case Received():
                door = self._at(f"{ask.partner}-sandbox", "/received")
                return told(ask.partner, _body(self._http.get(door)), self.cpr)
            case MaySend():
                return True
            case Until():
                return self._until(ask)
            case Say():
                return self.say(ask.line + (self._at(*ask.at) if ask.at else ""))
            case _:
                assert_never(ask)

    def _post(self, ask: Post) -> Any:
        headers = self._bearer(ask.role) | ({"if-match": etag(ask.seen["version"])} if ask.seen else {})
        answer = self._http.post(self._at(ask.service, ask.path), json=ask.body or {}, headers=headers)
        body = _body(answer)
        trace = answer.headers.get("x-trace-id")
        self.say(f"     trace {self._at('zipkin', f'/zipkin/traces/{trace}')}")
        return body

    def _until(self, ask: Until) -> Any:
        until = time.monotonic() + WITHIN
        while time.monotonic() < until:
            answer = self._answer(ask.ask)
            if answer is not None and (found := ask.found(answer)):
                return found
            time.sleep(0.05)
        raise StackProblem(f"The journey stands still: {ask.what} did not happen within {WITHIN:.0f} s.")

    def _at(self, service: str, path: str) -> str:
        """The address of a door; ``service`` names the setting that moves its port."""
        if service == "pages":
            return self.settings.pages + path
        return f"http://{HOST}:{getattr(self.settings, f'{service}_port'.replace('-', '_'))}{path}"

    def _bearer(self, role: Role) -> dict[str, str]:
        if role not in self._bearers:
            fetched = token.fetch(self.settings.issuer, role, Sector.SOCIAL)
            self._bearers[role] = {"authorization": f"Bearer {fetched}"}
        return self._bearers[role]


def _body(response: httpx2.Response) -> Any:
    if response.is_error:
        asked = response.request
        raise StackProblem(
            f"The journey ended early: {asked.method} {asked.url.path} answered {response.status_code}."
        )
    return response.json() if response.content else {}

"""Tells the bridge what changed, as a system that the issuer knows: ids only, or all activities in a file."""

from enum import StrEnum
from typing import Any, NamedTuple

import httpx2
from pydantic_core import to_json

from samspil.sandboxes.jobcenter.activity_file import ActivityFile
from samspil.sandboxes.jobcenter.case_system import Changed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

ENTITY_IDS = {
    "Aktivitet": 100001,
    "Opgave": 100002,
    "Anmodning": 100003,
    "Indkaldelse": 90000,
    "Kontaktgruppe": 100008,
}
"""The first three are made up: their numbers are not in the public tables."""

CREATED, CHANGED, DELETED = 1, 2, 3


class BridgeAway(Exception):
    """The bridge, or the issuer, does not take it in."""


def notification_of(changed: Changed) -> dict[str, object]:
    """What is told of a change: ids only."""
    return {
        "entitetNavn": changed.name,
        "entitetId": ENTITY_IDS[changed.name],
        "eksternIdentifier": str(changed.id),
        "versionIdentifier": changed.version,
        "identifikationstypeId": 1,
        "aendringstype": _change(changed),
    }


def _change(changed: Changed) -> int:
    if changed.is_deleted:
        return DELETED
    return CREATED if changed.version == 1 else CHANGED


class FileAnswer(NamedTuple):
    """What the bridge answers to a file, whether it takes it or not."""

    status: int
    body: dict[str, Any]


class Sends(StrEnum):
    """In what way notifications are sent."""

    ONCE = "once"
    TWICE = "twice"
    NEWEST_FIRST = "newest-first"
    """One waits for the next, which goes before it."""


class Notifier:
    """Sends thin notifications, and files."""

    def __init__(self, bridge: str, issuer: str) -> None:
        self._bridge = bridge
        self._issuer = issuer
        self.sends = Sends.ONCE
        self._waiting: list[dict[str, object]] = []

    async def notify(self, notification: dict[str, object]) -> None:
        """Hand it to the bridge, in the way that was chosen. Raises ``BridgeAway``."""
        match self.sends:
            case Sends.ONCE:
                await self._send(notification)
            case Sends.TWICE:
                await self._send(notification)
                await self._send(notification)
            case Sends.NEWEST_FIRST if not self._waiting:
                self._waiting.append(notification)
            case Sends.NEWEST_FIRST:
                await self._send(notification)
                await self._send(self._waiting.pop())

    async def send_file(self, file: ActivityFile, *, danish: bool) -> FileAnswer:
        """Hand it to the bridge, to be answered in Danish or English. Raises ``BridgeAway``."""
        told = {"content-type": file.media_type, "accept-language": "da" if danish else "en"}
        answer = await self._post("/v1/batches", file.content, told)
        try:
            body = answer.json()
        except ValueError as fault:
            raise BridgeAway(type(fault).__name__) from fault
        if not isinstance(body, dict):
            raise BridgeAway(type(body).__name__)
        return FileAnswer(answer.status_code, body)

    async def _send(self, notification: dict[str, object]) -> None:
        told = {"content-type": "application/json"}
        answer = await self._post("/v1/notifications", to_json(notification), told)
        if not answer.is_success:
            raise BridgeAway(answer.status_code)

    async def _post(self, path: str, content: bytes, headers: dict[str, str]) -> httpx2.Response:
        wish = {"role": Role.INTEGRATOR, "sector": Sector.EMPLOYMENT}
        try:
            async with httpx2.AsyncClient(timeout=10, trust_env=False) as http:
                token = (await http.post(f"{self._issuer}/token", json=wish)).raise_for_status().json()
                bearer = {"authorization": f"Bearer {token['access_token']}"}
                return await http.post(self._bridge + path, content=content, headers={**headers, **bearer})
        except httpx2.HTTPError as fault:
            raise BridgeAway(type(fault).__name__) from fault

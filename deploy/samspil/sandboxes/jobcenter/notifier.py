"""Tells the bridge that something changed: ids only, as a system that the issuer knows."""

import httpx2

from samspil.sandboxes.jobcenter.case_system import Changed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

ENTITY_IDS = {"Aktivitet": 100001, "Opgave": 100002, "Anmodning": 100003}
"""Made up: their numbers are not in the public tables."""

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


class Notifier:
    """Sends thin notifications."""

    def __init__(self, bridge: str, issuer: str) -> None:
        self._bridge = bridge
        self._issuer = issuer

    async def notify(self, notification: dict[str, object]) -> None:
        """Hand it to the bridge. Raises ``BridgeAway``."""
        wish = {"role": Role.INTEGRATOR, "sector": Sector.EMPLOYMENT}
        try:
            async with httpx2.AsyncClient(timeout=10, trust_env=False) as http:
                token = (await http.post(f"{self._issuer}/token", json=wish)).raise_for_status().json()
                bearer = {"authorization": f"Bearer {token['access_token']}"}
                answer = await http.post(
                    f"{self._bridge}/v1/notifications", json=notification, headers=bearer
                )
                answer.raise_for_status()
        except httpx2.HTTPError as fault:
            raise BridgeAway(type(fault).__name__) from fault

"""What is fetched from the jobcenter's case system after a notification."""

from typing import NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.partner.activity import CPR_HEADER, Kinds, from_aktivitet, from_cpr_header
from samspil.jobcenter_bridge.partner.client import Client
from samspil.vocabulary.cpr import Cpr


class Found(NamedTuple):
    """An activity and whom it is about, where that is known there."""

    cpr: Cpr | None
    activity: Activity


class FetchRefused(Exception):
    """The case system does not give it to us; asking again will not help."""


class CaseSystem:
    """Reads entities as they are now."""

    def __init__(self, client: Client, kinds: Kinds) -> None:
        self._client = client
        self._kinds = kinds

    async def activity(self, identifier: UUID) -> Found | None:
        """The activity; None when it is gone.

        Raises ``PartnerAway``, ``FetchRefused``, ``UnreadableActivity``.
        """
        answer = await self._client.ask("GET", "/aktiviteter/{id}", str(identifier))
        if answer.status_code in {404, 410}:
            return None
        if not answer.is_success:
            raise FetchRefused
        return Found(
            from_cpr_header(answer.headers.get(CPR_HEADER)), from_aktivitet(answer.content, self._kinds)
        )

"""What is fetched from the jobcenter's case system after a notification."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.partner.activity import (
    CPR_HEADER,
    Reading,
    UnreadableActivity,
    from_aktivitet,
    from_cpr_header,
)
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

    def __init__(self, client: Client, reading: Reading) -> None:
        self._client = client
        self._reading = reading

    async def activity(self, identifier: UUID, today: date) -> Found | None:
        """The activity; None when it is gone.

        Raises ``PartnerAway``, ``FetchRefused``, ``UnreadableActivity``.
        """
        answer = await self._client.ask("GET", "/aktiviteter/{id}", str(identifier))
        if answer.status in {404, 410}:
            return None
        if not answer.is_success:
            raise FetchRefused
        whose = answer.headers.get_list(CPR_HEADER)
        if len(set(whose)) > 1:
            raise UnreadableActivity
        activity = from_aktivitet(answer.body, identifier, self._reading, today)
        return Found(from_cpr_header(whose[0] if whose else None), activity)

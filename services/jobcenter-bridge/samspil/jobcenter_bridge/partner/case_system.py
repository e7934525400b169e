"""What is fetched from the jobcenter's case system after a notification."""

from collections.abc import Callable
from datetime import date
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.partner.activity import from_aktivitet
from samspil.jobcenter_bridge.partner.client import Client
from samspil.jobcenter_bridge.partner.entity import CPR_HEADER, UnreadableEntity, from_cpr_header
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.request import Asked, from_anmodning
from samspil.jobcenter_bridge.partner.task import Reply, from_opgave
from samspil.vocabulary.cpr import Cpr

E = TypeVar("E")


class Found(NamedTuple, Generic[E]):
    """An entity and whom it is about, where that is known there."""

    cpr: Cpr | None
    entity: E


class FetchRefused(Exception):
    """The case system does not give it to us; asking again will not help."""


class CaseSystem:
    """Reads entities as they are now: each is None when it is gone.

    Raises ``PartnerAway``, ``FetchRefused``, ``UnreadableEntity``.
    """

    def __init__(self, client: Client, reading: Reading) -> None:
        self._client = client
        self._reading = reading

    async def activity(self, identifier: UUID, today: date) -> Found[Activity] | None:
        """A step towards work."""
        return await self._find(
            "/aktiviteter/{id}",
            identifier,
            lambda body: from_aktivitet(body, identifier, self._reading, today),
        )

    async def task(self, identifier: UUID, today: date) -> Found[Reply | None] | None:
        """What was answered in a task; without an entity where that is nothing of ours, or nothing yet."""
        return await self._find(
            "/tasks/{id}", identifier, lambda body: from_opgave(body, identifier, self._reading, today)
        )

    async def request(self, identifier: UUID) -> Found[Asked] | None:
        """A request for help."""
        return await self._find(
            "/requests/{id}", identifier, lambda body: from_anmodning(body, identifier, self._reading)
        )

    async def _find(self, route: str, identifier: UUID, read: Callable[[bytes | None], E]) -> Found[E] | None:
        answer = await self._client.ask("GET", route, str(identifier))
        if answer.status in {404, 410}:
            return None
        if not answer.is_success:
            raise FetchRefused
        whose = answer.headers.get_list(CPR_HEADER)
        if len(set(whose)) > 1:
            raise UnreadableEntity
        entity = read(answer.body)
        return Found(from_cpr_header(whose[0] if whose else None), entity)

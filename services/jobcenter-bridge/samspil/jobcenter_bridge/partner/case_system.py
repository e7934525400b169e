"""The adapter to the case system: where citizens are found, tasks handed over and entities fetched.

Another case system is another file like this one: see the README.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from samspil.exchange.courier import Answer
from samspil.jobcenter_bridge.domain.activity import Activity
from samspil.jobcenter_bridge.domain.meetings import Called
from samspil.jobcenter_bridge.domain.standing import Groups
from samspil.jobcenter_bridge.partner.activity import from_aktivitet
from samspil.jobcenter_bridge.partner.call import from_indkaldelse
from samspil.jobcenter_bridge.partner.client import Client
from samspil.jobcenter_bridge.partner.entity import CPR_HEADER, UnreadableEntity, Worded, from_cpr_header
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.request import Asked, from_anmodning
from samspil.jobcenter_bridge.partner.standing import from_kontaktgruppe
from samspil.jobcenter_bridge.partner.strict_json import read_object, text
from samspil.jobcenter_bridge.partner.task import Reply, from_opgave
from samspil.jobcenter_bridge.partner.task_words import Task
from samspil.vocabulary.cpr import Cpr

E = TypeVar("E")

LONGEST_ID = 200


class Found(NamedTuple, Generic[E]):
    """An entity and whom it is about, where that is known there."""

    cpr: Cpr | None
    entity: E


class FetchRefused(Exception):
    """The case system does not give it to us; asking again will not help."""


class CaseSystem:
    """Takes tasks, and gives entities out as they are now: each is None when it is gone.

    Raises ``PartnerAway``; of an entity ``FetchRefused``, ``UnreadableEntity`` too.
    """

    def __init__(self, client: Client, reading: Reading) -> None:
        self._client = client
        self._reading = reading

    async def hand_over(self, delivery_id: UUID, cpr: str, task: Task) -> Answer:
        """Look up whom it is about in their system, then hand the task over.

        The number travels in a body, never in an address, and is not part of the task; the delivery's id is
        in a header only, and what comes twice under it has no second effect there.
        Raises ``Unreadable`` for a citizen without an id, and for a 200 that is no word of the case system's.
        """
        found = await self._client.ask("POST", "/citizens/find", content=_json({"cpr": cpr}))
        if not found.is_success:
            return Answer.REFUSED
        reference = {"id": text(read_object(found.body).get("id"), LONGEST_ID), "type": "CITIZEN"}
        answer = await self._client.ask(
            "POST",
            "/tasks",
            content=_json({**task, "reference": reference}),
            headers={"Idempotency-Key": str(delivery_id)},
        )
        if answer.status == 200:
            read_object(answer.body)  # whatever stands before the case system answers 200 as well
        return Answer.ACKNOWLEDGED if answer.is_success else Answer.REFUSED

    async def activity(self, identifier: UUID, today: date) -> Found[Worded[Activity]] | None:
        """A step towards work, and what it is for."""
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

    async def call(self, identifier: UUID, today: date) -> Found[Worded[Called | None]] | None:
        """A call to a meeting, and its place; without an entity where it is called off."""
        return await self._find(
            "/indkaldelser/{id}",
            identifier,
            lambda body: from_indkaldelse(body, identifier, self._reading, today),
        )

    async def status(self, identifier: UUID, today: date) -> Found[Worded[Groups | None]] | None:
        """The groups, and who coordinates; without an entity where there is none."""
        return await self._find(
            "/kontaktgrupper/{id}",
            identifier,
            lambda body: from_kontaktgruppe(body, identifier, today, self._reading),
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


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()

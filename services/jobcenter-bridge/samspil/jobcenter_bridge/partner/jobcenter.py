"""The jobcenter as the courier knows it: tasks for its caseworkers, handed over once each."""

import json
from collections.abc import Awaitable, Callable

from samspil.exchange.courier import Answer, Undeliverable
from samspil.exchange.delivery import Content
from samspil.jobcenter_bridge.partner.client import Client
from samspil.jobcenter_bridge.partner.strict_json import read_object, text
from samspil.jobcenter_bridge.partner.wording import TASK_TYPES, TaskTypes, task
from samspil.sealing.access import Access
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr, CprKind
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

ACCESS = Access("jobcenter-bridge", Role.INTEGRATOR, Sector.EMPLOYMENT, "tell-jobcenter")

SEALED = frozenset({"cpr", "ask", "words"})
"""What of a message's body is a token."""

LONGEST_ID = 200

KnownAs = Callable[[CitizenId], Awaitable[Sealed | None]]
"""By which CPR number the jobcenter knows a citizen, sealed."""


class UnknownToTheJobcenter(Exception):
    """Something is to be told about a citizen whose number the jobcenter was never told."""


class Jobcenter:
    """``Partner`` of the courier."""

    def __init__(
        self, client: Client, keyring: Keyring, known_as: KnownAs, types: TaskTypes = TASK_TYPES
    ) -> None:
        self._client = client
        self._keyring = keyring
        self._known_as = known_as
        self._types = types

    async def compose(self, citizen: CitizenId, content: Content, delivery_id: object) -> str:
        """Whom it is about and the task; the delivery's id is in the header only.

        Raises ``Undeliverable`` for somebody without a CPR number: another number names nobody there.
        """
        cpr = await self._known_as(citizen)
        if cpr is None:
            raise UnknownToTheJobcenter
        body = {"cpr": cpr, **content.body}
        tokens = {name: Sealed(value) for name, value in body.items() if name in SEALED}
        opened = {**body, **(await self._keyring.open(citizen, tokens, ACCESS))}
        if Cpr.parse(opened["cpr"]).kind is not CprKind.CIVIL:
            raise Undeliverable
        words = task(content.told, opened, self._types)
        return json.dumps({"cpr": opened["cpr"], "task": words}, ensure_ascii=False)

    async def send(self, delivery_id: object, body: str, _transmission: int = 1) -> Answer:
        """Look up whom it is about in their system, then hand the task over: the same bytes each time.

        Raises ``PartnerAway``, and ``Unreadable`` for an answer without an id.
        The number travels in a body, never in an address, and is not part of the task.
        """
        message = json.loads(body)
        found = await self._client.ask("POST", "/citizens/find", content=_json({"cpr": message["cpr"]}))
        if not found.is_success:
            return Answer.REFUSED
        reference = {"id": text(read_object(found.body).get("id"), LONGEST_ID), "type": "CITIZEN"}
        answer = await self._client.ask(
            "POST",
            "/tasks",
            content=_json({**message["task"], "reference": reference}),
            headers={"Idempotency-Key": str(delivery_id)},
        )
        return Answer.ACKNOWLEDGED if answer.is_success else Answer.REFUSED

    async def seal(self, citizen: CitizenId, body: str) -> str:
        """The message as it is kept."""
        return await self._keyring.seal(citizen, "message", body)

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        """The kept message again."""
        return (await self._keyring.open(citizen, {"message": Sealed(sealed)}, ACCESS))["message"]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()

"""The jobcenter as the courier knows it: tasks for its caseworkers, handed over once each."""

import json
from collections.abc import Awaitable, Callable
from uuid import UUID

from samspil.exchange.courier import Answer, Undeliverable
from samspil.exchange.delivery import Content
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.partner.task_words import correction
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

KnownAs = Callable[[CitizenId], Awaitable[Sealed | None]]
"""By which CPR number the jobcenter knows a citizen, sealed."""


class UnknownToTheJobcenter(Exception):
    """Something is to be told about a citizen whose number the jobcenter was never told."""


class Jobcenter:
    """``Partner`` of the courier."""

    def __init__(
        self, cases: CaseSystem, keyring: Keyring, known_as: KnownAs, types: TaskTypes = TASK_TYPES
    ) -> None:
        self._cases = cases
        self._keyring = keyring
        self._known_as = known_as
        self._types = types

    async def compose(
        self,
        citizen: CitizenId,
        content: Content,
        delivery_id: UUID,
        corrects: bool = False,
    ) -> str:
        """Whom it is about and the task, by its heading a correction; the delivery's id is in no body.

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
        whole = {"cpr": opened["cpr"], "task": correction(words) if corrects else words}
        return json.dumps(whole, ensure_ascii=False)

    async def send(self, delivery_id: UUID, body: str, _transmission: int = 1) -> Answer:
        """Hand the task over: the same bytes each time. Raises ``PartnerAway``, ``Unreadable``."""
        message = json.loads(body)
        return await self._cases.hand_over(delivery_id, message["cpr"], message["task"])

    async def seal(self, citizen: CitizenId, body: str) -> str:
        """The message as it is kept."""
        return await self._keyring.seal(citizen, "message", body)

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        """The kept message again."""
        return (await self._keyring.open(citizen, {"message": Sealed(sealed)}, ACCESS))["message"]

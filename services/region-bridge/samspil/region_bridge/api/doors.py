"""What every route of this service works with."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path

from samspil.ledger.store import Store
from samspil.region_bridge.api.intake import Intake
from samspil.region_bridge.api.together import Asked, Together
from samspil.region_bridge.api.turns import Turns
from samspil.region_bridge.domain.whose import Named
from samspil.region_bridge.partner.medcom.cut import FILES_AT_MOST
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.rulebook.organisations import Organisations, ReceiverType
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow
from samspil.web.problem_types import NO_CASE_AT_HAND
from samspil.web.refusals import refuses
from samspil.web.vouching import HEADER, vouched


class RegionDoor(door.Door[RegionTransaction]):
    """Beside store and keyring, who the parties are, and what room there is for files."""

    def __init__(
        self,
        store: Store[RegionTransaction],
        keyring: Keyring,
        us: Organisation,
        organisations: Organisations,
        receiver_type: ReceiverType = ReceiverType.A,
        max_attachment_bytes: int = FILES_AT_MOST,
    ) -> None:
        super().__init__(store, keyring)
        self.us = us
        self.organisations = organisations
        self.receiver_type = receiver_type
        self.max_attachment_bytes = max_attachment_bytes
        self.turns = Turns()
        self.intake = Intake(store)
        self._found = Together(self._find)

    async def known_by(self, named: Named) -> dict[Cpr, CitizenId]:
        """Of its numbers those that lead to somebody."""
        return await self._found.ask(named.numbers)

    async def _find(
        self, some: Sequence[Asked[frozenset[Cpr], dict[Cpr, CitizenId]]], _: bool
    ) -> Sequence[dict[Cpr, CitizenId]]:
        known = await self.keyring.find_to_seal({cpr for one in some for cpr in one.what})
        return [{cpr: known[cpr] for cpr in one.what if cpr in known} for one in some]

    @property
    def region(self) -> Organisation:
        """Our region of today: whom an answer is for whose question names nobody."""
        one = self.organisations.region(danish_day(datetime.now(UTC)))
        return Organisation(one.sor, one.gln)


Door = Annotated[RegionDoor, Depends(door.door_of)]

RegionSystem = Annotated[Caller, Depends(allow(Role.INTEGRATOR, sector=Sector.REGION))]
"""The region's own system."""

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
"""Whoever looks at what is held, and may register somebody."""

_helper = allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL)

AttachmentId = Annotated[UUID, Path(description="By which the message's fact names the file.")]


@refuses(NO_CASE_AT_HAND)
async def _reader(
    citizen: door.Citizen,
    attachment_id: AttachmentId,
    caller: Annotated[Caller, Depends(_helper)],
    at: Door,
    voucher: Annotated[Sealed | None, Header(alias=HEADER, description="Overview's word for them.")] = None,
) -> Caller:
    return await vouched(at.keyring, citizen, caller, attachment_id, voucher, datetime.now(UTC))


Reader = Annotated[Caller, Depends(_reader)]
"""Whoever may see the message that a file came with: nothing of cases is known here, so overview says it."""

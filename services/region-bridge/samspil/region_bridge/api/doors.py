"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends

from samspil.ledger.store import Store
from samspil.region_bridge.api.turns import Turns
from samspil.region_bridge.partner.medcom.cut import FILES_AT_MOST
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow


class RegionDoor(door.Door[RegionTransaction]):
    """Beside store and keyring, who the two parties are, and what room there is for files."""

    def __init__(
        self,
        store: Store[RegionTransaction],
        keyring: Keyring,
        us: Organisation,
        region: Organisation,
        max_attachment_bytes: int = FILES_AT_MOST,
    ) -> None:
        super().__init__(store, keyring)
        self.us = us
        self.region = region
        self.max_attachment_bytes = max_attachment_bytes
        self.turns = Turns()


Door = Annotated[RegionDoor, Depends(door.door_of)]

RegionSystem = Annotated[Caller, Depends(allow(Role.INTEGRATOR, sector=Sector.REGION))]
"""The region's own system."""

Staff = Annotated[
    Caller,
    Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL)),
]
"""Those who help citizens."""

"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends

from samspil.ledger.store import Store
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow


class RegionDoor(door.Door[RegionTransaction]):
    """Beside store and keyring, who the two parties are."""

    def __init__(
        self, store: Store[RegionTransaction], keyring: Keyring, us: Organisation, region: Organisation
    ) -> None:
        super().__init__(store, keyring)
        self.us = us
        self.region = region


Door = Annotated[RegionDoor, Depends(door.door_of)]

RegionSystem = Annotated[Caller, Depends(allow(Role.INTEGRATOR, sector=Sector.REGION))]
"""The region's own system."""

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
"""Whoever looks at what is held."""

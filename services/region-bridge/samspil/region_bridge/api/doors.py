"""What every route of this service works with."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from samspil.ledger.store import Store
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller, Role, allow
from samspil.web.refusals import refuses


@dataclass(frozen=True, slots=True)
class Doors:
    """Behind the doors: the store, the keyring, and who the two parties are."""

    store: Store[RegionTransaction]
    keyring: Keyring
    us: Organisation
    region: Organisation


@refuses(problem_types.DATABASE_AWAY, KeyringAway)
async def _doors(request: Request) -> Doors:
    doors: Doors = request.app.state.doors
    return doors


Behind = Annotated[Doors, Depends(_doors)]

RegionSystem = Annotated[Caller, Depends(allow(Role.INTEGRATOR, sector=Sector.REGION))]
"""The region's own system."""

"""What every route of this service works with."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from samspil.ledger.store import Store
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role, allow


@dataclass(frozen=True, slots=True)
class Doors:
    """Behind the doors: the store and the keyring."""

    store: Store[ReferralTransaction]
    keyring: Keyring


async def _doors(request: Request) -> Doors:
    doors: Doors = request.app.state.doors
    return doors


Behind = Annotated[Doors, Depends(_doors)]

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
Visitator = Annotated[Caller, Depends(allow(Role.VISITATOR, sector=Sector.SOCIAL))]

"""What every route of this service works with."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from samspil.ledger.store import Store
from samspil.overview.api.built_in_issuer import BuiltInIssuer
from samspil.overview.domain.law import Law
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.sealing.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Doors:
    """Behind the doors: store, keyring, law, sessions, and the built-in issuer where people use it."""

    store: Store[OverviewTransaction]
    keyring: Keyring
    law: Law
    sessions: Sessions
    built_in_issuer: BuiltInIssuer | None = None


async def _doors(request: Request) -> Doors:
    doors: Doors = request.app.state.doors
    return doors


Behind = Annotated[Doors, Depends(_doors)]

"""What every route of this service works with."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from samspil.ledger.database import Pool
from samspil.sealing.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Doors:
    """Behind the doors: the database to read from and the keyring."""

    pool: Pool
    keyring: Keyring


def _doors(request: Request) -> Doors:
    doors: Doors = request.app.state.doors
    return doors


Behind = Annotated[Doors, Depends(_doors)]

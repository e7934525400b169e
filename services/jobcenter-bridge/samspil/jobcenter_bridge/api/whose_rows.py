"""Whom the rows of one file are about, and whose activities are received: asked once for each number."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from samspil.jobcenter_bridge.storage import batches
from samspil.ledger.database import Pool
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr

KEPT_AT_MOST = 20_000
"""Numbers, some megabytes: of a larger file those are asked for again that come again."""


class Whose(NamedTuple):
    """Whom a number leads to."""

    citizen: CitizenId | None
    is_received: bool
    """As it was when the file came; it is asked again when a row is recorded."""


STRANGER = Whose(None, is_received=False)


class WhoseRows:
    """What was found out for one file, and is forgotten with it."""

    def __init__(self, pool: Pool, keyring: Keyring, today: date) -> None:
        self._pool = pool
        self._keyring = keyring
        self._today = today
        self._found: dict[Cpr, Whose] = {}

    async def of(self, numbers: Collection[Cpr]) -> Mapping[Cpr, Whose]:
        """These, and maybe others. Raises ``KeyringAway``."""
        if len(self._found) > KEPT_AT_MOST:
            self._found.clear()
        if new := [number for number in numbers if number not in self._found]:
            known = await self._keyring.find_to_seal(new)
            received = await batches.read_received(self._pool, {*known.values()}, self._today)
            self._found |= dict.fromkeys(new, STRANGER)
            self._found |= {number: Whose(one, one in received) for number, one in known.items()}
        return self._found

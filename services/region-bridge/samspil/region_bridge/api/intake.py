"""Messages that come at the same moment are taken in together: one transaction, and one wait for the disk.

Each is decided about as if it came alone, and is answered when what was kept of it is committed.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from samspil.ledger.store import Store
from samspil.region_bridge.api.together import Asked, Together
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.storage.inbox import Answered, earlier_answers
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId


class New(NamedTuple):
    """A message, and what becomes of it where it did not come before."""

    message: Message
    answer: Callable[[datetime], bytes]
    """Its answer at that time."""
    citizen: CitizenId | None = None
    receive: Callable[[RegionTransaction], None] | None = None
    """On the transaction, which is turned to the citizen."""


class Intake:
    """One for a process."""

    def __init__(self, store: Store[RegionTransaction]) -> None:
        self._store = store
        self._together = Together(self._take)

    async def take(self, new: New) -> bytes:
        """The answer, which it got before or gets now, when all is committed. Raises ``BundleIdReused``."""
        names = ("message", new.message.id), ("bundle", new.message.bundle_id), new.citizen or new.message.id
        return await self._together.ask(new, *names)

    async def _take(self, some: Sequence[Asked[New, bytes]], alone: bool) -> Sequence[bytes]:
        """Many wait for nobody's lock: whoever is held up by one is taken by themselves."""
        citizens = {one.what.citizen for one in some if one.what.citizen}
        async with self._store.transaction(citizens, waits=alone) as tx:
            told = {
                one.what.message.id: Answered(one.what.message.bundle_id, one.what.answer(tx.now))
                for one in some
            }
            earlier = await earlier_answers(tx.connection, told, tx.now)
            for one in some:
                new = one.what
                if new.receive and new.citizen and new.message.id not in earlier:
                    tx.turn_to(new.citizen)
                    one.context.run(new.receive, tx)
        return [earlier.get(id_) or new.answer for id_, new in told.items()]

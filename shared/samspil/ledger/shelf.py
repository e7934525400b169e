"""A shelf holds one kind of state per citizen: loaded under the lock in one query, saved in one statement."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

from samspil.ledger.database import Connection
from samspil.vocabulary.citizen_id import CitizenId

S = TypeVar("S")


class OutOfReach(Exception):
    """A handler reached for another citizen than its record's: a programming error."""


class Shelf(ABC, Generic[S]):
    """Collects what handlers save; nothing is written before the transaction flushes."""

    def __init__(self) -> None:
        self._states: dict[CitizenId, S] = {}
        self._changed: dict[CitizenId, S] = {}
        self._at: CitizenId | None = None

    @abstractmethod
    async def read(self, connection: Connection, citizens: Collection[CitizenId]) -> Mapping[CitizenId, S]:
        """The kept states of these citizens; a citizen without one is left out."""

    @abstractmethod
    async def write(self, connection: Connection, states: Mapping[CitizenId, S]) -> None:
        """Keep these states, in one statement."""

    def of(self, citizen: CitizenId) -> S | None:
        """The state of the record's own citizen, as loaded or as saved since."""
        if citizen != self._at:
            raise OutOfReach
        return self._states.get(citizen)

    def save(self, citizen: CitizenId, state: S) -> None:
        """Collect the new state of the record's own citizen."""
        if citizen != self._at:
            raise OutOfReach
        self._states[citizen] = self._changed[citizen] = state

    async def look(self, connection: Connection, citizen: CitizenId) -> S | None:
        """What is kept of one citizen, for who decides nothing."""
        await self.load(connection, (citizen,))
        self.turn_to(citizen)
        return self.of(citizen)

    def turn_to(self, citizen: CitizenId | None) -> None:
        """From here on this citizen is the one within reach."""
        self._at = citizen

    @property
    def citizen(self) -> CitizenId:
        """The one within reach. Raises ``OutOfReach`` when there is none."""
        if self._at is None:
            raise OutOfReach
        return self._at

    async def load(self, connection: Connection, citizens: Collection[CitizenId]) -> None:
        """Replace what is known of these citizens by what is kept, and forget what was collected for them."""
        self._replace(citizens, await self.read(connection, citizens))

    def _replace(self, citizens: Collection[CitizenId], states: Mapping[CitizenId, S]) -> None:
        for citizen in citizens:
            self._states.pop(citizen, None)
            self._changed.pop(citizen, None)
        self._states.update(states)

    async def flush(self, connection: Connection) -> None:
        """Write what was collected."""
        if self._changed:
            changed, self._changed = self._changed, {}
            await self.write(connection, changed)

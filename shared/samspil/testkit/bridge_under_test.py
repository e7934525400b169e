"""A bridge on its own database: it hears what its partner may be told, and its courier tells it."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from samspil.contracts.disclosure import Identity
from samspil.contracts.envelope import Fact
from samspil.exchange.courier import Courier
from samspil.exchange.say_delivery import DeliveryTransaction
from samspil.ledger.hear import Handler
from samspil.ledger.store import Store
from samspil.testkit.people import Person
from samspil.testkit.publishers import Publishers, read
from samspil.testkit.service_under_test import ServiceUnderTest
from samspil.vocabulary.citizen_id import CitizenId

T = TypeVar("T", bound=DeliveryTransaction)


@dataclass(kw_only=True)
class BridgeUnderTest(ServiceUnderTest, Generic[T]):
    """Its transactions and its courier."""

    store: Store[T]
    courier: Courier[T]
    publishers: Publishers = field(default_factory=Publishers)

    async def hear(self, citizen: CitizenId, informed: Fact, handler: Handler[T]) -> None:
        """A disclosure, newer than any before."""
        said = self.publishers.say(citizen, informed)
        async with self.store.transaction([citizen]) as tx:
            handler(read(said.topic, said.record), tx)

    async def identity(self, citizen: CitizenId, person: Person) -> Identity:
        """Who the citizen is, in tokens of their own."""
        return Identity(
            cpr=await self.keyring.seal(citizen, "cpr", person.cpr.number),
            name=await self.keyring.seal(citizen, "name", person.name),
        )

    async def time_passes(self) -> None:
        """Whatever waits for its next try is due now."""
        await self.pool.execute("UPDATE delivery SET at = clock_timestamp() WHERE ended_at IS NULL")

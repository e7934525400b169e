"""The region as the courier knows it, with a keyring in memory and a door that keeps what it takes."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from kept_in_memory import MemoryKeyring
from medcom import AUTHOR, NOW, REGION, US, resources
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import Identity
from samspil.exchange.courier import Answer
from samspil.exchange.delivery import Content
from samspil.region_bridge.domain.correspondence import Correspondence
from samspil.region_bridge.partner.region import Region
from samspil.rulebook.organisations import Organisation, Organisations
from samspil.testkit.builders import CITIZEN
from samspil.testkit.people import Person
from samspil.vocabulary.citizen_id import CitizenId

DELIVERY = UUID(int=7)
DAY = date(2026, 1, 1)
THEIRS = Organisation(
    name="Regionen",
    sor=REGION.sor,
    gln=REGION.gln,
    units=("REGION-1",),
    is_our_region=True,
    valid_from=DAY,
    source="",
)
HOSPITAL = Organisation(
    name="Hospitalet",
    sor="999990000000077",
    gln="5799999900778",
    units=("WARD-1",),
    valid_from=DAY,
    source="",
)


class Door:
    """The way to the region: takes everything, and keeps it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.answer = Answer.REFUSED

    async def hand_over(self, message_id: str, body: bytes) -> Answer:
        self.taken.append((message_id, body))
        return self.answer


class Scene:
    """One citizen who is known to the region, or not."""

    def __init__(self, person: Person | None, theirs: Organisation = THEIRS) -> None:
        self.now = NOW
        self.threads: dict[UUID, Correspondence] = {}
        self.bodies: list[str] = []
        """As they were composed."""
        self.keyring, self.door, self._person = MemoryKeyring(), Door(), person
        self.region = Region(
            cast(Any, self.keyring),
            cast(Any, self.door),
            self._identity_of,
            self._correspondence_of,
            us=US,
            organisations=Organisations((theirs, HOSPITAL)),
            author=AUTHOR,
            now=lambda: self.now,
        )

    async def _identity_of(self, citizen: CitizenId) -> Identity | None:
        if self._person is None or citizen != CITIZEN:
            return None
        seal = self.keyring.seal
        return Identity(
            cpr=await seal(citizen, "cpr", self._person.cpr.number),
            name=await seal(citizen, "name", self._person.name),
        )

    async def _correspondence_of(self, citizen: CitizenId, thread_id: UUID) -> Correspondence:
        return self.threads.get(thread_id) or Correspondence.nothing(thread_id)

    async def letter(self, told: Told, **tells: str) -> dict[str, list[dict[str, Any]]]:
        body = {name: await self.keyring.seal(CITIZEN, "name", text) for name, text in tells.items()}
        written = await self.region.compose(CITIZEN, Content(told, body), DELIVERY)
        return resources(written.encode())

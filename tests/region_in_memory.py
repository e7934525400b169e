"""The region-bridge without its doors and without a database: what it hears, receives, keeps and says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from kept_in_memory import MemoryStore
from samspil.contracts import topics
from samspil.contracts.disclosure import ContactPerson, RegionInformed
from samspil.contracts.disclosure import Identity as Known
from samspil.exchange.delivery import Deliveries, in_order
from samspil.exchange.disclosure import Disclosure
from samspil.region_bridge.domain.held import HeldNotice
from samspil.region_bridge.domain.notice import Notice
from samspil.region_bridge.handlers.apply_held import apply_held
from samspil.region_bridge.handlers.discard_held import discard_held
from samspil.region_bridge.handlers.follow_notices import follow_notices
from samspil.region_bridge.handlers.hear_disclosure import hear_disclosure
from samspil.region_bridge.handlers.hold_message import may_hold
from samspil.region_bridge.handlers.receive_notice import receive_notice
from samspil.region_bridge.storage.notices import KeptNotice
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, event, sealed
from samspil.vocabulary.citizen_id import CitizenId

TODAY, DAY = date(2026, 11, 23), timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
"""The end of the day in Denmark."""
CPR, NAME, CONTACT, RAW = sealed("cpr"), sealed("name"), sealed("name"), sealed("message")
OTHER = CitizenId(UUID(int=9))


class Kept(NamedTuple):
    """What is kept of one citizen; of what bears on stays, the messages' ids."""

    disclosure: Disclosure[RegionInformed] | None
    notices: tuple[KeptNotice, ...]
    stays: set[str]
    deliveries: Deliveries


def informed(**told: Any) -> RegionInformed:
    whole: dict[str, Any] = {
        "shares": True,
        "until": None,
        "notices_received": True,
        "identity": Known(cpr=CPR, name=NAME),
        "contact_person": ContactPerson(name=CONTACT),
        "occurred_at": MONDAY,
    }
    return RegionInformed(**{**whole, **told})


class Bridge:
    """A bridge without its doors."""

    def __init__(self) -> None:
        self.store = MemoryStore(RegionTransaction, topics.HOSPITAL)

    async def hears(self, seq: int = 1, *, citizen: CitizenId = CITIZEN, **told: Any) -> None:
        async with self.store.transaction([citizen]) as tx:
            hear_disclosure(event(informed(**told), seq, citizen), tx)

    async def receives(self, *notices: Notice, citizen: CitizenId = CITIZEN) -> None:
        for one in notices:
            async with self.store.transaction([citizen]) as tx:
                receive_notice(tx, citizen, one, RAW)

    async def follows(self, citizen: CitizenId = CITIZEN) -> None:
        async with self.store.transaction([citizen]) as tx:
            assert follow_notices(tx, citizen, "") is None

    async def may_hold(self, *citizens: CitizenId) -> bool:
        async with self.store.transaction(citizens) as tx:
            return may_hold(tx)

    async def kept(self, citizen: CitizenId = CITIZEN) -> Kept:
        async with self.store.transaction([citizen]) as tx:
            return Kept(
                tx.disclosures.of(citizen),
                tx.notices.of(citizen) or (),
                set(tx.stay_notices.of(citizen) or {}),
                in_order(tx.deliveries.of(citizen).values()),
            )

    async def held(self, citizen: CitizenId = CITIZEN) -> list[HeldNotice]:
        """Whatever was held of the citizen, settled or not, as it came."""
        async with self.store.transaction([citizen]) as tx:
            return list(tx.held.of(citizen).values())

    async def applies(self, held: HeldNotice, by: str = "one", seen: int | None = None) -> HeldNotice:
        """Somebody finds it to be so."""
        assert held.says is not None
        async with self.store.transaction([CITIZEN]) as tx:
            return apply_held(tx, held.id, held.says, by, RAW, seen)

    async def discards(self, held: HeldNotice, by: str = "one") -> HeldNotice:
        """Somebody puts it aside."""
        async with self.store.transaction([CITIZEN]) as tx:
            return discard_held(tx, held.id, by, RAW, None)

    @property
    def said(self) -> list[str]:
        return [one.type.removeprefix("hospital.stay_").removesuffix(".v1") for one in self.store.said]

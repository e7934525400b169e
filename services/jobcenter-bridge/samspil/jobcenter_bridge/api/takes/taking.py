"""What every kind of entity needs to be taken in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_owner
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.database import Passing
from samspil.ledger.rows import AboutSomebodyElse
from samspil.ledger.store import Store
from samspil.sealing.access import Access
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

ACCESS = Access("jobcenter-bridge", Role.INTEGRATOR, Sector.EMPLOYMENT, "compare-with-what-was-told")


class LookedAtMeanwhile(Passing):
    """Somebody else has looked at the same entity since it was compared with what is known of it."""


class StillThere(Exception):
    """They say that it is deleted, and give it out all the same."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Where entities come from and where they go; no transaction is open while one is fetched."""

    store: Store[JobcenterTransaction]
    keyring: Keyring
    partner: CaseSystem

    @property
    def today(self) -> date:
        """In Denmark."""
        return danish_day(datetime.now(UTC))

    async def whose(self, claimed: Claimed, cpr: Cpr | None) -> CitizenId | None:
        """Whom the entity is about; None for a stranger. Raises ``AboutSomebodyElse``."""
        citizen = await self.keyring.find(cpr) if cpr else None
        owner = await read_owner(self.store.pool, claimed.kind, claimed.notification.entity)
        if owner is not None and citizen != owner:
            raise AboutSomebodyElse
        return citizen

    async def sealed(self, citizen: CitizenId, words: str, known: Sealed | None) -> Sealed:
        """A token of the words: the one that is known, where it says the same."""
        if known is not None and await self._text(citizen, known) == words:
            return known
        return await self.keyring.seal(citizen, "words", words)

    async def _text(self, citizen: CitizenId, token: Sealed) -> str:
        return (await self.keyring.open(citizen, {"words": token}, ACCESS))["words"]

    async def ends(self, claimed: Claimed, state: State) -> None:
        """What became of a notification of nobody who is known."""
        await notifications.end(self.store.pool, claimed, state)


async def end(tx: JobcenterTransaction, claimed: Claimed, state: State, citizen: CitizenId) -> None:
    """What became of it; a later disclosure may let what is not received."""
    whose = citizen if state is State.NOT_RECEIVED else None
    await notifications.end(tx.connection, claimed, state, whose)


Take = Callable[[Taking, Claimed], Awaitable[None]]
"""Take in the entity of one notification."""

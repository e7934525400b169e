"""What every kind of entity needs to be taken in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from samspil.jobcenter_bridge.domain.notification import Change, State
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.storage import notifications
from samspil.jobcenter_bridge.storage.notifications import Claimed
from samspil.jobcenter_bridge.storage.queries import read_owner
from samspil.jobcenter_bridge.storage.transaction import JobcenterTransaction
from samspil.ledger.database import Passing
from samspil.ledger.rows import AboutSomebodyElse
from samspil.ledger.store import Store
from samspil.rulebook.rulebook import Rulebook
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
    rules: Rulebook

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

    async def of_deleted(self, claimed: Claimed) -> CitizenId | None:
        """Of whom something that is not found was said, where they say that it is deleted.

        Not found alone takes nothing back: it ends as gone.
        """
        owner = await read_owner(self.store.pool, claimed.kind, claimed.notification.entity)
        if claimed.change is Change.DELETED and owner is not None:
            return owner
        await self.ends(claimed, State.GONE)
        return None

    async def of_found(self, claimed: Claimed, cpr: Cpr | None, *, is_off: bool) -> CitizenId | None:
        """Whom what was found is about; None for a stranger, of whom it ends as not received.

        ``is_off``: it says itself that it does not stand. Raises ``StillThere``, ``AboutSomebodyElse``.
        """
        if claimed.change is Change.DELETED and not is_off:
            raise StillThere
        citizen = await self.whose(claimed, cpr)
        if citizen is None:
            await self.ends(claimed, State.NOT_RECEIVED)
        return citizen

    async def sealed(
        self, citizen: CitizenId, words: str, known: Sealed | None, kind: str = "words"
    ) -> Sealed:
        """A token of the words, of this kind: the one that is known, where it says the same."""
        if known is not None and await self._text(citizen, known) == words:
            return known
        return await self.keyring.seal(citizen, kind, words)

    async def maybe_sealed(
        self, citizen: CitizenId, words: str | None, known: Sealed | None, kind: str = "words"
    ) -> Sealed | None:
        """The same of words that may be left out."""
        return None if words is None else await self.sealed(citizen, words, known, kind)

    async def _text(self, citizen: CitizenId, token: Sealed) -> str:
        return (await self.keyring.open(citizen, {"words": token}, ACCESS))["words"]

    async def ends(self, claimed: Claimed, state: State) -> None:
        """What became of a notification of nobody who is known."""
        await notifications.end(self.store.pool, claimed, state)


async def end(tx: JobcenterTransaction, claimed: Claimed, state: State, citizen: CitizenId) -> None:
    """What became of it; a later disclosure may let what is not received."""
    whose = citizen if state is State.NOT_RECEIVED else None
    await notifications.end(tx.connection, claimed, state, whose)


def ending(claimed: Claimed, state: State) -> State:
    """What is known to be deleted is gone."""
    return State.GONE if state is State.RECEIVED and claimed.change is Change.DELETED else state


Take = Callable[[Taking, Claimed], Awaitable[None]]
"""Take in the entity of one notification."""

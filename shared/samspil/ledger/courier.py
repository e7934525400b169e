"""The courier: sends what is to be sent, in order for each citizen, the same bytes at every try.

Before a message leaves, its bytes and the claim to send them are committed; so after a kill the same message
goes again, under the same id, and only while the newest disclosure still says so.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from samspil.contracts.delivery import Outcome
from samspil.contracts.envelope import Fact
from samspil.ledger.database import passes
from samspil.ledger.deliveries import TO_SEND, DeliveryShelf
from samspil.ledger.delivery import Content, Deliveries, Delivery, State
from samspil.ledger.say import Cause
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import parent, span
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

AT_ONCE = 8
"""Citizens whose messages are under way at the same time: a slow answer holds up nobody else."""

LOOK_EVERY = 0.05
LEASE = timedelta(seconds=60)
"""For as long no other courier tries the same message; a partner's answer takes less."""
LONGEST_WAIT = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=2)

log = get_logger()


class Answer(StrEnum):
    """What the partner said."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"


class PartnerAway(Exception):
    """No answer: whether the message had an effect is unknown, and the same bytes may go again."""


class Partner(Protocol):
    """The partner's door."""

    async def compose(self, citizen: CitizenId, content: Content, delivery_id: UUID) -> str:
        """The message in the partner's own words; the same for the same content, but for its id."""
        ...

    async def send(self, delivery_id: UUID, body: str) -> Answer:
        """Hand the message over. Raises ``PartnerAway``."""
        ...

    async def seal(self, citizen: CitizenId, body: str) -> str:
        """The message as it may be kept."""
        ...

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        """The kept message again."""
        ...


class DeliveryTransaction(Transaction):
    """What a courier needs of a bridge's transaction."""

    deliveries: DeliveryShelf


T = TypeVar("T", bound=DeliveryTransaction)

Ended = Callable[[Delivery, Outcome, datetime], Fact]
"""The bridge's own fact about a delivery's end."""


class Courier(Generic[T]):
    """Sends for one bridge; any number of them may run."""

    def __init__(self, store: Store[T], partner: Partner, ended: Ended) -> None:
        self._store = store
        self._partner = partner
        self._ended = ended

    async def run(self) -> None:
        """Send for ever; passing faults are waited out."""
        while True:
            try:
                sent = await self.round()
            except Exception as fault:
                if not passes(fault):
                    raise
                log.warning("courier.waits", fault=type(fault).__name__)
                sent = 0
            if not sent:
                await asyncio.sleep(LOOK_EVERY)

    async def round(self) -> int:
        """One message each for some citizens; how many citizens."""
        rows = await self._store.pool.fetch(TO_SEND, AT_ONCE)
        await asyncio.gather(*(self._send_next(row["citizen_id"]) for row in rows))
        return len(rows)

    async def _send_next(self, citizen: CitizenId) -> None:
        found = await self._look(citizen)
        if found is None:
            return
        try:
            body, sealed = await self._words(citizen, found)
        except Exception as fault:
            if passes(fault):
                raise
            log.error("delivery.no_words", told=found.content.told, fault=type(fault).__name__)
            await self._try_later(citizen, found)
            return
        claimed = await self._claim(citizen, found, sealed)
        if claimed is None:
            return
        try:
            with span(f"tell {claimed.content.told}", context=parent(claimed.trace)):
                outcome = Outcome(await self._partner.send(claimed.id, body))
        except PartnerAway:
            log.warning("partner.away", told=claimed.content.told, attempts=claimed.attempts)
            await self._try_later(citizen, claimed)
        else:
            await self._end(citizen, claimed, outcome)

    async def _look(self, citizen: CitizenId) -> Delivery | None:
        """The next one to send; what is not worth sending any more ends here."""
        async with self._store.transaction([citizen]) as tx:
            deliveries = tx.deliveries.of(citizen) or ()
            found = next_to_send(deliveries, tx.now)
            if found is None:
                return None
            over = found.content.until is not None and found.content.until < danish_day(tx.now)
            newer = found.state is State.SENDING and _is_overtaken(found, deliveries)
            if over and found.state is State.OPEN:
                _put(tx, citizen, replace(found, state=State.OVERTAKEN, ended_at=tx.now))
                return None
            if over or newer or tx.now - found.made_at > GIVE_UP_AFTER:
                self._say_end(tx, citizen, found, Outcome.EXPIRED)
                return None
        return found

    async def _words(self, citizen: CitizenId, found: Delivery) -> tuple[str, str]:
        if found.body is not None:
            return await self._partner.open(citizen, found.body), found.body
        body = await self._partner.compose(citizen, found.content, found.id)
        return body, await self._partner.seal(citizen, body)

    async def _claim(self, citizen: CitizenId, found: Delivery, sealed: str) -> Delivery | None:
        async with self._store.transaction([citizen]) as tx:
            if next_to_send(tx.deliveries.of(citizen) or (), tx.now) != found:
                return None
            claimed = replace(
                found, state=State.SENDING, body=sealed, attempts=found.attempts + 1, at=tx.now + LEASE
            )
            _put(tx, citizen, claimed)
        return claimed

    async def _try_later(self, citizen: CitizenId, one: Delivery) -> None:
        async with self._store.transaction([citizen]) as tx:
            if _stands(tx, citizen, one):
                wait = min(timedelta(seconds=2 ** min(one.attempts, 20)), LONGEST_WAIT)
                _put(tx, citizen, replace(one, at=tx.now + wait))

    async def _end(self, citizen: CitizenId, claimed: Delivery, outcome: Outcome) -> None:
        async with self._store.transaction([citizen]) as tx:
            if _stands(tx, citizen, claimed):
                self._say_end(tx, citizen, claimed, outcome)

    def _say_end(self, tx: T, citizen: CitizenId, one: Delivery, outcome: Outcome) -> None:
        _put(tx, citizen, replace(one, state=State(outcome.value), ended_at=tx.now))
        tx.say(self._ended(one, outcome, tx.now), caused_by=Cause(case=one.id))


def next_to_send(deliveries: Deliveries, now: datetime) -> Delivery | None:
    """The first that is not ended, if its time has come: nothing overtakes it."""
    for one in deliveries:
        if one.state in {State.OPEN, State.SENDING}:
            return one if one.at <= now else None
    return None


def _stands(tx: DeliveryTransaction, citizen: CitizenId, seen: Delivery) -> bool:
    """Whether it is still as it was seen: nobody ended or overtook it meanwhile."""
    return any(one.id == seen.id and one.state is seen.state for one in tx.deliveries.of(citizen) or ())


def _is_overtaken(sending: Delivery, deliveries: Deliveries) -> bool:
    return any(one.state is State.OPEN and one.seq > sending.seq for one in deliveries)


def _put(tx: DeliveryTransaction, citizen: CitizenId, changed: Delivery) -> None:
    deliveries = tx.deliveries.of(citizen) or ()
    tx.deliveries.save(citizen, tuple(changed if one.id == changed.id else one for one in deliveries))

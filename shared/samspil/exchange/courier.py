"""The courier: sends what is to be sent, in order for each item, the same bytes at every try.

A message waits for nothing but what ``waits_for`` names: neither the hour of another, nor its failed tries.
A try is claimed and counted first, and before a message leaves its bytes are committed; so after a kill the
same message goes again, under the same id, and only while the newest disclosure still says so.
Whatever goes wrong with one message is the failure of that try and of nothing else.
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
from samspil.exchange.deliveries import NEXT, PUT_OFF, SENDABLE
from samspil.exchange.delivery import (
    UNENDED,
    Content,
    Deliveries,
    Delivery,
    State,
    first_in_line,
    in_order,
    waits_for,
)
from samspil.ledger.database import passes
from samspil.ledger.rows import Rows
from samspil.ledger.say import Cause
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.ledger.wake import SLOW_LOOK, TO_SEND, until, woken
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import parent, span
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

AT_ONCE = 8
"""Messages that are under way at the same time, also of one citizen."""

REST_AFTER_A_FAULT = 0.05
LEASE = timedelta(seconds=60)
"""For as long no other courier tries the same message."""
LONGEST_TRY = 50.0
"""Seconds: less than the lease, however slowly a partner answers."""
LONGEST_WAIT = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=2)
"""A message older than this is given up, but never without a try."""

log = get_logger()


class Answer(StrEnum):
    """What the partner said."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"


class PartnerAway(Exception):
    """No answer: whether the message had an effect is unknown, and the same bytes may go again."""


class Undeliverable(Exception):
    """It may never be handed over, and nothing left: the delivery ends refused at once."""


class Partner(Protocol):
    """The partner's door; whatever else these raise is a try that failed, and is tried again later."""

    async def compose(self, citizen: CitizenId, content: Content, delivery_id: UUID) -> str:
        """The message in the partner's own words; the same for the same content, but for its id.

        Raises ``Undeliverable``.
        """
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

    deliveries: Rows[Delivery]


T = TypeVar("T", bound=DeliveryTransaction)

Ended = Callable[[Delivery, Outcome, datetime], Fact]
"""The bridge's own fact about a delivery's end."""


class Courier(Generic[T]):
    """Sends for one bridge; any number of them may run."""

    def __init__(self, store: Store[T], partner: Partner, ended: Ended) -> None:
        self._store = store
        self._partner = partner
        self._ended = ended
        self.awake = asyncio.Event()
        """Set when there is something to send."""
        store.waker.here[TO_SEND] = self.awake.set

    async def run(self) -> None:
        """Send for ever; passing faults are waited out."""
        while True:
            self.awake.clear()
            try:
                sent = await self.round()
                rest = 0.0 if sent else until(await self._store.pool.fetchval(NEXT))
            except Exception as fault:
                if not passes(fault):
                    raise
                log.warning("courier.waits", fault=type(fault).__name__)
                rest = SLOW_LOOK
                await asyncio.sleep(REST_AFTER_A_FAULT)
            if rest:
                await woken(self.awake, rest)

    async def round(self) -> int:
        """Some messages at once; how many there were to send. What passes is raised when all are done."""
        rows = await self._store.pool.fetch(SENDABLE, AT_ONCE)
        citizens = [row["citizen_id"] for row in rows]
        for fault in await asyncio.gather(*map(self._visit, citizens), return_exceptions=True):
            if fault is not None:
                raise fault
        return len(rows)

    async def _visit(self, citizen: CitizenId) -> None:
        """Nobody else waits for a citizen whose deliveries cannot even be looked at."""
        try:
            await self._send_next(citizen)
        except Exception as fault:
            if passes(fault):
                raise
            log.error("courier.failed", fault=type(fault).__name__)
            await self._store.pool.execute(PUT_OFF, citizen, LONGEST_WAIT)

    async def _send_next(self, citizen: CitizenId) -> None:
        claimed = await self._claim(citizen)
        if claimed is None:
            return
        try:
            async with asyncio.timeout(LONGEST_TRY):
                outcome = await self._try(citizen, claimed)
        except Undeliverable:
            outcome = Outcome.REFUSED
        except Exception as fault:  # noqa: BLE001  # whatever they answer, it is the failure of this try
            about = {"told": claimed.content.told, "attempts": claimed.attempts}
            if isinstance(fault, PartnerAway | TimeoutError):
                log.warning("partner.away", **about)
            else:
                log.error("delivery.failed", fault=type(fault).__name__, **about)
            await self._try_later(citizen, claimed)
            return
        if outcome is not None:
            await self._end(citizen, claimed, outcome)

    async def _claim(self, citizen: CitizenId) -> Delivery | None:
        """The next one to send, ours until its lease ends; what is not worth sending any more ends here."""
        async with self._store.transaction([citizen]) as tx:
            deliveries = in_order(tx.deliveries.of(citizen).values())
            found = next_to_send(deliveries, tx.now)
            if found is None:
                return None
            over = found.content.until is not None and found.content.until < danish_day(tx.now)
            newer = found.state is State.SENDING and (found.withdrawn or _is_overtaken(found, deliveries))
            old = tx.now - found.made_at > GIVE_UP_AFTER
            if over and not found.attempts:
                tx.deliveries.put(replace(found, state=State.OVERTAKEN, ended_at=tx.now))
                return None
            if over or newer or (old and found.attempts):
                self._say_end(tx, found, Outcome.EXPIRED)
                return None
            claimed = replace(found, attempts=found.attempts + 1, at=tx.now + LEASE)
            tx.deliveries.put(claimed)
        return claimed

    async def _try(self, citizen: CitizenId, claimed: Delivery) -> Outcome | None:
        """None when it was overtaken while it was worded."""
        if claimed.body is not None:
            body = await self._partner.open(citizen, claimed.body)
        else:
            body = await self._partner.compose(citizen, claimed.content, claimed.id)
            sealed = await self._partner.seal(citizen, body)
            async with self._store.transaction([citizen]) as tx:
                if _now(tx, claimed) is None:
                    return None
                tx.deliveries.put(replace(claimed, state=State.SENDING, body=sealed))
        with span(f"tell {claimed.content.told}", context=parent(claimed.trace)):
            return Outcome(await self._partner.send(claimed.id, body))

    async def _try_later(self, citizen: CitizenId, tried: Delivery) -> None:
        async with self._store.transaction([citizen]) as tx:
            one = _now(tx, tried)
            if one is not None:
                wait = min(timedelta(seconds=2 ** min(one.attempts, 20)), LONGEST_WAIT)
                tx.deliveries.put(replace(one, at=tx.now + wait))

    async def _end(self, citizen: CitizenId, tried: Delivery, outcome: Outcome) -> None:
        async with self._store.transaction([citizen]) as tx:
            one = _now(tx, tried)
            if one is not None:
                self._say_end(tx, one, outcome)

    def _say_end(self, tx: T, one: Delivery, outcome: Outcome) -> None:
        tx.deliveries.put(replace(one, state=State(outcome.value), ended_at=tx.now))
        tx.say(self._ended(one, outcome, tx.now), caused_by=Cause(case=one.id))


def next_to_send(deliveries: Deliveries, now: datetime) -> Delivery | None:
    """The first whose time has come and that waits for no other."""
    return next((one for one in first_in_line(deliveries) if one.at <= now), None)


def _now(tx: DeliveryTransaction, tried: Delivery) -> Delivery | None:
    """As it is kept now; None when it was ended or overtaken meanwhile."""
    kept = tx.deliveries.of(tx.citizen).get(tried.id)
    return kept if kept and kept.state in UNENDED else None


def _is_overtaken(sending: Delivery, deliveries: Deliveries) -> bool:
    return any(
        one.state is State.OPEN and one.seq > sending.seq and waits_for(one, sending) for one in deliveries
    )

"""The courier: sends what is to be sent, in order for each item, and again by the partner's own rule.

A message waits for nothing but what ``waits_for`` names: neither the hour of another, nor its failed tries.
A try is claimed and counted first. Before a message leaves, its bytes and that it may have left are
committed; so after a kill the same message goes again, under the same id, as often as the rule lets it and
no oftener, and only while the newest disclosure still says so.
Whatever goes wrong with one message is the failure of that try and of nothing else.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from samspil.contracts.delivery import Outcome
from samspil.exchange.correct import corrects
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
from samspil.exchange.resending import LONGEST_WAIT, SOON, Resending, next_try
from samspil.exchange.say_delivery import DeliveryTransaction, Ended, Says, Sent
from samspil.ledger.database import passes
from samspil.ledger.store import Store
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

log = get_logger()


class Answer(StrEnum):
    """What the partner said."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    TAKEN = "taken"
    """It has the message, and says later what becomes of it."""


class PartnerAway(Exception):
    """No answer: whether the message had an effect is unknown."""


class NeverLeft(PartnerAway):
    """No byte of the message was written: it certainly had no effect."""


class Undeliverable(Exception):
    """It may never be handed over, and nothing left: the delivery ends refused at once."""


class Partner(Protocol):
    """The partner's door; whatever else these raise is a try that failed, and is tried again later."""

    async def compose(self, citizen: CitizenId, content: Content, delivery_id: UUID, corrects: bool) -> str:
        """The message in the partner's own words; the same for the same content, but for its id.

        ``corrects``: the partner was told otherwise of the same thing before.
        Raises ``Undeliverable``.
        """
        ...

    async def send(self, delivery_id: UUID, body: str, transmission: int) -> Answer:
        """Hand the message over, for the first, the second … time. Raises ``PartnerAway``, ``NeverLeft``."""
        ...

    async def seal(self, citizen: CitizenId, body: str) -> str:
        """The message as it may be kept."""
        ...

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        """The kept message again."""
        ...


class Claimed(NamedTuple):
    """A delivery that is ours until its lease ends."""

    delivery: Delivery
    corrects: bool
    """Whether the partner was told otherwise of the same thing before."""


T = TypeVar("T", bound=DeliveryTransaction)


class Courier(Generic[T]):
    """Sends for one bridge; any number of them may run."""

    def __init__(
        self,
        store: Store[T],
        partner: Partner,
        ended: Ended,
        sent: Sent[T] | None = None,
        resending: Resending = SOON,
    ) -> None:
        self._store = store
        self._partner = partner
        self._says = Says(ended, sent)
        self._resending = resending
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
        found = await self._claim(citizen)
        if found is None:
            return
        claimed = found.delivery
        answer: Answer | None
        try:
            async with asyncio.timeout(LONGEST_TRY):
                answer = await self._try(citizen, *found)
        except Undeliverable:
            answer = Answer.REFUSED
        except Exception as fault:  # noqa: BLE001  # whatever they answer, it is the failure of this try
            about = {"told": claimed.content.told, "attempts": claimed.attempts}
            if isinstance(fault, PartnerAway | TimeoutError):
                log.warning("partner.away", **about)
            else:
                log.error("delivery.failed", fault=type(fault).__name__, **about)
            await self._wait(citizen, claimed, left=not isinstance(fault, NeverLeft))
            return
        match answer:
            case Answer.ACKNOWLEDGED | Answer.REFUSED:
                await self._end(citizen, claimed, Outcome(answer.value))
            case Answer.TAKEN:
                await self._wait(citizen, claimed)

    async def _claim(self, citizen: CitizenId) -> Claimed | None:
        """The next one to send, ours until its lease ends; what is not worth sending any more ends here."""
        async with self._store.transaction([citizen]) as tx:
            deliveries = in_order(tx.deliveries.of(citizen).values())
            found = next_to_send(deliveries, tx.now)
            if found is None:
                return None
            over = found.content.until is not None and found.content.until < danish_day(tx.now)
            if over and not found.attempts:
                tx.deliveries.put(replace(found, state=State.OVERTAKEN, ended_at=tx.now))
                return None
            if over or _is_outdated(found, deliveries) or self._resending.is_given_up(found, tx.now):
                self._says.end(tx, found, Outcome.EXPIRED)
                return None
            is_correction = corrects(found, deliveries, danish_day(tx.now))
            found = self._says.left(tx, found)
            claimed = replace(found, attempts=found.attempts + 1, at=tx.now + LEASE)
            tx.deliveries.put(claimed)
        return Claimed(claimed, is_correction)

    async def _try(self, citizen: CitizenId, claimed: Delivery, is_correction: bool) -> Answer | None:
        """None when it was overtaken while it was worded."""
        if claimed.body is not None:
            sealed, body = claimed.body, await self._partner.open(citizen, claimed.body)
        else:
            body = await self._partner.compose(citizen, claimed.content, claimed.id, is_correction)
            sealed = await self._partner.seal(citizen, body)
        departing = await self._depart(citizen, claimed, sealed)
        if departing is None:
            return None
        with span(f"tell {claimed.content.told}", context=parent(claimed.trace)):
            return await self._partner.send(claimed.id, body, departing.transmissions)

    async def _depart(self, citizen: CitizenId, claimed: Delivery, sealed: str) -> Delivery | None:
        """It counts as having left from here on, and before a byte of it is written.

        Should nobody come to say otherwise, it goes again when an answer was waited for long enough.
        """
        async with self._store.transaction([citizen]) as tx:
            one = _now(tx, claimed)
            if one is None or _is_outdated(one, in_order(tx.deliveries.of(citizen).values())):
                return None
            at = one.at
            if self._resending.after is not None:
                at = self._resending.next_after_silence(one, tx.now + LEASE)
            departing = replace(one.departing, body=sealed, at=at)
            tx.deliveries.put(departing)
        return departing

    async def _wait(self, citizen: CitizenId, tried: Delivery, *, left: bool = True) -> None:
        """Until its next time: of what has left by the partner's rule, else soon."""
        async with self._store.transaction([citizen]) as tx:
            one = _now(tx, tried)
            if one is None:
                return
            if one.transmissions == tried.transmissions:  # it came no further than to its words
                tx.deliveries.put(replace(one, at=next_try(one, tx.now)))
            elif left:
                one = self._says.left(tx, one)
                tx.deliveries.put(replace(one, at=self._resending.next_after_silence(one, tx.now)))
            else:
                tx.deliveries.put(replace(one.held_back, at=next_try(one, tx.now)))

    async def _end(self, citizen: CitizenId, tried: Delivery, outcome: Outcome) -> None:
        async with self._store.transaction([citizen]) as tx:
            one = _now(tx, tried)
            if one is not None:
                self._says.end(tx, one, outcome)


def next_to_send(deliveries: Deliveries, now: datetime) -> Delivery | None:
    """The first whose time has come and that waits for no other."""
    return next((one for one in first_in_line(deliveries) if one.at <= now), None)


def _now(tx: DeliveryTransaction, tried: Delivery) -> Delivery | None:
    """As it is kept now; None when it was ended or overtaken meanwhile."""
    kept = tx.deliveries.of(tx.citizen).get(tried.id)
    return kept if kept and kept.state in UNENDED else None


def _is_outdated(one: Delivery, deliveries: Deliveries) -> bool:
    """Whether what may have left does not go again: nobody tells it any more, or something newer is to go."""
    return one.state is State.SENDING and (
        one.withdrawn
        or any(
            other.state is State.OPEN and other.seq > one.seq and waits_for(other, one)
            for other in deliveries
        )
    )

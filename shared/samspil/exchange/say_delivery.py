"""How far a delivery is, kept and said in one: by the courier, and at the door where answers come later."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from samspil.contracts.delivery import Outcome
from samspil.contracts.envelope import Fact
from samspil.exchange.delivery import Delivery, State
from samspil.ledger.rows import Rows
from samspil.ledger.say import Cause
from samspil.ledger.transaction import Transaction
from samspil.ledger.wake import TO_SEND


class DeliveryTransaction(Transaction):
    """What is needed of a bridge's transaction."""

    deliveries: Rows[Delivery]


T = TypeVar("T", bound=DeliveryTransaction)

Ended = Callable[[Delivery, Outcome, datetime], Fact]
"""The bridge's own fact about a delivery's end."""
Sent = Callable[[T, Delivery], Fact]
"""The bridge's own fact that a message has left for the first time; it may keep what follows from that."""


@dataclass(frozen=True, slots=True)
class Says(Generic[T]):
    """What a bridge says of its deliveries."""

    ended: Ended
    sent: Sent[T] | None = None
    """None: that one has left is not said."""

    def left(self, tx: T, one: Delivery) -> Delivery:
        """The delivery, of which it is known now that it has left, or may have; it is said once."""
        if one.sent_at is not None or not one.transmissions:
            return one
        if self.sent is not None:
            tx.say(self.sent(tx, one), caused_by=Cause(case=one.id))
        return replace(one, sent_at=tx.now)

    def end(self, tx: T, one: Delivery, outcome: Outcome) -> None:
        """It is over; what waited for it may go."""
        one = self.left(tx, one)
        tx.deliveries.put(replace(one, state=State(outcome.value), ended_at=tx.now))
        tx.say(self.ended(one, outcome, tx.now), caused_by=Cause(case=one.id))
        tx.wakes.add(TO_SEND)


def hear_answer(tx: T, delivery_id: UUID, outcome: Outcome, says: Says[T]) -> None:
    """What a partner says of a message some time after it was sent, at a door of ours.

    The first answer stands: whatever is said later of an ended delivery changes nothing, with one exception.
    One that expired was never answered; that it was taken after all is said as a second end, which takes the
    place of the first wherever the first is still somebody's concern. That it was refused is not: somebody
    was told that it may not have arrived, and one task is enough.
    What never left cannot be answered: it will be sent, and answered then.
    """
    one = tx.deliveries.of(tx.citizen).get(delivery_id)
    if one is None or not one.may_be_known:
        return
    if one.state is State.SENDING or (one.state is State.EXPIRED and outcome is Outcome.ACKNOWLEDGED):
        says.end(tx, one, outcome)

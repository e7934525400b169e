"""Have the difference between what a partner is to be told and what it was told delivered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from samspil.contracts.delivery import Told
from samspil.exchange.delivery import Content, in_order
from samspil.exchange.disclosure import Disclosure
from samspil.exchange.reconcile import NOTHING_LATER, Disclosed, reconcile
from samspil.exchange.say_delivery import DeliveryTransaction
from samspil.ledger.wake import TO_SEND
from samspil.telemetry.trace import current_traceparent


def deliver(
    tx: DeliveryTransaction,
    receiver: str,
    disclosure: Disclosure[Any],
    wanted: Mapping[str, Content],
    later: Mapping[Told, datetime] = NOTHING_LATER,
) -> None:
    """Item → content is ``wanted``; new messages go now, or when ``later`` says."""
    disclosed = Disclosed(receiver, tx.citizen, disclosure.seq, disclosure.told.shares, wanted)
    before = in_order(tx.deliveries.of(tx.citizen).values())
    after = reconcile(before, disclosed, now=tx.now, later=later, trace=current_traceparent())
    tx.deliveries.save(tx.citizen, {one.id: one for one in after})
    if after != before:
        tx.wakes.add(TO_SEND)

"""Say that a message to the region has left for the first time, and keep it in its thread."""

from dataclasses import replace
from uuid import UUID

from samspil.contracts.hospital import HospitalDeliverySent
from samspil.exchange.delivery import Delivery
from samspil.region_bridge.domain.thread import Step, join, thread_of
from samspil.region_bridge.domain.wanted import about_message, is_answer, thread_of_content
from samspil.region_bridge.partner.medcom.care_communication import NEW, REPLY, segment_of
from samspil.region_bridge.storage.transaction import RegionTransaction


def send_delivery(tx: RegionTransaction, delivery: Delivery) -> HospitalDeliverySent:
    """The fact about it, and about the message that it carries."""
    thread_id = thread_of_content(delivery.content)
    if thread_id is not None:
        _keep(tx, delivery, thread_id)
    return HospitalDeliverySent(
        delivery_id=delivery.id,
        told=delivery.content.told,
        message_id=about_message(delivery.content),
        occurred_at=tx.now,
    )


def _keep(tx: RegionTransaction, delivery: Delivery, thread_id: UUID) -> None:
    """So that its text is nothing new when they repeat it, and what they write is known to answer it."""
    thread = thread_of(tx.threads.of(tx.citizen), tx.citizen, thread_id)
    segment = segment_of(delivery.id)
    follows = thread.newest
    step = Step(
        message_id=str(delivery.id),
        activity=REPLY if follows or is_answer(delivery.content) else NEW,
        at=tx.now,
        by=None,
        ours=True,
        brings=(segment,),
        after=follows.message_id if follows else None,
        seen=True,
    )
    joined = join(thread, [step], ())
    tx.threads.put(replace(joined, known=tuple(sorted({*joined.known, segment}))))

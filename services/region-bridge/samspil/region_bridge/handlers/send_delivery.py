"""Say that a message to the region has left for the first time."""

from datetime import datetime

from samspil.contracts.hospital import HospitalDeliverySent
from samspil.exchange.delivery import Delivery
from samspil.region_bridge.domain.wanted import about_message


def send_delivery(delivery: Delivery, now: datetime) -> HospitalDeliverySent:
    """The fact about it, and about the message that it carries."""
    return HospitalDeliverySent(
        delivery_id=delivery.id,
        told=delivery.content.told,
        message_id=about_message(delivery.content),
        occurred_at=now,
    )

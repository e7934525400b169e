"""Say how a message to the region ended."""

from datetime import datetime

from samspil.contracts.delivery import Outcome
from samspil.contracts.hospital import HospitalDeliveryEnded
from samspil.exchange.delivery import Delivery


def end_delivery(delivery: Delivery, outcome: Outcome, now: datetime) -> HospitalDeliveryEnded:
    """The fact about a delivery's end."""
    return HospitalDeliveryEnded(
        delivery_id=delivery.id, told=delivery.content.told, outcome=outcome, occurred_at=now
    )

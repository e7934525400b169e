"""Say how a message to the region ended."""

from datetime import datetime

from samspil.contracts.delivery import Outcome
from samspil.contracts.hospital import HospitalDeliveryEnded
from samspil.exchange.delivery import Delivery
from samspil.region_bridge.domain.wanted import about_message, about_referral


def end_delivery(delivery: Delivery, outcome: Outcome, now: datetime) -> HospitalDeliveryEnded:
    """The fact about its end, and about the referral or the message of which it told."""
    return HospitalDeliveryEnded(
        delivery_id=delivery.id,
        told=delivery.content.told,
        outcome=outcome,
        referral_id=about_referral(delivery.content),
        message_id=about_message(delivery.content),
        occurred_at=now,
    )

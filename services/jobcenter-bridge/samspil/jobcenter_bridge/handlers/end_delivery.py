"""Say how a delivery to the jobcenter ended."""

from datetime import datetime
from uuid import UUID

from samspil.contracts.delivery import Outcome
from samspil.contracts.employment import EmploymentDeliveryEnded
from samspil.exchange.delivery import Delivery
from samspil.exchange.referral_items import REFERRAL


def end_delivery(delivery: Delivery, outcome: Outcome, now: datetime) -> EmploymentDeliveryEnded:
    """The fact about its end, and about the referral of which it told."""
    referral = delivery.content.body.get(REFERRAL)
    return EmploymentDeliveryEnded(
        delivery_id=delivery.id,
        told=delivery.content.told,
        outcome=outcome,
        referral_id=UUID(referral) if referral else None,
        occurred_at=now,
    )

"""Say how a delivery to the jobcenter ended."""

from datetime import datetime

from samspil.contracts.delivery import Outcome
from samspil.contracts.employment import EmploymentDeliveryEnded
from samspil.exchange.delivery import Delivery


def end_delivery(delivery: Delivery, outcome: Outcome, now: datetime) -> EmploymentDeliveryEnded:
    """The fact about its end."""
    return EmploymentDeliveryEnded(
        delivery_id=delivery.id, told=delivery.content.told, outcome=outcome, occurred_at=now
    )

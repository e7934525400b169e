"""What each bridge says of the end of a delivery."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import EmploymentDeliveryEnded
from samspil.contracts.hospital import HospitalDeliveryEnded
from samspil.exchange.delivery import Content, Delivery, State
from samspil.jobcenter_bridge.handlers import end_delivery as jobcenter
from samspil.region_bridge.handlers import end_delivery as region
from samspil.testkit.builders import MONDAY

MIDNIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
"""The end of the day in Denmark."""


def test_the_end_of_what_told_of_a_referral_names_it() -> None:
    content = Content(Told.REFERRAL_INFORMATION, {"referral": str(UUID(int=6)), "words": "a token"})
    one = Delivery(UUID(int=5), "x", 1, content, State.SENDING, MONDAY, MONDAY)

    assert jobcenter.end_delivery(one, Outcome.EXPIRED, MIDNIGHT).referral_id == UUID(int=6)


@pytest.mark.parametrize(
    ("end_delivery", "fact", "told", "outcome"),
    [
        (jobcenter.end_delivery, EmploymentDeliveryEnded, Told.SHARING_ENDED, Outcome.EXPIRED),
        (region.end_delivery, HospitalDeliveryEnded, Told.CONTACT_PERSON, Outcome.REFUSED),
    ],
)
def test_the_end_of_a_delivery_is_said_with_what_it_told(
    end_delivery: Callable[..., Any], fact: Callable[..., Any], told: Told, outcome: Outcome
) -> None:
    one = Delivery(UUID(int=5), "x", 1, Content(told, {}), State.SENDING, MONDAY, MONDAY)

    assert end_delivery(one, outcome, MIDNIGHT) == fact(
        delivery_id=one.id, told=told, outcome=outcome, occurred_at=MIDNIGHT
    )

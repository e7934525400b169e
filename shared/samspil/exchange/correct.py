"""Correcting: what a partner was told of a thing is another by now, and it is told so."""

from datetime import date
from typing import Final

from samspil.contracts.delivery import Told
from samspil.exchange.delivery import Deliveries, Delivery
from samspil.exchange.reconcile import current

CORRECTED: Final = frozenset(
    {
        Told.CONTACT_HOLD,
        Told.CONTACT_PERSON,
        Told.REFERRAL,
        Told.EMPLOYMENT_GOAL,
        Told.WORKPLACE_SUPPORT,
        Told.MEETING,
    }
)
"""What says how a thing is; an answer, a question and an end are each a step of their own."""


def corrects(one: Delivery, deliveries: Deliveries, today: date) -> bool:
    """Whether the partner knows, or may know, the same thing otherwise; of all, in their order.

    What it was told before sharing ended last, and what is over by now, is not corrected: it is told anew.
    """
    earlier = [
        other.content
        for other in current(deliveries[: deliveries.index(one)])
        if other.item == one.item and other.may_be_known
    ]
    if not earlier or one.content.told not in CORRECTED:
        return False
    is_over = earlier[-1].until is not None and earlier[-1].until < today
    same_kind = earlier[-1].told is one.content.told
    return same_kind and not is_over and not one.content.says_the_same_as(earlier[-1])

"""Items that a partner is told of referrals to it, and of what it asked of us."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import DisclosedReferral, DisclosedRequest, ReferralStage
from samspil.exchange.delivery import Content, Delivery

REFERRAL: Final = "referral"
"""What a body calls the referral that it is about."""
REQUEST: Final = "request"
"""What a body calls the partner's own request that it answers."""
URGENT: Final = "urgent"


def was_told(deliveries: Iterable[Delivery], referral: UUID) -> bool:
    """Whether the partner knows of the referral, or may."""
    return any(
        one.may_be_known and one.content.told is Told.REFERRAL and one.content.body[REFERRAL] == str(referral)
        for one in deliveries
    )


def referral_items(
    referrals: Iterable[DisclosedReferral], requests: Iterable[DisclosedRequest]
) -> dict[str, Content]:
    """Item → what it tells."""
    items: dict[str, Content] = {}
    for referral in referrals:
        items |= _referral(referral)
    return items | {f"request:{one.request_id}": _answer(one) for one in requests}


def _referral(one: DisclosedReferral) -> dict[str, Content]:
    """That help shall stop is an item of its own: when it goes on all the same, nothing is asked again."""
    about = {REFERRAL: str(one.referral_id), "unit": one.to_unit}
    day = {"answer_by": one.answer_by.isoformat()}
    match one.stage:
        case ReferralStage.CANCELLED:
            return {f"referral:{one.referral_id}": Content(Told.REFERRAL_CANCELLED, about, one.until)}
        case ReferralStage.CLOSED:
            return {f"referral:{one.referral_id}": Content(Told.REFERRAL_CLOSED, about, one.until)}
        case ReferralStage.CANCELLATION_REQUESTED:
            asked = {**about, **day}
            return {f"cancellation:{one.referral_id}": Content(Told.CANCELLATION_REQUESTED, asked, one.until)}
        case ReferralStage.ASKED:
            asked = {**about, **day, "words": one.words}
            asked["urgency"] = URGENT if one.urgent else "routine"
            items = {f"referral:{one.referral_id}": Content(Told.REFERRAL, asked, one.until)}
            if one.information is not None:
                given = {**about, "words": one.information}
                items[f"information:{one.referral_id}"] = Content(Told.REFERRAL_INFORMATION, given, one.until)
            return items


def _answer(one: DisclosedRequest) -> Content:
    body = {REQUEST: str(one.request_id), "answer": one.answer.value}
    if one.day is not None:
        body["day"] = one.day.isoformat()
    return Content(Told.REQUEST_ANSWERED, body, one.until)

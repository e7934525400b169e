"""What the jobcenter is to be told: the items of a disclosure."""

from collections.abc import Mapping

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import (
    ContactHold,
    DisclosedReferral,
    DisclosedRequest,
    JobcenterInformed,
    ReferralStage,
)
from samspil.exchange.delivery import Content
from samspil.exchange.plan_items import meetings, reached

CONTACT_HOLD = "contact_hold"

REFERRAL = "referral"
"""What a body calls the referral that it is about."""

URGENT = "urgent"


def wanted(told: JobcenterInformed) -> Mapping[str, Content]:
    """Item → what it tells; nothing while nothing is shared."""
    if not told.shares:
        return {}
    items: dict[str, Content] = {}
    if told.contact_hold is not None:
        items[CONTACT_HOLD] = _hold(told.contact_hold)
    for referral in told.referrals:
        items |= _referral(referral)
    for request in told.requests:
        items[f"request:{request.request_id}"] = _answer(request)
    return items | _of_the_plan(told)


def _of_the_plan(told: JobcenterInformed) -> dict[str, Content]:
    items: dict[str, Content] = {}
    if told.contact_person is not None:
        items["contact_person"] = Content(Told.CONTACT_PERSON, reached(told.contact_person))
    for goal in told.employment_goals:
        items[f"goal:{goal.goal_id}"] = Content(Told.EMPLOYMENT_GOAL, {"words": goal.words})
    for help_ in told.workplace_support:
        minutes = {} if help_.minutes_per_week is None else {"minutes": str(help_.minutes_per_week)}
        body = {**reached(help_), **minutes}
        items[f"support:{help_.intervention_id}"] = Content(Told.WORKPLACE_SUPPORT, body)
    return items | meetings(told.meetings)


def _hold(hold: ContactHold) -> Content:
    """Its end and whom to ask, and nothing from which its cause follows."""
    return Content(Told.CONTACT_HOLD, {"until": hold.until.isoformat(), "ask": hold.ask}, hold.until)


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
    body = {"request": str(one.request_id), "answer": one.answer.value}
    if one.day is not None:
        body["day"] = one.day.isoformat()
    return Content(Told.REQUEST_ANSWERED, body, one.until)

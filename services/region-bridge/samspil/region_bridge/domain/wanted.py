"""What the region is to be told: the items of a disclosure."""

from collections.abc import Mapping
from uuid import UUID

from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import (
    AdmissionReport,
    CrisisPlan,
    DisclosedAgreement,
    DisclosedMessage,
    RegionInformed,
)
from samspil.exchange.delivery import Content
from samspil.exchange.plan_items import meetings, reached
from samspil.exchange.referral_items import REFERRAL, REQUEST, referral_items

CONTACT_PERSON = "contact_person"

MESSAGE, THREAD, UNIT, ANSWERS = "message", "thread", "unit", "answers"
"""What a body calls the message that it carries, its thread, the unit that it is for, what it answers."""


def wanted(told: RegionInformed) -> Mapping[str, Content]:
    """Item → what it tells; nothing while nothing is shared."""
    if not told.shares:
        return {}
    items: dict[str, Content] = {}
    if told.contact_person is not None:
        items[CONTACT_PERSON] = Content(Told.CONTACT_PERSON, reached(told.contact_person), told.until)
    if told.plan is not None:
        items["plan"] = Content(Told.PLAN, {"agreed_on": told.plan.agreed_on.isoformat()}, told.until)
    # An item of each stay: the next ward is told, too.
    if told.crisis_plan is not None:
        items[f"crisis_plan:{told.crisis_plan.stay_id}"] = _crisis_plan(told.crisis_plan, told)
    if told.admission_report is not None:
        items[f"admission_report:{told.admission_report.stay_id}"] = _report(told.admission_report, told)
    items |= {f"agreement:{one.agreement_id}": _agreement(one) for one in told.agreements}
    items |= {f"message:{one.message_id}": _message(one) for one in told.messages}
    return items | referral_items(told.referrals, told.requests) | meetings(told.meetings)


def thread_of_content(content: Content) -> UUID | None:
    """The thread that it belongs to; None: it begins one of its own.

    What is told of a referral is one thread, of the referral's own id; an answer to a request of theirs goes
    into the thread in which they asked, by whose id the request is known.
    """
    told = next((content.body[name] for name in (THREAD, REQUEST, REFERRAL) if name in content.body), None)
    return UUID(told) if told else None


def is_answer(content: Content) -> bool:
    """Whether it answers what they wrote, be it known or not."""
    return bool({ANSWERS, REQUEST} & content.body.keys())


def about_referral(content: Content) -> UUID | None:
    """The referral of which it tells."""
    return UUID(content.body[REFERRAL]) if REFERRAL in content.body else None


def about_message(content: Content) -> UUID | None:
    """The message that it carries, where somebody wrote one."""
    return UUID(content.body[MESSAGE]) if MESSAGE in content.body else None


def _crisis_plan(plan: CrisisPlan, told: RegionInformed) -> Content:
    parts = {
        "early_signs": plan.early_signs,
        "what_helps": plan.what_helps,
        "whom_to_call": plan.whom_to_call,
        "what_not_to_do": plan.what_not_to_do,
    }
    written = {name: words for name, words in parts.items() if words is not None}
    return Content(Told.CRISIS_PLAN, written, told.until)


def _report(report: AdmissionReport, told: RegionInformed) -> Content:
    body = {} if report.contact_person is None else reached(report.contact_person)
    if report.agreed_on is not None:
        body["agreed_on"] = report.agreed_on.isoformat()
    if report.help:
        body["help"] = " ".join(f"{one.provision}:{one.minutes_per_week or ''}" for one in report.help)
    return Content(Told.ADMISSION_REPORT, body, told.until)


def _agreement(one: DisclosedAgreement) -> Content:
    body = {"kind": one.kind.value, "stage": one.stage.value}
    if one.words is not None:
        body["words"] = one.words
    if one.day is not None:
        body["day"] = one.day.isoformat()
    return Content(Told.AGREEMENT, body, one.until)


def _message(one: DisclosedMessage) -> Content:
    body = {
        MESSAGE: str(one.message_id),
        THREAD: str(one.thread_id),
        UNIT: one.to_unit,
        "category": one.category.value,
        "topic": one.topic,
        "words": one.words,
        "name": one.name,
        "role": one.role.value,
        "phone": one.phone,
    }
    if one.urgency is not None:
        body["urgency"] = one.urgency.value
    if one.answers is not None:
        body[ANSWERS] = str(one.answers)
    return Content(Told.MESSAGE, body, one.until)

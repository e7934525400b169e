"""Offering a plan (serviceloven § 141), and the citizen's answer; a no takes no help away."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.plan import OfferAnswer, PlanOfferAnswered, PlanOffered
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day

OfferFacts = tuple[PlanOffered | PlanOfferAnswered, ...]


class OfferAccepted(Exception):
    """The citizen has said yes to it: there is nothing to offer."""


class AnsweredBeforeOffer(Exception):
    """Nothing was offered by then."""


def offer(plan: Plan, on: date | None, by: str, now: datetime) -> tuple[Plan, OfferFacts]:
    """Offered, again after a no or where there was no answer. Raises ``OfferAccepted``."""
    if plan.offer is OfferAnswer.ACCEPTED:
        raise OfferAccepted
    day = on or danish_day(now)
    fact = PlanOffered(plan_id=plan.id, offered_on=day, offered_by=by, occurred_at=now)
    return replace(plan, offered_on=day, offer=None), (fact,)


def answer_offer(
    plan: Plan, answer: OfferAnswer, on: date | None, by: str, now: datetime
) -> tuple[Plan, OfferFacts]:
    """Answered, and offered on the same day where it was not; the same answer again adds nothing.

    Raises ``AnsweredBeforeOffer``.
    """
    if plan.offer is answer:
        return plan, ()
    offered: OfferFacts = ()
    if plan.offered_on is None:
        plan, offered = offer(plan, on, by, now)
    day = on or danish_day(now)
    if plan.offered_on is not None and day < plan.offered_on:
        raise AnsweredBeforeOffer
    fact = PlanOfferAnswered(plan_id=plan.id, answer=answer, answered_on=day, noted_by=by, occurred_at=now)
    return replace(plan, offer=answer), (*offered, fact)

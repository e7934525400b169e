"""A plan with its history, as it is reported to KL."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from fhir_profiles import Profiles
from published import STANDARDS
from samspil.contracts.plan import (
    GoalAim,
    HelpKind,
    LifeArea,
    PlanAgreed,
    PlanFact,
    PlanInterventionAdded,
    PlanReviewDue,
    PlanReviewHeld,
    ReviewResult,
)
from samspil.plan.domain.delivery import deliver
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.plan.partner.kl.report import delivery_report
from samspil.testkit.builders import MONDAY, sealed
from samspil.testkit.people import BRUNO
from samspil.vocabulary.legal_basis import LegalBasis

PLAN, REFERRAL, GOAL, REVIEW = (UUID(int=number) for number in (100, 101, 102, 103))
ORGANISATION = UUID("7f8d5a10-6f2a-4c55-9a51-0f5f0f6c2a77")
NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
AGREED_ON = date(2026, 11, 25)

History = Sequence[PlanFact]


def help_(number: int = 1, provision: LegalBasis = LegalBasis.SEL_85, **changed: Any) -> Intervention:
    """Help with everything said of it that somebody wrote or that is somebody's."""
    whole: dict[str, Any] = {
        "id": UUID(int=number),
        "goal_id": GOAL,
        "provision": provision,
        "decision_reference": "2026-0457",
        "support_worker": "kontaktperson-social",
        "support_worker_name": sealed("name"),
        "added_by": "sagsbehandler-social",
        "agreed": True,
        "deputy": "en-anden",
        "unit": "BOSTOETTE-1",
        "purpose": sealed(),
        "expected_change": sealed(),
        "kind": HelpKind.HOUSEHOLD if provision is LegalBasis.SEL_85 else None,
    }
    return Intervention(**{**whole, **changed})


def plan_of(*helps: Intervention, **changed: Any) -> Plan:
    """An agreed plan with this help in it."""
    goal = Goal(GOAL, LifeArea.HOME, sealed(), "citizen", agreed=True, aim=GoalAim.DEVELOP, rank=1)
    plan = Plan(PLAN, REFERRAL, MONDAY, {GOAL: goal}, {one.id: one for one in helps}, agreed_on=AGREED_ON)
    return replace(plan, **changed)


def added(one: Intervention, at: datetime = MONDAY) -> PlanInterventionAdded:
    return PlanInterventionAdded(
        plan_id=PLAN,
        intervention_id=one.id,
        goal_id=GOAL,
        provision=one.provision,
        decision_reference="2026-0457",
        support_worker=one.support_worker,
        support_worker_name=one.support_worker_name,
        occurred_at=at,
    )


def agreed(on: date = AGREED_ON) -> PlanAgreed:
    return PlanAgreed(plan_id=PLAN, agreed_on=on, occurred_at=MONDAY)


def due(
    on: date,
    review: UUID = REVIEW,
    of: UUID | None = None,
    stay: UUID | None = None,
    milestone: UUID | None = None,
) -> PlanReviewDue:
    return PlanReviewDue(
        plan_id=PLAN,
        review_id=review,
        intervention_id=of,
        due_on=on,
        stay_id=stay,
        milestone_id=milestone,
        occurred_at=MONDAY,
    )


def held(result: ReviewResult, review: UUID = REVIEW, on: date = date(2027, 1, 20)) -> PlanReviewHeld:
    return PlanReviewHeld(
        plan_id=PLAN,
        review_id=review,
        held_on=on,
        citizen_came=True,
        without_citizen_because=None,
        result=result,
        found_change=sealed(),
        held_by="sagsbehandler-social",
        occurred_at=NOW,
    )


def history(plan: Plan, *more: PlanFact) -> History:
    """Each help was added, then all agreed, then more was said."""
    return [*(added(one) for one in plan.interventions.values()), agreed(), *more]


def reported(plan: Plan, said: History | None = None) -> dict[str, Any]:
    """The report, as a receiver reads it."""
    delivery = deliver(plan, history(plan) if said is None else said)
    read: dict[str, Any] = json.loads(json.dumps(delivery_report(delivery, BRUNO.cpr, ORGANISATION, NOW)))
    return read


def of_kind(report: dict[str, Any], kind: str, profile: str = "") -> list[dict[str, Any]]:
    """The resources of a kind, and of a profile where a kind has two."""
    found = [entry["resource"] for entry in report["entry"] if entry["resource"]["resourceType"] == kind]
    return [one for one in found if one["meta"]["profile"][0].endswith(profile)]


@cache
def profiles() -> Profiles:
    """The published definitions."""
    return Profiles(STANDARDS)

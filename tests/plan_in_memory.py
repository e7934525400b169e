"""A citizen's plan in memory, and what may be heard of stays."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import CitizenDeathRetracted, CitizenDied, CitizenMoved, DeathSource
from samspil.contracts.envelope import Event, Fact
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayKind,
    StayStep,
)
from samspil.contracts.plan import LifeArea, Participation
from samspil.contracts.referral import ReferralAccepted
from samspil.plan.api.subscriptions import heard as heard_by
from samspil.plan.domain.add_goal import add_goal
from samspil.plan.domain.add_intervention import add_intervention
from samspil.plan.domain.agree import agree
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.domain.take_part import TakingPart
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, event, sealed
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.legal_basis import LegalBasis

HEARD = heard_by(RULES)
REFERRAL, STAY, OTHER_STAY = UUID(int=1), UUID(int=2), UUID(int=3)
GOAL = Goal(UUID(int=4), LifeArea.EMPLOYMENT, sealed(), "planner")
SUPPORT = Intervention(UUID(int=5), GOAL.id, LegalBasis.SEL_85, "2026-1", "worker", sealed("name"), "planner")
TOOK_PART: Final = TakingPart(Participation.TOOK_PART, None, gave_no_words=False, by="planner")
ENDED = datetime(2026, 11, 24, 9, tzinfo=UTC)
DUE_ON = date(2026, 12, 1)
"""Five working days after Tuesday 24 November."""


DIED: Final = CitizenDied(
    died_on=None, source=DeathSource.CIVIL_REGISTER, recorded_by="staff", occurred_at=MONDAY
)
LIVES: Final = CitizenDeathRetracted(recorded_by="staff", occurred_at=MONDAY)


def moved(acting: str, residence: str = "751") -> CitizenMoved:
    return CitizenMoved(
        moved_on=date(2026, 11, 23),
        residence_municipality=residence,
        acting_municipality=acting,
        recorded_by="staff",
        occurred_at=MONDAY,
    )


def admitted(stay: UUID = STAY) -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=stay,
        kind=StayKind.INPATIENT,
        admitted_at=MONDAY,
        basis=LegalBasis.RSL_12C,
        occurred_at=MONDAY,
    )


def discharged(stay: UUID = STAY) -> HospitalStayDischarged:
    return HospitalStayDischarged(
        stay_id=stay, discharged_at=ENDED, basis=LegalBasis.RSL_12C, occurred_at=ENDED
    )


def ended() -> HospitalStayEnded:
    return HospitalStayEnded(stay_id=STAY, ended_at=ENDED, basis=LegalBasis.RSL_12C, occurred_at=ENDED)


def taken_back(step: StayStep) -> HospitalStayStepTakenBack:
    return HospitalStayStepTakenBack(
        stay_id=STAY, step=step, step_at=ENDED, basis=LegalBasis.RSL_12C, occurred_at=ENDED
    )


def retracted() -> HospitalStayRetracted:
    return HospitalStayRetracted(stay_id=STAY, basis=LegalBasis.RSL_12C, occurred_at=ENDED)


def hears(tx: PlanTransaction, fact: Any) -> Event[Any]:
    """As hearing hands it on, to whichever handler the subscription names."""
    heard = event(fact)
    kind: type[Fact] = type(fact)
    HEARD[topic_of(kind)][kind](heard, tx)
    return heard


def last_said(tx: PlanTransaction) -> tuple[Any, UUID, UUID | None]:
    last = said(tx)[-1]
    return last.data, last.correlationid, last.causationid


def plan_of(tx: PlanTransaction) -> Plan:
    plan = tx.plans.of(CITIZEN)
    assert plan is not None
    return plan


def questions(tx: PlanTransaction) -> dict[UUID, QuestionState]:
    """Where the question about each stay stands."""
    return {one.stay_id: one.state for one in tx.questions.of(CITIZEN).values()}


def waiting(tx: PlanTransaction) -> list[tuple[UUID, date]]:
    """The stays after which somebody has to be in touch, and by when."""
    return [(one.stay_id, one.due_on) for one in tx.follow_ups.of(CITIZEN).values() if one.waits]


def accepted(referral: UUID = REFERRAL) -> ReferralAccepted:
    return ReferralAccepted(referral_id=referral, accepted_by="v", starts_on=DUE_ON, occurred_at=MONDAY)


async def in_force() -> PlanTransaction:
    """A citizen with a plan at version 5, a goal and a support worker in it that are in force.

    7 facts are said: after the plan's own, when help and plan are looked at.
    """
    tx = await in_memory(PlanTransaction)
    hears(tx, accepted())
    adds_goal(tx, GOAL)
    adds_help(tx, SUPPORT)
    agrees(tx)
    return tx


def adds_goal(tx: PlanTransaction, goal: Goal, seen: int | None = None) -> Plan:
    return change_plan(tx, seen, lambda it, now: add_goal(it, goal, now))


def adds_help(tx: PlanTransaction, decided: Intervention, seen: int | None = None) -> Plan:
    return change_plan(tx, seen, lambda it, now: add_intervention(it, decided, now))


def agrees(tx: PlanTransaction, seen: int | None = None) -> Plan:
    return change_plan(tx, seen, lambda it, now: agree(it, TOOK_PART, now))

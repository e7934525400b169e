"""What people see of stays: notices become facts, the overview folds and proposes, the plan asks.

All of it is pure, and each fact is acted on before the next one comes.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from hospital_life import (
    TrueStay,
)
from samspil.contracts.hospital import (
    StayStep,
)
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.fold_plan import fold_plan
from samspil.overview.domain.hospital_state import HospitalState, Presence, fold_hospital
from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import combine
from samspil.overview.domain.watch_stays import watch_stays
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.files import File
from samspil.plan.domain.look import look
from samspil.plan.domain.plan import Goal, Intervention, Plan
from samspil.plan.domain.settle import Brought
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.messages.hospital import stay_after
from samspil.region_bridge.domain.notice import Notice, Notices
from samspil.region_bridge.domain.receive import receive
from samspil.region_bridge.domain.say_stays import Fact
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, event, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.working_days import add_working_days


def plan_with_support() -> Plan:
    goal = Goal(UUID(int=5), LifeArea.HOME, sealed(), "staff", agreed=True)
    help_ = Intervention(
        UUID(int=7), goal.id, LegalBasis.SEL_85, "2026-1", "worker", sealed("name"), "staff", agreed=True
    )
    return Plan(UUID(int=6), UUID(int=8), MONDAY, {goal.id: goal}, {help_.id: help_}, danish_day(MONDAY))


PLAN = plan_with_support()


@dataclass
class StayFlow:
    """The bridge, the overview and the plan, in a row."""

    notices: Notices = field(default_factory=dict)
    said: tuple[Fact, ...] = ()
    hospital: HospitalState = field(default_factory=HospitalState)
    plan: PlanState = field(default_factory=PlanState)
    coordination: Coordination = field(default_factory=Coordination)
    file: File = field(default_factory=lambda: File(Citizen(), PLAN, {}, Brought({}, {}, {})))

    def receives(self, *notices: Notice) -> "StayFlow":
        for one in notices:
            self.notices, facts = receive(self.notices, self.said, CITIZEN, one)
            for fact in facts:
                self.said += (fact,)
                self.hears(fact)
        return self

    def hears(self, fact: Any) -> None:
        """The facts are acted on one by one, as if people looked between any two of them."""
        self.hospital = fold_hospital(self.hospital, event(fact))
        self.coordination, _ = watch_stays(self.coordination, self.hospital, MONDAY)
        if hasattr(fact, "stay_id"):
            stay = stay_after(self.file.stays, fact)
            told = replace(self.file, stays={**self.file.stays, stay.id: stay}, said=())
            [self.file] = look((told,), RULES, stay.id, MONDAY, in_time=False)
            for one in self.file.said:
                self.plan = fold_plan(self.plan, event(one))

    @property
    def seen(self) -> list[TrueStay]:
        return [
            TrueStay(
                one.kind,
                one.admitted_at,
                None
                if one.ended_at is None
                else (StayStep.DISCHARGED if one.discharged_at else StayStep.ENDED, one.ended_at),
                one.presence is Presence.ON_LEAVE,
            )
            for one in self.hospital.stays
        ]

    @property
    def proposed(self) -> set[UUID]:
        return {one.stay_id for one in self.coordination.open_proposals}

    @property
    def asked(self) -> set[UUID]:
        return {
            one.stay_id for one in self.file.brought.questions.values() if one.state is QuestionState.OPEN
        }

    @property
    def followed_up(self) -> set[tuple[UUID, Any]]:
        return {(one.stay_id, one.due_on) for one in self.file.brought.follow_ups.values() if one.waits}

    @property
    def outcome(self) -> tuple[Any, ...]:
        tasks = sorted(
            (task.work, task.due or danish_day(MONDAY))
            for task in open_work(
                combine(hospital=self.hospital, plan=self.plan, coordination=self.coordination),
                danish_day(MONDAY),
            )
        )
        return self.hospital.stays, self.proposed, self.asked, self.followed_up, tasks


def day_of(at: datetime) -> Any:
    return add_working_days(danish_day(at), 5)


def by_start(stays: tuple[TrueStay, ...] | list[TrueStay]) -> list[TrueStay]:
    return sorted(stays, key=lambda one: (one.began_at, one.kind))

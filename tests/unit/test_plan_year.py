"""A citizen's whole year, day by day: whatever happens, every open task has an owner and a date."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from plan_in_memory import DIED, LIVES, SUPPORT, adds_help, agrees, hears, in_force, moved, plan_of
from samspil.contracts.catalogue import reader
from samspil.contracts.employment import (
    EmploymentMilestoneEnded,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
)
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayKind,
    StayStep,
)
from samspil.contracts.plan import (
    PauseReason,
    PlanFollowUpOpened,
    PlanFollowUpOverdue,
    PlanReviewDue,
    ReviewResult,
    SupportDuringStay,
)
from samspil.ledger.marks import Mark
from samspil.plan.api.clock import due
from samspil.plan.domain.answer import answer
from samspil.plan.domain.complete import complete
from samspil.plan.domain.hold_review import Held
from samspil.plan.domain.pause_for_stays import AT_HOME
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.handlers.change_plan import change_follow_up, change_plan, change_question
from samspil.plan.handlers.hold_review import hold_review
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, OURS, RULES
from samspil.testkit.in_memory import BY_NAME
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
FIRST = date(2026, 11, 23)
DAYS = 365
STEPS = due(RULES)
MET: Counter[str] = Counter()


class Year:
    """One citizen with an agreed plan, and the clock that looks every morning."""

    def __init__(self, tx: PlanTransaction, chance: Random) -> None:
        self.tx, self.chance = tx, chance
        self.day = FIRST
        self.stays: list[tuple[UUID, datetime]] = []
        self.ends: dict[UUID, datetime] = {}
        self.opened: dict[UUID, date] = {}
        self.late: Counter[UUID] = Counter()
        self._read = 0

    def at(self, hour: int) -> datetime:
        return datetime.combine(self.day, time(hour), UTC)

    def hears(self, fact: Any) -> None:
        self.tx.now = self.at(12)
        hears(self.tx, fact)

    async def morning(self) -> None:
        """The clock looks at what is due until nothing is."""
        self.tx.now = self.at(6)
        marks: dict[Any, Mark] = self.tx._marks
        while ready := [key for key, mark in marks.items() if mark.at <= self.tx.now]:
            what, citizen = self.chance.choice(sorted(ready))
            del marks[what, citizen]
            kind, _, item = what.partition(":")
            step: Any = STEPS[kind]
            again = step(self.tx, citizen, item)
            again = await again if hasattr(again, "__await__") else again
            if again is not None:
                self.tx.mark(what, again)

    # What happens.

    def admitted(self) -> None:
        stay = uuid5(UUID(int=1), str(len(self.stays)))
        began = self.at(9) - timedelta(days=self.chance.choice([0, 0, 1, 9]))
        self.stays.append((stay, began))
        self._tells(
            HospitalStayAdmitted(
                stay_id=stay, kind=StayKind.INPATIENT, admitted_at=began, basis=BASIS, occurred_at=began
            )
        )

    def discharged(self) -> None:
        if stay := self._some_stay():
            self.ends[stay] = at = self.at(10) - timedelta(days=self.chance.choice([0, 0, 0, 3]))
            self._tells(HospitalStayDischarged(stay_id=stay, discharged_at=at, basis=BASIS, occurred_at=at))

    def moved_on(self) -> None:
        if stay := self._some_stay():
            at = self.at(10)
            self._tells(HospitalStayEnded(stay_id=stay, ended_at=at, basis=BASIS, occurred_at=at))

    def retracted(self) -> None:
        if stay := self._some_stay():
            self._tells(HospitalStayRetracted(stay_id=stay, basis=BASIS, occurred_at=self.at(11)))

    def taken_back(self) -> None:
        if self.ends:
            stay, at = self.chance.choice(sorted(self.ends.items()))
            step = StayStep.DISCHARGED
            self._tells(
                HospitalStayStepTakenBack(
                    stay_id=stay, step=step, step_at=at, basis=BASIS, occurred_at=self.at(11)
                )
            )

    def started(self) -> None:
        day = self.day - timedelta(days=self.chance.choice([0, 0, 400]))
        at, id_ = self.at(12), self._milestone()
        self.hears(EmploymentMilestoneStarted(milestone_id=id_, started_on=day, basis=BASIS, occurred_at=at))

    def ended(self) -> None:
        at, id_ = self.at(13), self._milestone()
        self.hears(EmploymentMilestoneEnded(milestone_id=id_, ended_on=self.day, basis=BASIS, occurred_at=at))

    def voided(self) -> None:
        at, id_ = self.at(14), self._milestone()
        self.hears(EmploymentMilestoneVoided(milestone_id=id_, basis=BASIS, occurred_at=at))

    def more_help(self) -> None:
        """Another help is decided and agreed to."""
        plan = plan_of(self.tx)
        provision = self.chance.choice([LegalBasis.SEL_83, LegalBasis.SEL_85])
        worker = f"w{self.chance.randint(1, 3)}"
        id_ = uuid5(plan.id, str(len(plan.interventions)))
        adds_help(self.tx, replace(SUPPORT, id=id_, provision=provision, support_worker=worker))
        agrees(self.tx)

    def away(self) -> None:
        """A worker is away for some days, or is back; there may be a deputy."""
        until = self.day + timedelta(days=self.chance.choice([-1, 1, 60, 400]))
        self._otherwise(away_until=until, deputy=self.chance.choice([None, "deputy", "deputy", "w1"]))

    def handed_on(self) -> None:
        self._otherwise(support_worker=f"w{self.chance.randint(1, 3)}")

    def over(self) -> None:
        """A help is over."""
        self._otherwise(ended_on=self.day, pause=None)

    def answered(self) -> None:
        for one in list(self.tx.questions.of(CITIZEN).values()):
            if one.state is QuestionState.OPEN:
                given, by = SupportDuringStay.CONTINUES, one.support_worker
                change_question(self.tx, one.id, None, lambda plan, it, now: answer(plan, it, given, by, now))  # noqa: B023
                return

    def completed(self) -> None:
        for one in list(self.tx.follow_ups.of(CITIZEN).values()):
            if one.waits:
                change_follow_up(
                    self.tx, one.id, None, lambda plan, it, now: complete(plan, it, "somebody", now)
                )
                return

    def looked_at(self) -> None:
        for one in list(self.tx.reviews.of(CITIZEN).values()):
            if one.waits:
                held = Held(
                    citizen_came=True,
                    without_citizen_because=None,
                    result=ReviewResult.CONTINUE,
                    found_change=None,
                    by="planner",
                )
                hold_review(self.tx, one.id, None, held)
                return

    def gone(self) -> None:
        self.hears(self.chance.choice([DIED, moved("751")]))

    def back(self) -> None:
        self.hears(LIVES)
        self.hears(moved("101"))

    # What is so at any time.

    def is_right(self) -> None:
        """Every open task has an owner and a date, and is about something that is so."""
        self._reads()
        tx, today = self.tx, danish_day(self.tx.now)
        plan, citizen = plan_of(tx), tx.citizen_states.of(CITIZEN)
        is_ours = citizen is None or citizen.is_ours(OURS)
        stays = tx.stays.of(CITIZEN)
        questions = [one for one in tx.questions.of(CITIZEN).values() if one.state is QuestionState.OPEN]
        follow_ups = [one for one in tx.follow_ups.of(CITIZEN).values() if one.waits]
        reviews = [one for one in tx.reviews.of(CITIZEN).values() if one.waits]
        assert is_ours or not (questions or follow_ups or reviews)
        for question in questions:
            assert question.support_worker
            assert question.asked_at <= tx.now
            assert stays[question.stay_id].goes_on
        for one in follow_ups:
            assert one.support_worker
            assert one.due_on >= danish_day(stays[one.stay_id].came_home_at or tx.now)
        for review in reviews:
            assert review.plan_id == plan.id
            assert isinstance(review.due_on, date)
            if review.intervention_id is not None:
                help_ = plan.interventions[review.intervention_id]
                assert help_.in_force
                assert help_.asked_on(today)
            if review.stay_id is not None:
                assert stays[review.stay_id].came_home_at
        if is_ours:
            self._rests(plan, on=any(one.goes_on for one in stays.values()))
        self._is_late_once()
        MET["a question waits"] += bool(questions)
        MET["a follow-up waits"] += bool(follow_ups)
        MET["a milestone's review waits"] += any(one.milestone_id for one in reviews)
        MET["a stay's review waits"] += any(one.stay_id for one in reviews)
        MET["not ours"] += not is_ours
        asked = [*(one.support_worker for one in questions), *(one.support_worker for one in follow_ups)]
        MET["a deputy is asked"] += "deputy" in asked

    def _rests(self, plan: Plan, *, on: bool) -> None:
        for one in plan.interventions.values():
            if one.in_force and one.provision in AT_HOME:
                assert (one.pause is not None and one.pause.because is PauseReason.STAY) == on
                MET["help at home rests"] += on

    def _is_late_once(self) -> None:
        """A follow-up that waits since it was opened: late once when its day has passed, and not before."""
        today = danish_day(self.tx.now)
        for one in self.tx.follow_ups.of(CITIZEN).values():
            if one.waits:
                assert self.opened[one.id] == one.due_on
                # The clock looks in the morning: what was opened since, for a day that has passed, is next.
                is_late = one.due_on < today and one.opened_at < self.at(6)
                assert self.late[one.id] == is_late, (one, self.late[one.id])
                MET["late"] += is_late
            else:
                assert self.late[one.id] <= 1

    def _reads(self) -> None:
        """What was said since."""
        for one in self.tx._said[self._read :]:
            fact = reader(BY_NAME[one.topic]).validate_json(one.record).data
            if isinstance(fact, PlanFollowUpOpened):
                self.opened[fact.follow_up_id] = fact.due_on
                self.late[fact.follow_up_id] = 0
            elif isinstance(fact, PlanFollowUpOverdue):
                assert self.opened[fact.follow_up_id] == fact.due_on
                self.late[fact.follow_up_id] += 1
            elif isinstance(fact, PlanReviewDue):
                assert not (fact.stay_id and fact.milestone_id)
        self._read = len(self.tx._said)

    def _tells(self, fact: Any) -> None:
        """Now and then twice."""
        for _ in range(self.chance.choice([1, 1, 1, 2])):
            self.hears(fact)

    def _some_stay(self) -> UUID | None:
        return self.chance.choice(self.stays[-3:])[0] if self.stays else None

    def _milestone(self) -> UUID:
        return uuid5(UUID(int=2), str(self.chance.randint(0, 2)))

    def _otherwise(self, **changed: Any) -> None:
        plan = plan_of(self.tx)
        id_ = self.chance.choice(sorted(plan.interventions))

        def decide(plan: Plan, _now: datetime) -> tuple[Plan, tuple[Any, ...]]:
            one = replace(plan.interventions[id_], **changed)
            return replace(plan, interventions={**plan.interventions, id_: one}), ()

        if plan.interventions[id_].ended_on is None:
            change_plan(self.tx, None, decide)


ACTS: Final[list[Callable[[Year], None]]] = [
    *[Year.admitted, Year.discharged] * 3,
    *[Year.moved_on, Year.retracted, Year.taken_back],
    *[Year.started, Year.ended, Year.voided],
    *[Year.more_help, Year.away, Year.away, Year.handed_on, Year.over],
    *[Year.answered, Year.completed, Year.completed, Year.looked_at],
    *[Year.gone, Year.back, Year.back],
]
ACTED: Final = st.dictionaries(
    st.integers(0, DAYS - 1), st.lists(st.sampled_from(ACTS), min_size=1, max_size=4), max_size=30
)


async def _lives(acts: dict[int, list[Callable[[Year], None]]], chance: Random) -> None:
    tx = await in_force()
    care = replace(SUPPORT, id=UUID(int=50), provision=LegalBasis.SEL_83, support_worker="carer")
    adds_help(tx, care)
    agrees(tx)
    year = Year(tx, chance)
    for number in range(DAYS):
        year.day = FIRST + timedelta(days=number)
        await year.morning()
        if number in acts or number == DAYS - 1 or any(key[0].startswith("f") for key in tx._marks):
            year.is_right()
        for act in acts.get(number, ()):
            tx.now = year.at(12)
            act(year)
            year.is_right()


@settings(counted, max_examples=40)
@given(ACTED, st.randoms(use_true_random=False))
def _a_year(acts: dict[int, list[Callable[[Year], None]]], chance: Random) -> None:
    asyncio.run(_lives(acts, chance))


def test_a_citizens_year_leaves_every_open_task_with_an_owner_and_a_date_and_late_ones_said_once() -> None:
    MET.clear()
    _a_year()
    for often in (
        "a question waits",
        "a follow-up waits",
        "a milestone's review waits",
        "a stay's review waits",
        "help at home rests",
        "not ours",
        "a deputy is asked",
        "late",
    ):
        assert MET[often] >= 5, MET

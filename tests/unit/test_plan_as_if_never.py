"""What was told by mistake and taken back leaves the plan as if it had never been, whatever else is told."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from anything import counted
from plan_in_memory import DIED, LIVES, SUPPORT, adds_help, agrees, hears, in_force, moved, plan_of
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
from samspil.plan.domain.citizen import Citizen
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_12C
GONE, GONE_STEP = UUID(int=91), UUID(int=92)
MET: Counter[str] = Counter()


def stay_facts(stay: UUID, hour: int, day: int) -> dict[str, Any]:
    """What may be told of a stay that began in that hour and was over that many days later."""
    began = MONDAY + timedelta(hours=hour)
    about: dict[str, Any] = {"stay_id": stay, "basis": BASIS, "occurred_at": began}
    over = MONDAY + timedelta(days=day)
    return {
        "admitted": HospitalStayAdmitted(kind=StayKind.INPATIENT, admitted_at=began, **about),
        "home": HospitalStayDischarged(discharged_at=over, **about),
        "on": HospitalStayEnded(ended_at=over, **about),
        "not home": HospitalStayStepTakenBack(step=StayStep.DISCHARGED, step_at=over, **about),
        "never": HospitalStayRetracted(**about),
    }


def step_facts(step: UUID, hour: int, day: int) -> dict[str, Any]:
    """What may be told of a step towards work, each in another hour."""
    about: dict[str, Any] = {"milestone_id": step, "basis": LegalBasis.SEL_85}
    on, at = date(2026, 11, 23) + timedelta(days=day), MONDAY + timedelta(hours=hour)
    return {
        "started": EmploymentMilestoneStarted(started_on=on, occurred_at=at, **about),
        "over": EmploymentMilestoneEnded(ended_on=on, occurred_at=at, **about),
        "voided": EmploymentMilestoneVoided(occurred_at=MONDAY + timedelta(hours=2), **about),
    }


@st.composite
def histories(draw: st.DrawFn) -> list[Any]:
    told: list[Any] = []
    for number in range(3):
        hour, day = draw(st.integers(0, 100)), draw(st.integers(1, 4))
        facts = stay_facts(UUID(int=80 + number), hour, day)
        names = draw(
            st.sampled_from([[], ["admitted"], ["admitted", "home"], ["admitted", "home"], [*facts]])
        )
        told += [facts[name] for name in names]
    for number in range(2):
        facts = step_facts(UUID(int=85 + number), draw(st.integers(0, 4)), draw(st.integers(0, 9)))
        told += [facts[name] for name in draw(st.lists(st.sampled_from([*facts, "started"]), max_size=3))]
    told += draw(st.sampled_from([[], [], [DIED, LIVES], [moved("751"), moved("101")], [DIED]]))
    return told


def lives(tx: PlanTransaction, told: list[Any]) -> None:
    for fact in told:
        hears(tx, fact)


def stands(tx: PlanTransaction) -> dict[str, Any]:
    """All that waits, and what rests; of the dead, and of whoever is elsewhere, nothing is decided."""
    is_away = (tx.citizen_states.of(CITIZEN) or Citizen()).is_away
    rests = {id_ for id_, one in plan_of(tx).interventions.items() if one.pause and not is_away}
    return {
        "questions": {
            (one.id, one.support_worker)
            for one in tx.questions.of(CITIZEN).values()
            if one.state is QuestionState.OPEN
        },
        "follow-ups": {(one.id, one.due_on) for one in tx.follow_ups.of(CITIZEN).values() if one.waits},
        "reviews": {(one.id, one.due_on) for one in tx.reviews.of(CITIZEN).values() if one.waits},
        "rests": rests,
    }


def run(making: Any) -> Any:
    try:
        making.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waits")


def new() -> PlanTransaction:
    """Somebody with support and help at home."""
    tx: PlanTransaction = run(in_force())
    care = replace(SUPPORT, id=UUID(int=50), provision=LegalBasis.SEL_83, support_worker="carer")
    adds_help(tx, care)
    agrees(tx)
    return tx


def same_plan(one: PlanTransaction, other: PlanTransaction) -> None:
    """The second plan under the first one's id, with its reviews: ids of reviews are made of it."""
    plan = plan_of(one)
    other.plans.put(replace(plan_of(other), id=plan.id))
    other.reviews.save(CITIZEN, dict(one.reviews.of(CITIZEN)))


def mixed(told: list[Any], more: list[Any], chance: Random) -> list[Any]:
    """With more of them somewhere between, these in any order."""
    found, more = list(told), chance.sample(more, len(more))
    for fact in more:
        found.insert(chance.randint(0, len(found)), fact)
    return found


@settings(counted, max_examples=100)
@given(histories(), st.integers(0, 100), st.randoms(use_true_random=False))
def _as_if_never(told: list[Any], hour: int, chance: Random) -> None:
    never = stay_facts(GONE, hour, chance.randint(1, 4))
    voided = step_facts(GONE_STEP, 1, 2)
    mistaken = [
        *(never[name] for name in ("admitted", "home", "never")[:: chance.choice([1, 2])]),
        *voided.values(),
    ]
    without, with_them = new(), new()
    same_plan(without, with_them)
    lives(without, told)
    lives(with_them, mixed(told, mistaken, chance))

    assert stands(with_them) == stands(without)

    found = stands(without)
    for name, waits in found.items():
        MET[name] += bool(waits)
    asked = {one.stay_id for one in with_them.questions.of(CITIZEN).values()}
    MET["asked because of it"] += GONE in asked


def test_a_stay_and_a_milestone_that_never_were_leave_the_plan_as_if_they_had_never_been() -> None:
    MET.clear()
    _as_if_never()
    for often in ("questions", "follow-ups", "reviews", "rests", "asked because of it"):
        assert MET[often] > 15, MET


@settings(counted, max_examples=80)
@given(histories(), st.randoms(use_true_random=False))
def _in_any_order(told: list[Any], chance: Random) -> None:
    """What is told of the citizen's own life keeps its order; the rest has any, and some is told twice."""
    life = [one for one in told if not hasattr(one, "stay_id") and not hasattr(one, "milestone_id")]
    rest = [one for one in told if one not in life]
    steps = [one for one in rest if hasattr(one, "milestone_id")]
    shuffled = mixed(life, [*rest, *steps], chance)
    straight, anyhow = new(), new()
    same_plan(straight, anyhow)
    lives(straight, told)
    lives(anyhow, shuffled)

    assert stands(anyhow) == stands(straight)

    for name, waits in stands(straight).items():
        MET[name] += bool(waits)


def test_in_any_order_stays_and_milestones_give_the_same_plan() -> None:
    MET.clear()
    _in_any_order()
    for often in ("questions", "follow-ups", "reviews", "rests"):
        assert MET[often] > 10, MET

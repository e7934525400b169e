"""Help at home rests by rule while the citizen is in hospital, and goes on by itself afterwards."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations
from typing import Any, Final
from uuid import UUID

import pytest

from plan_in_memory import (
    DIED,
    ENDED,
    LIVES,
    OTHER_STAY,
    STAY,
    SUPPORT,
    adds_help,
    admitted,
    agrees,
    discharged,
    ended,
    hears,
    in_force,
    plan_of,
    retracted,
    taken_back,
)
from samspil.contracts.hospital import HospitalStayAdmitted, StayKind, StayStep
from samspil.contracts.plan import PauseReason, PlanInterventionPaused, PlanInterventionResumed
from samspil.plan.domain.plan import Intervention, Pause, Plan
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.testkit.builders import MONDAY
from samspil.testkit.in_memory import said
from samspil.vocabulary.legal_basis import LegalBasis

CARE = replace(SUPPORT, id=UUID(int=6), provision=LegalBasis.SEL_83, support_worker="carer")
OWN = Pause(PauseReason.CITIZEN_WISH)
HOME = ENDED


def admitted_at(stay: UUID, at: datetime) -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=stay, kind=StayKind.INPATIENT, admitted_at=at, basis=LegalBasis.RSL_12C, occurred_at=at
    )


async def with_care() -> PlanTransaction:
    """A plan with help at home and support in force."""
    tx = await in_force()
    adds_help(tx, CARE)
    agrees(tx)
    return tx


def sets(tx: PlanTransaction, pause: Pause | None) -> None:
    """As somebody sets a pause, or ends it."""

    def decide(plan: Plan, _now: datetime) -> tuple[Plan, tuple[Any, ...]]:
        care = replace(plan.interventions[CARE.id], pause=pause)
        return replace(plan, interventions={**plan.interventions, care.id: care}), ()

    change_plan(tx, None, decide)


def care(tx: PlanTransaction) -> Intervention:
    return plan_of(tx).interventions[CARE.id]


def told(tx: PlanTransaction) -> list[Any]:
    """What was said of pauses: that it pauses because of a stay, or goes on after one."""
    facts = [one.data for one in said(tx)]
    return [
        (type(one), one.stay_id)
        for one in facts
        if isinstance(one, PlanInterventionPaused | PlanInterventionResumed)
    ]


PAUSED, RESUMED = PlanInterventionPaused, PlanInterventionResumed

TELLINGS: list[tuple[list[Any], list[Any]]] = [
    ([admitted()], [(PAUSED, STAY)]),
    ([admitted(), admitted()], [(PAUSED, STAY)]),
    ([admitted(), discharged()], [(PAUSED, STAY), (RESUMED, STAY)]),
    ([admitted(), ended()], [(PAUSED, STAY), (RESUMED, None)]),
    ([admitted(), retracted()], [(PAUSED, STAY), (RESUMED, None)]),
    ([discharged(), admitted()], []),
    ([retracted(), admitted()], []),
    (
        [admitted(), discharged(), taken_back(StayStep.DISCHARGED)],
        [(PAUSED, STAY), (RESUMED, STAY), (PAUSED, STAY)],
    ),
    # Two at once: one pause, until the last of them is over.
    ([admitted(), admitted(OTHER_STAY), discharged()], [(PAUSED, STAY)]),
    (
        [admitted(), admitted(OTHER_STAY), discharged(), discharged(OTHER_STAY)],
        [(PAUSED, STAY), (RESUMED, OTHER_STAY)],
    ),
    (
        [admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY), discharged()],
        [(PAUSED, STAY), (RESUMED, OTHER_STAY)],
    ),
    # The one that paused it never was: the other did.
    ([admitted(), admitted(OTHER_STAY), retracted()], [(PAUSED, STAY), (PAUSED, OTHER_STAY)]),
    (
        [admitted(), admitted(OTHER_STAY), discharged(OTHER_STAY), retracted()],
        [(PAUSED, STAY), (RESUMED, OTHER_STAY)],
    ),
]


@pytest.mark.parametrize(("heard", "expected"), TELLINGS)
async def test_help_at_home_pauses_while_a_stay_goes_on_and_goes_on_when_none_does(
    heard: list[Any], expected: list[Any]
) -> None:
    tx = await with_care()
    before = plan_of(tx)

    for fact in heard:
        hears(tx, fact)

    assert told(tx) == expected
    paused = bool(expected) and expected[-1][0] is PAUSED
    pause = Pause(PauseReason.STAY, expected[-1][1]) if paused else None
    assert care(tx).pause == pause
    assert plan_of(tx).interventions[SUPPORT.id] == before.interventions[SUPPORT.id]
    versions = [one.seq for one in said(tx) if getattr(one.data, "plan_id", 0) and one.type in OF_THE_PLAN]
    assert plan_of(tx).version == versions[-1]


OF_THE_PLAN: Final = {
    "plan.agreed.v1",
    "plan.intervention_paused.v1",
    "plan.intervention_resumed.v1",
}


async def test_a_pause_by_rule_is_nobodys_and_said_because_of_what_was_heard() -> None:
    tx = await with_care()

    heard = hears(tx, admitted())

    one = said(tx)[-1]
    assert (one.data.because, one.data.paused_by, one.data.until) == (PauseReason.STAY, None, None)
    assert (one.correlationid, one.causationid) == (heard.correlationid, heard.id)


async def test_a_pause_that_somebody_set_is_not_touched() -> None:
    tx = await with_care()
    sets(tx, OWN)

    for fact in (admitted(), discharged()):
        hears(tx, fact)

    assert (care(tx).pause, told(tx)) == (OWN, [])


async def test_what_somebody_decides_during_a_stay_stands_until_it_is_over() -> None:
    tx = await with_care()
    hears(tx, admitted())
    sets(tx, None)
    for fact in (admitted(), admitted(OTHER_STAY)):
        hears(tx, fact)
    assert care(tx).pause is None

    for over in (discharged(), discharged(OTHER_STAY)):
        hears(tx, over)
    hears(tx, admitted_at(UUID(int=9), HOME))

    assert care(tx).pause == Pause(PauseReason.STAY, UUID(int=9))


async def test_help_that_comes_into_force_during_a_stay_pauses_at_once() -> None:
    tx = await in_force()
    hears(tx, admitted())
    adds_help(tx, CARE)
    assert told(tx) == []

    agreed = agrees(tx)

    assert told(tx) == [(PAUSED, STAY)]
    assert agreed == plan_of(tx)
    assert agreed.version == [one.seq for one in said(tx) if one.type in OF_THE_PLAN][-1]


async def test_help_that_is_only_proposed_or_is_over_does_not_pause() -> None:
    tx = await in_force()
    adds_help(tx, CARE)

    def over(plan: Plan, _now: datetime) -> tuple[Plan, tuple[Any, ...]]:
        gone = replace(CARE, id=UUID(int=7), agreed=True, ended_on=MONDAY.date())
        return replace(plan, interventions={**plan.interventions, gone.id: gone}), ()

    change_plan(tx, None, over)

    hears(tx, admitted())

    assert told(tx) == []


async def test_of_the_dead_nothing_pauses_and_what_is_so_is_so_again_when_they_live() -> None:
    tx = await with_care()
    for fact in (DIED, admitted()):
        hears(tx, fact)
    agrees_nothing_new(tx)
    assert told(tx) == []

    hears(tx, LIVES)

    assert told(tx) == [(PAUSED, STAY)]


def agrees_nothing_new(tx: PlanTransaction) -> None:
    change_plan(tx, None, lambda plan, _now: (plan, ()))


ORDERS: Final[list[list[Any]]] = [
    [admitted(), discharged()],
    [admitted(), admitted(OTHER_STAY), discharged()],
    [admitted(), discharged(), taken_back(StayStep.DISCHARGED)],
    [admitted(), retracted(), admitted(OTHER_STAY)],
    [admitted(), admitted(), retracted(), discharged(OTHER_STAY)],
]


@pytest.mark.parametrize("facts", ORDERS)
async def test_in_any_order_the_same_help_rests(facts: list[Any]) -> None:
    ends = []
    for order in permutations(facts):
        tx = await with_care()
        for fact in order:
            hears(tx, fact)
        ends.append((care(tx).pause is not None, care(tx).in_hospital))

    assert len(set(ends)) == 1, ends

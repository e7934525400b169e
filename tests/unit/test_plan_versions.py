"""Versions of the plan: what was agreed each time, what differs, and who has read it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from a_plan import AGREED, NOW, TODAY, WORDS
from samspil.contracts.plan import (
    InterventionEnd,
    LifeArea,
    Participation,
    PlanAgreed,
    PlanGoalAchieved,
    PlanGoalAdded,
    PlanGoalChanged,
    PlanGoalDropped,
    PlanInterventionAdded,
    PlanInterventionEnded,
    PlanInterventionWithoutGoalAdded,
    PlanOpened,
    PlanParticipationRecorded,
    PlanSupportWorkerChanged,
    PlanVersionRead,
    Whose,
    WithoutGoal,
)
from samspil.plan.domain.difference import Difference, HandedOn, Reworded, compared, difference
from samspil.plan.domain.read_version import UnknownVersion, read_version
from samspil.plan.domain.version import GoalThen, HelpThen, Version, versions_of
from samspil.testkit.builders import sealed
from samspil.vocabulary.legal_basis import LegalBasis

GOAL, OTHER_GOAL, HELP, OTHER_HELP = (UUID(int=number) for number in range(50, 54))
ABOUT: dict[str, Any] = {"plan_id": AGREED.id, "occurred_at": NOW}
OTHER_WORDS, NAME, OTHER_NAME = sealed(), sealed("name"), sealed("name")
YES = PlanAgreed(agreed_on=TODAY, **ABOUT)


def goal(id_: UUID = GOAL) -> PlanGoalAdded:
    return PlanGoalAdded(goal_id=id_, area=LifeArea.HOME, words=WORDS, added_by="staff", **ABOUT)


def help_(id_: UUID = HELP) -> PlanInterventionAdded:
    return PlanInterventionAdded(
        intervention_id=id_,
        goal_id=GOAL,
        provision=LegalBasis.SEL_85,
        decision_reference="1",
        support_worker="worker",
        support_worker_name=NAME,
        **ABOUT,
    )


CARE = PlanInterventionWithoutGoalAdded(
    intervention_id=OTHER_HELP,
    because=WithoutGoal.NECESSARY_CARE,
    provision=LegalBasis.SEL_83,
    decision_reference=None,
    support_worker="carer",
    support_worker_name=NAME,
    **ABOUT,
)
REWORDED = PlanGoalChanged(
    goal_id=GOAL,
    area=LifeArea.HEALTH,
    words=OTHER_WORDS,
    origin=Whose.CITIZEN,
    aim=None,
    rank=None,
    changed_by="staff",
    **ABOUT,
)
ACHIEVED = PlanGoalAchieved(goal_id=GOAL, achieved_on=TODAY, words=None, noted_by="staff", **ABOUT)
DROPPED = PlanGoalDropped(
    goal_id=GOAL, dropped_on=TODAY, reason=WORDS, whose=Whose.CITIZEN, noted_by="staff", **ABOUT
)
ENDED = PlanInterventionEnded(
    intervention_id=HELP,
    ended_on=TODAY,
    because=InterventionEnd.NO_NEED,
    found_change=None,
    ended_by="staff",
    **ABOUT,
)


def handed_on(worker: str = "second", id_: UUID = HELP) -> PlanSupportWorkerChanged:
    return PlanSupportWorkerChanged(
        intervention_id=id_,
        support_worker=worker,
        support_worker_name=OTHER_NAME,
        support_worker_phone=None,
        deputy=None,
        deputy_name=None,
        changed_by="staff",
        **ABOUT,
    )


def took_part(how: Participation = Participation.TOOK_PART) -> PlanParticipationRecorded:
    return PlanParticipationRecorded(
        how=how, on=TODAY, words=None, gave_no_words=False, recorded_by="staff", **ABOUT
    )


def read(number: int, by: str) -> PlanVersionRead:
    return PlanVersionRead(number=number, read_by=by, **ABOUT)


GOAL_THEN = GoalThen(GOAL, LifeArea.HOME, WORDS)
HELP_THEN = HelpThen(HELP, LegalBasis.SEL_85, "worker", NAME)
NOTHING = Difference((), (), (), (), (), ())


def last_difference(*said: Any) -> Difference:
    """Between the two newest versions of what was said."""
    return compared(versions_of(AGREED.id, said))[0].difference


def test_each_agreement_is_a_version_with_its_participation_and_readers() -> None:
    declined = took_part(Participation.DECLINED)
    said = (goal(), help_(), YES, read(1, "a"), declined, YES, read(2, "b"), read(1, "c"), read(1, "a"))

    assert versions_of(AGREED.id, said) == (
        Version(1, TODAY, {GOAL: GOAL_THEN}, {HELP: HELP_THEN}, None, ("a", "c")),
        Version(2, TODAY, {GOAL: GOAL_THEN}, {HELP: HELP_THEN}, declined, ("b",)),
    )


def test_participation_counts_for_the_next_agreement_alone() -> None:
    first, second = versions_of(AGREED.id, (took_part(), YES, goal(), YES))

    assert (first.participation, second.participation) == (took_part(), None)


def test_what_is_not_agreed_yet_and_what_was_said_of_another_plan_is_in_no_version() -> None:
    another = UUID(int=60)
    said = (replace(goal(OTHER_GOAL), plan_id=another), replace(YES, plan_id=another), goal())

    assert versions_of(AGREED.id, said) == ()
    assert [one.goals for one in versions_of(another, said)] == [
        {OTHER_GOAL: replace(GOAL_THEN, id=OTHER_GOAL)}
    ]


def test_the_first_version_differs_from_no_plan_by_all_that_is_in_it() -> None:
    opened = PlanOpened(referral_id=UUID(int=61), **ABOUT)

    assert last_difference(opened, goal(), help_(), YES) == NOTHING._replace(
        goals_added=(GOAL_THEN,), help_added=(HELP_THEN,)
    )


BASIS = (goal(), help_(), YES)


@pytest.mark.parametrize(
    ("since", "differs"),
    [
        ((), {}),
        ((goal(OTHER_GOAL),), {"goals_added": (replace(GOAL_THEN, id=OTHER_GOAL),)}),
        (
            (REWORDED,),
            {"goals_reworded": (Reworded(GOAL_THEN, GoalThen(GOAL, LifeArea.HEALTH, OTHER_WORDS)),)},
        ),
        ((ACHIEVED,), {"goals_over": (GOAL_THEN,)}),
        ((DROPPED,), {"goals_over": (GOAL_THEN,)}),
        ((CARE,), {"help_added": (HelpThen(OTHER_HELP, LegalBasis.SEL_83, "carer", NAME),)}),
        ((ENDED,), {"help_over": (HELP_THEN,)}),
        (
            (handed_on(),),
            {
                "help_handed_on": (
                    HandedOn(HELP_THEN, HelpThen(HELP, LegalBasis.SEL_85, "second", OTHER_NAME)),
                )
            },
        ),
        ((handed_on("worker"),), {}),
        ((handed_on(id_=OTHER_HELP),), {}),
        ((help_(OTHER_HELP), replace(ENDED, intervention_id=OTHER_HELP)), {}),
    ],
)
def test_what_came_went_or_is_put_otherwise_since_the_version_before_is_told(
    since: tuple[Any, ...], differs: dict[str, Any]
) -> None:
    assert last_difference(*BASIS, *since, YES) == NOTHING._replace(**differs)


def test_versions_are_told_the_newest_first_each_beside_the_one_before() -> None:
    versions = versions_of(AGREED.id, (*BASIS, goal(OTHER_GOAL), YES))

    assert [(one.version.number, one.difference) for one in compared(versions)] == [
        (2, difference(versions[0], versions[1])),
        (1, difference(None, versions[0])),
    ]


def test_a_version_is_read_once_by_each() -> None:
    versions = versions_of(AGREED.id, (*BASIS, read(1, "a")))

    assert read_version(AGREED, versions, 1, "a", NOW) == (AGREED, ())
    assert read_version(AGREED, versions, 1, "b", NOW) == (AGREED, (read(1, "b"),))
    for number in (0, 2, 9999):
        with pytest.raises(UnknownVersion):
            read_version(AGREED, versions, number, "a", NOW)

"""Handing over: what waits for whoever was asked about the help waits for whoever is asked from now on."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import uuid5

from samspil.contracts.plan import PlanFollowUpOpened, PlanFollowUpWithdrawn, PlanSupportQuestionAsked
from samspil.plan.domain.follow_up import FollowUp, FollowUps
from samspil.plan.domain.plan import Intervention, Plan
from samspil.plan.domain.settle import Brought, StayFacts
from samspil.plan.domain.support_question import Questions, QuestionState
from samspil.vocabulary.copenhagen import danish_day


def hand_over(before: Intervention, plan: Plan, brought: Brought, now: datetime) -> tuple[Brought, StayFacts]:
    """``before`` is the help as it was given until now, ``plan`` as it is; only § 85 help in force asks.

    What stays ask when they are heard of again is what they ask by then: it changes nothing.
    """
    help_, today = plan.interventions[before.id], danish_day(now)
    if help_ not in plan.support:
        return brought, ()
    asked = help_.asked_on(today)
    earlier = {before.support_worker, before.deputy}
    staying = {one.asked_on(today) for one in plan.support}
    questions, put = _questions(plan, brought.questions, help_, asked, now)
    follow_ups, moved = _follow_ups(plan, brought.follow_ups, earlier, staying, asked, now)
    return Brought(questions, follow_ups), (*put, *moved)


def _questions(
    plan: Plan, questions: Questions, help_: Intervention, asked: str, now: datetime
) -> tuple[Questions, tuple[PlanSupportQuestionAsked, ...]]:
    """The same question, put to somebody else."""
    put = {
        id_: replace(one, support_worker=asked, asked_at=now)
        for id_, one in questions.items()
        if one.intervention_id == help_.id and one.state is QuestionState.OPEN and one.support_worker != asked
    }
    facts = tuple(
        PlanSupportQuestionAsked(
            plan_id=plan.id,
            question_id=one.id,
            stay_id=one.stay_id,
            intervention_id=help_.id,
            support_worker=asked,
            occurred_at=now,
        )
        for one in put.values()
    )
    return {**questions, **put}, facts


def _follow_ups(
    plan: Plan,
    follow_ups: FollowUps,
    earlier: Collection[str | None],
    staying: Collection[str],
    asked: str,
    now: datetime,
) -> tuple[FollowUps, tuple[PlanFollowUpWithdrawn | PlanFollowUpOpened, ...]]:
    """Each has a day; whoever still gives other such help is in touch because of that."""
    waiting = [one for one in follow_ups.values() if one.waits and one.support_worker in earlier]
    gone = {one.id: replace(one, withdrawn_at=now) for one in waiting if one.support_worker not in staying}
    opened = {
        new.id: new
        for one in waiting
        if _is_to_open(follow_ups.get((new := _for_another(plan, one, asked, now)).id))
    }
    withdrawn = (PlanFollowUpWithdrawn(plan_id=plan.id, follow_up_id=id_, occurred_at=now) for id_ in gone)
    facts = (
        PlanFollowUpOpened(
            plan_id=plan.id,
            follow_up_id=one.id,
            stay_id=one.stay_id,
            support_worker=asked,
            due_on=one.due_on,
            occurred_at=now,
        )
        for one in opened.values()
    )
    return {**follow_ups, **gone, **opened}, (*withdrawn, *facts)


def _for_another(plan: Plan, one: FollowUp, worker: str, now: datetime) -> FollowUp:
    """Under the id that following up gives it, whether the stay is told here or of another file."""
    told_here = one.id == uuid5(one.stay_id, one.support_worker)
    within = one.stay_id if told_here else uuid5(plan.id, str(one.stay_id))
    return FollowUp(uuid5(within, worker), one.stay_id, worker, one.due_on, opened_at=now)


def _is_to_open(known: FollowUp | None) -> bool:
    return known is None or known.withdrawn_at is not None

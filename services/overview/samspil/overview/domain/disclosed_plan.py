"""The plan as partners are told of it: agreed goals, help at work, meetings with them, whom to call.

Nothing here follows from a stay but that the crisis plan is told to the ward: that help rests is told nobody.
"""

from datetime import date

from samspil.contracts.disclosure import (
    ContactPerson,
    CrisisPlan,
    DisclosedGoal,
    JointMeeting,
    PlanInForce,
    WorkplaceSupport,
)
from samspil.contracts.plan import LifeArea, Method, Participant
from samspil.overview.domain.plan_dates import Meeting, MeetingState
from samspil.overview.domain.plan_parts import GoalState
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day


def contact_person(view: View) -> ContactPerson | None:
    """Whom to ask: the support worker of the help that was agreed, the newest of several.

    The coordinator, where no help is agreed yet.
    """
    if help_ := view.plan.agreed_help:
        return ContactPerson(name=help_[-1].support_worker_name, phone=help_[-1].support_worker_phone)
    coordinator = view.citizen.coordinator
    return ContactPerson(name=coordinator.name) if coordinator else None


def employment_goals(view: View, _today: date) -> tuple[DisclosedGoal, ...]:
    """Those about work or education that were agreed, in the words that were."""
    agreed = view.plan.versions[-1].goals if view.plan.versions else ()
    words = {one.id: one.words for one in agreed}
    return tuple(
        DisclosedGoal(goal_id=one.id, words=words.get(one.id, one.words))
        for one in view.plan.goals
        if one.area is LifeArea.EMPLOYMENT and one.state is GoalState.ACTIVE
    )


def workplace_support(view: View, _today: date) -> tuple[WorkplaceSupport, ...]:
    """Help in force for such a goal, or towards a job with support."""
    about_work = {one.id for one in view.plan.goals if one.area is LifeArea.EMPLOYMENT and one.is_open}
    return tuple(
        WorkplaceSupport(
            intervention_id=one.id,
            name=one.support_worker_name,
            phone=one.support_worker_phone,
            minutes_per_week=one.minutes_per_week,
        )
        for one in view.plan.agreed_help
        if one.goal_id in about_work or one.method is Method.SUPPORTED_EMPLOYMENT
    )


def meetings_with(partner: Participant, view: View, today: date) -> tuple[JointMeeting, ...]:
    """Those to come that the partner takes part in, and those of them that were called off."""
    told = {MeetingState.BOOKED, MeetingState.CANCELLED}
    return tuple(
        _meeting(one)
        for one in sorted(view.plan.meetings, key=lambda one: (one.at, one.id))
        if partner in one.invited and one.state in told and danish_day(one.at) >= today
    )


def _meeting(one: Meeting) -> JointMeeting:
    return JointMeeting(
        meeting_id=one.id,
        at=one.at,
        place=one.place,
        called_off=one.state is MeetingState.CANCELLED,
        until=danish_day(one.at),
    )


def plan_in_force(view: View, _today: date) -> PlanInForce | None:
    """Since when a plan is agreed; nothing once it has ended."""
    plan = view.plan
    return PlanInForce(agreed_on=plan.agreed_on) if plan.agreed_on and plan.ended is None else None


def crisis_plan(view: View, _today: date) -> CrisisPlan | None:
    """While the citizen is in hospital."""
    written, present = view.plan.crisis_plan, sorted(view.hospital.present)
    if written is None or not present:
        return None
    return CrisisPlan(
        stay_id=present[-1],
        early_signs=written.early_signs,
        what_helps=written.what_helps,
        whom_to_call=written.whom_to_call,
        what_not_to_do=written.what_not_to_do,
    )

"""The plan with one more fact about its goals, its help, or itself."""

from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.plan import (
    PlanAgreed,
    PlanCrisisPlanWritten,
    PlanEmploymentWishRecorded,
    PlanEnded,
    PlanGoalAchieved,
    PlanGoalAdded,
    PlanGoalChanged,
    PlanGoalDropped,
    PlanInterventionAdded,
    PlanInterventionEnded,
    PlanInterventionPaused,
    PlanInterventionResumed,
    PlanInterventionWithoutGoalAdded,
    PlanOfferAnswered,
    PlanOffered,
    PlanOpened,
    PlanParticipationRecorded,
    PlanResourceNoted,
    PlanSupportWorkerAway,
    PlanSupportWorkerChanged,
    PlanSupportWorkerChangeRequested,
    PlanVersionRead,
)
from samspil.overview.domain.plan_parts import (
    AgreedGoal,
    AgreedHelp,
    CrisisPlan,
    EmploymentWish,
    Ended,
    Goal,
    GoalState,
    Intervention,
    Participated,
    Pause,
    Resource,
    Version,
    Wording,
)
from samspil.overview.domain.plan_state import PlanState

GoalFact = (
    PlanGoalAdded
    | PlanGoalChanged
    | PlanGoalAchieved
    | PlanGoalDropped
    | PlanResourceNoted
    | PlanEmploymentWishRecorded
)

HelpFact = (
    PlanInterventionAdded
    | PlanInterventionWithoutGoalAdded
    | PlanInterventionPaused
    | PlanInterventionResumed
    | PlanInterventionEnded
    | PlanSupportWorkerChanged
    | PlanSupportWorkerAway
    | PlanSupportWorkerChangeRequested
)

LifeFact = (
    PlanOpened
    | PlanOffered
    | PlanOfferAnswered
    | PlanParticipationRecorded
    | PlanAgreed
    | PlanVersionRead
    | PlanCrisisPlanWritten
    | PlanEnded
)


def after_goal(state: PlanState, fact: GoalFact) -> PlanState:
    """With one more fact of what the citizen wants, has and hopes for."""
    match fact:
        case PlanGoalAdded():
            goal = Goal(fact.goal_id, fact.area, fact.words, fact.origin, fact.aim, fact.rank)
            return replace(state, goals=(*state.goals, goal))
        case PlanGoalChanged():
            return _reworded(state, fact)
        case PlanGoalAchieved():
            ended: dict[str, Any] = {"ended_on": fact.achieved_on, "ending": fact.words}
            return _goal(state, fact.goal_id, state=GoalState.ACHIEVED, **ended)
        case PlanGoalDropped():
            ended = {"ended_on": fact.dropped_on, "ending": fact.reason, "given_up_by": fact.whose}
            return _goal(state, fact.goal_id, state=GoalState.DROPPED, **ended)
        case PlanResourceNoted():
            resource = Resource(fact.resource_id, fact.words, fact.origin)
            return replace(state, resources=(*state.resources, resource))
        case PlanEmploymentWishRecorded():
            wish = EmploymentWish(fact.wish, fact.not_now, fact.recorded_on)
            return replace(state, employment_wish=wish)
    assert_never(fact)


def _goal(plan: PlanState, id_: UUID, **changed: Any) -> PlanState:
    goals = (replace(one, **changed) if one.id == id_ else one for one in plan.goals)
    return replace(plan, goals=tuple(goals))


def _reworded(state: PlanState, fact: PlanGoalChanged) -> PlanState:
    """Both wordings are kept; the new one waits for the citizen to agree where the old one was agreed."""
    before = next((one for one in state.goals if one.id == fact.goal_id), None)
    if before is None:
        return state
    old = Wording(before.id, before.area, before.words, before.origin, fact.occurred_at)
    after = _goal(
        state,
        fact.goal_id,
        area=fact.area,
        words=fact.words,
        origin=fact.origin,
        aim=fact.aim,
        rank=fact.rank,
        is_reworded=before.state is GoalState.ACTIVE,
    )
    return replace(after, wordings=(*state.wordings, old))


def after_help(state: PlanState, fact: HelpFact) -> PlanState:
    """With one more fact of the help and who gives it."""
    match fact:
        case PlanInterventionAdded() | PlanInterventionWithoutGoalAdded():
            return replace(state, interventions=(*state.interventions, _help(fact)))
        case PlanInterventionPaused(because=why, stay_id=stay, until=until, occurred_at=at):
            return _changed(state, fact.intervention_id, pause=Pause(why, stay, at, until))
        case PlanInterventionResumed():
            return _changed(state, fact.intervention_id, pause=None)
        case PlanInterventionEnded():
            return _changed(
                state,
                fact.intervention_id,
                ended_on=fact.ended_on,
                ended_because=fact.because,
                found_change=fact.found_change,
                pause=None,
            )
        case PlanSupportWorkerChanged():
            return _handed_on(state, fact)
        case PlanSupportWorkerAway():
            return _changed(state, fact.intervention_id, away_until=fact.away_until)
        case PlanSupportWorkerChangeRequested(words=words, occurred_at=since):
            return _changed(state, fact.intervention_id, change_wanted_since=since, change_words=words)
    assert_never(fact)


def _help(fact: PlanInterventionAdded | PlanInterventionWithoutGoalAdded) -> Intervention:
    serves = fact.goal_id if isinstance(fact, PlanInterventionAdded) else None
    return Intervention(
        id=fact.intervention_id,
        goal_id=serves,
        without_goal=None if isinstance(fact, PlanInterventionAdded) else fact.because,
        provision=fact.provision,
        decision_reference=fact.decision_reference or None,
        support_worker=fact.support_worker,
        support_worker_name=fact.support_worker_name,
        support_worker_phone=fact.support_worker_phone,
        deputy=fact.deputy,
        deputy_name=fact.deputy_name,
        unit=fact.unit,
        kind=fact.kind,
        method=fact.method,
        minutes_per_week=fact.minutes_per_week,
        starts_on=fact.starts_on,
        purpose=fact.purpose,
        expected_change=fact.expected_change,
    )


def _changed(state: PlanState, id_: UUID, **changed: Any) -> PlanState:
    help_ = (replace(one, **changed) if one.id == id_ else one for one in state.interventions)
    return replace(state, interventions=tuple(help_))


def _handed_on(state: PlanState, fact: PlanSupportWorkerChanged) -> PlanState:
    """A wish for somebody else is met where somebody else comes; whoever comes is not away."""
    before = next((one for one in state.interventions if one.id == fact.intervention_id), None)
    is_another = before is not None and before.support_worker != fact.support_worker
    met: dict[str, Any] = {"change_wanted_since": None, "change_words": None, "away_until": None}
    return _changed(
        state,
        fact.intervention_id,
        support_worker=fact.support_worker,
        support_worker_name=fact.support_worker_name,
        support_worker_phone=fact.support_worker_phone,
        deputy=fact.deputy,
        deputy_name=fact.deputy_name,
        **(met if is_another else {}),
    )


def after_life(state: PlanState, fact: LifeFact) -> PlanState:
    """With one more fact of the plan as a whole."""
    match fact:
        case PlanOpened():
            return _opened(state, fact.occurred_at)
        case PlanOffered():
            return replace(state, offered_on=fact.offered_on, offer=None)
        case PlanOfferAnswered():
            return replace(state, offer=fact.answer)
        case PlanParticipationRecorded():
            took_part = Participated(fact.how, fact.on, fact.words, fact.gave_no_words)
            return replace(state, participation=took_part)
        case PlanAgreed():
            return _agreed(state, fact)
        case PlanVersionRead(number=number, read_by=who):
            versions = (_read(one, who) if one.number == number else one for one in state.versions)
            return replace(state, versions=tuple(versions))
        case PlanCrisisPlanWritten():
            written = CrisisPlan(
                fact.early_signs,
                fact.what_helps,
                fact.whom_to_call,
                fact.what_not_to_do,
                fact.written_by,
                fact.occurred_at,
            )
            return replace(state, crisis_plan=written)
        case PlanEnded():
            return replace(state, ended=Ended(fact.ended_on, fact.because, fact.words))
    assert_never(fact)


def _opened(state: PlanState, at: datetime) -> PlanState:
    """A plan after one that ended begins anew; what is known of the person goes on."""
    if state.ended is None:
        return replace(state, opened_at=at)
    return PlanState(
        opened_at=at,
        resources=state.resources,
        employment_wish=state.employment_wish,
        meetings=state.meetings,
        contacts=state.contacts,
        crisis_plan=state.crisis_plan,
        questions=state.questions,
        follow_ups=state.follow_ups,
        agreements=state.agreements,
    )


def _agreed(state: PlanState, fact: PlanAgreed) -> PlanState:
    goals = tuple(
        replace(one, state=GoalState.ACTIVE, is_reworded=False) if one.is_open else one for one in state.goals
    )
    help_ = tuple(one if one.ended_on else replace(one, agreed=True) for one in state.interventions)
    version = Version(
        number=len(state.versions) + 1,
        agreed_on=fact.agreed_on,
        goals=tuple(AgreedGoal(one.id, one.area, one.words) for one in goals if one.is_open),
        help=tuple(AgreedHelp(one.id, one.support_worker) for one in help_ if one.ended_on is None),
        how=state.participation.how if state.participation else None,
    )
    return replace(
        state,
        agreed_on=fact.agreed_on,
        goals=goals,
        interventions=help_,
        versions=(*state.versions, version),
        participation=None,
    )


def _read(version: Version, who: str) -> Version:
    return replace(version, read_by=tuple(dict.fromkeys((*version.read_by, who))))

"""What of the citizen's plan waits for somebody, on which day, and who is asked."""

from collections.abc import Iterator
from datetime import date, timedelta

from samspil.contracts.plan import AgreementStage, LifeArea, ReviewResult
from samspil.overview.domain.plan_dates import MeetingState, Review
from samspil.overview.domain.plan_parts import Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.task import Task, Work
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day, day_after, start_of

BEFORE_A_REVIEW = timedelta(days=14)
"""So long before its day a review is listed: time enough to find an hour with the citizen."""


def asked_on(help_: Intervention, today: date) -> str:
    """Who is asked about the help on that day: the support worker, or the deputy while they are away."""
    is_away = help_.away_until is not None and today <= help_.away_until
    return help_.deputy if is_away and help_.deputy else help_.support_worker


def work_of_stays(view: View, today: date) -> Iterator[Task]:
    """Questions wait for whoever was asked, and nobody else may answer; anybody may be in touch."""
    plan = view.plan
    for question in plan.questions:
        if question.waits and question.stay_id in view.hospital.present:
            worker = frozenset({question.support_worker})
            yield Task(Work.ANSWER_SUPPORT, question.asked_at, asked=worker, about=question.id)
    for one in plan.follow_ups:
        if one.waits:
            of_theirs = (help_ for help_ in plan.agreed_help if help_.support_worker == one.support_worker)
            asked = frozenset({one.support_worker, *(asked_on(help_, today) for help_ in of_theirs)})
            late = one.is_overdue
            yield Task(Work.FOLLOW_UP, one.opened_at, one.due_on, asked, about=one.id, escalated=late)


def coordinating(view: View) -> frozenset[str]:
    """Whoever is asked as the coordinator; nobody where there is none."""
    coordinator = view.citizen.coordinator
    return frozenset({coordinator.staff} if coordinator else ())


def work_of_plan(view: View, today: date) -> Iterator[Task]:
    """What a plan that goes on asks, in no order."""
    plan = view.plan
    if plan.opened_at is None or plan.ended is not None:
        return
    asked = coordinating(view)
    for review in plan.all_reviews:
        if review.waits and listed_from(review) <= today:
            yield _review(plan, review, today, asked)
    for meeting in plan.meetings:
        held_on = danish_day(meeting.at)
        if meeting.state is MeetingState.BOOKED and held_on <= today:
            responsible = frozenset({meeting.responsible})
            yield Task(Work.SAY_MEETING, meeting.booked_at, held_on, responsible, about=meeting.id)
    for one in plan.interventions:
        if one.change_wanted_since is not None and one.ended_on is None:
            yield Task(Work.CHANGE_WORKER, one.change_wanted_since, asked=asked, about=one.id)
    for one in plan.agreed_help:
        if ended_on := to_end(plan, one):
            yield Task(Work.END_HELP, start_of(ended_on), asked=asked, about=one.id, unit=one.unit)
        if one.support_worker_phone is None:
            yield Task(Work.ADD_PHONE, plan.opened_at, asked=asked, about=one.id, unit=one.unit)
        if is_orphan(plan, one):
            yield Task(Work.SERVE_GOAL, plan.opened_at, asked=asked, about=one.id, unit=one.unit)
    if plan.agreed_on is not None and lacks_wish(plan):
        yield Task(Work.NOTE_WISH, plan.opened_at, asked=asked)


def plan_changes_on(view: View, today: date) -> date | None:
    """The first day after today on which something else of it waits, or for somebody else, by itself."""
    plan = view.plan
    lists = [listed_from(one) for one in plan.all_reviews if one.waits]
    passes = [one.due_on for one in plan.all_reviews if one.waits]
    meets = [danish_day(one.at) for one in plan.meetings if one.state is MeetingState.BOOKED]
    drafts = [one.draft_by for one in plan.agreements if one.stage is AgreementStage.ASKED and one.draft_by]
    backs = [one.away_until for one in plan.agreed_help if one.away_until]
    days = [*lists, *meets, *(after for day in (*passes, *drafts, *backs) if (after := day_after(day)))]
    return min((day for day in days if day > today), default=None)


def listed_from(review: Review) -> date:
    """The first day on which it stands on lists."""
    return date.fromordinal(max(review.due_on.toordinal() - BEFORE_A_REVIEW.days, 1))


def lacks_wish(plan: PlanState) -> bool:
    """Whether nothing says what the citizen wishes in work or education."""
    about_work = any(one.area is LifeArea.EMPLOYMENT and one.is_open for one in plan.goals)
    return plan.employment_wish is None and not about_work


def to_end(plan: PlanState, help_: Intervention) -> date | None:
    """The day of the review that came to its end, where that was the last word about it."""
    of_it = [one for one in plan.all_reviews if one.intervention_id == help_.id]
    held = [one for one in of_it if one.held_on is not None]
    last = max(held, key=lambda one: (one.held_on or one.due_on, one.version), default=None)
    if last is None or any(one.waits for one in of_it):
        return None
    return last.held_on if last.result in {ReviewResult.END, ReviewResult.END_AND_REFER} else None


def is_orphan(plan: PlanState, help_: Intervention) -> bool:
    """Whether it serves no goal that is worked for, and no exception lets it stand alone."""
    served = any(one.id == help_.goal_id and one.is_open for one in plan.goals)
    return help_.without_goal is None and not served


def _review(plan: PlanState, review: Review, today: date, coordinator: frozenset[str]) -> Task:
    """Of help it asks who gives it on that day, of the whole plan the coordinator."""
    of_help = next((one for one in plan.interventions if one.id == review.intervention_id), None)
    return Task(
        Work.REVIEW,
        review.since,
        review.due_on,
        frozenset({asked_on(of_help, today)}) if of_help else coordinator,
        about=review.id,
        unit=of_help.unit if of_help else None,
        escalated=review.due_on < today,
    )

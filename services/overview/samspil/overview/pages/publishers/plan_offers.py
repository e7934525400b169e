"""What can be done about the citizen's plan, by whom, as it stands."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from samspil.contracts.plan import PauseReason, Whose
from samspil.overview.domain.plan_dates import Meeting, MeetingState, Review
from samspil.overview.domain.plan_parts import Goal, Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.task import Task, Work
from samspil.overview.domain.view import View
from samspil.overview.pages.form import Filled, Form, Thing
from samspil.overview.pages.forms import agreements, plan_goals, plan_help, plan_life, plan_meetings
from samspil.overview.pages.plan_words import CRISIS
from samspil.overview.pages.reading import Read
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller


def is_open(plan: PlanState) -> bool:
    """Whether there is a plan that is not over."""
    return plan.opened_at is not None and plan.ended is None


def allowed(offers: Iterator[Filled], me: Caller | None) -> tuple[Filled, ...]:
    """Those that the reader may send."""
    return tuple(one for one in offers if one.form.is_for(me))


def wish_offers(citizen: CitizenId, plan: PlanState, read: Read) -> Iterator[Filled]:
    """Saying what the citizen wishes in work or education: begun with what was said last."""
    said = plan.employment_wish
    written = {"wish": _text(said.wish, read), "not_now": _text(said.not_now, read)} if said else {}
    yield Filled(plan_goals.RECORD_WISH, _whole(citizen, plan), written)


def resource_offers(citizen: CitizenId, plan: PlanState) -> Iterator[Filled]:
    """Noting what the citizen has to build on."""
    yield Filled(plan_goals.NOTE_RESOURCE, _whole(citizen, plan))


def new_goal(citizen: CitizenId, plan: PlanState) -> Iterator[Filled]:
    """A goal: as a rule it is set together."""
    yield Filled(plan_goals.ADD_GOAL, _whole(citizen, plan), {"origin": Whose.JOINTLY})


def goal_offers(
    goal: Goal, plan: PlanState, read: Read, units: Mapping[str, str], *, lists_people: bool
) -> Iterator[Filled]:
    """Of a goal that is open; ``lists_people``: whether who works here is known."""
    if not goal.is_open:
        return
    thing = (Thing(goal.id, plan.version),)
    yield Filled(plan_help.ADD_HELP, thing, units=units)
    if not lists_people:
        yield Filled(plan_help.ADD_HELP_WRITTEN, thing, units=units)
    written = {
        "area": goal.area,
        "words": read(goal.words),
        "origin": goal.origin or "",
        "aim": goal.aim or "",
        "rank": str(goal.rank or ""),
    }
    yield Filled(plan_goals.CHANGE_GOAL, thing, written)
    yield Filled(plan_goals.ACHIEVE_GOAL, thing)
    yield Filled(plan_goals.DROP_GOAL, thing)


def help_alone(
    citizen: CitizenId, plan: PlanState, units: Mapping[str, str], *, lists_people: bool
) -> Iterator[Filled]:
    """Help that no goal asks for."""
    yield Filled(plan_help.ADD_HELP_ALONE, _whole(citizen, plan), units=units)
    if not lists_people:
        yield Filled(plan_help.ADD_HELP_ALONE_WRITTEN, _whole(citizen, plan), units=units)


def help_offers(one: Intervention, plan: PlanState, read: Read, *, lists_people: bool) -> Iterator[Filled]:
    """Of help that is not over; what a stay paused goes on by itself."""
    if one.ended_on is not None:
        return
    thing = (Thing(one.id, plan.version),)
    written = {
        "support_worker": one.support_worker,
        "support_worker_name": read(one.support_worker_name),
        "support_worker_phone": _text(one.support_worker_phone, read),
        "deputy": one.deputy or "",
        "deputy_name": _text(one.deputy_name, read),
    }
    yield Filled(plan_help.REASSIGN, thing, written)
    if not lists_people:
        yield Filled(plan_help.REASSIGN_WRITTEN, thing, written)
    yield Filled(plan_help.MARK_BACK if one.away_until else plan_help.MARK_AWAY, thing)
    if one.pause is None and one.agreed:
        yield Filled(plan_help.PAUSE_HELP, thing)
    elif one.pause and one.pause.because is not PauseReason.STAY:
        yield Filled(plan_help.RESUME_HELP, thing)
    if one.change_wanted_since is None:
        yield Filled(plan_help.WANT_CHANGE, thing)
    yield Filled(plan_help.END_HELP, thing)


def agreement_offers(citizen: CitizenId, plan: PlanState, me: Caller | None) -> Iterator[Filled]:
    """Agreeing, and before it how the citizen took part; reading what was agreed last."""
    whole = _whole(citizen, plan)
    how = plan.participation.how if plan.participation else ""
    yield Filled(plan_life.AGREE, whole, {"how": how})
    yield Filled(plan_life.PARTICIPATE, whole)
    newest = plan.versions[-1] if plan.versions else None
    if newest and me and me.subject not in newest.read_by:
        yield Filled(plan_life.READ_VERSION, (Thing(UUID(int=newest.number), plan.version),))


def offer_offers(citizen: CitizenId, plan: PlanState) -> Iterator[Filled]:
    """Offering a plan, and the citizen's answer."""
    if plan.offered_on is None:
        yield Filled(plan_life.OFFER, _whole(citizen, plan))
    if plan.offer is None:
        yield Filled(plan_life.ANSWER_OFFER, _whole(citizen, plan))


def review_offers(review: Review) -> Iterator[Filled]:
    """Holding one that waits."""
    if review.waits:
        yield Filled(plan_meetings.HOLD_REVIEW, (Thing(review.id, review.version),))


def meeting_offers(meeting: Meeting, today: date) -> Iterator[Filled]:
    """Saying what became of one whose day has come, moving it and calling it off."""
    if meeting.state is not MeetingState.BOOKED:
        return
    thing = (Thing(meeting.id, meeting.version),)
    if danish_day(meeting.at) <= today:
        yield Filled(plan_meetings.HOLD_MEETING, thing)
        yield Filled(plan_meetings.MISS_MEETING, thing)
    yield Filled(plan_meetings.MOVE_MEETING, thing)
    yield Filled(plan_meetings.CANCEL_MEETING, thing)


def contact_offers(plan: PlanState) -> tuple[Filled, ...]:
    """What is noted with one press, while there is a plan to note it in."""
    return tuple(Filled(form) for form in plan_meetings.AT_ONCE) if is_open(plan) else ()


def crisis_offers(citizen: CitizenId, plan: PlanState, read: Read) -> Iterator[Filled]:
    """Writing the crisis plan, begun with what stands there."""
    there = plan.crisis_plan
    written = {part: _text(getattr(there, part), read) for part in CRISIS} if there else {}
    yield Filled(plan_life.WRITE_CRISIS_PLAN, _whole(citizen, plan), written)


def end_offers(citizen: CitizenId, plan: PlanState) -> Iterator[Filled]:
    """Ending the whole plan."""
    yield Filled(plan_life.END_PLAN, _whole(citizen, plan))


FOR_WORK: Mapping[Work, tuple[Form, ...]] = {
    Work.REVIEW: (plan_meetings.HOLD_REVIEW,),
    Work.SAY_MEETING: (plan_meetings.HOLD_MEETING, plan_meetings.MISS_MEETING),
    Work.CHANGE_WORKER: (plan_help.REASSIGN,),
    Work.ADD_PHONE: (plan_help.REASSIGN,),
    Work.END_HELP: (plan_help.END_HELP,),
    Work.SERVE_GOAL: (plan_help.END_HELP,),
    Work.NOTE_WISH: (plan_goals.RECORD_WISH,),
    Work.DRAFT_AGREEMENT: (agreements.DRAFT,),
    Work.CONCLUDE_AGREEMENT: (agreements.CONCLUDE, agreements.DRAFT),
}
"""What is done about what waits of the plan; each on a page of its own, which has what was written before."""


def task_offers(citizen: CitizenId, task: Task, view: View, me: Caller | None) -> tuple[Filled, ...]:
    """What the reader can do about it."""
    plan = view.plan
    dated = {one.id: one.version for one in plan.all_reviews} | {one.id: one.version for one in plan.meetings}
    dated |= {one.id: one.version for one in plan.agreements}
    about = task.about or citizen
    if about not in dated and about in view.elsewhere:  # by another file's plan, whose version is not known
        return ()
    thing = (Thing(about, dated.get(about, plan.version)),)
    return allowed((Filled(form, thing) for form in FOR_WORK.get(task.work, ())), me)


def _whole(citizen: CitizenId, plan: PlanState) -> tuple[Thing, ...]:
    return (Thing(citizen, plan.version),)


def _text(token: Sealed | None, read: Read) -> str:
    return read(token) if token else ""

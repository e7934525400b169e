"""Open work: what of a citizen's view waits for somebody at social psychiatry, and until when."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from samspil.overview.domain.agreement_work import work_of_agreements
from samspil.overview.domain.attention_work import work_of_attention
from samspil.overview.domain.contradictions import contradictions
from samspil.overview.domain.coordination import ProposalState
from samspil.overview.domain.message_work import work_of_held, work_of_messages
from samspil.overview.domain.ours import acts_elsewhere
from samspil.overview.domain.plan_work import asked_on, work_of_plan, work_of_stays
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.task import Task as Task
from samspil.overview.domain.task import Work as Work
from samspil.overview.domain.undelivered import undelivered
from samspil.overview.domain.view import View
from samspil.vocabulary.sector import Sector


def open_work(view: View, today: date, ours: Collection[str] | None = None) -> tuple[Task, ...]:
    """All of it on that day, the most urgent first; of somebody who is dead nobody owes anything.

    Only what a hospital's message waits for a person with goes on: it may be that they live.
    ``ours`` are the municipalities that our units work for; None: not known.
    """
    is_dead = view.citizen.dead_since is not None
    tasks = work_of_held(view, today) if is_dead else _tasks(view, today, ours)
    return tuple(sorted(tasks, key=lambda task: task.urgency))


def steps(view: View, today: date, ours: Collection[str] | None = None) -> tuple[Task, ...]:
    """The same seen from the citizen: a step of ours stands once, and not as what another unit waits for."""
    tasks = open_work(view, today, ours)
    return tuple(task for task in tasks if not (task.is_a_wait and task.turn is Sector.SOCIAL))


def _tasks(view: View, today: date, ours: Collection[str] | None) -> Iterator[Task]:
    for referral in view.referrals:
        yield from _of_referral(referral)
    for heard in (view.employment.answers, view.hospital.answers):
        for later in contradictions(heard, view.coordination.handled):
            yield Task(Work.SETTLE_ANSWERS, later.heard_at, about=later.id, contradicting=later)
    yield from work_of_stays(view, today)
    yield from work_of_messages(view, today)
    yield from work_of_held(view, today)
    yield from work_of_attention(view, today)
    if ours is None or not acts_elsewhere(view.citizen, ours):
        yield from work_of_plan(view, today)
        yield from work_of_agreements(view, today)
    asked = frozenset(asked_on(one, today) for one in view.plan.agreed_help)
    for proposal in view.coordination.proposals.values():
        if proposal.state is ProposalState.OPEN:
            yield Task(Work.DECIDE_HOLD, proposal.proposed_at, asked=asked, about=proposal.id)
    for work, deliveries in (
        (Work.TELL_JOBCENTER, view.employment.deliveries),
        (Work.TELL_REGION, view.hospital.deliveries),
    ):
        for one in undelivered(deliveries, view.coordination.handled):
            yield Task(work, one.ended_at, lost=one, about=one.id)


STEP = {
    Standing.SUBMITTED: Work.ANSWER_REFERRAL,
    Standing.RECEIVED: Work.ANSWER_REFERRAL,
    Standing.ACCEPTED: Work.START_HELP,
    Standing.WAITLISTED: Work.START_HELP,
    Standing.CANCELLATION_REQUESTED: Work.ANSWER_CANCELLATION,
}
"""What the asked unit of ours owes."""

UNANSWERED = frozenset({Standing.SUBMITTED, Standing.RECEIVED, Standing.INFORMATION_REQUESTED})


def _of_referral(one: ReferralStanding) -> Iterator[Task]:
    """For each of our units in it: its own step, or to see to another's that is late, or to wait for it."""
    if one.turn is None:
        return
    since, author = one.stands_since or one.submitted_at, frozenset({one.author})
    about = partial(Task, since=since, due=one.answer_by, about=one.id, escalated=one.escalated)
    if one.to_sector is Sector.SOCIAL:
        if one.standing in STEP:
            first = one.version if one.standing is Standing.SUBMITTED else None
            yield about(STEP[one.standing], unit=one.to_unit, receivable=first, author=one.author)
        if one.standing is Standing.INFORMATION_REQUESTED:
            yield about(Work.AWAIT_ANSWER, unit=one.to_unit, turn=one.from_sector, awaits=one.from_unit)
        if one.standing in UNANSWERED and one.overdue and not one.delay_notified:
            yield about(Work.NOTIFY_DELAY, unit=one.to_unit)
    if one.from_sector is Sector.SOCIAL:
        own = partial(about, asked=author, unit=one.from_unit)
        if one.standing is Standing.INFORMATION_REQUESTED:
            yield own(Work.GIVE_INFORMATION)
        elif one.to_unit == one.from_unit:
            return
        elif one.overdue:
            yield own(Work.SEE_TO_SENDING if one.waits_to_be_sent else Work.REMIND)
        elif not one.waits_to_be_sent:
            yield own(Work.AWAIT_ANSWER, turn=one.to_sector, awaits=one.to_unit)

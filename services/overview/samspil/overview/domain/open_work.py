"""Open work: what of a citizen's view waits for somebody at social psychiatry, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from uuid import UUID

from samspil.overview.domain.contradictions import AnswerHeard, contradictions
from samspil.overview.domain.coordination import ProposalState
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.undelivered import undelivered
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


class Work(StrEnum):
    """What is to be done."""

    ANSWER_REFERRAL = "answer_referral"
    GIVE_INFORMATION = "give_information"
    """The asked unit wants to know more before it answers."""
    START_HELP = "start_help"
    """It was said that help begins, and nobody has said that it has."""
    ANSWER_CANCELLATION = "answer_cancellation"
    """The author asks that help which has begun be stopped."""
    NOTIFY_DELAY = "notify_delay"
    """The day for an answer has passed: the citizen is to be told when it comes (RSL § 3)."""
    AWAIT_ANSWER = "await_answer"
    """Who was asked has time left: nothing to do for who waits, and nothing to forget."""
    REMIND = "remind"
    """Who was asked has not answered in time."""
    SEE_TO_SENDING = "see_to_sending"
    """What we asked another party has not reached its system."""
    SETTLE_ANSWERS = "settle_answers"
    """A partner answered twice and otherwise: somebody finds out which holds."""
    DECIDE_HOLD = "decide_hold"
    """A stay proposes a contact hold."""
    ANSWER_SUPPORT = "answer_support"
    """What happens to the support during a stay."""
    FOLLOW_UP = "follow_up"
    """Be in touch after a discharge."""
    TELL_JOBCENTER = "tell_jobcenter"
    """A message did not reach the jobcenter: somebody finds out, and tells it in another way."""
    TELL_REGION = "tell_region"
    """The same of the region."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    work: Work
    since: datetime
    due: date | None = None
    """The last day, where there is one."""
    asked: frozenset[str] = frozenset()
    """Staff ids of those who are asked by name; nobody: the unit."""
    lost: DeliveryEnd | None = None
    """The message that did not arrive, where it is about one: somebody says that it is handled."""
    about: UUID | None = None
    """The thing that it is about, as forms name it."""
    unit: str | None = None
    """Whose unit it is, where it is one unit's: of who was asked, or of who asked."""
    turn: Sector = Sector.SOCIAL
    """Who has to do it."""
    awaits: str | None = None
    """The unit of ours that has to do it, where those who are asked only wait."""
    escalated: bool = False
    """The unit's leader is to see it, too."""
    receivable: int | None = None
    """The version of a referral that is to be received before it is answered."""
    author: str | None = None
    """Who wrote it, and does not receive it."""
    contradicting: AnswerHeard | None = None
    """The later of two answers."""

    @property
    def is_a_wait(self) -> bool:
        """Whether somebody else has to do it, and those who are asked only wait."""
        return self.work is Work.AWAIT_ANSWER

    @property
    def urgency(self) -> tuple[date, datetime]:
        """What sorts a list: the deadline; what has none is wanted on the day it arose."""
        return (self.due or danish_day(self.since), self.since)


def open_work(view: View) -> tuple[Task, ...]:
    """All of it, the most urgent first; of somebody who is dead nobody owes anything."""
    if view.citizen.dead_since is not None:
        return ()
    return tuple(sorted(_tasks(view), key=lambda task: task.urgency))


def steps(view: View) -> tuple[Task, ...]:
    """The same seen from the citizen: a step of ours stands once, and not as what another unit waits for."""
    return tuple(task for task in open_work(view) if not (task.is_a_wait and task.turn is Sector.SOCIAL))


def _tasks(view: View) -> Iterator[Task]:
    for referral in view.referrals:
        yield from _of_referral(referral)
    for heard in (view.employment.answers, view.hospital.answers):
        for later in contradictions(heard, view.coordination.handled):
            yield Task(Work.SETTLE_ANSWERS, later.heard_at, about=later.id, contradicting=later)
    support_workers = frozenset(one.support_worker for one in view.plan.agreed_help)
    for proposal in view.coordination.proposals.values():
        if proposal.state is ProposalState.OPEN:
            yield Task(Work.DECIDE_HOLD, proposal.proposed_at, asked=support_workers, about=proposal.id)
    for question in view.plan.questions:
        if question.waits and question.stay_id in view.hospital.present:
            asked = frozenset({question.support_worker})
            yield Task(Work.ANSWER_SUPPORT, question.asked_at, asked=asked, about=question.id)
    for follow_up in view.plan.follow_ups:
        if follow_up.waits:
            asked = frozenset({follow_up.support_worker})
            yield Task(Work.FOLLOW_UP, follow_up.opened_at, follow_up.due_on, asked, about=follow_up.id)
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

"""Open work: what of a citizen's view waits for somebody at social psychiatry, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.overview.domain.coordination import ProposalState
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.domain.referral_state import ReferralStanding
from samspil.overview.domain.undelivered import undelivered
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


class Work(StrEnum):
    """What is to be done."""

    ANSWER_REFERRAL = "answer_referral"
    AWAIT_ANSWER = "await_answer"
    """A party that we asked has time left to answer: nothing to do, and nothing to forget."""
    REMIND = "remind"
    """A party that we asked has not answered in time."""
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
    """Whose work it is, where it is one unit's."""
    turn: Sector = Sector.SOCIAL
    """Who has to do it; where that is another party, those who are asked only wait."""

    @property
    def urgency(self) -> tuple[date, datetime]:
        """What sorts a list: the deadline; what has none is wanted on the day it arose."""
        return (self.due or danish_day(self.since), self.since)


def open_work(view: View) -> tuple[Task, ...]:
    """All of it, the most urgent first."""
    return tuple(sorted(_tasks(view), key=lambda task: task.urgency))


def _tasks(view: View) -> Iterator[Task]:
    for referral in view.referrals:
        if task := _of_referral(referral):
            yield task
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


def _of_referral(referral: ReferralStanding) -> Task | None:
    asked_by = frozenset({referral.author})
    if referral.turn is Sector.SOCIAL:
        return Task(
            Work.ANSWER_REFERRAL,
            referral.submitted_at,
            referral.answer_by,
            about=referral.id,
            unit=referral.to_unit,
        )
    if referral.turn is None or referral.from_sector is not Sector.SOCIAL:
        return None
    return Task(
        Work.REMIND if referral.overdue else Work.AWAIT_ANSWER,
        referral.submitted_at,
        referral.answer_by,
        asked_by,
        about=referral.id,
        unit=referral.from_unit,
        turn=Sector.SOCIAL if referral.overdue else referral.turn,
    )

"""Following up: after a discharge somebody is in touch with the citizen by a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from samspil.contracts.plan import PlanFollowUpOpened
from samspil.plan.domain.last_day import last_day
from samspil.plan.domain.plan import Plan
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One support worker's contact after one stay."""

    id: UUID
    stay_id: UUID
    support_worker: str
    """Staff id."""
    due_on: date
    opened_at: datetime
    completed_at: datetime | None = None
    completed_by: str | None = None
    """Staff id: a colleague may have stood in."""
    withdrawn_at: datetime | None = None
    """When it turned out that nobody has to be in touch because of it."""
    missed: date | None = None
    """The last day that passed while it waited, once that was said."""
    version: int = 0
    """The number of the last fact about it."""

    @property
    def waits(self) -> bool:
        """Whether somebody has to be in touch."""
        return self.completed_at is None and self.withdrawn_at is None


FollowUps = dict[UUID, FollowUp]
"""All follow-ups of one citizen."""


def follow_up_by(rules: Rulebook, discharged_at: datetime) -> date:
    """By when somebody has to be in touch after the discharge."""
    return last_day(rules, danish_day(discharged_at), LegalBasis.SEL_85, Step.FOLLOW_UP)


def follow_up(
    plan: Plan,
    follow_ups: FollowUps,
    stay_id: UUID,
    discharged_at: datetime,
    rules: Rulebook,
    now: datetime,
    *,
    told_here: bool = True,
    but: Collection[str] = (),
) -> tuple[FollowUps, tuple[PlanFollowUpOpened, ...]]:
    """One for whoever is asked today about § 85 help in force, once a stay, counted from its discharge.

    A withdrawn one is opened anew, and one that waits gets another day where the discharge was another day.
    The stay may be ``told_here``, of the plan's own citizen, or of another file of the same person: each file
    has follow-ups of its own. None for the workers ``but`` of whom another file has one.
    """
    due_on = follow_up_by(rules, discharged_at)
    standing = {
        one.support_worker: one.waits
        for one in follow_ups.values()
        if one.stay_id == stay_id and one.withdrawn_at is None
    }
    waiting = [worker for worker, waits in standing.items() if waits]
    asked = [
        help_.asked_on(danish_day(now))
        for help_ in plan.support
        if help_.support_worker not in but and standing.keys().isdisjoint(help_.may_be_asked)
    ]
    within = stay_id if told_here else uuid5(plan.id, str(stay_id))
    opened = {
        id_: FollowUp(id=id_, stay_id=stay_id, support_worker=worker, due_on=due_on, opened_at=now)
        for worker in dict.fromkeys([*waiting, *asked])
        if worker not in but and _is_to_open(follow_ups.get(id_ := uuid5(within, worker)), due_on)
    }
    facts = tuple(
        PlanFollowUpOpened(
            plan_id=plan.id,
            follow_up_id=one.id,
            stay_id=stay_id,
            support_worker=one.support_worker,
            due_on=due_on,
            occurred_at=now,
        )
        for one in opened.values()
    )
    return {**follow_ups, **opened}, facts


def _is_to_open(earlier: FollowUp | None, due_on: date) -> bool:
    if earlier is None or earlier.withdrawn_at is not None:
        return True
    return earlier.waits and earlier.due_on != due_on

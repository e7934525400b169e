"""Follow a step towards work: it may have the plan looked at together, and moves nothing in it."""

from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.plan.domain.milestone import Milestone
from samspil.plan.handlers.look_now import look_now
from samspil.plan.messages.employment import MilestoneTold, milestone
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook


def follow_milestone(heard: Event[MilestoneTold], tx: PlanTransaction, rules: Rulebook) -> None:
    """Whatever order its facts come in; what is heard while no plan is agreed asks nothing of anybody."""
    id_ = heard.data.milestone_id
    before = tx.milestones.of(heard.subject).get(id_, Milestone(id_))
    tx.milestones.put(before.told_also(milestone(heard.data)))
    look_now(tx, id_, rules, Cause.heard(heard))

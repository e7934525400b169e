"""Follow the citizen: whoever died or is in another municipality's care asks nothing until that ends."""

from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.plan.domain.citizen import Citizen
from samspil.plan.handlers.look_now import look_now
from samspil.plan.messages.citizen import CitizenLife, citizen_after
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook


def follow_citizen(heard: Event[CitizenLife], tx: PlanTransaction, rules: Rulebook) -> None:
    """Whether the stay or the death is heard of first, the same waits in the end."""
    tx.citizen_states.put(citizen_after(tx.citizen_states.of(heard.subject) or Citizen(), heard.data))
    look_now(tx, None, rules, Cause.heard(heard))

"""Follow which files are of one person: they are locked together, and the clock looks at them together."""

from samspil.contracts.citizen import CitizenMerged, CitizenSplit, other_file
from samspil.contracts.envelope import Event
from samspil.plan.domain.citizen import Citizen
from samspil.plan.handlers.look_soon import look_soon
from samspil.plan.messages.citizen import citizen_merged
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.citizen_id import CitizenId


def follow_merge(heard: Event[CitizenMerged | CitizenSplit], tx: PlanTransaction) -> None:
    """It is said on each one's stream; they are of one person from when both have been heard to say so."""
    fact, citizen = heard.data, tx.citizen_states.of(heard.subject) or Citizen()
    tx.citizen_states.put(citizen_merged(citizen, heard.subject, fact))
    tx.link(CitizenId(other_file(fact, heard.subject)), linked=isinstance(fact, CitizenMerged))
    look_soon(tx)

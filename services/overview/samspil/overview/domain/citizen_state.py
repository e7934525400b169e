"""What ``citizen.v1`` says of a citizen, folded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samspil.contracts.citizen import CitizenRegistered
from samspil.contracts.envelope import Event
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class CitizenState:
    """Who the citizen is."""

    name: Sealed
    cpr: Sealed
    acting_municipality: str
    registered_at: datetime


def fold_citizen(state: CitizenState | None, event: Event[Any]) -> CitizenState | None:
    """One more event of the topic."""
    match event.data:
        case CitizenRegistered() as fact:
            return CitizenState(fact.name, fact.cpr, fact.acting_municipality, fact.occurred_at)
    return state

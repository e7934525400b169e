"""What ``citizen.v1`` says of a citizen, folded: who they are and what they agreed to."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.citizen import (
    CitizenConsentGiven,
    CitizenConsentWithdrawn,
    CitizenFact,
    CitizenRegistered,
)
from samspil.contracts.envelope import Event
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Who:
    """Who the citizen is."""

    name: Sealed
    cpr: Sealed
    acting_municipality: str
    registered_at: datetime
    residence_municipality: str | None = None
    """None: not said, and taken to be the acting one."""
    version: int = 0
    """The number of the last event about it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the citizen agreed to, and whether it still stands."""

    id: UUID
    law: LegalBasis
    kinds: tuple[DataClass, ...]
    from_sector: Sector
    to_sectors: tuple[Sector, ...]
    until: date
    given_at: datetime
    withdrawn_at: datetime | None = None
    version: int = 0
    """The number of the last event about it."""

    def holds(self, today: date) -> bool:
        """Whether it stands on that day, its last day included."""
        return self.withdrawn_at is None and today <= self.until


@dataclass(frozen=True, slots=True)
class CitizenState:
    """Everything of the topic."""

    who: Who | None = None
    consents: tuple[Consent, ...] = ()


def fold_citizen(state: CitizenState | None, event: Event[Any]) -> CitizenState:
    """One more event of the topic."""
    state = state or CitizenState()
    fact: CitizenFact = event.data
    match fact:
        case CitizenRegistered():
            who = Who(
                name=fact.name,
                cpr=fact.cpr,
                acting_municipality=fact.acting_municipality,
                residence_municipality=fact.residence_municipality,
                registered_at=fact.occurred_at,
                version=event.seq,
            )
            return replace(state, who=who)
        case CitizenConsentGiven():
            consent = Consent(
                id=fact.consent_id,
                law=fact.law,
                kinds=fact.kinds,
                from_sector=fact.from_sector,
                to_sectors=fact.to_sectors,
                until=fact.until,
                given_at=fact.occurred_at,
                version=event.seq,
            )
            return replace(state, consents=(*state.consents, consent))
        case CitizenConsentWithdrawn():
            consents = tuple(
                replace(one, withdrawn_at=fact.occurred_at, version=event.seq)
                if one.id == fact.consent_id
                else one
                for one in state.consents
            )
            return replace(state, consents=consents)
    assert_never(fact)

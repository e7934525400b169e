"""What ``citizen.v1`` says of a citizen, folded: who they are, whom they have, and what they agreed to."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.citizen import (
    CitizenConsentExpired,
    CitizenConsentGiven,
    CitizenConsentNarrowed,
    CitizenConsentWithdrawn,
    CitizenContactOpened,
    CitizenContactWishesSet,
    CitizenCoordinatorNamed,
    CitizenCorrected,
    CitizenDeathRetracted,
    CitizenDied,
    CitizenFact,
    CitizenLinked,
    CitizenMerged,
    CitizenMoved,
    CitizenRegistered,
    CitizenRelativeAdded,
    CitizenRelativeChanged,
    CitizenRelativeRemoved,
    CitizenSplit,
)
from samspil.contracts.envelope import Event
from samspil.overview.domain.citizen_network import ContactWishes, Coordinator, Relative, relative_of
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.merges import Merges, merges_after
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Who:
    """Who the citizen is."""

    name: Sealed
    cpr: Sealed | None
    """None: somebody is helped before anybody knows them by a number."""
    acting_municipality: str
    registered_at: datetime
    residence_municipality: str | None = None
    """None: not said, and taken to be the acting one."""
    address: Sealed | None = None
    address_protected: bool = False
    version: int = 0
    """The number of the last event about it."""
    registered_by: str | None = None
    """Staff id of whoever opened the file."""


@dataclass(frozen=True, slots=True)
class CitizenState:
    """Everything of the topic."""

    who: Who | None = None
    consents: tuple[Consent, ...] = ()
    coordinator: Coordinator | None = None
    wishes: ContactWishes | None = None
    relatives: tuple[Relative, ...] = ()
    """Also those who are no longer there."""
    moved_on: date | None = None
    """The day of the last move."""
    dead_since: datetime | None = None
    """When it became known here; None: alive, as far as anybody said."""
    died_on: date | None = None
    merges: Merges = ()
    """Which files were or are of the same person."""


def fold_citizen(state: CitizenState | None, event: Event[Any]) -> CitizenState:
    """One more event of the topic."""
    state, seq = state or CitizenState(), event.seq
    fact: CitizenFact = event.data
    match fact:
        case CitizenRegistered():
            who = Who(
                name=fact.name,
                cpr=fact.cpr,
                acting_municipality=fact.acting_municipality,
                residence_municipality=fact.residence_municipality,
                registered_at=fact.occurred_at,
                registered_by=fact.registered_by,
                version=seq,
            )
            return replace(state, who=who)
        case CitizenContactOpened():
            who = Who(
                name=fact.name,
                cpr=None,
                acting_municipality=fact.acting_municipality,
                registered_at=fact.occurred_at,
                registered_by=fact.opened_by,
                version=seq,
            )
            return replace(state, who=who)
        case CitizenLinked():
            return _who(state, seq, cpr=fact.cpr)
        case CitizenMerged() | CitizenSplit():
            merges = merges_after(state.merges, event.subject, fact)
            return replace(_who(state, seq), merges=merges)
        case CitizenCorrected():
            return _who(
                state,
                seq,
                name=fact.name,
                acting_municipality=fact.acting_municipality,
                residence_municipality=fact.residence_municipality,
                address=fact.address,
                address_protected=fact.address_protected,
            )
        case CitizenMoved():
            moved = _who(
                state,
                seq,
                acting_municipality=fact.acting_municipality,
                residence_municipality=fact.residence_municipality,
            )
            return replace(moved, moved_on=fact.moved_on)
        case CitizenDied():
            return replace(_who(state, seq), dead_since=fact.occurred_at, died_on=fact.died_on)
        case CitizenDeathRetracted():
            return replace(_who(state, seq), dead_since=None, died_on=None)
        case CitizenCoordinatorNamed():
            named = Coordinator(fact.coordinator, fact.coordinator_name, fact.unit, fact.occurred_at)
            return replace(_who(state, seq), coordinator=named)
        case CitizenContactWishesSet():
            wishes = ContactWishes(fact.ways, fact.words, fact.occurred_at)
            return replace(_who(state, seq), wishes=wishes)
        case CitizenRelativeAdded() | CitizenRelativeChanged():
            before = next((one for one in state.relatives if one.id == fact.relative_id), None)
            relative = relative_of(fact, before, seq)
            others = tuple(one for one in state.relatives if one.id != relative.id)
            return replace(state, relatives=(*others, relative))
        case CitizenRelativeRemoved():
            relatives = (
                replace(one, left=fact.reason, left_at=fact.occurred_at, version=seq)
                if one.id == fact.relative_id
                else one
                for one in state.relatives
            )
            return replace(state, relatives=tuple(relatives))
        case CitizenConsentGiven():
            return replace(state, consents=(*state.consents, _given(fact, seq)))
        case CitizenConsentNarrowed():
            return _consent(
                state,
                fact.consent_id,
                seq,
                kinds=fact.kinds,
                to_sectors=fact.to_sectors,
                until=fact.until,
                narrowed_at=fact.occurred_at,
            )
        case CitizenConsentWithdrawn():
            return _consent(state, fact.consent_id, seq, withdrawn_at=fact.occurred_at)
        case CitizenConsentExpired():
            return _consent(state, fact.consent_id, seq, expired_at=fact.occurred_at)
    assert_never(fact)


def _who(state: CitizenState, seq: int, **changed: Any) -> CitizenState:
    """The file at its new version; nothing of a file that is not there yet."""
    who = replace(state.who, version=seq, **changed) if state.who else None
    return replace(state, who=who)


def _given(fact: CitizenConsentGiven, seq: int) -> Consent:
    return Consent(
        id=fact.consent_id,
        law=fact.law,
        kinds=fact.kinds,
        from_sector=fact.from_sector,
        to_sectors=fact.to_sectors,
        until=fact.until,
        given_at=fact.occurred_at,
        version=seq,
        case=fact.case,
        form=fact.form,
    )


def _consent(state: CitizenState, id_: UUID, seq: int, **changed: Any) -> CitizenState:
    consents = (replace(one, version=seq, **changed) if one.id == id_ else one for one in state.consents)
    return replace(state, consents=tuple(consents))

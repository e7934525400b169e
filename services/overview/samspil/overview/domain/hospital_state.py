"""What ``hospital.v1`` says, folded: stays, and what the region was told."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.hospital import (
    HospitalDeliveryEnded,
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    StayKind,
)
from samspil.overview.domain.employment_state import DeliveryEnd


class Presence(StrEnum):
    """Where the citizen is, as far as the stay tells."""

    ADMITTED = "admitted"
    ON_LEAVE = "on_leave"
    DISCHARGED = "discharged"


@dataclass(frozen=True, slots=True)
class Stay:
    """One hospital stay; nothing of why or where is known, by law."""

    id: UUID
    kind: StayKind
    presence: Presence
    admitted_at: datetime
    discharged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HospitalState:
    """Everything of the topic; a retracted stay is not in it."""

    stays: tuple[Stay, ...] = ()
    deliveries: tuple[DeliveryEnd, ...] = ()

    @property
    def present(self) -> frozenset[UUID]:
        """The stays that are not over."""
        return frozenset(stay.id for stay in self.stays if stay.presence is not Presence.DISCHARGED)


def fold_hospital(state: HospitalState | None, event: Event[Any]) -> HospitalState:
    """One more event of the topic."""
    state = state or HospitalState()
    match event.data:
        case HospitalStayAdmitted() as fact:
            stay = Stay(fact.stay_id, fact.kind, Presence.ADMITTED, fact.admitted_at)
            return replace(state, stays=(*state.stays, stay))
        case HospitalStayLeaveStarted(stay_id=id_):
            return _now(state, id_, Presence.ON_LEAVE)
        case HospitalStayLeaveEnded(stay_id=id_):
            return _now(state, id_, Presence.ADMITTED)
        case HospitalStayDischarged(stay_id=id_, discharged_at=at):
            return _now(state, id_, Presence.DISCHARGED, at)
        case HospitalStayRetracted(stay_id=id_):
            return replace(state, stays=tuple(one for one in state.stays if one.id != id_))
        case HospitalDeliveryEnded() as fact:
            end = DeliveryEnd(fact.delivery_id, fact.told, fact.outcome, fact.occurred_at)
            return replace(state, deliveries=(*state.deliveries, end))
    return state


def _now(
    state: HospitalState, stay_id: UUID, presence: Presence, discharged_at: datetime | None = None
) -> HospitalState:
    stays = tuple(
        replace(one, presence=presence, discharged_at=discharged_at) if one.id == stay_id else one
        for one in state.stays
    )
    return replace(state, stays=stays)

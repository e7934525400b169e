"""What ``hospital.v1`` says, folded: stays, messages, what waits for a person, and what the region was told.

A stay's facts are counted, so that any order of them gives the same stay (contracts/hospital.py).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, assert_never
from uuid import UUID

from samspil.contracts.envelope import Event
from samspil.contracts.hospital import (
    HeldWhat,
    HospitalAdmissionReportRequested,
    HospitalDeathReported,
    HospitalDeathRetracted,
    HospitalDeliveryEnded,
    HospitalDeliverySent,
    HospitalDischargeCancelled,
    HospitalFact,
    HospitalHeld,
    HospitalHeldSettled,
    HospitalLeaveCancelled,
    HospitalMessageReceived,
    HospitalReferralAnswered,
    HospitalStayAdmitted,
    HospitalStayCorrected,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayLeaveEnded,
    HospitalStayLeaveStarted,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayKind,
    StayStep,
)
from samspil.overview.domain.contradictions import AnswerHeard
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.domain.messages import ReceivedMessage


class Presence(StrEnum):
    """Where the citizen is, as far as the stay tells."""

    ADMITTED = "admitted"
    ON_LEAVE = "on_leave"
    DISCHARGED = "discharged"
    MOVED_ON = "moved_on"
    """The stay is over without a discharge to the home: as a rule another one took its place."""


PRESENT = frozenset({Presence.ADMITTED, Presence.ON_LEAVE})

_PRESENCE = {
    StayStep.LEAVE_STARTED: Presence.ON_LEAVE,
    StayStep.LEAVE_ENDED: Presence.ADMITTED,
    StayStep.DISCHARGED: Presence.DISCHARGED,
    StayStep.ENDED: Presence.MOVED_ON,
}


@dataclass(frozen=True, slots=True)
class Stay:
    """One hospital stay; nothing of why or where is known, by law."""

    id: UUID
    kind: StayKind
    presence: Presence
    admitted_at: datetime
    discharged_at: datetime | None = None
    moved_on_at: datetime | None = None

    @property
    def ended_at(self) -> datetime | None:
        """When it was over, to whichever place; None while it goes on."""
        return self.discharged_at or self.moved_on_at


class Counted(NamedTuple):
    """A step of a stay, and how often more it was said than taken back."""

    at: datetime
    step: StayStep
    times: int


class Corrected(NamedTuple):
    """Of what kind a stay is and when it began, as the hospital corrected it."""

    number: int
    kind: StayKind
    admitted_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that was said of one stay."""

    id: UUID
    admitted: int = 0
    """How often more it was said to have begun than not to have been."""
    admitted_at: datetime | None = None
    kind: StayKind | None = None
    steps: tuple[Counted, ...] = ()
    corrected: Corrected | None = None
    """The correction with the highest number: what it says takes the place of what was said first."""


@dataclass(frozen=True, slots=True)
class HeldThing:
    """A notice or a message that a person has to look at; why, only the bridge tells."""

    id: UUID
    what: HeldWhat
    since: datetime
    version: int = 0
    """The number of the event that told it."""


@dataclass(frozen=True, slots=True)
class HospitalState:
    """Everything of the topic."""

    stays: tuple[Stay, ...] = ()
    """Those that there are, the oldest first: a retracted one is not among them."""
    deliveries: tuple[DeliveryEnd, ...] = ()
    answers: tuple[AnswerHeard, ...] = ()
    """To referrals of ours, in the order in which they were told."""
    told: tuple[Told, ...] = ()
    """What stays follow from."""
    messages: tuple[ReceivedMessage, ...] = ()
    """In the order in which they were told."""
    held: tuple[HeldThing, ...] = ()
    """What was taken in and waits for a person at the bridge; the oldest first."""
    reports_wanted: tuple[UUID, ...] = ()
    """The stays of which the ward asked for an admission report."""
    sent: tuple[UUID, ...] = ()
    """Messages of ours that left and of which the outcome is not known."""

    @property
    def present(self) -> frozenset[UUID]:
        """The stays that are not over."""
        return frozenset(stay.id for stay in self.stays if stay.presence in PRESENT)


def fold_hospital(state: HospitalState | None, event: Event[Any]) -> HospitalState:
    """One more event of the topic."""
    state = state or HospitalState()
    fact: HospitalFact = event.data
    match fact:
        case HospitalStayAdmitted(stay_id=id_, kind=kind, admitted_at=at):
            told = _of(state, id_)
            # The same stay always tells the same; were it not so, the order must still not matter.
            begun = min((told.admitted_at or at, told.kind or kind), (at, kind))
            return _with(
                state, replace(told, admitted=told.admitted + 1, admitted_at=begun[0], kind=begun[1])
            )
        case HospitalStayRetracted(stay_id=id_):
            told = _of(state, id_)
            return _with(state, replace(told, admitted=told.admitted - 1))
        case HospitalStayLeaveStarted(stay_id=id_, occurred_at=at):
            return _counted(state, id_, StayStep.LEAVE_STARTED, at)
        case HospitalStayLeaveEnded(stay_id=id_, occurred_at=at):
            return _counted(state, id_, StayStep.LEAVE_ENDED, at)
        case HospitalStayDischarged(stay_id=id_, discharged_at=at):
            return _counted(state, id_, StayStep.DISCHARGED, at)
        case HospitalStayEnded(stay_id=id_, ended_at=at):
            return _counted(state, id_, StayStep.ENDED, at)
        case HospitalStayStepTakenBack(stay_id=id_, step=step, step_at=at):
            return _counted(state, id_, step, at, -1)
        case HospitalStayCorrected():
            told = _of(state, fact.stay_id)
            corrected = Corrected(fact.number, fact.kind, fact.admitted_at)
            return _with(state, replace(told, corrected=max(told.corrected or corrected, corrected)))
        case HospitalDischargeCancelled(stay_id=id_, discharged_at=at):
            return _counted(state, id_, StayStep.DISCHARGED, at, -1)
        case HospitalLeaveCancelled(stay_id=id_, step=step, step_at=at):
            return _counted(state, id_, step, at, -1)
        case HospitalDeathReported() | HospitalDeathRetracted():
            return state  # the citizen's file says it
        case HospitalAdmissionReportRequested(stay_id=id_):
            return replace(state, reports_wanted=tuple(sorted({*state.reports_wanted, id_})))
        case HospitalHeld():
            thing = HeldThing(fact.held_id, fact.what, fact.occurred_at, event.seq)
            return replace(state, held=(*_except(state.held, fact.held_id), thing))
        case HospitalHeldSettled():
            return replace(state, held=_except(state.held, fact.held_id))
        case HospitalMessageReceived():
            return replace(state, messages=(*state.messages, _received(fact, event.seq)))
        case HospitalDeliverySent(delivery_id=id_, message_id=message):
            ends = (replace(one, version=event.seq) if one.id == id_ else one for one in state.deliveries)
            sent = tuple(sorted({message or id_, *state.sent}))
            return replace(state, sent=sent, deliveries=tuple(ends))
        case HospitalDeliveryEnded():
            end = DeliveryEnd(
                fact.delivery_id,
                fact.told,
                fact.outcome,
                fact.occurred_at,
                fact.referral_id,
                event.seq,
                fact.message_id,
            )
            sent = tuple(one for one in state.sent if one != (fact.message_id or fact.delivery_id))
            return replace(state, deliveries=(*state.deliveries, end), sent=sent)
        case HospitalReferralAnswered():
            answer = AnswerHeard(
                fact.answer_id, fact.referral_id, fact.answer, fact.occurred_at, event.seq, fact.message_id
            )
            return replace(state, answers=(*state.answers, answer))
    assert_never(fact)


def _except(held: tuple[HeldThing, ...], held_id: UUID) -> tuple[HeldThing, ...]:
    return tuple(one for one in held if one.id != held_id)


def _received(fact: HospitalMessageReceived, seq: int) -> ReceivedMessage:
    return ReceivedMessage(
        id=fact.message_id,
        thread_id=fact.thread_id,
        kind=fact.kind,
        category=fact.category,
        urgency=fact.urgency,
        topic=fact.topic,
        segments=fact.segments,
        attachments=fact.attachments,
        sender=fact.sender,
        to_contact_person=fact.to_contact_person,
        sent_at=fact.sent_at,
        received_at=fact.occurred_at,
        version=seq,
    )


def _of(state: HospitalState, stay_id: UUID) -> Told:
    return next((one for one in state.told if one.id == stay_id), Told(stay_id))


def _counted(state: HospitalState, stay_id: UUID, step: StayStep, at: datetime, by: int = 1) -> HospitalState:
    told = _of(state, stay_id)
    times = {(one.at, one.step): one.times for one in told.steps}
    times[at, step] = times.get((at, step), 0) + by
    steps = (Counted(*key, count) for key, count in sorted(times.items()) if count)
    return _with(state, replace(told, steps=tuple(steps)))


def _with(state: HospitalState, told: Told) -> HospitalState:
    all_told = sorted((*(one for one in state.told if one.id != told.id), told), key=lambda one: one.id)
    stays = [stay for one in all_told if (stay := _stay(one))]
    stays.sort(key=lambda stay: (stay.admitted_at, stay.id))
    return replace(state, told=tuple(all_told), stays=tuple(stays))


def _stay(told: Told) -> Stay | None:
    """As what was said leaves it: over if an end was told, else as the latest step leaves it."""
    if told.admitted < 1 or told.admitted_at is None or told.kind is None:
        return None
    _, kind, admitted_at = told.corrected or (0, told.kind, told.admitted_at)
    steps = [(one.at, one.step) for one in told.steps if one.times > 0]
    ends = [one for one in steps if _PRESENCE[one[1]] not in PRESENT]
    steps = [one for one in steps if one[0] >= admitted_at]
    # Of two steps at one moment, the later in their life holds: back from leave, home from the ward.
    at, last = max(
        ends or steps, key=lambda one: (one[0], list(StayStep).index(one[1])), default=(None, None)
    )
    presence = _PRESENCE[last] if last else Presence.ADMITTED
    return Stay(
        told.id,
        kind,
        presence,
        admitted_at,
        discharged_at=at if presence is Presence.DISCHARGED else None,
        moved_on_at=at if presence is Presence.MOVED_ON else None,
    )

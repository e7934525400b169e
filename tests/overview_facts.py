"""Facts as the overview hears them: each about a thing of its own, unless the thing is named."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import CitizenConsentGiven, CitizenConsentWithdrawn, CitizenRegistered
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, StayKind
from samspil.contracts.plan import PlanAgreed, PlanInterventionAdded
from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.ledger.fold import Fold
from samspil.overview.storage.folds import FOLDS
from samspil.testkit.builders import MONDAY, event, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

LATER = date(2027, 2, 1)
PLAN = UUID(int=6)


def folded(*facts: Fact) -> Any:
    """The state after these facts of one topic, in this order; versions have a test of their own."""
    fold: Fold[Any] = FOLDS.by_topic()[topic_of(type(facts[0])).name]
    state = None
    for seq, fact in enumerate(facts, 1):
        state = fold.step(state, event(fact, seq))
    return without_versions(state)


def without_versions(state: Any) -> Any:
    """The state, as far as facts tell something of it."""
    if is_dataclass(state) and not isinstance(state, type):
        parts = {one.name: without_versions(getattr(state, one.name)) for one in fields(state)}
        return replace(state, **{**parts, **({"version": 0} if "version" in parts else {})})
    if isinstance(state, dict):
        return {name: without_versions(one) for name, one in state.items()}
    if type(state) is tuple:
        return tuple(map(without_versions, state))
    return state


def registered(
    at: datetime = MONDAY, municipality: str = "101", residence: str | None = None
) -> CitizenRegistered:
    """The citizen's file is opened."""
    return CitizenRegistered(
        name=sealed("name"),
        cpr=sealed("cpr"),
        acting_municipality=municipality,
        residence_municipality=residence,
        registered_by="staff-1",
        basis=LegalBasis.SEL_85,
        occurred_at=at,
    )


def consent(
    until: date = LATER,
    kinds: tuple[DataClass, ...] = (DataClass.IDENTITY, DataClass.CONTACT_HOLD, DataClass.NETWORK),
    *,
    giver: Sector = Sector.SOCIAL,
    to: tuple[Sector, ...] = (Sector.EMPLOYMENT, Sector.REGION),
    at: datetime = MONDAY,
) -> CitizenConsentGiven:
    """The citizen agrees that both partners are told what there is."""
    return CitizenConsentGiven(
        consent_id=uuid4(),
        law=LegalBasis.RSL_11A_1,
        kinds=kinds,
        from_sector=giver,
        to_sectors=to,
        case=uuid4(),
        until=until,
        recorded_by="staff-1",
        occurred_at=at,
    )


def withdrawn(given: CitizenConsentGiven, at: datetime = MONDAY) -> CitizenConsentWithdrawn:
    """The citizen takes it back."""
    return CitizenConsentWithdrawn(consent_id=given.consent_id, recorded_by="staff-1", occurred_at=at)


def added(worker: str = "staff-2", provision: LegalBasis = LegalBasis.SEL_85) -> PlanInterventionAdded:
    """Help that this worker gives."""
    return PlanInterventionAdded(
        plan_id=PLAN,
        intervention_id=uuid4(),
        goal_id=uuid4(),
        provision=provision,
        decision_reference="2026-1",
        support_worker=worker,
        support_worker_name=sealed("name"),
        occurred_at=MONDAY,
    )


AGREED = PlanAgreed(plan_id=PLAN, agreed_on=date(2026, 11, 23), occurred_at=MONDAY)


def admitted(
    stay: UUID | None = None, at: datetime = MONDAY, kind: StayKind = StayKind.INPATIENT
) -> HospitalStayAdmitted:
    """A stay begins."""
    return HospitalStayAdmitted(
        stay_id=stay or uuid4(), kind=kind, admitted_at=at, basis=LegalBasis.RSL_12C, occurred_at=at
    )


def discharged(stay: UUID, at: datetime = MONDAY) -> HospitalStayDischarged:
    """It ends at home."""
    return HospitalStayDischarged(stay_id=stay, discharged_at=at, basis=LegalBasis.RSL_12C, occurred_at=at)


def asked(
    *,
    referral: UUID | None = None,
    giver: Sector = Sector.EMPLOYMENT,
    to: Sector = Sector.SOCIAL,
    at: datetime = MONDAY,
) -> ReferralSubmitted:
    """A party asks another one to help."""
    return ReferralSubmitted(
        referral_id=referral or uuid4(),
        from_sector=giver,
        to_sector=to,
        to_unit="UNIT-1",
        priority=Priority.ROUTINE,
        words=sealed(),
        basis=LegalBasis.SEL_85,
        author="staff-3",
        answer_by=LATER,
        occurred_at=at,
    )

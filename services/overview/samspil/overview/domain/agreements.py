"""Discharge agreements and coordination plans, as both sides work on them (psykiatriloven §§ 13 a-c)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from samspil.contracts.plan import (
    AgreementEnd,
    AgreementFact,
    AgreementKind,
    AgreementStage,
    PlanDischargeAgreementAgreed,
    PlanDischargeAgreementAsked,
    PlanDischargeAgreementDrafted,
    PlanDischargeAgreementEnded,
    PlanDischargeAgreementReplaced,
)
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Agreement:
    """One of them."""

    id: UUID
    kind: AgreementKind
    stage: AgreementStage
    asked_by: Sector
    asked_on: date
    asked_at: datetime
    """When it became known here."""
    stay_id: UUID | None = None
    draft_by: date | None = None
    """By when something is to be drafted; None: nobody said."""
    words: Sealed | None = None
    """What is agreed, or the newest draft."""
    drafted_by: Sector | None = None
    agreed_on: date | None = None
    with_citizen: bool | None = None
    ended_on: date | None = None
    ended_by: Sector | None = None
    why: AgreementEnd | None = None
    replaced_by: UUID | None = None
    over_at: datetime | None = None
    """When it became known that it ended, or was replaced."""
    version: int = 0
    """The number of the last event about it."""

    @property
    def is_open(self) -> bool:
        """Whether it is worked on, or kept to."""
        return self.stage.is_open

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be agreed."""
        return self.stage.is_under_way


Agreements = tuple[Agreement, ...]


def after_agreement(agreements: Agreements, fact: AgreementFact, seq: int) -> Agreements:
    """With one more fact about one of them; the newest is the last."""
    match fact:
        case PlanDischargeAgreementAsked():
            asked = Agreement(
                id=fact.agreement_id,
                kind=fact.kind,
                stage=AgreementStage.ASKED,
                asked_by=fact.asked_by,
                asked_on=fact.asked_on,
                asked_at=fact.occurred_at,
                stay_id=fact.stay_id,
                draft_by=fact.draft_by,
                version=seq,
            )
            return (*(one for one in agreements if one.id != asked.id), asked)
        case PlanDischargeAgreementDrafted():
            changed: dict[str, Any] = {
                "stage": AgreementStage.DRAFTED,
                "words": fact.words,
                "drafted_by": fact.drafted_by,
            }
        case PlanDischargeAgreementAgreed():
            changed = {
                "stage": AgreementStage.AGREED,
                "agreed_on": fact.agreed_on,
                "with_citizen": fact.with_citizen,
            }
        case PlanDischargeAgreementReplaced():
            changed = {
                "stage": AgreementStage.REPLACED,
                "replaced_by": fact.replaced_by,
                "over_at": fact.occurred_at,
            }
        case PlanDischargeAgreementEnded():
            changed = {
                "stage": AgreementStage.ENDED,
                "ended_on": fact.ended_on,
                "ended_by": fact.ended_by,
                "why": fact.why,
                "over_at": fact.occurred_at,
            }
        case _:
            assert_never(fact)
    return tuple(
        replace(one, version=seq, **changed) if one.id == fact.agreement_id else one for one in agreements
    )

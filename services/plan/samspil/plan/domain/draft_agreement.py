"""Drafting a discharge agreement or coordination plan: as often as it takes."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.plan import AgreementStage, PlanDischargeAgreementDrafted
from samspil.plan.domain.agreement import Agreement, require_under_way
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


def draft_agreement(
    agreement: Agreement, words: Sealed, drafted_by: Sector, by: str, now: datetime
) -> tuple[Agreement, tuple[PlanDischargeAgreementDrafted, ...]]:
    """What is to be agreed, in place of what was drafted before.

    Raises ``AgreementOver`` or ``AlreadyAgreed``.
    """
    require_under_way(agreement)
    fact = PlanDischargeAgreementDrafted(
        agreement_id=agreement.id, words=words, drafted_by=drafted_by, noted_by=by, occurred_at=now
    )
    return replace(agreement, stage=AgreementStage.DRAFTED, words=words, drafted_by=drafted_by), (fact,)

"""Concluding: both sides stand by what was drafted last, and what was there before is replaced."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.plan import (
    AgreementKind,
    AgreementStage,
    PlanDischargeAgreementAgreed,
    PlanDischargeAgreementReplaced,
)
from samspil.plan.domain.agreement import Agreement, Agreements, require_under_way
from samspil.vocabulary.copenhagen import danish_day


class NothingDrafted(Exception):
    """There are no words that anybody could stand by."""


class KindOfOtherPart(Exception):
    """A discharge agreement is made with the citizen, a coordination plan without."""


class AgreedBeforeAsked(Exception):
    """Nobody had asked for it by then."""


def conclude_agreement(
    agreement: Agreement, on: date | None, by: str, now: datetime, *, with_citizen: bool
) -> tuple[Agreement, tuple[PlanDischargeAgreementAgreed, ...]]:
    """Agreed on that day, or today.

    Raises ``AgreementOver``, ``AlreadyAgreed``, ``NothingDrafted``, ``KindOfOtherPart`` or
    ``AgreedBeforeAsked``.
    """
    require_under_way(agreement)
    if agreement.words is None:
        raise NothingDrafted
    if with_citizen is not (agreement.kind is AgreementKind.DISCHARGE_AGREEMENT):
        raise KindOfOtherPart
    agreed_on = on or danish_day(now)
    if agreed_on < agreement.asked_on:
        raise AgreedBeforeAsked
    fact = PlanDischargeAgreementAgreed(
        agreement_id=agreement.id,
        agreed_on=agreed_on,
        with_citizen=with_citizen,
        noted_by=by,
        occurred_at=now,
    )
    agreed = replace(agreement, stage=AgreementStage.AGREED, agreed_on=agreed_on, with_citizen=with_citizen)
    return agreed, (fact,)


def replace_others(
    agreements: Agreements, successor: Agreement, by: str, now: datetime
) -> tuple[Agreements, tuple[PlanDischargeAgreementReplaced, ...]]:
    """Every other open one of the file gives its place to the one that was just agreed."""
    others = [one for one in agreements.values() if one.is_open and one.id != successor.id]
    replaced = {
        one.id: replace(one, stage=AgreementStage.REPLACED, replaced_by=successor.id) for one in others
    }
    facts = (
        PlanDischargeAgreementReplaced(
            agreement_id=one.id, replaced_by=successor.id, noted_by=by, occurred_at=now
        )
        for one in others
    )
    return {**agreements, **replaced}, tuple(facts)

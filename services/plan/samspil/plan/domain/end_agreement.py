"""Ending a discharge agreement or coordination plan: by either side, or by rule with a death or a move."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.plan import AgreementEnd, AgreementStage, PlanDischargeAgreementEnded
from samspil.plan.domain.agreement import Agreement, AgreementOver, Agreements
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector

BY_RULE = "rule"
"""In place of a staff id: nobody noted it."""


class EndOfOtherStage(Exception):
    """What was agreed can have been done, and only what was not agreed can be not made."""


class AgreementEndedBefore(Exception):
    """It was not yet agreed, or not even asked for, by then."""


def end_agreement(
    agreement: Agreement, why: AgreementEnd, ended_by: Sector, on: date | None, by: str, now: datetime
) -> tuple[Agreement, tuple[PlanDischargeAgreementEnded, ...]]:
    """Ended on that day, or today; from now on nothing is told on it.

    Raises ``AgreementOver``, ``EndOfOtherStage`` or ``AgreementEndedBefore``.
    """
    if not agreement.is_open:
        raise AgreementOver
    if why is (AgreementEnd.KEPT if agreement.is_under_way else AgreementEnd.NOT_MADE):
        raise EndOfOtherStage
    ended_on = on or danish_day(now)
    if ended_on < (agreement.agreed_on or agreement.asked_on):
        raise AgreementEndedBefore
    return _ended(agreement, why, ended_by, ended_on, by, now)


def end_all_agreements(
    agreements: Agreements, now: datetime
) -> tuple[Agreements, tuple[PlanDischargeAgreementEnded, ...]]:
    """By rule: every open one of whoever died, or is another municipality's now."""
    said: tuple[PlanDischargeAgreementEnded, ...] = ()
    for id_, one in agreements.items():
        if one.is_open:
            ended, facts = _ended(one, AgreementEnd.NOT_OURS, Sector.SOCIAL, danish_day(now), BY_RULE, now)
            agreements, said = {**agreements, id_: ended}, (*said, *facts)
    return agreements, said


def _ended(
    agreement: Agreement, why: AgreementEnd, ended_by: Sector, on: date, by: str, now: datetime
) -> tuple[Agreement, tuple[PlanDischargeAgreementEnded, ...]]:
    fact = PlanDischargeAgreementEnded(
        agreement_id=agreement.id,
        why=why,
        ended_by=ended_by,
        ended_on=on,
        noted_by=by,
        occurred_at=now,
    )
    ended = replace(agreement, stage=AgreementStage.ENDED, ended_on=on, ended_by=ended_by, why=why)
    return ended, (fact,)

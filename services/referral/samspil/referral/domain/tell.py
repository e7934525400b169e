"""Told: the asked party's own system has the referral; only from now on does its time run."""

from datetime import datetime

from samspil.contracts.referral import ReferralTold
from samspil.referral.domain.deadline import last_day
from samspil.referral.domain.referral import Referral, State
from samspil.referral.domain.step import step
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook


def tell(referral: Referral, rules: Rulebook, now: datetime) -> tuple[Referral, tuple[ReferralTold, ...]]:
    """Told once; one that is further on, or was taken back meanwhile, is left alone."""
    if referral.state is not State.SUBMITTED or not referral.is_elsewhere:
        return referral, ()
    answer_by = last_day(referral, Step.ANSWER, rules, now)
    fact = ReferralTold(referral_id=referral.id, answer_by=answer_by, occurred_at=now)
    return step(referral, State.TOLD, answer_by), (fact,)

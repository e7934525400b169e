"""Hear from a partner's bridge that a referral was told, and what was answered to it.

One that stands in another file of the person's is told of it there, once what was written is sealed for it.
"""

from typing import Any

from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import EmploymentDeliveryEnded, EmploymentReferralAnswered
from samspil.contracts.envelope import Event
from samspil.contracts.hospital import HospitalDeliveryEnded, HospitalReferralAnswered
from samspil.ledger.say import Cause
from samspil.referral.domain.hear_answer import hear_answer
from samspil.referral.domain.stray import Stray, speaks_of_others
from samspil.referral.domain.tell import tell
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook


def hear_delivery(
    heard: Event[EmploymentDeliveryEnded | HospitalDeliveryEnded], tx: ReferralTransaction, rules: Rulebook
) -> None:
    """Only what the partner's system has acknowledged was told; what was lost is a person's task."""
    ended = heard.data
    if (
        ended.referral_id is None
        or ended.told is not Told.REFERRAL
        or ended.outcome is not Outcome.ACKNOWLEDGED
    ):
        return
    referral = tx.referrals.of(heard.subject).get(ended.referral_id)
    if referral is not None:
        after, facts = tell(referral, rules, tx.now)
        keep_referral(tx, after, *facts, caused_by=Cause.heard(heard))
    else:
        _keep_for_another(tx, heard, Stray(heard.id, ended.referral_id, heard.correlationid))


def hear_answer_of_partner(
    heard: Event[EmploymentReferralAnswered | HospitalReferralAnswered],
    tx: ReferralTransaction,
    rules: Rulebook,
) -> None:
    """What cannot follow changes nothing here: where it contradicts, the overview shows it to somebody."""
    told = heard.data
    referral = tx.referrals.of(heard.subject).get(told.referral_id)
    if referral is not None:
        after, facts = hear_answer(referral, told.answer, told.words, told.day, rules, tx.now)
        keep_referral(tx, after, *facts, caused_by=Cause.heard(heard))
    else:
        answered = Stray(heard.id, told.referral_id, heard.correlationid, told.answer, told.words, told.day)
        _keep_for_another(tx, heard, answered)


def _keep_for_another(tx: ReferralTransaction, heard: Event[Any], stray: Stray) -> None:
    """What is about nobody's referral is about nothing; there is another's only where files were merged."""
    if speaks_of_others(tx.files.of(heard.subject)):
        tx.strays.put(stray)

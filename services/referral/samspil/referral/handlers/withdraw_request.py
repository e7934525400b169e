"""Take back the referral that a request of the jobcenter's became, when it asks no more."""

from samspil.contracts.employment import EmploymentHelpRequestWithdrawn
from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.referral.domain.cancel import take_back
from samspil.referral.domain.referral import NOT_BEGUN
from samspil.referral.domain.take_request import referral_of
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.sector import Sector


def withdraw_request(heard: Event[EmploymentHelpRequestWithdrawn], tx: ReferralTransaction) -> None:
    """Before help has begun; what has begun is between the citizen and us, and goes on."""
    asked_by = Sector.EMPLOYMENT
    referral = tx.referrals.of(heard.subject).get(referral_of(asked_by, heard.data.request_id))
    if referral is not None and referral.state in NOT_BEGUN:
        after, facts = take_back(referral, asked_by.value, tx.now)
        keep_referral(tx, after, *facts, caused_by=Cause.heard(heard))

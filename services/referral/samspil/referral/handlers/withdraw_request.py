"""Take back the referral that a request of the jobcenter's became, when it asks no more."""

from samspil.contracts.employment import EmploymentHelpRequestWithdrawn
from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.referral.domain.cancel import take_back
from samspil.referral.domain.referral import NOT_BEGUN
from samspil.referral.domain.retract_death import asked_no_more
from samspil.referral.domain.take_request import referral_of
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.one_person import each_file
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.sector import Sector


def withdraw_request(heard: Event[EmploymentHelpRequestWithdrawn], tx: ReferralTransaction) -> None:
    """Before help has begun; what has begun is between the citizen and us, and goes on.

    A referral that was asked anew for the same request is taken back with it, in whichever file of the
    person's it stands.
    """
    for _ in each_file(tx):
        _withdraw(heard, tx)


def _withdraw(heard: Event[EmploymentHelpRequestWithdrawn], tx: ReferralTransaction) -> None:
    asked_by = Sector.EMPLOYMENT
    first = referral_of(asked_by, heard.data.request_id)
    made = [
        one
        for one in tx.referrals.of(tx.citizen).values()
        if one.id == first or (one.from_sector is asked_by and one.request == heard.data.request_id)
    ]
    for referral in made:
        if referral.state in NOT_BEGUN:
            after, facts = take_back(referral, asked_by.value, tx.now)
            keep_referral(tx, after, *facts, caused_by=Cause.heard(heard))
    if file := tx.files.of(tx.citizen):
        tx.files.put(asked_no_more(file, [one.id for one in made]))

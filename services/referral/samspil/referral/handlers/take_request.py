"""Take in what the jobcenter asks of us, about somebody whom we know."""

from samspil.contracts.employment import EmploymentHelpRequested
from samspil.contracts.envelope import Event
from samspil.contracts.referral import ClosingReason
from samspil.ledger.say import Cause
from samspil.referral.domain.close import close
from samspil.referral.domain.record_death import ends_too
from samspil.referral.domain.referral import Staff
from samspil.referral.domain.take_request import referral_of
from samspil.referral.domain.take_request import take_request as take
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.handlers.one_person import all_referrals
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.sector import Sector


def take_request(heard: Event[EmploymentHelpRequested], tx: ReferralTransaction, rules: Rulebook) -> None:
    """It becomes a referral once, however often it is heard, and in whichever file of the person's.

    Of somebody who is dead it becomes one that is over.
    """
    asked = heard.data
    if referral_of(Sector.EMPLOYMENT, asked.request_id) in all_referrals(tx):
        return
    referral, facts = take(
        tx.referrals.of(heard.subject),
        asked.request_id,
        Sector.EMPLOYMENT,
        asked.asked_for,
        asked.words,
        rules,
        tx.now,
        urgent=asked.urgent,
    )
    cause = Cause.heard(heard)
    kept = keep_referral(tx, referral, *facts, caused_by=cause)
    file = tx.files.of(heard.subject)
    if facts and file is not None and file.death is not None:
        closed, said = close(kept, Staff(file.death.recorded_by), ClosingReason.DEAD, tx.now)
        keep_referral(tx, closed, *said, caused_by=cause)
        tx.files.put(ends_too(file, file.death, kept.id))

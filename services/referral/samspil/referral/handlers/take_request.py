"""Take in what the jobcenter asks of us, about somebody whom we know."""

from samspil.contracts.employment import EmploymentHelpRequested
from samspil.contracts.envelope import Event
from samspil.ledger.say import Cause
from samspil.referral.domain.take_request import take_request as take
from samspil.referral.handlers.keep_referral import keep_referral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.sector import Sector


def take_request(heard: Event[EmploymentHelpRequested], tx: ReferralTransaction, rules: Rulebook) -> None:
    """It becomes a referral once, however often it is heard."""
    asked = heard.data
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
    keep_referral(tx, referral, *facts, caused_by=Cause.heard(heard))

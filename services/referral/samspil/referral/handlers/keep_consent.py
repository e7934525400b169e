"""Keep a consent and say what was decided about it, and have the clock look when its last day is over."""

from uuid import UUID

from samspil.contracts.envelope import Fact
from samspil.ledger.say import Cause
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.expire_consent import expires_on
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.copenhagen import start_of

CONSENT = "consent"
"""The due step that looks whether a consent's last day is over; its item is the consent id."""


def keep_consent(tx: ReferralTransaction, consent: Consent, *facts: Fact) -> Consent:
    """The consent at its new version; the case is the one that it was given for."""
    kept = tx.keep(tx.consents, consent, *facts, caused_by=Cause(case=consent.case))
    if (over := expires_on(consent)) is not None:
        tx.mark(due_item(consent.id), start_of(over))
    return kept


def due_item(consent: UUID) -> str:
    """What the clock is asked to look at."""
    return f"{CONSENT}:{consent}"

"""A consent expires by itself when its last day is over; that is said once, and of a withdrawn one never."""

from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.citizen import CitizenConsentExpired
from samspil.referral.domain.consent import Consent
from samspil.vocabulary.copenhagen import danish_day, day_after


def expire_consent(consent: Consent, now: datetime) -> tuple[Consent, tuple[CitizenConsentExpired, ...]]:
    """The consent, over where its last day is."""
    if not _runs(consent) or danish_day(now) <= consent.until:
        return consent, ()
    fact = CitizenConsentExpired(consent_id=consent.id, occurred_at=now)
    return replace(consent, expired_at=now), (fact,)


def expires_on(consent: Consent) -> date | None:
    """The first day on which it holds no more; None where it is over, or no such day can be written."""
    return day_after(consent.until) if _runs(consent) else None


def _runs(consent: Consent) -> bool:
    return consent.withdrawn_at is None and consent.expired_at is None

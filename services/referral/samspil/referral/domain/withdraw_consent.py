"""Withdrawing a consent: what it allowed stops from now on."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.citizen import CitizenConsentWithdrawn
from samspil.referral.domain.consent import Consent
from samspil.rulebook.less_consent import require_not_withdrawn


def withdraw_consent(
    consent: Consent, by: str, now: datetime
) -> tuple[Consent, tuple[CitizenConsentWithdrawn, ...]]:
    """Taken back once; the consent stays in the file, because it explains what was told while it held.

    Raises ``AlreadyWithdrawn``.
    """
    require_not_withdrawn(consent)
    fact = CitizenConsentWithdrawn(consent_id=consent.id, recorded_by=by, occurred_at=now)
    return replace(consent, withdrawn_at=now), (fact,)

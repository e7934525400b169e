"""Withdrawing a consent: what it allowed stops from now on."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.citizen import CitizenConsentWithdrawn
from samspil.referral.domain.consent import Consent, Consents


class UnknownConsent(Exception):
    """The citizen has given no such consent."""


class AlreadyWithdrawn(Exception):
    """The consent was taken back before."""


def require_consent(consents: Consents, consent_id: UUID) -> Consent:
    """The citizen's consent. Raises ``UnknownConsent``."""
    consent = consents.get(consent_id)
    if consent is None:
        raise UnknownConsent
    return consent


def withdraw_consent(
    consent: Consent, by: str, now: datetime
) -> tuple[Consent, tuple[CitizenConsentWithdrawn, ...]]:
    """Taken back once; the consent stays in the file, because it explains what was told while it held.

    Raises ``AlreadyWithdrawn``.
    """
    if consent.withdrawn_at is not None:
        raise AlreadyWithdrawn
    fact = CitizenConsentWithdrawn(consent_id=consent.id, recorded_by=by, occurred_at=now)
    return replace(consent, withdrawn_at=now), (fact,)

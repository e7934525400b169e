"""Withdrawing a consent: what it allowed stops from now on."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.citizen import CitizenConsentWithdrawn
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.consent import Consents


class UnknownConsent(Exception):
    """The citizen has given no such consent."""


class AlreadyWithdrawn(Exception):
    """The consent was taken back before."""


def withdraw_consent(
    file: CitizenFile, consents: Consents, consent_id: UUID, by: str, now: datetime
) -> tuple[CitizenFile, Consents, tuple[CitizenConsentWithdrawn, ...]]:
    """Taken back once; the consent stays in the file, because it explains what was told while it held.

    Raises ``UnknownConsent`` or ``AlreadyWithdrawn``.
    """
    consent = consents.get(consent_id)
    if consent is None:
        raise UnknownConsent
    if consent.withdrawn_at is not None:
        raise AlreadyWithdrawn
    withdrawn = replace(consent, withdrawn_at=now)
    fact = CitizenConsentWithdrawn(consent_id=consent_id, recorded_by=by, occurred_at=now)
    return replace(file, version=file.version + 1), {**consents, consent_id: withdrawn}, (fact,)

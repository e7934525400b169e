"""Narrowing a consent: what still holds is less than before, and what is not named stops from now on."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.citizen import CitizenConsentNarrowed
from samspil.referral.domain.consent import Consent
from samspil.rulebook.less_consent import Rest, require_less
from samspil.vocabulary.copenhagen import danish_day


def narrow_consent(
    consent: Consent, rest: Rest, by: str, now: datetime
) -> tuple[Consent, tuple[CitizenConsentNarrowed, ...]]:
    """The consent as far as it still holds. Raises one of ``WRONG_RESTS``."""
    less = require_less(consent, rest, danish_day(now))
    fact = CitizenConsentNarrowed(
        consent_id=consent.id,
        kinds=less.kinds,
        to_sectors=less.to_sectors,
        until=less.until,
        recorded_by=by,
        occurred_at=now,
    )
    narrowed = replace(
        consent, kinds=less.kinds, to_sectors=less.to_sectors, until=less.until, narrowed_at=now
    )
    return narrowed, (fact,)

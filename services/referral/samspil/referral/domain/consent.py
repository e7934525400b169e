"""A consent: which kinds of information may go from whom to whom, by which law, for which case, until when.

One that does not name all of these is none (retssikkerhedsloven § 11 a, stk. 1).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent as the citizen gave it."""

    id: UUID
    law: LegalBasis
    kinds: tuple[DataClass, ...]
    from_sector: Sector
    to_sectors: tuple[Sector, ...]
    case: UUID
    """The referral that it was given for; where another party tells, a case of theirs by its id there."""
    until: date
    """The last day on which it holds."""
    recorded_by: str
    given_at: datetime
    withdrawn_at: datetime | None = None
    version: int = 0
    """The number of the last fact about it."""
    form: ConsentForm | None = None
    """How the citizen said it; None: it was not asked then."""
    narrowed_at: datetime | None = None
    """When it last became less."""
    expired_at: datetime | None = None
    """When its last day was found to be over."""


Consents = dict[UUID, Consent]
"""All consents of one citizen, withdrawn and ended ones included."""

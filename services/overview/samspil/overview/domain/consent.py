"""A consent as the view knows it, from given to over."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Consent:
    """What the citizen agreed to, and whether it still stands."""

    id: UUID
    law: LegalBasis
    kinds: tuple[DataClass, ...]
    from_sector: Sector
    to_sectors: tuple[Sector, ...]
    until: date
    given_at: datetime
    withdrawn_at: datetime | None = None
    version: int = 0
    """The number of the last event about it."""
    case: UUID | None = None
    """The referral that it was given for; where another party tells, a case of theirs."""
    form: ConsentForm | None = None
    """None: it was not asked then."""
    narrowed_at: datetime | None = None
    """When it last became less."""
    expired_at: datetime | None = None
    """When its last day was found to be over; it held no longer from then on by itself."""

    def holds(self, today: date) -> bool:
        """Whether it stands on that day, its last day included."""
        return self.withdrawn_at is None and today <= self.until

"""What makes a consent one: it names everything (retssikkerhedsloven § 11 a), has an effect, and ends.

Whoever keeps consents and whoever shows what one would do ask the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.rulebook.law import LawPack, laws_of_consent, opened_by_consent
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the citizen agrees to."""

    law: LegalBasis | None
    """None: the one that follows from who tells whom."""
    kinds: tuple[DataClass, ...]
    from_sector: Sector
    to_sectors: tuple[Sector, ...]
    case: UUID
    """A referral of the citizen's; where another party tells, a case of theirs by its id there."""
    until: date
    """The last day on which it holds."""
    form: ConsentForm | None = None
    """None: nobody was asked."""


class NoKind(Exception):
    """It names no kind of information."""


class NoReceiver(Exception):
    """It names nobody who may be told."""


class SenderIsReceiver(Exception):
    """It names the sender among those who may be told."""


class LawWithoutConsent(Exception):
    """It names a law under which no consent is given to that."""


class LawsDiffer(Exception):
    """One consent stands under one law, and the receivers that it names would need several."""


class UnknownCase(Exception):
    """We are to tell, and the citizen has no such referral."""


class EndsInThePast(Exception):
    """Its last day has passed."""


class OverAYear(Exception):
    """Its last day lies more than a year ahead, and its law lets a consent hold for one."""


class LastsTooLong(Exception):
    """Its last day lies further ahead than its law lets a consent hold."""


class NotInWriting(Exception):
    """Its law asks for a consent in writing (sundhedsloven § 44), and it is not said to be."""


class KindWithoutEffect(Exception):
    """It names a kind that no consent under its law lets the giver tell any of the takers."""


WRONG_AGREEMENTS = (
    NoKind,
    NoReceiver,
    SenderIsReceiver,
    LawWithoutConsent,
    LawsDiffer,
    UnknownCase,
    EndsInThePast,
    OverAYear,
    LastsTooLong,
    NotInWriting,
    KindWithoutEffect,
)
"""What an agreement can lack to be a consent."""


def require_whole(agreed: Agreement, cases: Collection[UUID], pack: LawPack, today: date) -> LegalBasis:
    """The law that it stands under; ``cases`` are the citizen's referrals.

    Raises, for what it lacks, one of ``WRONG_AGREEMENTS``.
    """
    if not agreed.kinds:
        raise NoKind
    if not agreed.to_sectors:
        raise NoReceiver
    if agreed.from_sector in agreed.to_sectors:
        raise SenderIsReceiver
    law = _law(agreed, pack)
    if agreed.from_sector is Sector.SOCIAL and agreed.case not in cases:
        raise UnknownCase
    _require_end(agreed.until, pack.years.get(law, 0), today)
    if law in pack.in_writing and agreed.form is not ConsentForm.WRITTEN:
        raise NotInWriting
    if not opened_by_consent(pack, law, agreed.from_sector, agreed.to_sectors, today).issuperset(
        agreed.kinds
    ):
        raise KindWithoutEffect
    return law


def _law(agreed: Agreement, pack: LawPack) -> LegalBasis:
    laws = laws_of_consent(pack, agreed.from_sector, agreed.to_sectors)
    if agreed.law is not None and agreed.law not in laws:
        raise LawWithoutConsent
    if not laws:
        raise LawsDiffer
    return agreed.law or laws[0]


def _require_end(until: date, years: int, today: date) -> None:
    if until < today:
        raise EndsInThePast
    if not _is_within(years, until, today):
        raise OverAYear if years == 1 else LastsTooLong


def _is_within(years: int, until: date, today: date) -> bool:
    """Whether it is at most the same day so many years on, counted so that no day has to be made up."""
    return (until.year - years, until.month, until.day) <= (today.year, today.month, today.day)

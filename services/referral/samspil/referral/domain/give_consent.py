"""Giving a consent: it is kept only when it names everything that makes it one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from samspil.contracts.citizen import CitizenConsentGiven
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referrals
from samspil.rulebook.law import LawPack, laws_of_consent
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

Code = TypeVar("Code", DataClass, Sector)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the citizen agrees to."""

    id: UUID
    law: LegalBasis | None
    """None: the one that follows from who tells whom."""
    kinds: tuple[DataClass, ...]
    from_sector: Sector
    to_sectors: tuple[Sector, ...]
    case: UUID
    """A referral of the citizen's; where another party tells, a case of theirs by its id there."""
    until: date
    recorded_by: str


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


class LastsTooLong(Exception):
    """Its last day lies further ahead than its law lets a consent hold."""


WRONG_AGREEMENTS = (
    NoKind,
    NoReceiver,
    SenderIsReceiver,
    LawWithoutConsent,
    LawsDiffer,
    UnknownCase,
    EndsInThePast,
    LastsTooLong,
)
"""What an agreement can lack to be a consent."""


def give_consent(
    referrals: Referrals, agreed: Agreement, pack: LawPack, now: datetime
) -> tuple[Consent, tuple[CitizenConsentGiven, ...]]:
    """A new consent beside the earlier ones, under the law of that day; it widens them and replaces none.

    Raises, for what it lacks, one of ``WRONG_AGREEMENTS``.
    """
    law = _require_whole(agreed, referrals, pack, danish_day(now))
    kinds, to_sectors = _once(agreed.kinds), _once(agreed.to_sectors)
    consent = Consent(
        id=agreed.id,
        law=law,
        kinds=kinds,
        from_sector=agreed.from_sector,
        to_sectors=to_sectors,
        case=agreed.case,
        until=agreed.until,
        recorded_by=agreed.recorded_by,
        given_at=now,
    )
    fact = CitizenConsentGiven(
        consent_id=agreed.id,
        law=law,
        kinds=kinds,
        from_sector=agreed.from_sector,
        to_sectors=to_sectors,
        case=agreed.case,
        until=agreed.until,
        recorded_by=agreed.recorded_by,
        occurred_at=now,
    )
    return consent, (fact,)


def _require_whole(agreed: Agreement, referrals: Referrals, pack: LawPack, today: date) -> LegalBasis:
    if not agreed.kinds:
        raise NoKind
    if not agreed.to_sectors:
        raise NoReceiver
    if agreed.from_sector in agreed.to_sectors:
        raise SenderIsReceiver
    law = _law(agreed, pack)
    if agreed.from_sector is Sector.SOCIAL and agreed.case not in referrals:
        raise UnknownCase
    if agreed.until < today:
        raise EndsInThePast
    if law in pack.one_year and not _is_within_a_year(agreed.until, today):
        raise LastsTooLong
    return law


def _law(agreed: Agreement, pack: LawPack) -> LegalBasis:
    laws = laws_of_consent(pack, agreed.from_sector, agreed.to_sectors)
    if agreed.law is not None and agreed.law not in laws:
        raise LawWithoutConsent
    if not laws:
        raise LawsDiffer
    return agreed.law or laws[0]


def _is_within_a_year(until: date, today: date) -> bool:
    """Whether it is at most the same day of the next year, counted so that no day has to be made up."""
    return (until.year - 1, until.month, until.day) <= (today.year, today.month, today.day)


def _once(named: tuple[Code, ...]) -> tuple[Code, ...]:
    """Each code once, in the order in which they were named."""
    return tuple(dict.fromkeys(named))

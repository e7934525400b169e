"""Giving a consent: it is kept only when it names everything that makes it one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from samspil.contracts.citizen import CitizenConsentGiven
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referrals
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

Code = TypeVar("Code", DataClass, Sector)

LAWS = frozenset({LegalBasis.RSL_11A_1, LegalBasis.SUL_43_1})
"""Those under which a consent is given; the other bases allow without one."""

ONE_YEAR = frozenset({LegalBasis.SUL_43_1})
"""A consent under these lapses after a year at the latest (sundhedsloven § 44)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the citizen agrees to."""

    id: UUID
    law: LegalBasis
    kinds: tuple[DataClass, ...]
    from_sector: Sector
    to_sectors: tuple[Sector, ...]
    case: UUID
    until: date
    recorded_by: str


class NoKind(Exception):
    """It names no kind of information."""


class NoReceiver(Exception):
    """It names nobody who may be told."""


class SenderIsReceiver(Exception):
    """It names the sender among those who may be told."""


class LawWithoutConsent(Exception):
    """It names a law under which no consent is given."""


class UnknownCase(Exception):
    """The citizen has no such referral."""


class EndsInThePast(Exception):
    """Its last day has passed."""


class LastsTooLong(Exception):
    """Its last day lies further ahead than its law lets a consent hold."""


WRONG_AGREEMENTS = (
    NoKind,
    NoReceiver,
    SenderIsReceiver,
    LawWithoutConsent,
    UnknownCase,
    EndsInThePast,
    LastsTooLong,
)
"""What an agreement can lack to be a consent."""


def give_consent(
    referrals: Referrals, agreed: Agreement, now: datetime
) -> tuple[Consent, tuple[CitizenConsentGiven, ...]]:
    """A new consent beside the earlier ones; it widens them and replaces none.

    Raises, for what it lacks, one of ``WRONG_AGREEMENTS``.
    """
    _require_whole(agreed, referrals, danish_day(now))
    kinds, to_sectors = _once(agreed.kinds), _once(agreed.to_sectors)
    consent = Consent(
        id=agreed.id,
        law=agreed.law,
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
        law=agreed.law,
        kinds=kinds,
        from_sector=agreed.from_sector,
        to_sectors=to_sectors,
        case=agreed.case,
        until=agreed.until,
        recorded_by=agreed.recorded_by,
        occurred_at=now,
    )
    return consent, (fact,)


def _require_whole(agreed: Agreement, referrals: Referrals, today: date) -> None:
    if not agreed.kinds:
        raise NoKind
    if not agreed.to_sectors:
        raise NoReceiver
    if agreed.from_sector in agreed.to_sectors:
        raise SenderIsReceiver
    if agreed.law not in LAWS:
        raise LawWithoutConsent
    if agreed.case not in referrals:
        raise UnknownCase
    if agreed.until < today:
        raise EndsInThePast
    if agreed.law in ONE_YEAR and not _is_within_a_year(agreed.until, today):
        raise LastsTooLong


def _is_within_a_year(until: date, today: date) -> bool:
    """Whether it is at most the same day of the next year, counted so that no day has to be made up."""
    return (until.year - 1, until.month, until.day) <= (today.year, today.month, today.day)


def _once(named: tuple[Code, ...]) -> tuple[Code, ...]:
    """Each code once, in the order in which they were named."""
    return tuple(dict.fromkeys(named))

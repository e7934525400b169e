"""Giving a consent: it is kept only when it names everything that makes it one."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from samspil.contracts.citizen import CitizenConsentGiven
from samspil.referral.domain.consent import Consent
from samspil.rulebook.law import LawPack
from samspil.rulebook.whole_consent import Agreement, require_whole
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector

Code = TypeVar("Code", DataClass, Sector)


def give_consent(
    id_: UUID, agreed: Agreement, cases: Collection[UUID], pack: LawPack, by: str, now: datetime
) -> tuple[Consent, tuple[CitizenConsentGiven, ...]]:
    """A new consent beside the earlier ones, under the law of that day; it widens them and replaces none.

    Raises, for what it lacks, one of ``WRONG_AGREEMENTS``.
    """
    law = require_whole(agreed, cases, pack, danish_day(now))
    kinds, to_sectors = _once(agreed.kinds), _once(agreed.to_sectors)
    consent = Consent(
        id=id_,
        law=law,
        kinds=kinds,
        from_sector=agreed.from_sector,
        to_sectors=to_sectors,
        case=agreed.case,
        until=agreed.until,
        recorded_by=by,
        given_at=now,
        form=agreed.form,
    )
    fact = CitizenConsentGiven(
        consent_id=id_,
        law=law,
        kinds=kinds,
        from_sector=agreed.from_sector,
        to_sectors=to_sectors,
        case=agreed.case,
        until=agreed.until,
        form=agreed.form,
        recorded_by=by,
        occurred_at=now,
    )
    return consent, (fact,)


def _once(named: tuple[Code, ...]) -> tuple[Code, ...]:
    """Each code once, in the order in which they were named."""
    return tuple(dict.fromkeys(named))

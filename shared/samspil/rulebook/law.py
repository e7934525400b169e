"""The law of telling: which class of information may go from whom to whom, on which basis, as dated data."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, assert_never

from samspil.rulebook.insight import InsightRow
from samspil.rulebook.law_text import Confidence as Confidence
from samspil.rulebook.law_text import LawText
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector


class Opening(StrEnum):
    """What a row asks for before anything goes on it."""

    CONSENT = "consent"
    """A consent under the row's basis that names the class, the giver and the taker."""
    HELP = "help"
    """Help under one of the row's provisions, agreed with the citizen."""
    COORDINATION_PLAN = "coordination_plan"
    """A discharge agreement or coordination plan, from asked to ended."""
    UNSETTLED = "unsettled"
    """Nothing: whether it holds at all is for a lawyer to settle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(LawText):
    """Some classes of information, from one party to another, on one basis."""

    from_sector: Sector
    to_sector: Sector
    kinds: frozenset[DataClass]
    basis: LegalBasis
    opening: Opening
    beside: tuple[LegalBasis, ...] = ()
    """What it rests on besides."""
    given_before: date | None = None
    """It counts for consents that were given before this day, and for no later one."""
    help: frozenset[LegalBasis] = frozenset()
    """The provisions, where help opens it."""


@dataclass(frozen=True, slots=True)
class LawPack:
    """What the law allows from a day on. What it does not name goes to nobody."""

    valid_from: date
    rows: tuple[Row, ...] = ()
    consents: Mapping[Sector, Mapping[Sector, tuple[LegalBasis, ...]]] = field(default_factory=dict)
    """Giver → taker → the laws under which a citizen consents to that, the usual one first."""
    years: Mapping[LegalBasis, int] = field(default_factory=dict)
    """Law → for how many years a consent under it holds at most."""
    in_writing: frozenset[LegalBasis] = frozenset()
    """A consent under these is given in writing."""
    insight: tuple[InsightRow, ...] = ()
    """Who sees what inside, and around the citizen."""


Law = Sequence[LawPack]
"""All packs."""


def in_force(law: Law, today: date) -> LawPack:
    """The newest pack that is valid on the day; before the first one nothing is allowed."""
    valid = [pack for pack in law if pack.valid_from <= today]
    return max(valid, key=lambda pack: pack.valid_from, default=LawPack(date.min))


def next_change(law: Law, today: date) -> date | None:
    """The day on which another pack comes into force."""
    return min((pack.valid_from for pack in law if pack.valid_from > today), default=None)


def laws_of_consent(pack: LawPack, giver: Sector, takers: Collection[Sector]) -> tuple[LegalBasis, ...]:
    """Under which laws one consent lets the giver tell all of these, at least one; the usual one first."""
    first, *others = [pack.consents.get(giver, {}).get(taker, ()) for taker in takers]
    return tuple(one for one in first if all(one in laws for laws in others))


def opened_by_consent(
    pack: LawPack, law: LegalBasis, giver: Sector, takers: Collection[Sector], day: date
) -> frozenset[DataClass]:
    """The classes that a consent given under the law on that day lets go from the giver to any of these."""
    rows = (
        row
        for row in pack.rows
        if row.opening is Opening.CONSENT and (row.basis, row.from_sector) == (law, giver)
    )
    return frozenset(
        kind
        for row in rows
        if row.to_sector in takers and (row.given_before is None or day < row.given_before)
        for kind in row.kinds
    )


class Consent(Protocol):
    """A consent, in whatever way a service keeps it."""

    @property
    def law(self) -> LegalBasis: ...
    @property
    def kinds(self) -> tuple[DataClass, ...]: ...
    @property
    def from_sector(self) -> Sector: ...
    @property
    def to_sectors(self) -> tuple[Sector, ...]: ...
    @property
    def until(self) -> date:
        """Its last day."""

    @property
    def given_at(self) -> datetime: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a citizen that may open a row."""

    consents: Collection[Consent] = ()
    help: frozenset[LegalBasis] = frozenset()
    """The provisions of the help that was agreed."""
    coordinates: bool = False
    """Whether a discharge agreement or a coordination plan is asked for, drafted or agreed, and not ended."""


@dataclass(frozen=True, slots=True)
class Ground:
    """On which row something may be told, and until when."""

    row: Row
    until: date | None
    """Its last day; None where it has no end of its own."""

    @property
    def basis(self) -> LegalBasis:
        """The paragraph."""
        return self.row.basis


def ground(
    pack: LawPack, giver: Sector, taker: Sector, kind: DataClass, known: Circumstances, today: date
) -> Ground | None:
    """The ground that lasts longest on which the giver may tell the taker this class today, if any."""
    found = (
        one
        for row in pack.rows
        if (row.from_sector, row.to_sector) == (giver, taker) and kind in row.kinds
        for one in _opened(row, kind, known, today)
    )
    return max(found, key=lambda one: one.until or date.max, default=None)


def without_ground(
    pack: LawPack,
    giver: Sector,
    taker: Sector,
    kinds: Collection[DataClass],
    known: Circumstances,
    today: date,
) -> frozenset[DataClass]:
    """Those of the classes that the giver may not tell the taker today."""
    return frozenset(kind for kind in kinds if ground(pack, giver, taker, kind, known, today) is None)


def _opened(row: Row, kind: DataClass, known: Circumstances, today: date) -> Iterator[Ground]:
    match row.opening:
        case Opening.CONSENT:
            for consent in known.consents:
                if _covers(consent, row, kind, today):
                    yield Ground(row, consent.until)
        case Opening.HELP:
            if row.help & known.help:
                yield Ground(row, None)
        case Opening.COORDINATION_PLAN:
            if known.coordinates:
                yield Ground(row, None)
        case Opening.UNSETTLED:
            return
        case _:
            assert_never(row.opening)


def _covers(consent: Consent, row: Row, kind: DataClass, today: date) -> bool:
    return (
        consent.law is row.basis
        and consent.from_sector is row.from_sector
        and row.to_sector in consent.to_sectors
        and kind in consent.kinds
        and consent.withdrawn_at is None
        and today <= consent.until
        and (row.given_before is None or danish_day(consent.given_at) < row.given_before)
    )

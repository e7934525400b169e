"""What each row of the law opens, answered by hand; a row that is changed in any way changes an answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

import pytest

from laws import SHIPPED
from samspil.rulebook.law import Circumstances, LawPack, Opening, Row, ground
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

NOVEMBER: Final = datetime(2026, 11, 29, 12, tzinfo=UTC)
DECEMBER: Final = datetime(2026, 12, 1, 12, tzinfo=UTC)
UNTIL: Final = date(2027, 3, 1)

# From whom, to whom: what there is, and what it opens; everything else opens nothing.
BY_HAND: Final = {
    "2026-07-01": """
        social employment: rsl-11a-1 of November, rsl-11a-1 of December: identity contact_hold referral
        employment social: rsl-11a-1 of November, rsl-11a-1 of December: milestone referral
        social region: rsl-11a-1 of November, rsl-11a-1 of December: identity network
        region social: help sel-85, help sel-99, help sel-107, help sel-108: stay
    """,
    "2026-12-01": """
        social employment: fvl-28 of November, fvl-28 of December: identity contact_hold referral network
        social employment: fvl-28 of November, fvl-28 of December: employment_goal support meeting
        social employment: rsl-11a-1 of November: identity contact_hold referral
        employment social: rsl-11a-1 of November, rsl-11a-1 of December: milestone referral
        social region: fvl-28 of November, fvl-28 of December, rsl-11a-1 of November: identity network
        social region: fvl-28 of November, fvl-28 of December: plan meeting crisis_plan
        social region: fvl-28 of November, fvl-28 of December: message referral support
        region social: sul-43-1 of November, sul-43-1 of December: referral message
        social region: an agreement: identity network plan message agreement
        region social: an agreement: stay referral message
        region social: help sel-83, help sel-85, help sel-85a, help sel-99, help sel-101, help sel-102: stay
        region social: help sel-103, help sel-104, help sel-105-85, help sel-107, help sel-108: stay
    """,
}
BY_HAND["2026-12-02"] = BY_HAND["2026-12-01"].replace(
    "of December: milestone referral", "of December: milestone referral meeting employment_status"
)
OPEN_NOTHING: Final = {
    "2026-07-01": "",
    "2026-12-01": """
        social employment: unsettled fvl-29: identity referral
    """,
}
OPEN_NOTHING["2026-12-02"] = OPEN_NOTHING["2026-12-01"]
"""What stands there until a lawyer has settled it."""

Answer = tuple[str, str, str, str]
"""From whom, to whom, what there is, a class that it opens."""


@dataclass(frozen=True, slots=True)
class Given:
    """A consent to everything, from everybody to everybody."""

    law: LegalBasis
    from_sector: Sector
    given_at: datetime
    kinds: tuple[DataClass, ...] = tuple(DataClass)
    to_sectors: tuple[Sector, ...] = tuple(Sector)
    until: date = UNTIL
    withdrawn_at: datetime | None = None


def read(written: str) -> set[Answer]:
    """The table above, a class at a time."""
    answers = set()
    for line in written.strip().splitlines():
        way, *there, kinds = (one.strip() for one in line.split(":"))
        giver, taker = way.split()
        answers |= {
            (giver, taker, one.strip(), kind) for one in there[0].split(",") for kind in kinds.split()
        }
    return answers


@cache
def circumstances(giver: Sector) -> list[tuple[str, Circumstances]]:
    return [
        one
        for law in LegalBasis
        for one in (
            (f"{law} of November", Circumstances([Given(law, giver, NOVEMBER)])),
            (f"{law} of December", Circumstances([Given(law, giver, DECEMBER)])),
            (f"help {law}", Circumstances(help=frozenset({law}))),
        )
    ] + [("an agreement", Circumstances(coordinates=True))]


def opened(pack: LawPack, giver: Sector) -> set[Answer]:
    """Everything that the pack opens of what this sector knows."""
    return {
        (
            giver,
            taker,
            there if found.basis in laws(known) else found.basis,
            kind,
        )
        for taker in Sector
        for there, known in circumstances(giver)
        for kind in DataClass
        if (found := ground(pack, giver, taker, kind, known, DECEMBER.date()))
    }


def answers(pack: LawPack) -> set[Answer]:
    """Everything that the pack opens."""
    return set().union(*(opened(pack, giver) for giver in Sector))


def laws(known: Circumstances) -> set[LegalBasis]:
    """Of a consent its own; help opens retssikkerhedsloven § 12 c, an agreement psykiatriloven § 13 c."""
    by_law = {LegalBasis.RSL_12C} if known.help else {LegalBasis.PSL_13C} if known.coordinates else set()
    return by_law | {one.law for one in known.consents}


def inert(pack: LawPack) -> set[Answer]:
    """What waits for something that nobody here knows of."""
    return {
        (one.from_sector, one.to_sector, f"{one.opening} {one.basis}", kind)
        for one in pack.rows
        if one.opening is Opening.UNSETTLED
        for kind in one.kinds
    }


def is_as_written(pack: LawPack) -> bool:
    day = str(pack.valid_from)
    written = read(BY_HAND[day])
    of_each = (opened(pack, giver) == {one for one in written if one[0] == giver} for giver in Sector)
    return all(of_each) and inert(pack) == read(OPEN_NOTHING[day])


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: str(pack.valid_from))
def test_the_law_opens_what_a_human_wrote_down_and_nothing_else(pack: LawPack) -> None:
    day = str(pack.valid_from)

    assert answers(pack) == read(BY_HAND[day])
    assert inert(pack) == read(OPEN_NOTHING[day])


def others(row: Row) -> Iterator[Row | None]:
    """The row as it might have been written by mistake, or not at all; what only words its source apart."""
    yield None
    for kind in DataClass:
        yield replace(row, kinds=row.kinds ^ {kind})
    for sector in Sector:
        yield replace(row, from_sector=sector)
        yield replace(row, to_sector=sector)
    for opening in Opening:
        yield replace(row, opening=opening)
    for one in LegalBasis:
        if row.opening is Opening.HELP:
            yield replace(row, help=row.help ^ {one})
        yield replace(row, basis=one)
    if row.opening is Opening.CONSENT:
        yield replace(row, given_before=None)
        yield replace(row, given_before=date(2026, 11, 1))
        yield replace(row, given_before=date(2026, 12, 1))


@pytest.mark.parametrize("pack", SHIPPED, ids=lambda pack: str(pack.valid_from))
def test_no_row_of_the_law_can_be_changed_without_an_answer_that_changes(pack: LawPack) -> None:
    tried, unseen = 0, []
    for number, row in enumerate(pack.rows):
        for other in others(row):
            if other == row or (other and not other.kinds):
                continue
            rows = (*pack.rows[:number], *((other,) if other else ()), *pack.rows[number + 1 :])
            tried += 1
            if is_as_written(replace(pack, rows=rows)):
                unseen.append((row.basis, row.from_sector, row.to_sector, other))

    assert unseen == []
    assert tried > 20 * len(pack.rows)

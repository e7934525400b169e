"""The law packs: dated files, of which the newest that is in force on the day counts."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from repository import ROOT
from samspil.rulebook import law_files
from samspil.rulebook.law import LawPack, in_force, laws_of_consent, next_change, opened_by_consent
from samspil.rulebook.law_files import read_law
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

FILES = sorted((ROOT / "shared/samspil/rulebook/data/law").glob("*.toml"))
PACKS = [LawPack(date(year, 7, 1)) for year in (2028, 2026, 2027)]  # in no order
NEWEST, FIRST, SECOND = PACKS
LAW = read_law()
FIELDS = ("from_sector", "to_sector", "basis", "opening", "act", "version", "source", "confidence")
SOCIAL, EMPLOYMENT, REGION = Sector


def test_every_row_of_every_file_is_read_and_nothing_else() -> None:
    read = {
        (
            pack.valid_from,
            *(getattr(row, name) for name in FIELDS),
            row.signed_by,
            row.given_before,
            *sorted(row.kinds),
        )
        for pack in LAW
        for row in pack.rows
    }
    written = set()
    for file in FILES:
        told = tomllib.loads(file.read_text())
        assert file.stem == str(told["valid_from"])
        written |= {
            (
                told["valid_from"],
                *(row[name] for name in FIELDS),
                row.get("signed_by"),
                row.get("given_before"),
                *sorted(row["kinds"]),
            )
            for row in told["rows"]
        }
    assert read == written
    assert len(read) >= 12


@pytest.mark.parametrize("pack", LAW, ids=lambda pack: str(pack.valid_from))
def test_every_row_says_what_was_read_where_and_how_sure_that_is_and_nobody_signed_in_anothers_name(
    pack: LawPack,
) -> None:
    for row in pack.rows:
        assert all((row.act, row.version, row.source, row.confidence, row.kinds))
        assert row.signed_by is None, "a lawyer signs, in a commit of their own"
        assert bool(row.help) is (row.opening == "help")
    for seen in pack.insight:
        assert all((seen.act, seen.version, seen.source, seen.confidence, seen.kinds, seen.to))
        assert seen.signed_by is None


WHOLE = FILES[0].read_text()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('from_sector = "social"', 'from_sector = "sociale"'),
        ('"contact_hold"', '"hold"'),
        ('basis = "rsl-12c"', 'basis = "rsl-12d"'),
        ('opening = "help"', 'opening = "always"'),
        ('confidence = "low"', 'confidence = "sure"'),
        ('help = ["sel-85"', 'help = ["sel-850"'),
        ('source = "Read second-hand"', 'read_in = "a book"'),
        ("[consents.region]", "[consents.hospital]"),
        ('to = ["leader"]', 'to = ["boss"]'),
        ('opening = "own"', 'opening = "always"'),
        ("only_lists = true", "only_list = true"),
    ],
)
def test_an_unknown_word_in_a_pack_stops_the_start(
    right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data/law"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("not a pack")
    monkeypatch.setattr(law_files, "files", lambda _: tmp_path)
    assert read_law() == []
    (folder / "2026-07-01.toml").write_text(WHOLE)
    assert len(read_law()) == 1

    assert right in WHOLE
    (folder / "2026-07-01.toml").write_text(WHOLE.replace(right, wrong))
    with pytest.raises((ValueError, TypeError)):
        read_law()


@pytest.mark.parametrize(
    ("today", "in_force_then", "next_one"),
    [
        (date(2026, 6, 30), LawPack(date.min), date(2026, 7, 1)),
        (date(2026, 7, 1), FIRST, date(2027, 7, 1)),
        (date(2027, 6, 30), FIRST, date(2027, 7, 1)),
        (date(2027, 7, 1), SECOND, date(2028, 7, 1)),
        (date(2028, 7, 1), NEWEST, None),
        (date.max, NEWEST, None),
    ],
)
def test_on_each_day_the_newest_pack_that_is_valid_counts(
    today: date, in_force_then: LawPack, next_one: date | None
) -> None:
    assert in_force(PACKS, today) == in_force_then
    assert next_change(PACKS, today) == next_one
    if next_one:
        assert in_force(PACKS, next_one - timedelta(days=1)) == in_force_then


RSL, FVL, SUL = LegalBasis.RSL_11A_1, LegalBasis.FVL_28, LegalBasis.SUL_43_1


@pytest.mark.parametrize(
    ("giver", "takers", "before", "after"),
    [
        (SOCIAL, (EMPLOYMENT,), (RSL, SUL), (FVL,)),
        (SOCIAL, (REGION,), (RSL, SUL), (FVL,)),
        (SOCIAL, (EMPLOYMENT, REGION), (RSL, SUL), (FVL,)),
        (EMPLOYMENT, (SOCIAL,), (RSL, SUL), (RSL,)),
        (EMPLOYMENT, (REGION,), (RSL, SUL), (FVL,)),
        (EMPLOYMENT, (SOCIAL, REGION), (RSL, SUL), ()),
        (EMPLOYMENT, (REGION, SOCIAL), (RSL, SUL), ()),
        (EMPLOYMENT, (SOCIAL, SOCIAL, REGION), (RSL, SUL), ()),
        (REGION, (SOCIAL, EMPLOYMENT), (RSL, SUL), (SUL,)),
        (SOCIAL, (SOCIAL,), (), ()),
    ],
)
def test_a_consent_is_given_under_the_law_of_its_direction_from_december_on(
    giver: Sector, takers: tuple[Sector, ...], before: tuple[LegalBasis, ...], after: tuple[LegalBasis, ...]
) -> None:
    assert laws_of_consent(in_force(LAW, date(2026, 11, 30)), giver, takers) == before
    assert laws_of_consent(in_force(LAW, date(2026, 12, 1)), giver, takers) == after
    assert laws_of_consent(in_force(LAW, date(2026, 6, 30)), giver, takers) == ()


def test_what_the_region_tells_is_agreed_to_in_writing_for_a_year_and_all_else_for_two() -> None:
    assert [pack.in_writing for pack in LAW] == [{SUL}] * len(LAW)
    for pack in LAW:
        named = {law for takers in pack.consents.values() for laws in takers.values() for law in laws}
        assert pack.years == {law: 1 if law is SUL else 2 for law in named}


def test_what_a_consent_of_the_day_opens_is_what_its_rows_name() -> None:
    july, december = (in_force(LAW, date(2026, month, 1)) for month in (11, 12))
    told = {DataClass.IDENTITY, DataClass.CONTACT_HOLD, DataClass.REFERRAL}
    of_the_plan = {DataClass.NETWORK, DataClass.EMPLOYMENT_GOAL, DataClass.SUPPORT, DataClass.MEETING}

    assert opened_by_consent(july, RSL, SOCIAL, (EMPLOYMENT,), date(2026, 11, 30)) == told
    assert opened_by_consent(december, RSL, SOCIAL, (EMPLOYMENT,), date(2026, 11, 30)) == told
    assert opened_by_consent(december, RSL, SOCIAL, (EMPLOYMENT,), date(2026, 12, 1)) == set()
    assert opened_by_consent(december, FVL, SOCIAL, (EMPLOYMENT,), date(2026, 12, 1)) == told | of_the_plan
    assert opened_by_consent(december, FVL, SOCIAL, (EMPLOYMENT, REGION), date(2026, 12, 1)) == {
        *(*told, *of_the_plan, DataClass.PLAN, DataClass.CRISIS_PLAN, DataClass.MESSAGE)
    }
    assert opened_by_consent(december, FVL, SOCIAL, (), date(2026, 12, 1)) == set()
    assert opened_by_consent(december, SUL, REGION, (SOCIAL,), date.max) == {
        DataClass.REFERRAL,
        DataClass.MESSAGE,
    }

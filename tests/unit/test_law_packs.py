"""The law packs: dated files, of which the newest that is in force on the day counts."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from repository import ROOT
from samspil.overview.domain.law import LawPack, Receiver, in_force, next_change
from samspil.overview.storage import law_packs
from samspil.overview.storage.law_packs import read_law
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis

FOLDER = ROOT / "services/overview/samspil/overview/storage/law"
PACKS = [LawPack(date(year, 7, 1), {}) for year in (2028, 2026, 2027)]  # in no order
NEWEST, FIRST, SECOND = PACKS


def test_every_row_of_every_file_is_read_and_nothing_else() -> None:
    read = {
        (str(pack.valid_from), receiver.value, kind.value, basis.value)
        for pack in read_law()
        for (receiver, kind), bases in pack.allows.items()
        for basis in bases
    }
    written = set()
    for file in FOLDER.glob("*.toml"):
        pack = tomllib.loads(file.read_text())
        valid_from = str(pack.pop("valid_from"))
        assert file.stem == valid_from
        written |= {
            (valid_from, receiver, kind, basis)
            for receiver, kinds in pack.items()
            for kind, bases in kinds.items()
            for basis in bases
        }
    assert read == written
    assert len(read) >= 6


@pytest.mark.parametrize(
    "wrong",
    [
        '[jobcentre]\nidentity = ["rsl-11a-1"]',
        '[jobcenter]\nname = ["rsl-11a-1"]',
        '[jobcenter]\nidentity = ["rsl-11b"]',
    ],
    ids=["receiver", "class", "basis"],
)
def test_an_unknown_word_in_a_pack_stops_the_start(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "notes.txt").write_text("not a pack")
    monkeypatch.setattr(law_packs, "files", lambda _: tmp_path)
    assert read_law() == []

    (tmp_path / "law" / "2026-07-01.toml").write_text(f"valid_from = 2026-07-01\n{wrong}\n")
    with pytest.raises(ValueError):
        read_law()


@pytest.mark.parametrize(
    ("today", "in_force_then", "next_one"),
    [
        (date(2026, 6, 30), LawPack(date.min, {}), date(2026, 7, 1)),
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


def test_what_a_pack_does_not_name_stands_on_nothing() -> None:
    basis = frozenset({LegalBasis.RSL_11A_1})
    pack = LawPack(date.min, {(Receiver.JOBCENTER, DataClass.IDENTITY): basis})

    assert pack.bases(Receiver.JOBCENTER, DataClass.IDENTITY) == basis
    assert pack.bases(Receiver.REGION, DataClass.IDENTITY) == frozenset()
    assert pack.bases(Receiver.JOBCENTER, DataClass.STAY) == frozenset()

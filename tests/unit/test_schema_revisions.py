"""Keeping schemas: a new revision for a change that breaks nobody, a refusal for one that does."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Literal

import pytest
from pydantic import AwareDatetime

from samspil.contracts.envelope import Fact
from samspil.contracts.schemas.__main__ import main
from samspil.contracts.schemas.revisions import changed, generate, keep, kept


@dataclass(frozen=True, kw_only=True)
class Told:
    """Something was told."""

    TYPE: ClassVar[str] = "test.told.v1"
    ABOUT: ClassVar[str] = "subject"

    title: str
    how: Literal["spoken", "written"]
    occurred_at: AwareDatetime


@dataclass(frozen=True, kw_only=True)
class ToldWithPlace(Told):
    """The same fact, later, with something more."""

    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class ToldInOtherWords:
    """Nothing but prose and order differ from ``Told``."""

    TYPE: ClassVar[str] = "test.told.v1"
    ABOUT: ClassVar[str] = "subject"

    occurred_at: AwareDatetime
    how: Literal["written", "spoken"]
    title: str


@dataclass(frozen=True, kw_only=True)
class ToldWithoutTitle:
    """A property is missing."""

    TYPE: ClassVar[str] = "test.told.v1"
    ABOUT: ClassVar[str] = "subject"

    how: Literal["spoken", "written"]
    occurred_at: datetime


def test_a_schema_describes_the_whole_event_by_its_kept_name() -> None:
    schema = generate(Told)

    assert schema["$id"] == "urn:samspil:schema:test.told.v1"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"specversion", "type", "subject", "seq", "data"} <= schema["properties"].keys()
    assert schema["properties"]["type"]["const"] == "test.told.v1"
    assert "type" in schema["required"]
    assert schema["$defs"]["Told"]["properties"].keys() == {"title", "how", "occurred_at"}


def test_the_first_schema_is_revision_1_and_the_next_is_put_beside_it(tmp_path: Path) -> None:
    assert main([], [Told], tmp_path) == 0
    assert main([], [ToldWithPlace], tmp_path) == 0

    assert sorted(file.name for file in (tmp_path / "test.told.v1").iterdir()) == ["1.json", "2.json"]
    assert kept(Told, tmp_path) == [generate(Told), generate(ToldWithPlace)]


def test_revisions_are_read_by_number_and_examples_are_none(tmp_path: Path) -> None:
    folder = tmp_path / Told.TYPE
    folder.mkdir()
    for name in ("1", "2", "10", "1.example"):
        (folder / f"{name}.json").write_text(f'{{"was": "{name}"}}')

    assert [schema["was"] for schema in kept(Told, tmp_path)] == ["1", "2", "10"]


def test_what_has_not_changed_is_not_kept_again(tmp_path: Path) -> None:
    file = keep(Told, tmp_path)
    before = file.read_bytes()

    assert main([], [Told], tmp_path) == 0

    assert list(file.parent.iterdir()) == [file]
    assert file.read_bytes() == before
    assert before.endswith(b"}\n")


def test_prose_and_order_are_no_change(tmp_path: Path) -> None:
    file = keep(Told, tmp_path)
    file.write_text(
        file.read_text().replace('"Told"', '"ToldInOtherWords"').replace("/Told", "/ToldInOtherWords")
    )

    assert changed([ToldInOtherWords], tmp_path) == []


def test_checking_keeps_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(Told, tmp_path)

    assert main(["--check"], [Told], tmp_path) == 0
    assert main(["--check"], [ToldWithPlace], tmp_path) == 1

    assert capsys.readouterr().err == "test.told.v1: has changed and is not kept\n"
    assert len(kept(Told, tmp_path)) == 1


@pytest.mark.parametrize("arguments", [[], ["--check"]])
def test_a_break_is_refused_with_every_revision_that_it_breaks(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(Told, tmp_path)
    keep(ToldWithPlace, tmp_path)

    assert main(arguments, [ToldWithoutTitle], tmp_path) == 1

    assert capsys.readouterr().err.splitlines() == [
        "test.told.v1: breaks revision 1: event.data.title: removed",
        "test.told.v1: breaks revision 2: event.data.place: removed",
        "test.told.v1: breaks revision 2: event.data.title: removed",
    ]
    assert len(kept(Told, tmp_path)) == 2


def test_a_break_with_the_first_revision_is_seen_though_the_newest_agrees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(Told, tmp_path)
    keep(ToldWithoutTitle, tmp_path)

    assert main([], [ToldWithoutTitle], tmp_path) == 1

    assert capsys.readouterr().err == "test.told.v1: breaks revision 1: event.data.title: removed\n"


def test_a_kept_type_that_nobody_reads_any_longer_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(Told, tmp_path)
    none: list[type[Fact]] = []

    assert main([], none, tmp_path) == 1

    assert capsys.readouterr().err == "test.told.v1: kept, and nobody reads it any longer\n"

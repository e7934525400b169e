"""Every migration goes up and down, and says of every table and column why it is there."""

import re
from pathlib import Path

import pytest

from repository import ROOTS, shown

MIGRATIONS = sorted(file for root in ROOTS for file in root.rglob("migrations/*.sql"))
every_migration = pytest.mark.parametrize("file", MIGRATIONS, ids=shown)

UP, DOWN = "-- migrate:up", "-- migrate:down"

# Columns that mean the same in every table: the words of the architecture, in the glossary.
SELF_EXPLAINING = {"citizen_id", "topic", "seq", "event_id"}

TABLE = re.compile(r"^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+)", re.IGNORECASE)


def up(text: str) -> str:
    return text.partition(UP)[2].partition(DOWN)[0]


def silent(text: str) -> list[str]:
    """The columns, as ``table.column``, that neither explain themselves nor are explained.

    An explanation stands on the column's line, on the line above it, or in ``COMMENT ON COLUMN``.
    """
    lines = [line.strip() for line in text.splitlines()]
    found, table = [], ""
    for number, line in enumerate(lines):
        if table and line.startswith(")"):
            table = ""
        elif opened := TABLE.match(line):
            table = opened[1]
        elif table and re.match(r"[a-z_]", line):
            column = line.split()[0]
            explained = (
                "--" in line
                or lines[number - 1].startswith("--")
                or f"COMMENT ON COLUMN {table}.{column} " in text
            )
            if column not in SELF_EXPLAINING and not explained:
                found.append(f"{table}.{column}")
    return found


def tables_without_a_word(text: str) -> list[str]:
    """The tables before which no comment stands, and of which ``COMMENT ON TABLE`` tells nothing."""
    lines = [line.strip() for line in text.splitlines()]
    return [
        opened[1]
        for number, line in enumerate(lines)
        if (opened := TABLE.match(line))
        and not lines[number - 1].startswith("--")
        and f"COMMENT ON TABLE {opened[1]} " not in text
    ]


def test_there_are_migrations() -> None:
    assert MIGRATIONS


@every_migration
def test_a_migration_goes_up_and_down(file: Path) -> None:
    text = file.read_text()

    assert re.fullmatch(r"[0-9]{4}_[a-z_]+\.sql", file.name)
    assert text.startswith(f"{UP}\n")
    assert up(text).strip()
    assert text.partition(DOWN)[2].strip()


@every_migration
def test_what_a_migration_makes_it_takes_away_again(file: Path) -> None:
    text = file.read_text()
    made = [opened[1] for line in up(text).splitlines() if (opened := TABLE.match(line))]
    dropped = re.findall(r"\w+", " ".join(re.findall(r"DROP TABLE ([^;]+);", text.partition(DOWN)[2])))

    assert sorted(made) == sorted(dropped)


@every_migration
def test_every_table_says_what_it_is_for(file: Path) -> None:
    assert tables_without_a_word(up(file.read_text())) == []


@every_migration
def test_every_column_says_why_it_is_there(file: Path) -> None:
    assert silent(up(file.read_text())) == []


def test_a_column_without_a_word_is_seen() -> None:
    text = """
    -- What was told.
    CREATE TABLE told (
      citizen_id uuid NOT NULL,
      words text NOT NULL,                -- sealed
      -- the last day
      until date,

      how text,
      who text
        NOT NULL,
      PRIMARY KEY (citizen_id, until)
    ) WITH (fillfactor = 70);
    COMMENT ON COLUMN told.who IS 'a staff id';
    CREATE INDEX told_until ON told (until);
    """

    assert silent(text) == ["told.how"]
    assert tables_without_a_word(text) == []


def test_a_table_without_a_word_is_seen() -> None:
    assert tables_without_a_word("\nCREATE TABLE told (\n  citizen_id uuid\n);\n") == ["told"]

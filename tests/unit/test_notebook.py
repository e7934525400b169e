"""A sandbox's notebook: nothing noted is forgotten, and a line that a kill tore harms no other."""

from pathlib import Path
from uuid import UUID

from samspil.sandboxes.notebook import Notebook


def test_the_newest_of_a_key_counts_and_stands_where_the_first_stood(tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    notebook = Notebook(file)
    for key, entry in (("a", 1), ("b", 2), ("a", 3)):
        notebook.note("known", key, UUID(int=entry))
    notebook.note("other", "a", UUID(int=9))

    assert list(Notebook(file).entries("known", UUID).items()) == [("a", UUID(int=3)), ("b", UUID(int=2))]


def test_a_torn_last_line_is_dropped_and_the_next_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "notes.jsonl"
    Notebook(file).note("known", "a", 1)
    with file.open("ab") as out:
        out.write(b'["known","b",')

    Notebook(file).note("known", "c", 3)

    assert Notebook(file).entries("known", int) == {"a": 1, "c": 3}

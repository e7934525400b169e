"""What may hold from 1 January 2027, as a municipality would write it: rows beside the shipped ones."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from samspil.rulebook.rulebook import read_rulebook

NEW_YEAR: Final = date(2027, 1, 1)
ROWS: Final = {
    "party_names.toml": """
[[party_name]]
sector = "employment"
definite = "jobindsatsen"
genitive = "jobindsatsens"
valid_from = 2027-01-01
source = "Opdigtet"
""",
    "target_groups.toml": """
[[target_group]]
code = "6.7"
name = "Afklaringsforløb"
enters = false
valid_from = 2027-01-01
source = "Opdigtet"
""",
    "sustained.toml": """
[[sustained]]
months = [3, 12]
valid_from = 2027-01-01
source = "Opdigtet"
""",
}


def folder_of_2027(folder: Path) -> Path:
    """A rulebook's folder, with these rows beside the shipped ones."""
    for one in (files("samspil.rulebook") / "data").iterdir():
        if one.name.endswith(".toml"):
            text = one.read_text(encoding="utf-8") + ROWS.get(one.name, "")
            (folder / one.name).write_text(text, encoding="utf-8")
    return folder


with TemporaryDirectory() as _made:
    RULES_OF_2027: Final = read_rulebook(folder_of_2027(Path(_made)))

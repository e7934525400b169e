"""No CPR number stands in this repository but the invented ones of ``samspil.testkit.people``."""

import re
import subprocess
from pathlib import Path

from samspil.testkit.people import BRUNO, is_invented, synthetic_cpr
from samspil.vocabulary.cpr import Cpr, InvalidCpr

ROOT = Path(__file__).parents[2]
SHAPE = re.compile(r"(?<![0-9A-Za-z])[0-9]{6}-?[0-9](?:[0-9]{3}|[A-Z]{2}[0-9])(?![0-9A-Za-z])")
LOCKS = {"requirements.lock", "requirements-dev.lock"}  # nothing but hashes


def strangers(text: str) -> list[int]:
    """The lines that hold a CPR number which is not invented; never the number itself."""
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if any(is_stranger(shape) for shape in SHAPE.findall(line))
    ]


def is_stranger(shape: str) -> bool:
    try:
        return not is_invented(Cpr.parse(shape))
    except InvalidCpr:
        return False


def committed_and_new_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = (ROOT / name for name in listed.stdout.split("\0") if name and name not in LOCKS)
    return [file for file in files if file.is_file()]


def test_every_cpr_number_in_the_repository_is_invented() -> None:
    files = committed_and_new_files()
    assert Path(__file__) in files

    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in files
        for line in strangers(file.read_text(encoding="utf-8", errors="replace"))
    ]

    assert found == []


def test_a_strange_number_is_found_with_and_without_its_dash() -> None:
    serial = 4321  # kept apart from the date, or this file would not pass its own test
    assert strangers(f"fine\ncpr: 010181-{serial}\n") == [2]
    assert strangers(f"urn:oio:cpr-nr:010181{serial}.") == [1]


def test_invented_numbers_and_longer_digits_are_left_alone() -> None:
    assert strangers(f"{BRUNO.cpr.number} {synthetic_cpr(0).number}") == []
    assert strangers("265161000016000") == []

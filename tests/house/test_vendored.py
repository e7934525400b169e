"""What is vendored is what was published: nothing changed, nothing added, every licence beside it."""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (
    ROOT / "services/overview/samspil/overview/pages/static/vendor",
    ROOT / "tests/browser/vendor",
)
OURS = {"README.md", "SHA256SUMS"}


def wrongs(folder: Path) -> list[str]:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name not in OURS
    }
    return sorted(name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_file_is_as_it_was_published(folder: Path) -> None:
    assert wrongs(folder) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_package_brings_its_licence(folder: Path) -> None:
    packages = [one for one in folder.iterdir() if one.is_dir()]

    assert packages
    assert all(any(one.glob("LICENSE*")) for one in packages)


def test_a_changed_and_an_added_file_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("changed")
    (tmp_path / "b.js").write_text("added")
    (tmp_path / "SHA256SUMS").write_text(f"{hashlib.sha256(b'published').hexdigest()}  a.js\n")

    assert wrongs(tmp_path) == ["a.js", "b.js"]

"""Downloaded programs: what arrives is what we know, or it is not used."""

import hashlib
import shutil
from pathlib import Path

import pytest

from samspil.stack import downloads
from samspil.stack.downloads import Program, fetch
from samspil.stack.problem import StackProblem

TOY = Program("toy", "1")


@pytest.fixture
def maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Maven of ours that copies whatever lies in the returned folder, and counts its calls in ``calls``."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(downloads, "HERE", tmp_path)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "toy.jar").write_text("a toy")
    (tmp_path / "toy.sha256").write_text(f"{hashlib.sha256(b'a toy').hexdigest()}  toy.jar\n")
    program = tmp_path / "mvn"
    program.write_text(
        "#!/bin/sh\n"
        f"echo called >> {tmp_path}/calls\n"
        'for word in "$@"; do case $word in -DoutputDirectory=*) to=${word#*=};; esac; done\n'
        f'mkdir -p "$to" && cp {shelf}/*.jar "$to" && echo "[INFO] Copying toy.jar to $to"\n'
        f"test ! -e {tmp_path}/broken || {{ echo '[ERROR] the net is away'; exit 1; }}\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr("samspil.stack.tools.maven", lambda _tell: str(program))
    return shelf


def test_it_is_downloaded_once(maven: Path, tmp_path: Path) -> None:
    told: list[str] = []

    folder = fetch(TOY, told.append)
    assert fetch(TOY) == folder

    assert (folder / "toy.jar").read_text() == "a toy"
    assert (tmp_path / "calls").read_text().count("called") == 1
    assert told[-1] == "Toy 1: 1 of 1 jars"


def test_a_jar_that_is_not_the_one_we_know_is_not_used(maven: Path) -> None:
    (maven / "toy.jar").write_text("a wolf")

    with pytest.raises(StackProblem, match=r"toy\.jar is not the file that toy\.sha256 describes"):
        fetch(TOY)
    with pytest.raises(StackProblem, match="is not the file"):
        fetch(TOY)  # and it is not believed the next time either


def test_a_jar_that_nobody_asked_for_is_not_used(maven: Path) -> None:
    (maven / "stranger.jar").write_text("hello")

    with pytest.raises(StackProblem, match=r"stranger\.jar"):
        fetch(TOY)


def test_a_jar_that_was_taken_away_is_fetched_again(maven: Path) -> None:
    (fetch(TOY) / "toy.jar").unlink()

    assert (fetch(TOY) / "toy.jar").exists()


def test_new_sums_are_checked_anew(maven: Path, tmp_path: Path) -> None:
    fetch(TOY)
    (tmp_path / "toy.sha256").write_text(f"{'0' * 64}  toy.jar\n")

    with pytest.raises(StackProblem, match="is not the file"):
        fetch(TOY)


def test_mavens_own_reason_is_told(maven: Path, tmp_path: Path) -> None:
    (tmp_path / "broken").touch()

    with pytest.raises(StackProblem, match="could not be downloaded with Maven: the net is away"):
        fetch(TOY)


def test_without_maven_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(downloads, "HERE", tmp_path)
    (tmp_path / "toy.sha256").write_text(f"{'0' * 64}  toy.jar\n")
    monkeypatch.setattr(shutil, "which", lambda _name, path=None: None)

    with pytest.raises(StackProblem, match=r"^Samspil needs Maven: install it .*apt-get install maven"):
        fetch(TOY)

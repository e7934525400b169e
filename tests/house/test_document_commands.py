"""The commands of the documents that do not run, and how those that do are compared."""

import subprocess

import pytest

from documents import ALL, DOCUMENTS, assert_says
from repository import ROOT, files, shown

DEBIAN_HAS = {"git", "make", "python3-venv", "curl"}


def test_no_document_with_commands_is_left_out() -> None:
    with_commands = {
        shown(file) for file in files() if file.suffix == ".md" and "\n```sh\n" in file.read_text()
    }

    assert with_commands == set(DOCUMENTS)


def test_every_make_target_that_the_documents_name_is_one() -> None:
    targets = [line for block in ALL if block.is_make for line in block.commands.splitlines()]

    assert {"make up", "make test"} <= set(targets)
    for line in targets:
        target = line.removeprefix("make ")
        subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True, timeout=20)


def test_only_packages_that_debian_has_are_asked_for() -> None:
    lines = [line for block in ALL if block.is_installation for line in block.commands.splitlines()]

    assert lines
    for line in lines:
        assert line.startswith("sudo apt-get install "), line
        assert set(line.split()[3:]) <= DEBIAN_HAS


def test_a_document_that_says_something_else_is_noticed() -> None:
    assert_says(
        '{"a":"7d9d0c3c-2df5-4f0f-9a2c-6c6a5b1d8f53"}\nx\ny\nz',
        '{"a":"01a205ee-909f-72fc-92e8-103513ab8ebd"}\n…\nz',
    )
    with pytest.raises(AssertionError):
        assert_says("Rebuilt 4 states", "Rebuilt 5 states")
    with pytest.raises(AssertionError):
        assert_says("one\ntwo", "one")
    with pytest.raises(AssertionError):
        assert_says("one\ntwo\nthree", "one … three")

"""What no file of the repository may hold, and how long one may be."""

import re

import pytest

from repository import files, product, shown

LONGEST = 300

# Put together here, so that this file holds none of them.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("proxy", "golang", "org"),
        ("repo", "maven", "apache", "org"),
        ("repo1", "maven", "org"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
        ("deb", "debian", "org"),
    )
]
HOMES = ("work", "home", "root", "Users")
FORBIDDEN = {
    "a package registry": re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE),
    "a path of one machine": re.compile(rf"(?<![\w.~$}}/-])/(?:{'|'.join(HOMES)})/\w"),
}


def holding(text: str, what: str) -> list[int]:
    """The lines that hold it."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if FORBIDDEN[what].search(line)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    found = [
        f"{shown(file)}:{line}"
        for file in files()
        for line in holding(file.read_text(encoding="utf-8", errors="replace"), what)
    ]

    assert len(files()) > 100
    assert found == []


@pytest.mark.parametrize("registry", REGISTRIES)
def test_a_registry_is_seen_in_an_address_and_in_prose(registry: str) -> None:
    text = f"fine\nindex-url = https://{registry}/simple\nsee {registry.upper()}."

    assert holding(text, "a package registry") == [2, 3]


@pytest.mark.parametrize("home", HOMES)
def test_a_path_of_one_machine_is_seen_and_one_of_ours_is_not(home: str) -> None:
    path = f"/{home}/x"

    assert holding(f"cd {path}\n'{path}'\nfile://{path}", "a path of one machine") == [1, 2]
    assert (
        holding(f"services{path}\nhttp://127.0.0.1:8080/v1{path}\n{path[:-2]}", "a path of one machine") == []
    )


def test_no_module_is_longer_than_one_can_read_at_a_sitting() -> None:
    lengths = {shown(file): len(file.read_text().splitlines()) for file in product()}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}

"""``samspil`` is one namespace over several roots, and every tool knows all of them."""

import ast
import tomllib
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

from repository import ROOT, ROOTS, product, shown

NAMES = [shown(root) for root in ROOTS]
CONFIG: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
TOOL = CONFIG["tool"]


def packages() -> list[Path]:
    """Every folder below ``samspil`` that holds Python, and those on the way to it."""
    tops = {root / "samspil" for root in ROOTS}
    folders = {
        folder for file in product() for folder in file.parents if any(top in folder.parents for top in tops)
    }
    return sorted(folders)


def test_the_namespace_has_no_package_at_its_top() -> None:
    assert [shown(root) for root in ROOTS if (root / "samspil" / "__init__.py").exists()] == []


def test_a_root_holds_python_in_the_namespace_only() -> None:
    assert [
        shown(file) for file in product() if not any(root / "samspil" in file.parents for root in ROOTS)
    ] == []


def test_every_root_holds_a_part_of_the_namespace() -> None:
    assert [shown(root) for root in ROOTS if not (root / "samspil").is_dir()] == []


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (TOOL["hatch"]["build"]["dev-mode-dirs"], NAMES),
        (TOOL["hatch"]["build"]["targets"]["wheel"]["packages"], [f"{name}/samspil" for name in NAMES]),
        (TOOL["mypy"]["mypy_path"], [*NAMES, "tests"]),
        (TOOL["ruff"]["src"], [*NAMES, "tests"]),
    ],
    ids=["editable install", "wheel", "mypy", "ruff"],
)
def test_every_root_is_known_to_the_tool(listed: list[str], expected: list[str]) -> None:
    assert sorted(listed) == sorted(expected)


def test_every_package_says_what_it_is_for() -> None:
    silent = [shown(package) for package in packages() if not docstring(package / "__init__.py")]

    assert len(packages()) > len(ROOTS)
    assert silent == []


def test_every_module_says_what_it_is_for() -> None:
    assert [shown(file) for file in product() if not docstring(file)] == []


def docstring(file: Path) -> str | None:
    return ast.get_docstring(ast.parse(file.read_bytes())) if file.exists() else None


def test_import_contracts_know_every_package_of_the_namespace() -> None:
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    known = config["importlinter"]["root_packages"].split()

    assert sorted(known) == sorted(
        f"samspil.{package.name}" for package in packages() if package.parent.name == "samspil"
    )

"""Every look has its words: of whichever door, with whichever case or reason."""

import ast
from collections.abc import Iterator

import pytest

from repository import product
from samspil.overview.pages.access_words import PURPOSE, REASON, RELATION, purpose
from samspil.rulebook.case_at_hand import AccessReason, Relation

WHY = {
    "access": 0,
    "Access": 3,
    "open": 3,
    "opened": 3,
    "open_names": 3,
    "seal_name": 5,
    "seal_address": 5,
    "seal_number": 5,
    "birthday": 4,
}
"""Which argument of a call names the purpose."""


def calls(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given as a purpose in a module's calls."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in WHY:
            by_name = [one.value for one in node.keywords if one.arg == "why"]
            yield from by_name or node.args[WHY[name] : WHY[name] + 1]


def codes() -> tuple[set[str], set[str]]:
    """Every fixed word that a door gives as its purpose, and the modules that hand on what they are given."""
    found, handing_on = set(), set()
    for file in product():
        for purpose_ in calls(ast.parse(file.read_text())):
            if isinstance(purpose_, ast.Constant):
                found.add(str(purpose_.value))
            else:
                handing_on.add(file.name)
    return found, handing_on


def test_the_purpose_of_every_door_has_its_words_and_every_word_its_door() -> None:
    found, handing_on = codes()

    assert {"read-plan", "tell-region", "tell-jobcenter", "read-access-log", "work-list"} <= found
    assert found == set(PURPOSE)
    assert handing_on == {"door.py", "auth.py", "open_names.py", "known.py", "seal_identity.py"}


def test_a_purpose_that_nobody_has_words_for_stands_as_it_is() -> None:
    assert purpose("read-plan") == "Læste planen"
    assert purpose("read-something-new") == "read-something-new"


@pytest.mark.parametrize(("words", "codes"), [(RELATION, [*Relation]), (REASON, [*AccessReason])])
def test_every_code_has_a_word_of_its_own(words: dict[str, str], codes: list[str]) -> None:
    assert list(words) == codes
    assert len(set(words.values())) == len(codes)

"""Whoever changes a fold, or the shape of a state, raises the version, or nobody's states would be healed."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from samspil.contracts.catalogue import FACTS, reader
from samspil.contracts.envelope import Event
from samspil.contracts.schemas.revisions import FOLDER
from samspil.ledger.fold import Fold, FoldSet
from samspil.overview.storage.folds import FOLDS

DIGESTS = Path(__file__).parent / "fold_digests.txt"
"""A version and its digest a line. Only ever added to: a line that went out in a deploy is never edited."""


def examples(fold: Fold[Any]) -> list[Event[Any]]:
    """Every kept example event of the fold's topic."""
    files = sorted(file for fact in FACTS[fold.topic] for file in (FOLDER / fact.TYPE).glob("*.example.json"))
    return [reader(fold.topic).validate_json(file.read_bytes()) for file in files]


def stories(events: list[Event[Any]]) -> Iterable[tuple[Event[Any], ...]]:
    """Each alone, any three in any order, and all of them forwards and backwards."""
    return [
        *((one,) for one in events),
        *permutations(events, 3),
        tuple(events),
        tuple(reversed(events)),
    ]


def digest(folds: FoldSet) -> str:
    """Of the states' shapes, and of what every story becomes."""
    digesting = hashlib.sha256()
    for fold in folds:
        shape = without_prose(fold.state.json_schema(mode="serialization"))
        digesting.update(json.dumps(shape, sort_keys=True).encode())
        for story in stories(examples(fold)):
            state = None
            for event in story:
                state = fold.step(state, event)
            digesting.update(fold.state.dump_json(state))
    return digesting.hexdigest()


def without_prose(node: Any) -> Any:
    """The schema without what is said about it."""
    if isinstance(node, list):
        return [without_prose(one) for one in node]
    if not isinstance(node, dict):
        return node
    prose = {key for key in ("title", "description") if isinstance(node.get(key), str)}
    return {key: without_prose(value) for key, value in node.items() if key not in prose}


def test_the_folds_are_those_that_their_version_stands_for() -> None:
    kept = dict(line.split() for line in DIGESTS.read_text().splitlines())
    now = digest(FOLDS)

    assert kept.get(str(FOLDS.version)) == now, (
        "The folds, a state's shape or the kept examples have changed: raise the version in overview's "
        f"storage/folds.py and add the line\n\n    {FOLDS.version + 1} {now}\n\nto {DIGESTS.name}."
    )
    assert max(map(int, kept)) == FOLDS.version


def test_every_folded_topic_has_examples() -> None:
    assert all(len(examples(fold)) >= 3 for fold in FOLDS)


def folding_otherwise(change: Callable[[Fold[Any]], Fold[Any]]) -> FoldSet:
    first, *others = FOLDS.folds
    return replace(FOLDS, folds=(change(first), *others))


def test_a_fold_that_forgets_something_is_seen() -> None:
    def forgetful(fold: Fold[Any]) -> Fold[Any]:
        def step(state: Any, event: Event[Any]) -> Any:
            return fold.step(state, event) if event.type != "citizen.consent_withdrawn.v1" else state

        return replace(fold, step=step)

    assert digest(folding_otherwise(forgetful)) != digest(FOLDS)


def test_a_state_of_another_shape_is_seen_and_one_that_is_told_otherwise_is_not() -> None:
    @dataclass
    class State:
        """One thing."""

        one: int = 1

    @dataclass
    class Wider(State):
        two: int | None = None

    def shape(of: type) -> Any:
        return without_prose(TypeAdapter(of).json_schema())

    narrow = shape(State)
    State.__doc__ = "Another word for it."

    assert shape(State) == narrow
    assert shape(Wider) != narrow

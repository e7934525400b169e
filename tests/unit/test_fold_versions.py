"""Whoever changes a fold, the shape of a state or the law raises the version.

Nobody's states would be healed otherwise, and nobody would be looked at under the new law.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import reduce
from itertools import permutations
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from samspil.contracts.catalogue import FACTS, reader
from samspil.contracts.envelope import Event
from samspil.contracts.schemas.revisions import FOLDER
from samspil.ledger.fold import Fold, FoldSet
from samspil.overview.storage.folds import FOLDS
from samspil.rulebook.law import Law
from samspil.rulebook.law_files import read_law
from samspil.vocabulary.data_class import DataClass

LAW = read_law()
DIGESTS = Path(__file__).parent / "fold_digests.txt"
"""A version and its digest a line. Only ever added to: a line that went out in a deploy is never edited."""


def examples(fold: Fold[Any]) -> list[Event[Any]]:
    """Every kept example event of the fold's topic."""
    files = sorted(file for fact in FACTS[fold.topic] for file in (FOLDER / fact.TYPE).glob("*.example.json"))
    return [reader(fold.topic).validate_json(file.read_bytes()) for file in files]


def stories(fold: Fold[Any]) -> Iterator[Any]:
    """The state after each example alone, any three in any order, and all of them forwards and backwards."""
    events = examples(fold)
    yield from (fold.step(None, one) for one in events)
    for one, two in permutations(events, 2):
        state = fold.step(fold.step(None, one), two)
        yield from (fold.step(state, three) for three in events if three is not one and three is not two)
    yield reduce(fold.step, events, None)
    yield reduce(fold.step, reversed(events), None)


def allowed(law: Law) -> str:
    """What the law allows and when, without who read and signed it."""
    prose = {"act", "version", "source", "confidence", "signed_by"}
    rows = [
        (
            str(pack.valid_from),
            *(_sorted(getattr(row, one.name)) for one in fields(row) if one.name not in prose),
        )
        for pack in law
        for row in pack.rows
    ]
    return repr(sorted(rows, key=repr))


def _sorted(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset | tuple) else str(value)


def digest(folds: FoldSet, law: Law = LAW) -> str:
    """Of the states' shapes, of what every story becomes, and of what the law allows."""
    digesting = hashlib.sha256(allowed(law).encode())
    for fold in folds:
        shape = without_prose(fold.state.json_schema(mode="serialization"))
        digesting.update(json.dumps(shape, sort_keys=True).encode())
        for state in stories(fold):
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
        "A fold, a state's shape, a kept example or the law has changed: raise the version in overview's "
        f"storage/folds.py and add the line\n\n    {FOLDS.version + 1} {now}\n\nto {DIGESTS.name}."
    )
    assert max(map(int, kept)) == FOLDS.version


def test_every_folded_topic_has_examples() -> None:
    assert all(len(examples(fold)) >= 3 for fold in FOLDS)


ONE = replace(FOLDS, folds=FOLDS.folds[:1])
"""The first fold alone: what changes its digest changes that of all."""


def folding_otherwise(change: Callable[[Fold[Any]], Fold[Any]]) -> FoldSet:
    return replace(ONE, folds=tuple(map(change, ONE.folds)))


def test_a_fold_that_forgets_something_is_seen() -> None:
    def forgetful(fold: Fold[Any]) -> Fold[Any]:
        def step(state: Any, event: Event[Any]) -> Any:
            return fold.step(state, event) if event.type != "citizen.consent_withdrawn.v1" else state

        return replace(fold, step=step)

    assert digest(folding_otherwise(forgetful)) != digest(ONE)


def test_a_law_that_allows_something_else_is_seen_and_one_that_somebody_signed_is_not() -> None:
    first, *others = LAW
    row = first.rows[0]

    def with_row(**changed: Any) -> Law:
        return [replace(first, rows=(replace(row, **changed), *first.rows[1:])), *others]

    now = digest(ONE)
    assert digest(ONE, with_row(kinds=row.kinds | {DataClass.STAY})) != now
    assert digest(ONE, with_row(given_before=first.valid_from)) != now
    assert digest(ONE, [*LAW, replace(first, valid_from=date(2027, 7, 1))]) != now
    assert digest(ONE, with_row(signed_by="DPO")) == now


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

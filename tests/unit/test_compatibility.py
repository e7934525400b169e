"""Which changes of a schema are breaks: each is planted in a schema that has every keyword of ours."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from samspil.contracts.envelope import Fact
from samspil.contracts.schemas.compatibility import LOWER, NAMES, UPPER, Schema, breaks
from samspil.contracts.schemas.revisions import ALL, generate

GONE = object()
OLD: Schema = {
    "type": "object",
    "required": ["kind", "seq", "to"],
    "properties": {
        "kind": {"const": "told.v1", "type": "string"},
        "seq": {"type": "integer", "minimum": 1, "maximum": 99},
        "to": {"$ref": "#/$defs/Sector"},
        "name": {"type": "string", "pattern": "^s1$"},
        "on": {"type": "string", "format": "date"},
        "cause": {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}], "default": None},
        "heard_by": {"type": "array", "items": {"$ref": "#/$defs/Sector"}, "maxItems": 3},
        "names": {"type": "object", "additionalProperties": {"type": "string"}},
        "basis": {"$ref": "#/$defs/Basis"},
        "more": {"type": "array"},
    },
    "$defs": {
        "Sector": {"type": "string", "enum": ["region", "social"]},
        "Basis": {"type": "object", "properties": {"law": {"type": "string"}}, "required": ["law"]},
    },
}

BREAKS = [
    (("properties", "on"), GONE, ["event.on: removed"]),
    (("$defs", "Basis", "properties", "law"), GONE, ["event.basis.law: removed"]),
    (("required",), ["kind", "on", "seq", "to"], ["event.on: newly required"]),
    (("required",), ["kind", "seq"], ["event.to: no longer required"]),
    (("$defs", "Basis", "required"), GONE, ["event.basis.law: no longer required"]),
    (("properties", "seq", "type"), "number", ['event.seq: type was "integer" and is "number"']),
    (("properties", "seq", "type"), GONE, ['event.seq: type was "integer" and is null']),
    (("properties", "seq", "minimum"), 2, ["event.seq: minimum was 1 and is 2"]),
    (("properties", "seq", "maximum"), 98, ["event.seq: maximum was 99 and is 98"]),
    (("properties", "seq", "exclusiveMaximum"), 99, ["event.seq: exclusiveMaximum was null and is 99"]),
    (("properties", "seq", "multipleOf"), 2, ["event.seq: multipleOf was null and is 2"]),
    (("properties", "on", "minLength"), 1, ["event.on: minLength was null and is 1"]),
    (("properties", "on", "format"), "date-time", ['event.on: format was "date" and is "date-time"']),
    (("properties", "on", "format"), GONE, ['event.on: format was "date" and is null']),
    (("properties", "on", "enum"), ["2026-11-24"], ["event.on: became a closed list"]),
    (("properties", "name", "pattern"), "^s2$", ['event.name: pattern was "^s1$" and is "^s2$"']),
    (("properties", "name", "pattern"), GONE, ['event.name: pattern was "^s1$" and is null']),
    (("properties", "kind", "const"), "told.v2", ['event.kind: no longer allows "told.v1"']),
    (("properties", "kind", "const"), GONE, ["event.kind: is a closed list no longer"]),
    (("properties", "cause", "default"), "", ['event.cause: default was null and is ""']),
    (("properties", "cause", "anyOf", 1), GONE, ["event.cause: no longer allows null"]),
    (("properties", "cause", "anyOf", 2), {"type": "array"}, ["event.cause: newly allows array"]),
    (("properties", "cause", "anyOf", 0, "format"), "date", ['event.cause: format was "uuid" and is "date"']),
    (("properties", "cause", "anyOf"), GONE, ["event.cause: string or null became anything"]),
    (
        ("properties", "cause", "anyOf"),
        [{"type": "array"}, {"type": "integer"}],
        [
            "event.cause: newly allows array",
            "event.cause: newly allows integer",
            "event.cause: no longer allows null",
            "event.cause: no longer allows string",
        ],
    ),
    (("properties", "to", "default"), "social", ['event.to: default was null and is "social"']),
    (("properties", "more", "items"), {"type": "string"}, ['event.more[]: type was null and is "string"']),
    (("properties", "on", "anyOf"), [{"type": "null"}], ["event.on: string became null"]),
    (("properties", "heard_by", "maxItems"), 2, ["event.heard_by: maxItems was 3 and is 2"]),
    (("properties", "heard_by", "uniqueItems"), True, ["event.heard_by: uniqueItems was null and is true"]),
    (
        ("properties", "heard_by", "items"),
        {"type": "null"},
        [
            "event.heard_by[]: is a closed list no longer",
            'event.heard_by[]: type was "string" and is "null"',
        ],
    ),
    (
        ("$defs", "Sector", "enum"),
        ["region"],
        ['event.heard_by[]: no longer allows "social"', 'event.to: no longer allows "social"'],
    ),
    (("$defs", "Basis", "additionalProperties"), False, ["event.basis: refuses what it does not know"]),
    (
        ("properties", "names", "additionalProperties", "type"),
        "integer",
        ['event.names.*: type was "string" and is "integer"'],
    ),
    (
        ("properties", "names", "additionalProperties"),
        GONE,
        ['event.names: additionalProperties was {"type": "string"} and is true'],
    ),
]

ALLOWED = [
    ("a new property that may be left out", ("properties", "also"), {"type": "string"}),
    ("a further value", ("$defs", "Sector", "enum"), ["employment", "region", "social"]),
    ("a second value", ("properties", "kind"), {"enum": ["told.v1", "told.v1b"], "type": "string"}),
    ("a lower minimum", ("properties", "seq", "minimum"), 0),
    ("a higher maximum", ("properties", "seq", "maximum"), 100),
    ("no maximum", ("properties", "seq", "maximum"), GONE),
    ("other words about it", ("properties", "seq", "description"), "Gap-free."),
    ("a type said in place", ("properties", "to"), {"type": "string", "enum": ["social", "region"]}),
    ("an order", ("properties", "cause", "anyOf"), [{"type": "null"}, {"type": "string", "format": "uuid"}]),
]


def planted(schema: Schema, path: tuple[str | int, ...], value: Any) -> Schema:
    """A copy of the schema with one thing changed."""
    copy = deepcopy(schema)
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    if value is GONE:
        del place[path[-1]]
    elif isinstance(place, list) and path[-1] == len(place):
        place.append(value)
    else:
        place[path[-1]] = value
    return copy


@pytest.mark.parametrize(("path", "value", "lines"), BREAKS, ids=[lines[0] for *_, lines in BREAKS])
def test_a_breaking_change_is_told_with_its_place(
    path: tuple[str | int, ...], value: Any, lines: list[str]
) -> None:
    assert sorted(breaks(OLD, planted(OLD, path, value))) == lines


@pytest.mark.parametrize(("path", "value"), [case[1:] for case in ALLOWED], ids=[case[0] for case in ALLOWED])
def test_what_hearers_can_live_with_is_allowed(path: tuple[str | int, ...], value: Any) -> None:
    assert breaks(OLD, planted(OLD, path, value)) == []


@pytest.mark.parametrize(
    ("limit", "wider"),
    [
        *((name, -1) for name in ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")),
        *((name, 1) for name in ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")),
    ],
)
def test_a_limit_may_become_wider_and_not_narrower(limit: str, wider: int) -> None:
    place = ("properties", "on", limit)
    before = planted(OLD, place, 5)

    assert breaks(before, planted(OLD, place, 5 + wider)) == breaks(before, OLD) == []
    assert breaks(before, planted(OLD, place, 5 - wider)) == [f"event.on: {limit} was 5 and is {5 - wider}"]


def test_an_event_that_refuses_what_it_does_not_know_is_refused_from_the_first_revision() -> None:
    closed = planted(OLD, ("additionalProperties",), False)

    assert breaks(closed, closed) == ["event: refuses what it does not know"]


def test_a_new_property_that_is_required_breaks() -> None:
    newer = planted(planted(OLD, ("properties", "also"), {}), ("required",), ["also", *OLD["required"]])

    assert breaks(OLD, newer) == ["event.also: newly required"]


def test_a_type_may_be_called_otherwise() -> None:
    newer = planted(OLD, ("$defs", "LegalBasis"), OLD["$defs"]["Basis"])
    newer = planted(newer, ("properties", "basis", "$ref"), "#/$defs/LegalBasis")

    assert breaks(OLD, planted(newer, ("$defs", "Basis"), GONE)) == []


def keywords(schema: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of everything that a schema says, names, limits and empty defaults apart."""
    for step, value in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if step not in (*NAMES, *LOWER, *UPPER) or step == "$defs":
            if step not in ("$defs", "default") and path != ("$defs",):
                yield (*path, step)
            if isinstance(value, (dict, list)):
                yield from keywords(value, (*path, step))


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.TYPE)
def test_nothing_can_be_taken_out_of_a_schema_unseen(fact: type[Fact]) -> None:
    schema = generate(fact)
    places = list(keywords(schema))
    assert len(places) > 40

    assert [place for place in places if not breaks(schema, planted(schema, place, GONE))] == []


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.TYPE)
def test_a_schema_never_breaks_itself(fact: type[Fact]) -> None:
    assert breaks(generate(fact), generate(fact)) == []

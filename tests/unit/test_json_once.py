"""JSON from partners: read as everybody reads it, or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.vocabulary.json_once import read_json

NAMES = st.text(max_size=3)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_says_each_name_once_is_read_as_it_was_meant(value: object) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(NAMES, VALUES, VALUES, st.sampled_from(['{"in": %s}', "[1, %s]", '{"a": [{"b": %s}]}', "%s"]))
def test_a_name_that_stands_twice_is_refused_wherever_it_stands(
    name: str, one: object, other: object, around: str
) -> None:
    key = json.dumps(name)
    twice = f"{{{key}: {json.dumps(one)}, {key}: {json.dumps(other)}}}"

    with pytest.raises(ValueError, match="twice"):
        read_json(around % twice)


def test_the_same_name_may_stand_in_two_objects() -> None:
    assert read_json('[{"a": 1}, {"a": {"a": 2}}]') == [{"a": 1}, {"a": {"a": 2}}]


def test_names_that_look_alike_are_one_name_however_they_are_written() -> None:
    with pytest.raises(ValueError, match="twice"):
        read_json(r'{"cpr": 1, "\u0063pr": 2}')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        "NaN",
        "[Infinity]",
        '{"a": -Infinity}',
        "[1,]",
        "{} {}",
        b"\xff",
        b'{"a": "\xc3"}',
    ],
)
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        read_json(text)


def test_endless_nesting_is_refused_and_no_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="deep"):
        read_json("[" * 100_000)

"""Sealed tokens as values."""

import pickle
from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict, TypeAdapter, ValidationError

from samspil.vocabulary.sealed import NotSealed, Sealed, head

KEY_ID, TOKEN_ID = UUID(int=1), UUID(int=2)
TOKEN = Sealed.of(key_id=KEY_ID, kind="name", token_id=TOKEN_ID, box="A" * 40)


@dataclass(frozen=True)
class Registered:
    name: Sealed


FIELD = TypeAdapter(Registered)


@given(st.uuids(), st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True), st.uuids())
def test_the_parts_of_a_token_can_be_read(key_id: UUID, kind: str, token_id: UUID) -> None:
    token = Sealed.of(key_id=key_id, kind=kind, token_id=token_id, box="-_" * 20)

    assert (token.key_id, token.kind, token.token_id, token.box) == (key_id, kind, token_id, "-_" * 20)
    assert token.head == head(key_id, kind, token_id)


def test_only_the_kind_is_shown() -> None:
    assert repr(TOKEN) == "Sealed(name)"
    assert repr(Registered(TOKEN)) == "Registered(name=Sealed(name))"


@pytest.mark.parametrize(
    "text",
    [
        "Bruno Test Elmer",
        "",
        TOKEN + "\n",
        "s2" + TOKEN[2:],
        TOKEN[:-20],
        TOKEN + "=",
        TOKEN.replace(".name.", ".Bruno Elmer."),
    ],
)
def test_a_plain_value_never_passes_for_a_token(text: str) -> None:
    with pytest.raises(NotSealed) as refused:
        Sealed(text)
    assert str(refused.value) == "not a sealed token"
    with pytest.raises(ValidationError):
        FIELD.validate_python({"name": text})


def test_a_token_survives_json_and_stays_a_token() -> None:
    read = FIELD.validate_json(FIELD.dump_json(Registered(TOKEN)))

    assert read == Registered(TOKEN)
    assert type(read.name) is Sealed


def test_a_token_survives_being_copied_between_processes() -> None:
    assert repr(pickle.loads(pickle.dumps(TOKEN))) == "Sealed(name)"  # noqa: S301


def test_a_kind_that_could_hold_a_value_is_refused() -> None:
    with pytest.raises(ValueError):
        head(KEY_ID, "Bruno Elmer", TOKEN_ID)


def test_an_adapter_that_hides_its_input_echoes_no_plain_value() -> None:
    adapter = TypeAdapter(dict[str, Sealed], config=ConfigDict(hide_input_in_errors=True))
    with pytest.raises(ValidationError) as refused:
        adapter.validate_python({"name": "Bruno Test Elmer"})
    assert "Bruno" not in str(refused.value)

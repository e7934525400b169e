"""Sealing and opening with a key in memory."""

import base64
import secrets
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.sealing.cipher import DATA_KEY_BYTES, DataKey, open_token, seal_text
from samspil.sealing.errors import NotThisCitizens, TamperedToken, WrongMasterKey
from samspil.sealing.index_key import IndexKey
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.testkit.people import BRUNO, NANCY
from samspil.vocabulary.sealed import Sealed

BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
KEY = DataKey(uuid4(), secrets.token_bytes(DATA_KEY_BYTES))
OTHER = DataKey(uuid4(), secrets.token_bytes(DATA_KEY_BYTES))
TOKEN = seal_text(KEY, "name", BRUNO.name)  # 44 bytes: the last sign of its base64 carries two unused bits


@given(st.text())
def test_what_was_sealed_opens_again_and_does_not_show(text: str) -> None:
    token = seal_text(KEY, "note", text)

    assert open_token([OTHER, KEY], token) == text
    # Short texts turn up in any ciphertext by chance.
    assert len(text) < 8 or text not in token


def test_the_same_text_gives_another_token_each_time() -> None:
    assert len({seal_text(KEY, "name", BRUNO.name) for _ in range(100)}) == 100


def test_somebody_elses_keys_do_not_open_it() -> None:
    token = seal_text(KEY, "name", BRUNO.name)
    with pytest.raises(NotThisCitizens):
        open_token([OTHER], token)


@pytest.mark.parametrize("part", ["key id", "kind", "token id"])
def test_a_token_put_together_from_two_does_not_open(part: str) -> None:
    same_secret = DataKey(uuid4(), KEY.secret)
    token, other = seal_text(KEY, "name", BRUNO.name), seal_text(same_secret, "address", NANCY.name)
    mixed = Sealed.of(
        key_id=other.key_id if part == "key id" else token.key_id,
        kind=other.kind if part == "kind" else token.kind,
        token_id=other.token_id if part == "token id" else token.token_id,
        box=token.box,
    )
    with pytest.raises(TamperedToken):
        open_token([KEY, same_secret], mixed)


@given(st.data())
def test_no_sign_of_the_box_can_be_changed(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(TOKEN.box) - 1))
    sign = data.draw(st.sampled_from(BASE64URL).filter(lambda sign: sign != TOKEN.box[place]))
    changed = TOKEN.box[:place] + sign + TOKEN.box[place + 1 :]
    with pytest.raises(TamperedToken):
        open_token([KEY], Sealed(f"{TOKEN.head}.{changed}"))


def test_the_unused_bits_at_the_end_cannot_be_changed_either() -> None:
    last = BASE64URL.index(TOKEN.box[-1])
    with pytest.raises(TamperedToken):
        open_token([KEY], Sealed(TOKEN[:-1] + BASE64URL[last ^ 1]))


@pytest.mark.parametrize("length", range(38, 44))
def test_a_box_of_chance_is_tampered_whatever_its_length(length: int) -> None:
    with pytest.raises(TamperedToken):
        open_token([KEY], Sealed(f"{seal_text(KEY, 'name', '').head}.{'B' * length}"))


def test_a_key_does_not_show_its_secret() -> None:
    assert repr(KEY) == f"DataKey(id={KEY.id!r})"


async def test_a_data_key_is_unwrapped_by_the_master_key_that_wrapped_it() -> None:
    master, later = (EnvironmentMasterKey(secrets.token_bytes(32)) for _ in range(2))
    wrapped = await master.wrap(KEY.secret)

    assert await master.unwrap(wrapped, master.id) == KEY.secret
    assert KEY.secret not in wrapped
    with pytest.raises(WrongMasterKey):
        await later.unwrap(wrapped, master.id)
    with pytest.raises(WrongMasterKey):
        await later.unwrap(wrapped, later.id)


def test_a_number_stands_in_the_index_under_a_secret() -> None:
    index, other = IndexKey(secrets.token_bytes(32)), IndexKey(secrets.token_bytes(32))

    assert index.of(BRUNO.cpr) == index.of(BRUNO.cpr)
    assert len({index.of(BRUNO.cpr), index.of(NANCY.cpr), other.of(BRUNO.cpr)}) == 3


def test_keys_are_read_from_base64_of_32_bytes() -> None:
    key = secrets.token_bytes(32)
    text = base64.b64encode(key).decode()

    assert EnvironmentMasterKey.from_base64(text).id == EnvironmentMasterKey(key).id
    assert IndexKey.from_base64(text).of(BRUNO.cpr) == IndexKey(key).of(BRUNO.cpr)


@pytest.mark.parametrize("text", ["", "not base64 at all", base64.b64encode(b"too short").decode()])
def test_a_key_of_another_form_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(ValueError) as refused:
        IndexKey.from_base64(text)
    assert not text or text not in str(refused.value)

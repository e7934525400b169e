"""What was sealed, wrapped and indexed by an earlier version opens, unwraps and is found by this one.

Everything here was made without the product: by hand, or by the authors of a standard.
"""

from uuid import UUID

import pytest
from pydantic import SecretBytes, SecretStr

from samspil.sealing.cipher import DataKey, open_token
from samspil.sealing.errors import KeyringAway
from samspil.sealing.index_key import IndexKey
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.testkit.people import BRUNO
from samspil.vocabulary.sealed import Sealed
from samspil.web.keyring import keyring_of
from samspil.web.settings import KeyringSettings

SECRET = bytes(range(32))


def test_a_token_of_before_still_opens() -> None:
    token = Sealed(
        "s1.00000000000000000000000000000001.name.00000000000000000000000000000002."
        "AAAAAAAAAAAAAAAATM7AsNoM19h73IlwdEH06-F94h1-mhvlCWaZ3JoEx9c"
    )

    assert open_token([DataKey(UUID(int=1), SECRET)], token) == BRUNO.name


def test_a_citizen_of_before_is_still_found_by_number() -> None:
    kept = "c79558273776a3ddf85497d8bbc51b033098b4c016a5c42e4d830f9ab41d83fc"

    assert IndexKey(SECRET).of(BRUNO.cpr).hex() == kept


async def test_a_wrapped_key_of_before_is_still_unwrapped() -> None:
    """RFC 3394, 4.6: 256 bits of key data under 256 bits of key."""
    key_data = bytes.fromhex("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F")
    wrapped = bytes.fromhex(
        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"
    )
    master = EnvironmentMasterKey(SECRET)

    assert await master.unwrap(wrapped, "0bca0708c50fe4f8") == key_data
    assert await master.wrap(key_data) == wrapped
    assert master.id == "0bca0708c50fe4f8"


async def test_a_process_uses_each_key_of_its_settings_for_what_it_is_named_after() -> None:
    settings = KeyringSettings(
        keyring_database_url=SecretStr("postgres://127.0.0.1:1/nowhere"),
        master_key=SecretBytes(SECRET),
        index_key=SecretBytes(SECRET[::-1]),
    )

    async with keyring_of(settings) as keyring:
        assert keyring._master_key.id == EnvironmentMasterKey(SECRET).id
        assert keyring._index_key.of(BRUNO.cpr) == IndexKey(SECRET[::-1]).of(BRUNO.cpr)
        with pytest.raises(KeyringAway):
            await keyring.find(BRUNO.cpr)

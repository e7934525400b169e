"""The one key that wraps every citizen's data key, behind a port that a key service can take the place of."""

import hashlib
import hmac
from typing import Protocol, Self

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from samspil.sealing.errors import WrongMasterKey
from samspil.sealing.secret import secret_from_base64


class MasterKey(Protocol):
    """Wraps data keys. Asynchronous, because a key service is a network away."""

    @property
    def id(self) -> str:
        """Kept beside each wrapped key, so that a later master key is told from this one."""
        ...

    async def wrap(self, data_key: bytes) -> bytes:
        """The data key as it may be stored."""
        ...

    async def unwrap(self, wrapped: bytes, master_key_id: str) -> bytes:
        """The data key again. Raises ``WrongMasterKey``."""
        ...


class EnvironmentMasterKey:
    """AES key wrap (RFC 3394) under 32 bytes that the process was given at its start."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        # Derived, so that two processes with the same key need not agree on a name for it as well.
        self._id = hmac.digest(key, b"samspil master key id", hashlib.sha256)[:8].hex()

    @classmethod
    def from_base64(cls, text: str) -> Self:
        """From the environment's ``MASTER_KEY``; raises ``ValueError`` without the text."""
        return cls(secret_from_base64(text))

    @property
    def id(self) -> str:
        return self._id

    async def wrap(self, data_key: bytes) -> bytes:
        return aes_key_wrap(self._key, data_key)

    async def unwrap(self, wrapped: bytes, master_key_id: str) -> bytes:
        if master_key_id != self._id:
            raise WrongMasterKey(master_key_id)
        try:
            return aes_key_unwrap(self._key, wrapped)
        except InvalidUnwrap:
            raise WrongMasterKey(master_key_id) from None

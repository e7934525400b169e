"""Sealing a file in parts, each by itself, so that neither sealing nor opening ever needs it whole.

Every file has a key of its own, which is sealed in turn as any other value; whoever the file turns out to be
about, only that key is sealed anew. A part is bound to its file, its number and whether it is the last: none
can be left out, moved, repeated or taken from another file unnoticed.
"""

import base64
import secrets
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from samspil.sealing.cipher import DATA_KEY_BYTES
from samspil.sealing.errors import TamperedToken

PART_BYTES: Final = 256 * 1024
FILE_KEY: Final = "file_key"
"""The kind of token that a file's key is sealed as."""

_NONCE_BYTES: Final = 12


def new_file_key() -> str:
    """A key for one file and never for another, as the text that a keyring seals."""
    return base64.b64encode(secrets.token_bytes(DATA_KEY_BYTES)).decode()


def parts_in(size: int) -> int:
    """How many parts a file of so many bytes has; an empty one has one."""
    return max(1, -(-size // PART_BYTES))


def seal_parts(key: str, file_id: UUID, content: bytes | bytearray | memoryview) -> Iterator[bytes]:
    """The parts in their order, AES-256-GCM; the number is the nonce, because a key seals one file."""
    cipher, count = _cipher(key), parts_in(len(content))
    for number in range(count):
        plain = content[number * PART_BYTES : (number + 1) * PART_BYTES]
        yield cipher.encrypt(_nonce(number), bytes(plain), _bound(file_id, number, number + 1 == count))


def open_part(key: str, file_id: UUID, number: int, box: bytes, *, is_last: bool) -> bytes:
    """What one part holds. Raises ``TamperedToken`` where it is not this part of this file."""
    try:
        return _cipher(key).decrypt(_nonce(number), box, _bound(file_id, number, is_last))
    except InvalidTag:
        raise TamperedToken(FILE_KEY) from None


def _cipher(key: str) -> AESGCM:
    return AESGCM(base64.b64decode(key))


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE_BYTES, "big")


def _bound(file_id: UUID, number: int, is_last: bool) -> bytes:
    return f"p1.{file_id.hex}.{number}.{'last' if is_last else 'more'}".encode()

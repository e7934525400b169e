"""Sealing and opening one value with a key at hand: no database, no cache, no log."""

import base64
import binascii
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from samspil.sealing.errors import NotThisCitizens, TamperedToken
from samspil.vocabulary.sealed import Sealed, head

DATA_KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class DataKey:
    """One citizen's key, unwrapped: it lives in memory only, and for a minute at most."""

    id: UUID
    secret: bytes = field(repr=False)


def seal_text(key: DataKey, kind: str, text: str) -> Sealed:
    """AES-256-GCM under a fresh nonce, bound to what the token itself says in the clear."""
    token_id = uuid4()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    bound = head(key.id, kind, token_id).encode("ascii")
    box = nonce + AESGCM(key.secret).encrypt(nonce, text.encode("utf-8"), bound)
    return Sealed.of(key_id=key.id, kind=kind, token_id=token_id, box=_to_base64url(box))


def open_token(keys: Iterable[DataKey], token: Sealed) -> str:
    """The sealed text. Raises ``NotThisCitizens`` when none of the keys sealed it, and ``TamperedToken``."""
    key = next((key for key in keys if key.id == token.key_id), None)
    if key is None:
        raise NotThisCitizens(token.kind)
    box = _from_base64url(token)
    try:
        opened = AESGCM(key.secret).decrypt(
            box[:_NONCE_BYTES], box[_NONCE_BYTES:], token.head.encode("ascii")
        )
    except InvalidTag:
        raise TamperedToken(token.kind) from None
    return opened.decode("utf-8")


def _to_base64url(box: bytes) -> str:
    return base64.urlsafe_b64encode(box).rstrip(b"=").decode("ascii")


def _from_base64url(token: Sealed) -> bytes:
    """Only the one spelling that sealing writes: base64 lets the last sign carry unused bits."""
    try:
        box = base64.urlsafe_b64decode(token.box + "=" * (-len(token.box) % 4))
    except binascii.Error:
        raise TamperedToken(token.kind) from None
    if _to_base64url(box) != token.box:
        raise TamperedToken(token.kind)
    return box

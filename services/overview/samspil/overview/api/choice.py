"""Between the provider's word and the choice of as whom one is here: sealed, in the page, nowhere with us.

What we kept of it would join what has nothing in common.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from samspil.overview.api.way_in import WayIn
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import Site

HOLDS: Final = timedelta(minutes=5)
_NONCE_BYTES: Final = 12


def sealed(site: Site, visit: str, ways: Iterable[WayIn], now: datetime) -> str:
    """For a hidden field; good for this visit, which is over with signing in."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    named = [(str(one.citizen), str(one.relative) if one.relative else None) for one in ways]
    text = json.dumps({"until": (now + HOLDS).timestamp(), "ways": named}).encode()
    return base64.urlsafe_b64encode(nonce + _cipher(site, visit).encrypt(nonce, text, None)).decode()


def read(site: Site, visit: str, text: str, now: datetime) -> tuple[WayIn, ...]:
    """What can be chosen; nothing of what was sealed for another visit, or too long ago, or not here."""
    try:
        whole = base64.urlsafe_b64decode(text.encode())
        said = json.loads(_cipher(site, visit).decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], None))
    except (ValueError, binascii.Error, InvalidTag):
        return ()
    if now.timestamp() > said["until"]:
        return ()
    return tuple(
        WayIn(CitizenId(UUID(citizen)), UUID(relative) if relative else None)
        for citizen, relative in said["ways"]
    )


def _cipher(site: Site, visit: str) -> AESGCM:
    return AESGCM(site.derive(b"choice", visit))

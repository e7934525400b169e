"""A personal value as it travels: a token that only the keyring opens.

``s1.<key id>.<kind>.<token id>.<nonce and ciphertext>``: everything before the last dot is the token's
``head``, which is bound to the ciphertext, so that a token can be copied from event to view to disclosure
whole, and not in parts.
"""

import re
from functools import partial
from typing import Any, Self
from uuid import UUID

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

VERSION = "s1"

# The last part holds a nonce of 12 bytes and a tag of 16 at the least, in base64url without padding.
_KIND = r"[a-z][a-z0-9_]{0,31}"
_TOKEN = rf"{VERSION}\.[0-9a-f]{{32}}\.{_KIND}\.[0-9a-f]{{32}}\.[A-Za-z0-9_-]{{38,}}"

_is_kind = re.compile(_KIND).fullmatch
_is_token = re.compile(_TOKEN).fullmatch


class NotSealed(ValueError):
    """The text is no sealed token. The message never holds the text."""


class Sealed(str):
    """A sealed token; it is checked when it is made, so a plain name never passes for one.

    ``repr`` shows the kind alone; ``str`` is the token, which tells nothing without its key.
    """

    __slots__ = ()

    def __new__(cls, token: str) -> Self:
        """Raises ``NotSealed``."""
        if _is_token(token) is None:
            raise NotSealed("not a sealed token")
        return super().__new__(cls, token)

    @classmethod
    def of(cls, *, key_id: UUID, kind: str, token_id: UUID, box: str) -> Self:
        """Put a token together from its parts; ``box`` is nonce and ciphertext in base64url."""
        return cls(f"{head(key_id, kind, token_id)}.{box}")

    @property
    def key_id(self) -> UUID:
        """The citizen's data key that sealed it."""
        return UUID(hex=self.split(".", 2)[1])

    @property
    def kind(self) -> str:
        """What sort of value it holds, such as ``name``."""
        return self.split(".", 3)[2]

    @property
    def token_id(self) -> UUID:
        """Which sealing it was: the same value sealed twice gives two tokens."""
        return UUID(hex=self.split(".", 4)[3])

    @property
    def head(self) -> str:
        """Version, key id, kind and token id: the ciphertext opens only under exactly these."""
        return self.rpartition(".")[0]

    @property
    def box(self) -> str:
        """Nonce and ciphertext in base64url without padding."""
        return self.rpartition(".")[2]

    def __repr__(self) -> str:
        return f"Sealed({self.kind})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The pattern is checked outside Python; ``str.__new__`` then only gives the text its class."""
        return core_schema.no_info_after_validator_function(
            partial(str.__new__, cls), core_schema.str_schema(pattern=f"^{_TOKEN}$")
        )


def head(key_id: UUID, kind: str, token_id: UUID) -> str:
    """What a token says in the clear; a kind is at most 32 of ``a-z 0-9 _``, else ``ValueError``."""
    if _is_kind(kind) is None:
        raise ValueError("a kind is at most 32 of a-z, 0-9 and _, and begins with a letter")
    return f"{VERSION}.{key_id.hex}.{kind}.{token_id.hex}"

"""Reading a secret of 32 bytes from the environment without ever showing it."""

import base64
import binascii

LENGTH = 32


def secret_from_base64(text: str) -> bytes:
    """The 32 bytes that the text stands for; else a ``ValueError`` that does not hold the text."""
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("a secret is written in base64") from None
    if len(secret) != LENGTH:
        raise ValueError(f"a secret is {LENGTH} bytes, not {len(secret)}")
    return secret

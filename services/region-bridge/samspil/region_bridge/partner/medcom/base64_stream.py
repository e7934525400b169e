"""Base64 decoded while it comes, as JSON and XML may spell it: with breaks, spaces and escaped signs."""

import binascii
import re
from typing import Final

_BREAKS: Final = b" \t\r\n"
# JSON may write "\/", "\n" and "\u002b", XML "&#10;" and "&#x2B;".
_ESCAPED: Final = re.compile(rb"\\u([0-9a-fA-F]{4})|\\([/nrt])|&#([0-9]{1,7});|&#x([0-9a-fA-F]{1,6});")
_UNFINISHED: Final = re.compile(rb"[\\&][^\\&;]{0,9}\Z")
_NAMED: Final = {b"/": b"/", b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_OTHER: Final = b"?"


class NotBase64(ValueError):
    """The text is no base64; the message never holds it."""


class Base64:
    """Give it the text in pieces, and take what each holds."""

    def __init__(self) -> None:
        self._escape = b""
        self._signs = b""
        self._is_over = False

    def feed(self, text: bytes) -> bytes:
        """The bytes that are whole now. Raises ``NotBase64``."""
        text = self._escape + text
        self._escape = b""
        if b"\\" in text or b"&" in text:
            unfinished = _UNFINISHED.search(text)
            if unfinished and not _ESCAPED.match(unfinished[0]):
                text, self._escape = text[: unfinished.start()], unfinished[0]
            text = _ESCAPED.sub(_sign, text)
        signs = self._signs + text.translate(None, _BREAKS)
        whole = len(signs) - len(signs) % 4
        self._signs = signs[whole:]
        return self._decoded(signs[:whole])

    def close(self) -> None:
        """Say that nothing more comes. Raises ``NotBase64``."""
        if self._escape or self._signs:
            raise NotBase64

    def _decoded(self, signs: bytes) -> bytes:
        if signs and self._is_over:
            raise NotBase64
        try:
            decoded = binascii.a2b_base64(signs, strict_mode=True)
        except binascii.Error:
            raise NotBase64 from None
        self._is_over = signs.endswith(b"=")
        return decoded


def _sign(found: re.Match[bytes]) -> bytes:
    in_json, named, decimal, in_xml = found.groups()
    if named:
        return _NAMED[named]
    number = int(in_json or in_xml or b"0", 16) or int(decimal or b"0")
    return bytes([number]) if 0 < number < 128 else _OTHER

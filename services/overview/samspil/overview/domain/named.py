"""Whether somebody is meant by what was written of a name."""

import unicodedata


def is_meant(name: str, written: str) -> bool:
    """Each part that was written begins a part of the name of its own, in whatever order and case."""
    parts = _parts(name)
    for part in sorted(_parts(written), key=len, reverse=True):
        begun = next((one for one in parts if one.startswith(part)), None)
        if begun is None:
            return False
        parts.remove(begun)
    return True


def _parts(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).casefold().replace("-", " ").split()

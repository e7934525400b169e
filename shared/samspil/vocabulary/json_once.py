"""JSON from outside (RFC 8259) in which every name is said once.

Of one that stands twice every reader may take another value (RFC 7493, 2.3): whose is it then?
"""

import json
from typing import Any, NoReturn


def read_json(text: str | bytes) -> Any:
    """The value; a ``ValueError`` for what is no JSON, a name that stands twice, NaN, or endless nesting."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name stands twice")
    return read


def _no_number(_name: str) -> NoReturn:
    raise ValueError("no number")

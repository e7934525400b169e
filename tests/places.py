"""The places of a view, as its types have them: where anything can stand."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from samspil.contracts.plan import LifeArea
from samspil.overview.domain.plan_parts import AgreedGoal, Goal, Wording
from samspil.overview.domain.view import View


def places(kind: Any = View, at: str = "") -> Iterator[tuple[str, Any]]:
    """Each place where a value stands, with the value's type; a goal's under each area."""
    if kind in (Goal, Wording, AgreedGoal):
        for area in LifeArea:
            yield from _parts(kind, f"{at}.{area}")
    elif is_dataclass(kind) or hasattr(kind, "_fields"):
        yield from _parts(kind, at)
    elif get_origin(kind) is UnionType:
        yield from (one for part in get_args(kind) if part is not type(None) for one in places(part, at))
    elif get_origin(kind) is dict:
        yield from places(get_args(kind)[1], at)
    elif get_origin(kind) is tuple:
        yield from places(get_args(kind)[0], at)
    else:
        yield at, kind


def _parts(kind: Any, at: str) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)] if is_dataclass(kind) else kind._fields
    for name in names:
        yield from places(hints[name], f"{at}.{name}".lstrip("."))

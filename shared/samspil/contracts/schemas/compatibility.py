"""Which change of an event's schema breaks somebody: a hearer that lags behind, or a replay of old events.

What no rule here allows is a break. Two things are allowed, and the version need not change for them:

- a new property that is not required: older hearers ignore it, and older events are read without it;
- a further value in a closed list, or a wider limit: hearers are deployed first, and one that is late parks
  the event until its newer binary releases it.
"""

from collections.abc import Iterator
from json import dumps
from typing import Any

Schema = dict[str, Any]

LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
NAMES = ("$schema", "$id", "$defs", "title", "description", "examples", "$comment", "deprecated")
"""Keywords that call things by a name; none of them says what a value may be."""
SPOKEN_FOR = {*NAMES, *LOWER, *UPPER, "properties", "required", "additionalProperties", "items", "anyOf"}
"""Keywords that have a rule of their own; every other one, such as ``type`` or ``pattern``, has to stay."""


def breaks(older: Schema, newer: Schema) -> list[str]:
    """What in ``newer`` breaks who knows ``older``: one line each, ``<where>: <what>``."""
    return list(_compare("event", _whole(older, older), _whole(newer, newer)))


def _whole(node: Any, root: Schema) -> Any:
    """The schema with every ``$ref`` replaced by what it points at; one that points at itself never ends."""
    if isinstance(node, list):
        return [_whole(item, root) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        beside = {keyword: value for keyword, value in node.items() if keyword != "$ref"}
        return _whole(root["$defs"][node["$ref"].removeprefix("#/$defs/")] | beside, root)
    return {keyword: _whole(value, root) for keyword, value in node.items() if keyword != "$defs"}


def _compare(where: str, old: Schema, new: Schema) -> Iterator[str]:
    if ("anyOf" in old) != ("anyOf" in new):
        yield f"{where}: {_shown(old)} became {_shown(new)}"
        return
    for what in (*_values(old, new), *_limits(old, new), *_keywords(old, new)):
        yield f"{where}: {what}"
    yield from _properties(where, old, new)
    yield from _open_end(where, old, new)
    yield from _items(where, old, new)
    yield from _alternatives(where, old.get("anyOf", []), new.get("anyOf", []))


def _values(old: Schema, new: Schema) -> Iterator[str]:
    """A closed list may grow; a ``const`` is a list of one."""
    before, now = _listed(old), _listed(new)
    if before is not None and now is not None:
        yield from (f"no longer allows {dumps(value)}" for value in before if value not in now)
    elif before != now:
        yield "became a closed list" if before is None else "is a closed list no longer"


def _listed(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _limits(old: Schema, new: Schema) -> Iterator[str]:
    """A limit may become wider or go away."""
    for limit in (*LOWER, *UPPER):
        before, now = old.get(limit), new.get(limit)
        if now is not None and (before is None or (now > before if limit in LOWER else now < before)):
            yield f"{limit} was {dumps(before)} and is {dumps(now)}"


def _keywords(old: Schema, new: Schema) -> Iterator[str]:
    """What a value is, stays: type, format, pattern, default, and whatever else no rule knows."""
    for keyword in sorted((old.keys() | new.keys()) - SPOKEN_FOR - {"enum", "const"}):
        if old.get(keyword) != new.get(keyword):
            yield f"{keyword} was {dumps(old.get(keyword))} and is {dumps(new.get(keyword))}"


def _properties(where: str, old: Schema, new: Schema) -> Iterator[str]:
    """None goes, none becomes required, none stops being required: an older hearer demands it."""
    before, now = old.get("properties", {}), new.get("properties", {})
    demanded, demands = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted({*before, *now, *demanded, *demands}):
        place = f"{where}.{name}"
        if name in before and name not in now:
            yield f"{place}: removed"
        elif name in demands - demanded:
            yield f"{place}: newly required"
        elif name in demanded - demands:
            yield f"{place}: no longer required"
        if name in before and name in now:
            yield from _compare(place, before[name], now[name])


def _open_end(where: str, old: Schema, new: Schema) -> Iterator[str]:
    """What a hearer does not know, it ignores."""
    before, now = old.get("additionalProperties", True), new.get("additionalProperties", True)
    if now is False:
        yield f"{where}: refuses what it does not know"
    elif isinstance(before, dict) and isinstance(now, dict):
        yield from _compare(f"{where}.*", before, now)
    elif before != now:
        yield f"{where}: additionalProperties was {dumps(before)} and is {dumps(now)}"


def _items(where: str, old: Schema, new: Schema) -> Iterator[str]:
    if "items" in old or "items" in new:
        yield from _compare(f"{where}[]", old.get("items", {}), new.get("items", {}))


def _alternatives(where: str, old: list[Schema], new: list[Schema]) -> Iterator[str]:
    """Each alternative is found again, in any order; of one that alone is not, the change is told."""
    lost, added = [], list(new)
    for before in old:
        same = next((now for now in added if not list(_compare(where, before, now))), None)
        if same is None:
            lost.append(before)
        else:
            added.remove(same)
    if len(lost) == len(added) == 1:
        yield from _compare(where, lost[0], added[0])
    else:
        yield from (f"{where}: no longer allows {_shown(gone)}" for gone in lost)
        yield from (f"{where}: newly allows {_shown(come)}" for come in added)


def _shown(schema: Schema) -> str:
    return " or ".join(str(kind.get("type", "anything")) for kind in schema.get("anyOf", [schema]))

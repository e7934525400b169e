"""Anything that a type can hold: every date that can be written, and often the ends of time."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import EnumType
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime

from samspil.overview.domain.view import View
from samspil.rulebook.law import Law, LawPack, Row
from samspil.testkit.builders import sealed
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
ENDS = frozenset({date.min, date.max})
END_INSTANTS = frozenset({FIRST, LAST})

days = st.one_of(st.sampled_from(sorted(ENDS)), st.dates())
instants = st.one_of(st.sampled_from(sorted(END_INSTANTS)), st.datetimes(timezones=st.just(UTC)))

few_ids = st.sampled_from([UUID(int=number) for number in range(1, 4)])
"""So few that what is told meets what it is about."""

patiently = settings(suppress_health_check=[HealthCheck.too_slow])
"""For examples that are large: how long one takes on a busy machine says nothing."""
counted = settings(patiently, derandomize=True, database=None)
"""For properties that also say how often they met the interesting case: no chance makes them fail."""

_TOKENS = [sealed(kind) for kind in ("name", "cpr", "ask", "words")]

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    UUID: few_ids,
    CitizenId: few_ids,
    Sealed: st.sampled_from(_TOKENS),
    str: st.text(max_size=20),
    int: st.integers(0, 40),
    bool: st.booleans(),
    date: days,
    datetime: instants,
    AwareDatetime: instants,
    NoneType: st.none(),
}


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type: of dataclasses every field, also those with a default."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    inner = get_args(kind)
    if get_origin(kind) in (UnionType, Union):
        return st.one_of(*map(anything, inner))
    if get_origin(kind) is tuple:
        return st.lists(anything(inner[0]), max_size=3).map(tuple)
    if get_origin(kind) is frozenset:
        return st.frozensets(anything(inner[0]), max_size=3)
    if get_origin(kind) is dict:
        return st.dictionaries(anything(inner[0]), anything(inner[1]), max_size=3)
    if isinstance(kind, EnumType):
        return st.sampled_from(list(kind))
    if isinstance(kind, type) and issubclass(kind, tuple):  # a NamedTuple
        hints = get_type_hints(kind)
        return st.builds(kind, **{name: anything(hint) for name, hint in hints.items()})
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{one.name: anything(hints[one.name]) for one in fields(kind)})
    raise TypeError(f"nothing is known of {kind}")


def one_of_these(kinds: Iterable[type]) -> st.SearchStrategy[Any]:
    """A value of any of the types."""
    return st.one_of([anything(kind) for kind in kinds])


packs = st.builds(LawPack, valid_from=days, rows=st.lists(anything(Row), max_size=6).map(tuple))
laws: st.SearchStrategy[Law] = st.lists(packs, max_size=3)


def _by_stay(view: View) -> View:
    proposals = {one.stay_id: one for one in view.coordination.proposals.values()}
    return replace(view, coordination=replace(view.coordination, proposals=proposals), part_of=None)


views: st.SearchStrategy[View] = anything(View).map(_by_stay)
"""Anything that can be kept of a citizen whose file stands alone, put together."""

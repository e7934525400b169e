"""Every field that a caller fills in says what it can be: nothing is a bare text, date or number."""

import inspect
import pkgutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

import pytest
from annotated_types import MaxLen
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from repository import ROOT
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.municipality import Municipality
from samspil.vocabulary.plain_text import Name, Words
from samspil.vocabulary.plausible import AgreedDay

SERVICES = sorted(folder.name.replace("-", "_") for folder in (ROOT / "services").iterdir())

READ_BY_HAND = {
    "idempotency-key": "matched in web/idempotency.py",
    "if-match": "matched in web/versions.py",
    "last-event-id": "matched beside its route",
    "Samspil-Voucher": "a sealed token, or refused; opened in web/vouching.py",
    "form_token": "compared, never kept",
    "/borgere/{citizen_id}/{things}/{verb} things": "looked up among the forms",
    "/borgere/{citizen_id}/{things}/{verb} verb": "looked up among the forms",
    "/borgere/{citizen_id}/{things}/{verb} thing": "Thing.read: a uuid and a number",
    "/borgere/{citizen_id}/{things}/{verb} ting": "looked for among the forms that are offered",
    "/borgere/{citizen_id}/{things}/{verb} here": "compared, never kept",
    "/borgere/{citizen_id}/samtykke/{verb} verb": "looked up among the forms",
    "/borgere/{citizen_id}/samtykke/{verb} thing": "Thing.read: a uuid and a number",
    "/borgere/{citizen_id}/samtykke/{verb} ting": "looked for among the consents that stand",
    "/borgere/{citizen_id}/samtykke/{verb} to_sectors": "looked up among the parties",
    "/borgere/{citizen_id}/samtykke/{verb} from_sector": "looked up among the parties",
    "/borgere/{citizen_id}/samtykke/{verb} kinds": "looked up among the kinds",
    "/borgere/{citizen_id}/samtykke/{verb} gem": "compared, never kept",
    "/borgere/{citizen_id}/oplysninger/laeg-sammen thing": "Thing.read: a uuid and a number",
    "/borgere/{citizen_id}/oplysninger/laeg-sammen into": "read as a uuid",
    "/borgere/{citizen_id}/oplysninger/laeg-sammen gem": "compared, never kept",
    "/borgere/{citizen_id}/cpr here": "compared, never kept",
    "/borgere/{citizen_id} del": "Shown.read",
    "/borgere/{citizen_id} vis": "Shown.read",
    "/borgere/{citizen_id} foer": "Shown.read",
    "/ liste": "looked up among the tabs",
    "/adgangslog older": "Place.read",
    "/team/opslag foer": "Place.read",
    "/find cpr": "the referral service's to read",
    "/borgere/{citizen_id}/live seen": "compared with a count, never kept",
    "/borgere/{citizen_id}/adgang videre": "own_page",
    "/find/navn name": "the overview's own route to read",
    "/log-ind videre": "own_page",
    "/log-ind back": "own_page",
    "/log-ind kept": "opened, or nothing",
    "/log-ind subject": "looked up at the issuer",
    "/log-ind/hjemmefra subject": "looked up at the provider",
    "/log-ind/hjemmefra back": "own_page",
    "/log-ind/som choice": "opened, or nothing",
    "/log-ind/som way": "looked up among what can be chosen",
    "/log-ind/som back": "own_page",
    "/min-side/deling foer": "Place.read",
    "/min-side/{things}/{verb} things": "looked up among the forms",
    "/min-side/{things}/{verb} verb": "looked up among the forms",
    "/min-side/{things}/{verb} thing": "Thing.read: a uuid and a number",
    "/min-side/{things}/{verb} ting": "looked for among what is offered",
}
"""Texts that a route or a dependency takes as they come, and how they are doubted."""

ODD: dict[Any, list[object]] = {
    str: ["a\x00b", "\u202eb", "a" * 100_000],
    int: [10**30, -(10**30), "1" + "0" * 30, "-1" + "0" * 30, "1", 1.0, True],
    date: ["2026", "20261127", "2026-W48-5", 1795000000, "9999-12-31", "0001-01-01", "2026-11-27T00:00:00Z"],
    datetime: ["2026", "20261127", 1795000000, "9999-12-31T00:00:00Z", "0001-01-01T00:00:00Z"],
}
"""What nobody means, by the type that would take it; in an address and a form every value is a text."""

PLAIN = (bool, UUID, NoneType, Cpr)
"""Types that are as narrow as they can be."""


def routes(service: str) -> Iterator[APIRoute]:
    """Every route of a service's doors."""
    package = import_module(f"samspil.{service}.api.routes")
    for module in pkgutil.iter_modules(package.__path__):
        router: APIRouter = import_module(f"{package.__name__}.{module.name}").router
        yield from (route for route in router.routes if isinstance(route, APIRoute))


def params(needed: Dependant, path: str) -> Iterator[str]:
    """What of a route, and of whatever it depends on, is too wide."""
    in_body = [(one, True) for one in needed.body_params]
    as_text = [*needed.path_params, *needed.query_params, *needed.header_params, *needed.cookie_params]
    for param, is_json in [*in_body, *((one, False) for one in as_text)]:
        if param.alias in READ_BY_HAND or f"{path} {param.alias}" in READ_BY_HAND:
            continue
        info = param.field_info
        yield from wide(info.annotation, info.metadata, f"{path} {param.name}", is_json=is_json)
    for other in needed.dependencies:
        yield from params(other, path)


def wide(kind: Any, metadata: Sequence[Any], name: str, *, is_json: bool = True) -> Iterator[str]:
    """The names of what can be more than it means."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        yield from wide(inner, [*metadata, *_flat(more)], name, is_json=is_json)
    elif get_origin(kind) in {Union, UnionType}:
        for one in get_args(kind):
            yield from wide(one, metadata, name, is_json=is_json)
    elif get_origin(kind) is list:
        if not any(isinstance(one, MaxLen) for one in metadata):
            yield name
        yield from wide(get_args(kind)[0], (), f"{name}[]", is_json=is_json)
    elif get_origin(kind) is Literal or kind in ODD:
        odd = [1.0, True] if get_origin(kind) is Literal else ODD[kind]
        in_text = [one for one in odd if isinstance(one, str) and one != "1"]
        if any(_takes(kind, metadata, one) for one in (odd if is_json else in_text)):
            yield name
    elif inspect.isclass(kind) and issubclass(kind, BaseModel):
        if kind.model_config.get("extra") != "forbid" or not kind.model_config.get("hide_input_in_errors"):
            yield f"{name} {kind.__name__}"
        for field, info in kind.model_fields.items():
            yield from wide(info.annotation, info.metadata, f"{name}.{field}", is_json=is_json)
    elif not (kind in PLAIN or (inspect.isclass(kind) and issubclass(kind, Enum))):
        yield name


def _flat(metadata: Sequence[Any]) -> Iterator[Any]:
    """What stands in an annotation, and what stands in its ``Field``."""
    for one in metadata:
        yield one
        yield from getattr(one, "metadata", ())


def _takes(kind: Any, metadata: Sequence[Any], value: object) -> bool:
    """Whether a field with this annotation lets the value in."""
    try:
        TypeAdapter(Annotated[kind, *metadata] if metadata else kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("service", SERVICES)
def test_every_field_of_a_request_is_as_narrow_as_it_means(service: str) -> None:
    found = list(routes(service))

    assert found
    assert [name for route in found for name in params(route.dependant, route.path)] == []


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: Name
    words: Words | None = None
    day: Annotated[AgreedDay, Field(description="A day.")] | None = None
    place: Municipality
    cpr: Cpr
    code: Annotated[str, Field(pattern="^[a-z]{1,9}$")]
    count: Annotated[int, Field(ge=0, le=9, strict=True)]
    names: Annotated[list[Name], Field(max_length=9)]


class Loose(BaseModel):
    name: str


@pytest.mark.parametrize(
    ("kind", "is_wide"),
    [
        (Entry, False),
        (Loose, True),
        (str, True),
        (str | None, True),
        (Annotated[str, Field(max_length=9)], True),
        (date, True),
        (datetime, True),
        (int, True),
        (Annotated[int, Field(ge=0, le=9)], True),
        (Annotated[int, Field(ge=0, strict=True)], True),
        (list[Name], True),
        (Annotated[list[str], Field(max_length=9)], True),
        (dict[str, Name], True),
        (Any, True),
        (float, True),
        (Literal[1], True),
        (Literal["a"], False),
    ],
)
def test_a_field_that_can_be_more_than_it_means_is_found(kind: Any, is_wide: bool) -> None:
    assert bool(list(wide(kind, (), "field"))) is is_wide

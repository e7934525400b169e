"""What a door shows of things: their own attributes by name, with what is sealed in them opened."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from samspil.vocabulary.sealed import Sealed


def _opened(value: object, info: ValidationInfo) -> object:
    texts: Mapping[Sealed, str] = info.context or {}
    return texts[value] if isinstance(value, Sealed) else value


Opened = Annotated[str, BeforeValidator(_opened)]
"""A text that is kept sealed; it is among those that ``ReadModel.of`` is given, or nothing is shown."""


class ReadModel(BaseModel):
    """Has the names of what it is made from; ``validation_alias="id"`` where the door says whose id it is."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)


def sealed_in(part: object, where: str = "") -> Iterator[tuple[str, Sealed]]:
    """Everything sealed in a thing, under where it stands there: that is what the access log tells."""
    if isinstance(part, Sealed):
        yield where, part
    elif is_dataclass(part):
        for one in fields(part):
            yield from sealed_in(getattr(part, one.name), f"{where}.{one.name}" if where else one.name)
    elif isinstance(part, Mapping | list | tuple):
        inner: Iterable[tuple[Any, Any]] = part.items() if isinstance(part, Mapping) else enumerate(part)
        for name, value in inner:
            yield from sealed_in(value, f"{where}.{name}" if where else str(name))


def highest(things: Iterable[Any]) -> int:
    """The version of a list: that of what changed last in it, and 0 while it is empty."""
    return max((one.version for one in things), default=0)

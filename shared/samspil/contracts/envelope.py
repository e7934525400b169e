"""The envelope around every fact: one CloudEvents 1.0 event in structured JSON, read in a single pass."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, Literal, Protocol, TypeVar, cast
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    TypeAdapter,
    create_model,
)
from pydantic_core import core_schema

from samspil.vocabulary.citizen_id import CitizenId

CONTENT_TYPE = b"application/cloudevents+json"


class Fact(Protocol):
    """What happened: a frozen dataclass of its publisher, named in the past tense."""

    TYPE: ClassVar[str]
    """The name on the wire: ``<owner>.<what happened>.v<major>``."""

    ABOUT: ClassVar[str]
    """The field with the id of the one thing that it is about; ``subject``, where that is the citizen."""

    @property
    def occurred_at(self) -> datetime:
        """When it was true, as told; never used for order."""
        ...


def about(fact: Fact, citizen: CitizenId) -> UUID:
    """The id of the one thing that the fact is about: the number of the last such fact is its version."""
    id_: UUID = citizen if fact.ABOUT == "subject" else getattr(fact, fact.ABOUT)
    return id_


def done_by(fact: Fact) -> str | None:
    """Who did it, by their staff id, or ``citizen``; None where the fact names nobody."""
    named = (getattr(fact, one.name) for one in fields(cast(Any, fact)) if one.name.endswith("_by"))
    return next((who for who in named if type(who) is str), None)  # no code, and nothing sealed


F_co = TypeVar("F_co", covariant=True)  # a Fact; pydantic makes no schema for a protocol as its bound


class Event(BaseModel, Generic[F_co]):
    """A fact with its envelope, as it travels; attributes as in the CloudEvents specification 1.0.2."""

    # strict, for the fact too: what the kept schema refuses, such as "7" for 7, is not read either
    model_config = ConfigDict(frozen=True, strict=True, hide_input_in_errors=True)

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    """Version 7; the same event again has the same id."""
    source: str
    """``/samspil/<service>``"""
    type: str
    subject: CitizenId
    """The citizen; also the record's key."""
    time: AwareDatetime
    """When the publisher recorded it, by its database's clock."""
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str
    """The kept JSON Schema of this type."""
    seq: Annotated[int, Field(ge=1)]
    """Gap-free per (topic, citizen): 1, 2, 3 …"""
    correlationid: UUID
    """The case that it belongs to."""
    causationid: UUID | None = None
    """The event or message that caused it."""
    data: F_co


@cache
def event_of(fact: type[Fact]) -> type[Event[Any]]:
    """The envelope's class around one kind of fact; its ``type`` is fixed and must be said."""
    fixed: Any = Literal[fact.TYPE]
    around: Any = Event[fact]  # type: ignore[valid-type]  # the class is known only at start
    made: Any = create_model(f"{fact.__name__}Event", __base__=around, type=fixed)
    return cast(type[Event[Any]], made)


def reader_of(facts: Iterable[type[Fact]]) -> TypeAdapter[Event[Any]]:
    """Read any of these facts from bytes in one pass; an error never holds the input.

    Two things are said by hand here, because pydantic does not do them of itself: over a union, hiding holds
    only when the adapter asks for it, and the message about an unknown ``type`` would quote it all the same.
    """
    members = tuple(facts)

    def by_type(_source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.tagged_union_schema(
            {fact.TYPE: handler.generate_schema(event_of(fact)) for fact in members},
            discriminator="type",
            custom_error_type="union_tag_unknown",
            custom_error_message="Input should be of a type that the topic carries",
        )

    union: Any = Annotated[Any, GetPydanticSchema(by_type)]
    return TypeAdapter(union, config=ConfigDict(hide_input_in_errors=True))


class Outline(BaseModel):
    """What can be told of a record whose fact cannot be read."""

    model_config = ConfigDict(hide_input_in_errors=True)

    id: UUID
    subject: CitizenId
    seq: Annotated[int, Field(ge=1)]

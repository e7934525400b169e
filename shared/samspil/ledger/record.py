"""A record as the log delivers it, and reading the event in it without ever telling what stands there."""

import base64
import json
from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from samspil.contracts.envelope import CONTENT_TYPE, Event, Outline
from samspil.vocabulary.citizen_id import CitizenId


class Record(Protocol):
    """What every log client's record has; read-only, so that none has to be copied."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> Sequence[tuple[str, bytes | None]]: ...


class Unreadable(Exception):
    """The record holds no event that can be applied; the name of its class is all that is told."""

    def __init__(self, outline: Outline | None = None) -> None:
        super().__init__()
        self.outline = outline


class KeyUnreadable(Unreadable):
    """The key is no citizen id."""


class KeyDiffersFromSubject(Unreadable):
    """Key and subject name two citizens: neither can be trusted."""


class ContentTypeForeign(Unreadable):
    """The content type is missing or not that of a structured CloudEvent."""


class ValueMissing(Unreadable):
    """The value is null."""


class ValueTooLarge(Unreadable):
    """The value is larger than any publisher's event can be."""


class JsonInvalid(Unreadable):
    """The value is no JSON."""


class TypeUnknown(Unreadable):
    """The type, or its version, is not known to this binary."""


class SchemaMismatch(Unreadable):
    """The type is known and the fact does not fit it."""


LARGEST = 262_144
"""Bytes of a value: what the table of what is said allows."""

HIGHEST = 2**63 - 1
"""The highest number that a column holds; a record must not stop a poll by telling a higher one."""


def citizen_of(record: Record) -> CitizenId | None:
    """Whom the record is about, by its key."""
    try:
        return CitizenId(UUID((record.key or b"").decode("ascii")))
    except ValueError:
        return None


def header(record: Record, name: str) -> bytes | None:
    """The first header of that name; a null header is as good as none."""
    for key, value in record.headers:
        if key == name:
            return value
    return None


def traceparent(record: Record) -> str | None:
    """The trace in which the event was said; anything but plain text is none."""
    value = header(record, "traceparent")
    return value.decode("ascii") if value is not None and value.isascii() else None


def read(record: Record, citizen: CitizenId | None, reader: TypeAdapter[Event[Any]]) -> Event[Any]:
    """The event in this citizen's record. Raises an ``Unreadable`` that says why and holds no payload."""
    if citizen is None:
        raise KeyUnreadable
    if record.value is None:
        raise ValueMissing
    if len(record.value) > LARGEST:
        raise ValueTooLarge(_outline(record.value))
    if header(record, "content-type") != CONTENT_TYPE:
        raise ContentTypeForeign(_outline(record.value))
    try:
        event = reader.validate_json(record.value)
    except ValidationError as refused:
        raise _why(refused)(_outline(record.value)) from None
    if event.seq > HIGHEST:
        raise SchemaMismatch
    if event.subject != citizen:
        raise KeyDiffersFromSubject
    return event


def _why(refused: ValidationError) -> type[Unreadable]:
    for error in refused.errors(include_url=False, include_input=False, include_context=False):
        if error["type"] == "json_invalid":
            return JsonInvalid
        if error["type"].startswith("union_tag") or error["loc"] == ("type",):
            return TypeUnknown
    return SchemaMismatch


def _outline(value: bytes) -> Outline | None:
    try:
        outline = Outline.model_validate_json(value)
    except ValidationError:
        return None
    return outline if outline.seq <= HIGHEST else None


def pack_headers(headers: Sequence[tuple[str, bytes | None]]) -> bytes:
    """Headers as JSON; values in base64, because they need not be text."""
    return json.dumps(
        [[key, None if value is None else base64.b64encode(value).decode()] for key, value in headers]
    ).encode()


def unpack_headers(packed: bytes) -> list[tuple[str, bytes | None]]:
    """What ``pack_headers`` packed."""
    return [(key, None if value is None else base64.b64decode(value)) for key, value in json.loads(packed)]

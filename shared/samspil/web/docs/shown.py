"""An OpenAPI document, door by door, as the page shows it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, a header or a member of a body; ``place`` is path, query, header or empty."""

    name: str
    kind: str
    needed: bool
    words: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A body that is sent or answered."""

    media_type: str
    words: str
    fields: tuple[Field, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a request that was taken."""

    status: str
    words: str
    content: Content | None


@dataclass(frozen=True, slots=True)
class Refused:
    """One kind of refusal; the words are the problem's own."""

    status: str
    slug: str
    words: str


@dataclass(frozen=True, slots=True)
class Door:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    asked: tuple[Field, ...]
    body: Content | None
    answers: tuple[Answered, ...]
    refused: tuple[Refused, ...]


def doors(document: Mapping[str, Any]) -> Iterator[Door]:
    """Every operation of the document, in its order."""
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            responses = told["responses"].items()
            yield Door(
                id=told["operationId"],
                method=method.upper(),
                path=path,
                summary=told["summary"],
                words=told.get("description", ""),
                asked=tuple(_asked(one, schemas) for one in told.get("parameters", ())),
                body=_content(told.get("requestBody", {}), schemas),
                answers=tuple(
                    Answered(status, one["description"], _content(one, schemas))
                    for status, one in responses
                    if status.startswith("2")
                ),
                refused=tuple(
                    refused
                    for status, one in responses
                    if status[0] in "45"
                    for refused in _refused(status, one)
                ),
            )


def everywhere(document: Mapping[str, Any]) -> tuple[Refused, ...]:
    """What any door can refuse, whatever is asked there."""
    for methods in document["paths"].values():
        for told in methods.values():
            return tuple(_refused("", told["responses"]["default"]))
    return ()


def _asked(parameter: Mapping[str, Any], schemas: Mapping[str, Schema]) -> Field:
    kind = _kind(parameter["schema"], schemas).removesuffix(" or null")  # what is left out is not there
    return Field(
        parameter["name"],
        kind,
        parameter["required"],
        parameter.get("description", ""),
        parameter["in"],
    )


def _content(told: Mapping[str, Any], schemas: Mapping[str, Schema]) -> Content | None:
    for media_type, content in told.get("content", {}).items():
        schema = _found(content["schema"], schemas)
        examples = [content["example"]] if "example" in content else schema.get("examples", [])
        return Content(
            media_type,
            told.get("description", "") if "example" in content else schema.get("description", ""),
            tuple(_fields(_found(schema.get("items", schema), schemas), schemas)),
            _written(examples[0]) if examples else "",
        )
    return None


def _written(example: Any) -> str:
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=2)


def _fields(schema: Schema, schemas: Mapping[str, Schema]) -> Iterator[Field]:
    for name, one in schema.get("properties", {}).items():
        words = one.get("description", "")
        yield Field(name, _kind(one, schemas), name in schema.get("required", ()), words)


def _refused(status: str, response: Mapping[str, Any]) -> Iterator[Refused]:
    lines = response["description"].splitlines()
    slugs = [slug for content in response["content"].values() for slug in content.get("examples", ())]
    for slug, line in zip(slugs, lines, strict=True):
        yield Refused(status, slug, line.partition(": ")[2])


def _found(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _kind(schema: Schema, schemas: Mapping[str, Schema]) -> str:
    """What may stand there, in a few words."""
    found = _found(schema, schemas)
    if "anyOf" in found:
        return " or ".join(_kind(one, schemas) for one in found["anyOf"])
    if "const" in found or "enum" in found:
        return ", ".join(str(one) for one in found.get("enum", [found.get("const")]))
    if "items" in found:
        return f"list of {_kind(found['items'], schemas)}"
    if "properties" in found:
        return ", ".join(found["properties"])
    return str(found.get("format") or found.get("type", "anything"))

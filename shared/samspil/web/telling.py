"""How OpenAPI describes refusals: one response for each status, with an example for each kind of problem."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from samspil.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Telling:
    """In which document a service tells of its refusals: media type, name and JSON Schema, and an example."""

    media_type: str
    name: str
    schema: Mapping[str, Any]
    example: Callable[[Problem], Mapping[str, Any]]
    below: str = "/"
    """Of which doors: the others of the service tell of theirs as the house does."""

    def responses(self, refused: Iterable[Problem]) -> dict[str, Any]:
        """Status → Response Object of OpenAPI 3.1."""
        by_status: dict[str, list[Problem]] = {}
        for problem in sorted(refused, key=lambda one: one.kind.status):
            by_status.setdefault(str(problem.kind.status), []).append(problem)
        return {status: self.response(problems) for status, problems in by_status.items()}

    def response(self, problems: Iterable[Problem]) -> dict[str, Any]:
        """Any of these refusals."""
        kinds = {problem.kind.slug: problem for problem in problems}
        return {
            "description": "\n".join(_line(problem) for problem in kinds.values()),
            "content": {
                self.media_type: {
                    "schema": {"$ref": f"#/components/schemas/{self.name}"},
                    "examples": {
                        slug: {"summary": problem.kind.title, "value": self.example(problem)}
                        for slug, problem in kinds.items()
                    },
                }
            },
        }


def _line(problem: Problem) -> str:
    kind = problem.kind
    fields = ", ".join(f"`{error.pointer}` {error.code}" for error in problem.errors)
    own = f" Of this door: {fields}." if fields else ""
    return f"- `{kind.slug}`: {kind.title}. {kind.english}{own}"


def example(problem: Problem) -> dict[str, object]:
    """The refusal as the house writes it, under numbers that are made up."""
    return problem.document(
        "urn:uuid:2f1a7c1e-51d4-4c59-9d0a-6a5f0c1b7e42", "5b8aa5a2d2c872e8321cf37308d69df2"
    )


PROBLEM: Final = Telling(
    "application/problem+json",
    "Problem",
    {
        "type": "object",
        "description": "A refusal (RFC 9457); `type` leads to its explanation.",
        "required": ["type", "title", "status", "detail", "instance", "trace_id"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri"},
            "trace_id": {"type": ["string", "null"]},
            "citizen_id": {"type": "string", "format": "uuid", "description": "The file to go on with."},
            "version": {"type": "integer", "description": "Of what was to be changed, as it is now."},
            "changes": {
                "type": "array",
                "description": "What was said of it since the version that was seen, the newest last.",
                "items": {
                    "type": "object",
                    "required": ["type", "occurred_at", "by"],
                    "properties": {
                        "type": {"type": "string"},
                        "occurred_at": {"type": "string", "format": "date-time"},
                        "by": {"type": ["string", "null"], "description": "A staff id, or `citizen`."},
                    },
                },
            },
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["in", "pointer", "code", "message"],
                    "properties": {name: {"type": "string"} for name in ("in", "pointer", "code", "message")},
                },
            },
        },
    },
    example,
)
"""The house's own."""

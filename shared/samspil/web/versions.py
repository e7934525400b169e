"""Versions in HTTP: what was read carries one as its entity tag, and a writer says which one it has seen."""

import re
from typing import Annotated

from fastapi import Header

from samspil.web import problem_types
from samspil.web.field_errors import FieldError
from samspil.web.problems import Problem

IfMatch = Annotated[
    str | None,
    Header(
        alias="if-match",
        description="The ETag last read of it.",
        json_schema_extra={"pattern": '^"[0-9]{1,18}"$', "examples": ['"3"']},
    ),
]
NoIfMatch = Annotated[str | None, Header(alias="if-match", include_in_schema=False)]
"""For what is made anew."""


def etag(version: int) -> str:
    """A version as an entity tag (RFC 9110)."""
    return f'"{version}"'


def version_seen(if_match: str | None) -> int:
    """The version in ``If-Match``. Raises ``Problem`` where none is said, or what is said is none."""
    if if_match is None or if_match == "*":
        raise Problem(problem_types.VERSION_NEEDED)
    tag = re.fullmatch(r'"([0-9]{1,18})"', if_match)
    if tag is None:
        raise _wrong("version_invalid")
    return int(tag[1])


def require_no_version(if_match: str | None) -> None:
    """What is made anew has no version that anybody can have seen. Raises ``Problem``."""
    if if_match is not None:
        raise _wrong("version_unexpected")


def _wrong(code: str) -> Problem:
    return Problem(problem_types.INVALID_REQUEST, errors=[FieldError("#/if-match", code, "header")])

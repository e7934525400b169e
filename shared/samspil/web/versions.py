"""Versions in HTTP: what was read carries one as its entity tag, and a writer says which one it has seen."""

import re
from typing import Annotated

from fastapi import Depends, Header

from samspil.web import problem_types
from samspil.web.field_errors import FieldError
from samspil.web.problems import Problem


def etag(version: int) -> str:
    """A version as an entity tag (RFC 9110)."""
    return f'"{version}"'


async def _version_seen(
    if_match: Annotated[str | None, Header(description='The version last seen, e.g. "3".')] = None,
) -> int | None:
    if if_match is None or if_match == "*":
        return None
    tag = re.fullmatch(r'"([0-9]{1,18})"', if_match)
    if tag is None:
        raise Problem(
            problem_types.INVALID_REQUEST, errors=[FieldError("#/if-match", "version_invalid", "header")]
        )
    return int(tag[1])


VersionSeen = Annotated[int | None, Depends(_version_seen)]
"""The version in ``If-Match``; None where the writer does not care."""

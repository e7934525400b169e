"""What a caller sends to a door that changes something."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from samspil.vocabulary.copenhagen import danish_day


def _with_example(schema: dict[str, Any], body: type["Body"]) -> None:
    schema["examples"] = [dict(body.EXAMPLE)]


class Body(BaseModel):
    """A request's JSON: its fields and nothing beside them, and no error repeats what stood in one."""

    EXAMPLE: ClassVar[Mapping[str, object]]
    """A good one, as OpenAPI shows it; a test sends it to the real door, with ids that are there."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        json_schema_extra=_with_example,
    )


def in_days(days: int) -> str:
    """The day so many days after this one, for an example that is good for as long as a process runs."""
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


SOME_ID = "0193f7c0-0000-7000-8000-000000000001"
"""In an example: the id of something that an earlier answer named."""

"""Contact groups: where a citizen stands here."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class StandingWhat(StrEnum):
    """What can happen to a citizen's contact group; it is made where there is none."""

    CHANGED = "status-changed"
    DELETED = "status-deleted"


class Group(BaseModel):
    """To which groups the citizen belongs from a day on; the names of the elements are ours."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True)

    kontaktgruppe: int | None = None
    maalgruppe: str | None = None
    fra: date
    til: date | None = None


class KeptStanding(BaseModel):
    """The groups, whom they are about and how often they changed."""

    cpr: str
    version: int = 0
    groups: list[Group] = []
    coordinator: str | None = None
    is_deleted: bool = False

    def given_out(self, id_: UUID) -> dict[str, Any]:
        """As whoever may look at it gets it."""
        return {
            "kontaktgruppeIdentifier": str(id_),
            "perioder": [one.model_dump(mode="json") for one in self.groups],
            "koordinator": self.coordinator,
        }

    def joins(self, group: Group) -> None:
        """From its first day on: what went on ends the day before, what had not begun never was."""
        before = [one for one in self.groups if one.fra < group.fra]
        for one in before:
            one.til = min(one.til or date.max, group.fra - timedelta(days=1))
        self.groups = [*before, group]

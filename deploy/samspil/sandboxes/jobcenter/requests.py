"""Requests for help of social psychiatry's."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Request(BaseModel):
    """What is asked for; its shape is ours."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True)

    name: str = "Ukendt Test Opdigtet"
    words: str = "Borgeren har brug for støtte for at kunne begynde i praktik."
    urgent: bool = False
    asked_for: str = "socialpaedagogisk_stoette"


class KeptRequest(BaseModel):
    """A request, whom it is about and how often it changed."""

    cpr: str
    version: int
    entity: Request
    is_deleted: bool = False

    def given_out(self, id_: UUID) -> dict[str, Any]:
        """As whoever may look at it gets it."""
        return {"id": str(id_), "version": self.version, **self.entity.model_dump(mode="json")}

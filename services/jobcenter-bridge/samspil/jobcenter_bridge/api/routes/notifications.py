"""``/v1/notifications``: the jobcenter's case system says that something changed, and nothing else."""

import re
from datetime import datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from samspil.jobcenter_bridge.api.doors import CaseSystem, Database, EntityKinds, Operator
from samspil.jobcenter_bridge.domain.notification import Change, Notification
from samspil.jobcenter_bridge.storage import notifications
from samspil.telemetry.trace import current_traceparent
from samspil.web import problem_types
from samspil.web.body import SOME_ID, Body
from samspil.web.problems import Problem
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/notifications", tags=["notifications"])

EntityType = Annotated[int, Field(ge=1, le=2**31 - 1)]
Version = Annotated[int, Field(ge=0, le=2**63 - 1)]

_is_uuid = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}").fullmatch


def _number(value: object) -> object:
    """JSON's own whole numbers: ``true``, ``1.0`` and ``"1"`` are none."""
    if type(value) is not int:
        raise PydanticCustomError("int_type", "Not a whole number")
    return value


def _uuid(value: object) -> object:
    """In its one form (RFC 9562): neither a number nor with braces."""
    if not (isinstance(value, str) and _is_uuid(value)):
        raise PydanticCustomError("uuid_parsing", "Not a UUID")
    return value


FAILED_AT_MOST = 200


class ChangeNotification(Body):
    """A web-service message (WSB) of the employment side, without its optional body: ids only."""

    EXAMPLE: ClassVar = {
        "entitetNavn": "Aktivitet",
        "entitetId": 100001,
        "eksternIdentifier": SOME_ID,
        "versionIdentifier": 1,
        "identifikationstypeId": 1,
        "aendringstype": 1,
    }

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=False)

    entitet_navn: Annotated[str, Field(pattern="^[A-Za-z]{1,60}$")]
    entitet_id: Annotated[EntityType, BeforeValidator(_number)]
    """The entity's type."""
    ekstern_identifier: Annotated[UUID, BeforeValidator(_uuid)]
    """The entity; all zeros where there is none."""
    version_identifier: Annotated[Version, BeforeValidator(_number)]
    identifikationstype_id: Annotated[Literal[1], BeforeValidator(_number)]
    """1: citizens are known by CPR number."""
    aendringstype: Annotated[Literal[1, 2, 3], BeforeValidator(_number)]
    """Created, changed, deleted."""


class FailedNotification(BaseModel):
    """One that somebody has to look at."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)

    entitet_id: int
    ekstern_identifier: UUID
    version_identifier: int
    error_class: str
    received_at: datetime


@router.post("", status_code=202, response_class=Response)
async def take_in_notification(
    body: ChangeNotification, caller: CaseSystem, database: Database, kinds: EntityKinds
) -> Response:
    """202 when it is kept; the same one again, too. The entity is fetched afterwards."""
    one = Notification(body.entitet_id, body.ekstern_identifier, body.version_identifier)
    kind, change = kinds.get(body.entitet_navn), Change(body.aendringstype)
    await notifications.take_in(database, one, kind, change, current_traceparent())
    return Response(status_code=202)


@router.get("/failed")
async def read_failed_notifications(caller: Operator, database: Database) -> list[FailedNotification]:
    """Those that failed for good, the oldest first, two hundred at most."""
    return [
        FailedNotification(
            entitet_id=one.notification.entity_type,
            ekstern_identifier=one.notification.entity,
            version_identifier=one.notification.version,
            error_class=one.error_class,
            received_at=one.received_at,
        )
        for one in await notifications.read_failed(database, FAILED_AT_MOST)
    ]


@router.post(
    "/{entitetId}/{eksternIdentifier}/{versionIdentifier}/retry", status_code=202, response_class=Response
)
@refuses(problem_types.NOT_FOUND)
async def retry_notification(
    entity_type: Annotated[EntityType, Path(alias="entitetId")],
    entity: Annotated[UUID, Path(alias="eksternIdentifier")],
    version: Annotated[Version, Path(alias="versionIdentifier")],
    caller: Operator,
    database: Database,
) -> Response:
    """Look at a failed one again; 404 where none has failed."""
    if not await notifications.retry(database, Notification(entity_type, entity, version)):
        raise Problem(problem_types.NOT_FOUND)
    return Response(status_code=202)

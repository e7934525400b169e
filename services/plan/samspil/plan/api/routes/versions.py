"""``/v1/citizens/{citizen}/plan/versions``: the plan each time it was agreed, and who has read it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import AliasPath, BaseModel, Field

from samspil.contracts.plan import LifeArea, Participation
from samspil.plan.api.doors import Door, Reader
from samspil.plan.domain.difference import compared
from samspil.plan.domain.plan import NoPlan, PlanOver
from samspil.plan.domain.read_version import UnknownVersion, read_version
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.queries import read_versions
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.read_model import Opened, ReadModel
from samspil.web.refusals import refuses
from samspil.web.versions import etag

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/versions", tags=["plan"])

Number = Annotated[int, Path(ge=1, le=9999, description="The first version that was agreed is 1.")]


class GoalThenRead(ReadModel):
    """A goal as it was put."""

    goal_id: UUID = Field(validation_alias="id")
    area: LifeArea
    words: Opened


class RewordedRead(ReadModel):
    """A goal that is put otherwise."""

    before: GoalThenRead
    after: GoalThenRead


class HelpThenRead(ReadModel):
    """Help, and who gave it."""

    intervention_id: UUID = Field(validation_alias="id")
    provision: LegalBasis
    support_worker: str
    support_worker_name: Opened


class HandedOnRead(ReadModel):
    """Help that somebody else gives."""

    before: HelpThenRead
    after: HelpThenRead


class DifferenceRead(ReadModel):
    """What came, went, or is put otherwise since the version before."""

    goals_added: list[GoalThenRead]
    goals_reworded: list[RewordedRead]
    goals_over: list[GoalThenRead]
    """Reached, or given up."""
    help_added: list[HelpThenRead]
    help_over: list[HelpThenRead]
    help_handed_on: list[HandedOnRead]


class ParticipationRead(ReadModel):
    """How the citizen took part."""

    how: Participation
    on: date
    words: Opened | None
    gave_no_words: bool


class VersionRead(ReadModel):
    """The plan as it was agreed once."""

    number: int = Field(validation_alias=AliasPath("version", "number"))
    agreed_on: date = Field(validation_alias=AliasPath("version", "agreed_on"))
    participation: ParticipationRead | None = Field(validation_alias=AliasPath("version", "participation"))
    """Null: agreed before anybody asked."""
    read_by: list[str] = Field(validation_alias=AliasPath("version", "read_by"))
    """Staff ids, and ``citizen``."""
    difference: DifferenceRead


class VersionsRead(BaseModel):
    """All versions of the citizen's plan, the newest first."""

    citizen_id: UUID
    version: int
    versions: list[VersionRead]


class ReadVersion(Told):
    """Which version the caller has read."""

    number: int


@router.get("")
@refuses(NoPlan)
async def read_versions_of_plan(
    citizen: Citizen, caller: Reader, door: Door, response: Response
) -> VersionsRead:
    """What the plan was each time it was agreed, opened; reading it is logged."""
    plan, versions = await read_versions(door.store.pool, citizen)
    texts = await door.opened(citizen, versions, caller, "read-plan-versions")
    response.headers["etag"] = etag(plan.version)
    shown = [VersionRead.model_validate(one, context=texts) for one in compared(versions)]
    return VersionsRead(citizen_id=citizen, version=plan.version, versions=shown)


@router.post("/{number}/read", response_model=ReadVersion)
@refuses(NoPlan, PlanOver, UnknownVersion)
async def mark_version_as_read(
    citizen: Citizen, number: Number, caller: Reader, once: Changing, door: Door
) -> Response:
    """Say that the caller has read this version; said twice, it is said once."""
    _, versions = await read_versions(door.store.pool, citizen)

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(
            tx, once.seen, lambda it, now: read_version(it, versions, number, caller.subject, now)
        )
        return Answer.of(ReadVersion(number=number, version=plan.version))

    return await door.decide(citizen, once, decide)

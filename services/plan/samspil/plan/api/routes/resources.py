"""``/v1/citizens/{citizen}/plan/resources`` and ``…/employment-wish``: what there is to build on."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.plan import Whose
from samspil.plan.api.doors import Door, Reader
from samspil.plan.domain.note_resource import note_resource
from samspil.plan.domain.plan import NoPlan, PlanOver, Resource
from samspil.plan.domain.record_wish import WishOrReason, record_wish
from samspil.plan.handlers.change_plan import change_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Words
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Changing, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan", tags=["plan"])


class NoteResource(Body):
    """Something that the citizen has to build on."""

    EXAMPLE: ClassVar = {
        "words": "Jeg er god til at passe dyr.",
        "origin": "citizen",
    }

    words: Words
    origin: Whose
    """Who sees it so."""


class RecordWish(Body):
    """What the citizen wishes in work or education, or why not now: one of the two."""

    EXAMPLE: ClassVar = {
        "wish": "Et par timer om ugen, hvor der er ro.",
    }

    wish: Annotated[Words | None, Field(description="In the citizen's own words.")] = None
    not_now: Annotated[Words | None, Field(description="Why not now.")] = None


class NotedResource(Told):
    """Which resource, and the plan's version with it."""

    resource_id: UUID


class RecordedWish(Told):
    """The plan's version with it."""

    plan_id: UUID


@router.post("/resources", status_code=201, response_model=NotedResource)
@refuses(NoPlan, PlanOver)
async def note_resource_in_plan(
    citizen: Citizen, body: NoteResource, caller: Reader, once: Changing, door: Door
) -> Response:
    """Note something that the citizen has to build on."""
    words = await door.keyring.seal(citizen, "words", body.words)
    resource = Resource(id=uuid7(), words=words, origin=body.origin)

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, lambda it, now: note_resource(it, resource, caller.subject, now))
        told = NotedResource(resource_id=resource.id, version=plan.version)
        return Answer.of(told, 201, f"/v1/citizens/{citizen}/plan")

    return await door.decide(citizen, once, decide)


@router.post("/employment-wish", response_model=RecordedWish)
@refuses(NoPlan, PlanOver, WishOrReason)
async def record_employment_wish(
    citizen: Citizen, body: RecordWish, caller: Reader, once: Changing, door: Door
) -> Response:
    """Record what the citizen wishes in work or education, in place of what was said before."""
    wish = await door.sealed(citizen, "words", body.wish)
    not_now = await door.sealed(citizen, "words", body.not_now)

    def decide(tx: PlanTransaction) -> Answer:
        plan = change_plan(tx, once.seen, lambda it, now: record_wish(it, wish, not_now, caller.subject, now))
        return Answer.of(RecordedWish(plan_id=plan.id, version=plan.version))

    return await door.decide(citizen, once, decide)

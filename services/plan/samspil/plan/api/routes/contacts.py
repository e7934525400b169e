"""``/v1/citizens/{citizen}/plan/contacts``: somebody was in touch with the citizen, or tried to be."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from samspil.contracts.plan import ContactKind, ContactOutcome
from samspil.plan.api.doors import Door, Reader
from samspil.plan.domain.note_contact import Contact
from samspil.plan.domain.plan import NoPlan
from samspil.plan.handlers.note_contact import note_contact
from samspil.plan.storage.transaction import PlanTransaction
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import Words
from samspil.vocabulary.plausible import HappenedDay
from samspil.web.body import Body
from samspil.web.door import Citizen
from samspil.web.idempotency import Answer, Creating, Told
from samspil.web.refusals import refuses

router = APIRouter(prefix="/v1/citizens/{citizen_id}/plan/contacts", tags=["contacts"])


class NoteContact(Body):
    """How somebody was in touch, and what became of it."""

    EXAMPLE: ClassVar = {"kind": "visit", "outcome": "reached"}

    kind: ContactKind
    outcome: ContactOutcome
    on: Annotated[HappenedDay | None, Field(description="Left out: today.")] = None
    words: Words | None = None


class NotedContact(Told):
    """The contact that was noted."""

    contact_id: UUID


@router.post("", status_code=201, response_model=NotedContact)
@refuses(NoPlan)
async def note_contact_with_citizen(
    citizen: Citizen, body: NoteContact, caller: Reader, once: Creating, door: Door
) -> Response:
    """Note a contact; it is said, and stands in the overview."""
    words = await door.sealed(citizen, "words", body.words)
    contact = Contact(uuid7(), body.kind, body.outcome, body.on, words, caller.subject)

    def decide(tx: PlanTransaction) -> Answer:
        return Answer.of(NotedContact(contact_id=contact.id, version=note_contact(tx, contact)), 201)

    return await door.decide(citizen, once, decide)

"""Noting a contact: it is said, and nothing of it is kept here."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import ContactKind, ContactOutcome, PlanContactNoted
from samspil.plan.domain.plan import Plan
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody was in touch with the citizen, or tried to be."""

    id: UUID
    kind: ContactKind
    outcome: ContactOutcome
    on: date | None
    """None: today."""
    words: Sealed | None
    by: str
    """Staff id."""


def note_contact(plan: Plan, contact: Contact, now: datetime) -> PlanContactNoted:
    """What is said of it."""
    return PlanContactNoted(
        plan_id=plan.id,
        contact_id=contact.id,
        kind=contact.kind,
        outcome=contact.outcome,
        on=contact.on or danish_day(now),
        words=contact.words,
        noted_by=contact.by,
        occurred_at=now,
    )

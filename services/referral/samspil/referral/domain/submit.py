"""Submitting: a referral asks a unit that is there, takes people in, and gives what is asked for."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.referral import Priority, ReferralSubmitted
from samspil.referral.domain.basis import require_help
from samspil.referral.domain.deadline import last_day
from samspil.referral.domain.referral import Referral, State
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.rulebook.services import Service
from samspil.rulebook.units import Unit
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Submission:
    """What the author asks for."""

    id: UUID
    from_sector: Sector
    to_unit: str
    priority: Priority
    words: Sealed
    basis: LegalBasis
    author: str
    from_unit: str | None = None
    follows: UUID | None = None
    """The referral that it came out of."""
    request: UUID | None = None
    """The partner's own request that it is made from."""
    entered_by: str | None = None
    """Who made it of what the partner wrote, where somebody had to."""


class UnknownUnit(Exception):
    """Nobody knows a unit by this code."""


class UnitIsClosed(Exception):
    """The unit takes nobody in at present."""


class NotGivenThere(Exception):
    """The unit does not give what is asked for, or nobody gives it on this day."""


WRONG_SUBMISSIONS = (UnknownUnit, UnitIsClosed, NotGivenThere)
"""What can be wrong with whom is asked, and for what."""


def submit(
    asked: Submission, rules: Rulebook, now: datetime
) -> tuple[Referral, tuple[ReferralSubmitted, ...]]:
    """A new referral. Raises ``LawWithoutHelp`` and one of ``WRONG_SUBMISSIONS``."""
    require_help(asked.basis)
    unit, service = require_offer(asked.to_unit, asked.basis, rules, danish_day(now))
    return submitted(asked, unit.sector, rules, now, needs_decision=service.needs_decision)


def submitted(
    asked: Submission, to_sector: Sector, rules: Rulebook, now: datetime, *, needs_decision: bool
) -> tuple[Referral, tuple[ReferralSubmitted, ...]]:
    """The referral, and what is said of it, with the day on which its answer is owed."""
    referral = Referral(
        id=asked.id,
        state=State.SUBMITTED,
        from_sector=asked.from_sector,
        to_sector=to_sector,
        to_unit=asked.to_unit,
        priority=asked.priority,
        words=asked.words,
        basis=asked.basis,
        author=asked.author,
        answer_by=danish_day(now),
        submitted_at=now,
        from_unit=asked.from_unit,
        needs_decision=needs_decision,
        follows=asked.follows,
        request=asked.request,
    )
    referral = replace(referral, answer_by=last_day(referral, Step.ANSWER, rules, now))
    return referral, (replace(_said(referral, now), entered_by=asked.entered_by),)


def require_offer(code: str, basis: LegalBasis, rules: Rulebook, day: date) -> tuple[Unit, Service]:
    """The unit, and what it gives there. Raises one of ``WRONG_SUBMISSIONS``."""
    unit, service = rules.unit(code, day), rules.service(basis, day)
    if unit is None:
        raise UnknownUnit
    if service is None or basis not in unit.services:
        raise NotGivenThere
    if not unit.is_open:
        raise UnitIsClosed
    return unit, service


def _said(referral: Referral, now: datetime) -> ReferralSubmitted:
    return ReferralSubmitted(
        referral_id=referral.id,
        from_sector=referral.from_sector,
        to_sector=referral.to_sector,
        to_unit=referral.to_unit,
        priority=referral.priority,
        words=referral.words,
        basis=referral.basis,
        author=referral.author,
        answer_by=referral.answer_by,
        from_unit=referral.from_unit,
        follows=referral.follows,
        request=referral.request,
        needs_decision=referral.needs_decision,
        occurred_at=now,
    )

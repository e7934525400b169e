"""Asking for a discharge agreement or coordination plan, by either side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import AgreementKind, PlanDischargeAgreementAsked
from samspil.plan.domain.agreement import Agreement
from samspil.plan.domain.last_day import last_day
from samspil.rulebook.deadlines import Step
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector


class AgreementUnderWay(Exception):
    """One of the kind is asked for and not agreed yet: it is agreed, or ended, before another."""


class UnknownStay(Exception):
    """No such stay was told of the citizen."""


class NotHeardOf(Exception):
    """Nobody has told this service of such a citizen."""


class NotOurs(Exception):
    """The citizen is dead, or another municipality acts: nothing is agreed with hospitals here."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks whom for which, and when that was."""

    id: UUID
    kind: AgreementKind
    asked_by: Sector
    on: date | None
    """None: today."""
    stay_id: UUID | None
    message_id: UUID | None
    """The region's message that asked for it."""
    by: str
    """Staff id."""


def ask_agreement(
    there: Iterable[Agreement], stays: Iterable[UUID], asking: Asking, rules: Rulebook, now: datetime
) -> tuple[Agreement, tuple[PlanDischargeAgreementAsked, ...]]:
    """Asked for; where one is agreed, to take its place. ``there`` and ``stays`` are all of the person's.

    Raises ``AgreementUnderWay`` or ``UnknownStay``.
    """
    if any(one.is_under_way and one.kind is asking.kind for one in there):
        raise AgreementUnderWay
    if asking.stay_id is not None and asking.stay_id not in stays:
        raise UnknownStay
    asked_on = asking.on or danish_day(now)
    agreement = Agreement(asking.id, asking.kind, asking.asked_by, asked_on, stay_id=asking.stay_id)
    fact = PlanDischargeAgreementAsked(
        agreement_id=agreement.id,
        kind=agreement.kind,
        asked_by=agreement.asked_by,
        asked_on=asked_on,
        stay_id=agreement.stay_id,
        message_id=asking.message_id,
        draft_by=last_day(rules, asked_on, None, Step.DISCHARGE_AGREEMENT),
        noted_by=asking.by,
        occurred_at=now,
    )
    return agreement, (fact,)

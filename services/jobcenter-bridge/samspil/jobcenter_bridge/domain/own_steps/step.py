"""A step that was entered here: found while it can still be changed, and what is said when it does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.employment import SustainedFor
from samspil.jobcenter_bridge.domain.own_steps.in_order import require_in_order
from samspil.jobcenter_bridge.domain.steps import Said, Source, difference
from samspil.jobcenter_bridge.domain.told import Told
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis


class UnknownStep(Exception):
    """None with this id was entered here for the citizen; those of the jobcenter are changed there."""


class StepVoided(Exception):
    """It was entered by mistake, and taken back."""


class StepProposed(Exception):
    """Nothing is agreed about it yet."""


class StepOver(Exception):
    """It was lost or has ended: what was said of it can be put right, and nothing more happens to it."""


@dataclass(frozen=True, slots=True)
class OwnStep:
    """One that was entered here."""

    id: UUID
    """One of ours: never that of an activity of the jobcenter's."""
    told: Told | None
    """None: it was voided."""
    sustained: tuple[SustainedFor, ...] = ()
    """After how many months since it was achieved somebody said that it lasts."""
    version: int = 0


Decided = tuple[OwnStep, tuple[Said, ...]]


def require_step(steps: Mapping[UUID, OwnStep], id_: UUID) -> OwnStep:
    """The one with this id. Raises ``UnknownStep``."""
    step = steps.get(id_)
    if step is None:
        raise UnknownStep
    return step


def standing(step: OwnStep) -> Told:
    """What was said of it. Raises ``StepVoided``."""
    if step.told is None:
        raise StepVoided
    return step.told


def going_on(step: OwnStep) -> Told:
    """What was said of one that is agreed. Raises ``StepVoided``, ``StepProposed``, ``StepOver``."""
    told = standing(step)
    if told.is_proposed:
        raise StepProposed
    if told.lost_on is not None or told.ended_on is not None:
        raise StepOver
    return told


def entered_by(staff: str) -> Source:
    """Social psychiatry's own plan of action is the ground (serviceloven § 141)."""
    return Source(staff, LegalBasis.SEL_141)


def become(step: OwnStep, told: Told, by: str, now: datetime) -> Decided:
    """The step as it is now; that it lasted holds for the day on which it was achieved.

    Raises what ``require_in_order`` does.
    """
    require_in_order(told, danish_day(now))
    is_as_before = step.told is not None and step.told.achieved_on == told.achieved_on
    after = replace(step, told=told, sustained=step.sustained if is_as_before else ())
    return after, difference(step.id, step.told, told, now, entered_by(by))

"""The facts that say of a milestone what is so now and was not said before."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.employment import (
    EmploymentMilestoneAchieved,
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestoneLost,
    EmploymentMilestonePlanned,
    EmploymentMilestoneProposed,
    EmploymentMilestoneStarted,
    EmploymentMilestoneSustained,
    EmploymentMilestoneVoided,
    SustainedFor,
)
from samspil.jobcenter_bridge.domain.basis import BASIS
from samspil.jobcenter_bridge.domain.told import Told
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis

Said = (
    EmploymentMilestoneProposed
    | EmploymentMilestonePlanned
    | EmploymentMilestoneStarted
    | EmploymentMilestoneAdjusted
    | EmploymentMilestoneAchieved
    | EmploymentMilestoneSustained
    | EmploymentMilestoneLost
    | EmploymentMilestoneEnded
    | EmploymentMilestoneVoided
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, and on what."""

    entered_by: str | None
    """Staff id of who entered it here; None: the jobcenter told it."""
    basis: LegalBasis


JOBCENTER = Source(None, BASIS)


def anew(id_: UUID, told: Told, now: datetime, source: Source = JOBCENTER) -> tuple[Said, ...]:
    """Of one of which nothing stands, or which was only proposed."""
    if told.is_proposed:
        proposed = EmploymentMilestoneProposed(
            milestone_id=id_,
            kind=told.kind,
            starts_on=told.starts_on,
            purpose=told.purpose,
            goal_id=told.goal_id,
            entered_by=source.entered_by,
            basis=source.basis,
            occurred_at=now,
        )
        return (proposed,)
    planned = EmploymentMilestonePlanned(
        milestone_id=id_,
        kind=told.kind,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        hours_per_week=told.hours_per_week,
        minutes_per_week=told.minutes_per_week,
        purpose=told.purpose,
        goal_id=told.goal_id,
        entered_by=source.entered_by,
        basis=source.basis,
        occurred_at=now,
    )
    plan = replace(
        told,
        started_on=None,
        ended_on=None,
        minutes_since=None,
        achieved_on=None,
        lost_on=None,
        outcome=None,
    )
    return (planned, *_of_an_agreed_one(id_, plan, told, now, source))


def difference(
    id_: UUID, before: Told | None, told: Told, now: datetime, source: Source = JOBCENTER
) -> tuple[Said, ...]:
    """Of one that stands; ``before`` is None where its content was not kept: then all of it is said."""
    was_proposed = before is not None and before.is_proposed
    if before == told:
        return ()
    if told.is_proposed and not was_proposed:
        return (voided(id_, now, source), *anew(id_, told, now, source))
    if was_proposed:
        return anew(id_, told, now, source)
    return _of_an_agreed_one(id_, before, told, now, source)


def voided(id_: UUID, now: datetime, source: Source = JOBCENTER) -> EmploymentMilestoneVoided:
    """What was said of it no longer holds."""
    by, basis = source.entered_by, source.basis
    return EmploymentMilestoneVoided(milestone_id=id_, entered_by=by, basis=basis, occurred_at=now)


def lasts(
    id_: UUID, months: SustainedFor, now: datetime, source: Source = JOBCENTER
) -> EmploymentMilestoneSustained:
    """So many months after it was achieved it still is so."""
    return EmploymentMilestoneSustained(
        milestone_id=id_,
        months=months,
        checked_on=danish_day(now),
        entered_by=source.entered_by,
        basis=source.basis,
        occurred_at=now,
    )


def _of_an_agreed_one(
    id_: UUID, before: Told | None, told: Told, now: datetime, source: Source
) -> tuple[Said, ...]:
    """What has a day of its own is said with it; whatever else differs is said whole."""
    if before is None:
        return (_adjusted(id_, before, told, now, source),)
    facts: tuple[Said, ...] = ()
    so_far = before
    if told.started_on and not before.started_on:
        so_far = replace(so_far, starts_on=told.started_on, started_on=told.started_on)
        facts += (
            EmploymentMilestoneStarted(
                milestone_id=id_,
                started_on=told.started_on,
                entered_by=source.entered_by,
                basis=source.basis,
                occurred_at=now,
            ),
        )
    if told.achieved_on and not before.achieved_on:
        so_far = replace(so_far, achieved_on=told.achieved_on)
        facts += (
            EmploymentMilestoneAchieved(
                milestone_id=id_,
                achieved_on=told.achieved_on,
                entered_by=source.entered_by,
                basis=source.basis,
                occurred_at=now,
            ),
        )
    if told.lost_on and not before.lost_on:
        so_far = replace(so_far, ends_on=told.lost_on, lost_on=told.lost_on)
        facts += (
            EmploymentMilestoneLost(
                milestone_id=id_,
                lost_on=told.lost_on,
                entered_by=source.entered_by,
                basis=source.basis,
                occurred_at=now,
            ),
        )
    if told.ended_on and not before.ended_on:
        so_far = replace(so_far, ends_on=told.ended_on, ended_on=told.ended_on, outcome=told.outcome)
        facts += (
            EmploymentMilestoneEnded(
                milestone_id=id_,
                ended_on=told.ended_on,
                outcome=told.outcome,
                entered_by=source.entered_by,
                basis=source.basis,
                occurred_at=now,
            ),
        )
    return facts if so_far == told else (*facts, _adjusted(id_, so_far, told, now, source))


def _adjusted(
    id_: UUID, before: Told | None, told: Told, now: datetime, source: Source
) -> EmploymentMilestoneAdjusted:
    since = told.minutes_since
    if since is None and before is not None and before.minutes_per_week != told.minutes_per_week:
        since = told.starts_on if told.starts_on > danish_day(now) else None
    return EmploymentMilestoneAdjusted(
        milestone_id=id_,
        kind=told.kind,
        starts_on=told.starts_on,
        ends_on=told.ends_on,
        hours_per_week=told.hours_per_week,
        minutes_per_week=told.minutes_per_week,
        minutes_since=since,
        started_on=told.started_on,
        ended_on=told.ended_on,
        achieved_on=told.achieved_on,
        lost_on=told.lost_on,
        outcome=told.outcome,
        purpose=told.purpose,
        goal_id=told.goal_id,
        entered_by=source.entered_by,
        basis=source.basis,
        occurred_at=now,
    )

"""Steps towards work, and how messages to the jobcenter ended, folded from what its bridge said."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from overview_facts import folded
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
    MilestoneKind,
)
from samspil.contracts.envelope import Fact
from samspil.overview.domain.employment_state import DeliveryEnd, EmploymentState, Milestone, Weekly
from samspil.testkit.builders import MONDAY
from samspil.vocabulary.legal_basis import LegalBasis

BASIS = LegalBasis.RSL_11A_1
EARLIER, LATER = UUID(int=2), UUID(int=1)
FIRST, LAST = date(2026, 12, 1), date(2027, 2, 26)


def planned(milestone: UUID, at: datetime) -> EmploymentMilestonePlanned:
    return EmploymentMilestonePlanned(
        milestone_id=milestone,
        kind=MilestoneKind.WORK_PLACEMENT,
        starts_on=FIRST,
        ends_on=LAST,
        hours_per_week=12,
        basis=BASIS,
        occurred_at=at,
    )


def adjusted(milestone: UUID, *, started: date | None = None, ended: date | None = None) -> Fact:
    return EmploymentMilestoneAdjusted(
        milestone_id=milestone,
        kind=MilestoneKind.MENTOR,
        starts_on=FIRST + timedelta(days=7),
        ends_on=None,
        hours_per_week=20,
        started_on=started,
        ended_on=ended,
        basis=BASIS,
        occurred_at=MONDAY + timedelta(days=9),
    )


def started(milestone: UUID) -> Fact:
    day = FIRST + timedelta(days=2)
    return EmploymentMilestoneStarted(milestone_id=milestone, started_on=day, basis=BASIS, occurred_at=MONDAY)


def ended(milestone: UUID) -> Fact:
    day = LAST - timedelta(days=3)
    return EmploymentMilestoneEnded(milestone_id=milestone, ended_on=day, basis=BASIS, occurred_at=MONDAY)


def voided(milestone: UUID) -> Fact:
    return EmploymentMilestoneVoided(milestone_id=milestone, basis=BASIS, occurred_at=MONDAY)


BOTH = (planned(EARLIER, MONDAY), planned(LATER, MONDAY + timedelta(days=1)))
WEEKLY = (Weekly(FIRST, 12 * 60),)
NEW = Milestone(EARLIER, MilestoneKind.WORK_PLACEMENT, FIRST, LAST, 12, MONDAY, weekly=WEEKLY)
OTHER = replace(NEW, id=LATER, planned_at=MONDAY + timedelta(days=1))


def test_milestones_stand_in_the_order_in_which_they_were_planned_however_they_are_told() -> None:
    assert folded(*BOTH).milestones == folded(*reversed(BOTH)).milestones == (NEW, OTHER)


@pytest.mark.parametrize(
    ("fact", "after"),
    [
        (started(EARLIER), replace(NEW, starts_on=date(2026, 12, 3), started_on=date(2026, 12, 3))),
        (ended(EARLIER), replace(NEW, ends_on=date(2027, 2, 23), ended_on=date(2027, 2, 23))),
        (
            adjusted(EARLIER, started=FIRST, ended=LAST),
            Milestone(
                *(EARLIER, MilestoneKind.MENTOR, date(2026, 12, 8), None, 20, MONDAY, FIRST, LAST),
                weekly=(*WEEKLY, Weekly(date(2026, 12, 2), 20 * 60)),
            ),
        ),
        (planned(EARLIER, MONDAY), NEW),
        (voided(EARLIER), None),
    ],
    ids=["started", "ended", "adjusted", "planned again", "voided"],
)
def test_a_fact_about_one_milestone_leaves_the_other_one_as_it_was(
    fact: Fact, after: Milestone | None
) -> None:
    assert folded(*BOTH, fact).milestones == ((after, OTHER) if after else (OTHER,))


def test_an_adjustment_takes_back_that_it_has_started_or_ended() -> None:
    state = folded(BOTH[0], started(EARLIER), ended(EARLIER), adjusted(EARLIER))

    [one] = state.milestones
    assert (one.started_on, one.ended_on) == (None, None)


def test_it_may_start_and_then_end() -> None:
    [one] = folded(BOTH[0], started(EARLIER), ended(EARLIER)).milestones

    assert (one.started_on, one.ended_on) == (date(2026, 12, 3), date(2027, 2, 23))


@pytest.mark.parametrize("fact", [started(EARLIER), ended(EARLIER), voided(EARLIER)])
def test_what_is_said_of_a_milestone_that_nobody_knows_makes_none(fact: Fact) -> None:
    assert folded(fact) == EmploymentState()


def test_an_adjustment_is_the_whole_of_it_so_one_that_nobody_knew_is_known() -> None:
    [one] = folded(adjusted(EARLIER)).milestones

    assert (one.id, one.kind, one.planned_at) == (EARLIER, MilestoneKind.MENTOR, MONDAY + timedelta(days=9))


def test_every_end_of_a_message_is_kept_in_the_order_in_which_it_was_told() -> None:
    refused, arrived = (
        EmploymentDeliveryEnded(
            delivery_id=uuid4(), told=told, outcome=outcome, occurred_at=MONDAY + timedelta(hours=hours)
        )
        for told, outcome, hours in (
            (Told.CONTACT_HOLD, Outcome.REFUSED, 2),
            (Told.SHARING_ENDED, Outcome.ACKNOWLEDGED, 1),
        )
    )
    state = folded(*BOTH, refused, arrived)

    assert state.deliveries == (
        DeliveryEnd(refused.delivery_id, Told.CONTACT_HOLD, Outcome.REFUSED, MONDAY + timedelta(hours=2)),
        DeliveryEnd(
            arrived.delivery_id, Told.SHARING_ENDED, Outcome.ACKNOWLEDGED, MONDAY + timedelta(hours=1)
        ),
    )
    assert state.milestones == (NEW, OTHER)
    assert folded(refused, *BOTH, voided(LATER)).deliveries == state.deliveries[:1]

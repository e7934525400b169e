"""An agreement asked for and silent waits for whoever coordinates, and its leader sees what came too late."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from plan_shown import COORDINATED, DAY, TODAY
from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import AgreementKind, AgreementStage
from samspil.overview.domain.agreement_work import lacks_agreement
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.plan_work import plan_changes_on
from samspil.overview.domain.task import Task, Work
from samspil.overview.domain.view import View, combine
from samspil.testkit.builders import MONDAY, OURS, sealed
from samspil.vocabulary.sector import Sector

STAY: Final = Stay(UUID(int=2), StayKind.INPATIENT, Presence.ADMITTED, MONDAY)
HOME: Final = replace(STAY, presence=Presence.DISCHARGED, discharged_at=MONDAY + timedelta(hours=9))
ASKED: Final = Agreement(
    UUID(int=1),
    AgreementKind.DISCHARGE_AGREEMENT,
    AgreementStage.ASKED,
    Sector.REGION,
    TODAY,
    MONDAY,
    stay_id=STAY.id,
    draft_by=TODAY + 3 * DAY,
)
AT: Final = {
    AgreementStage.ASKED: ASKED,
    AgreementStage.DRAFTED: replace(ASKED, stage=AgreementStage.DRAFTED, words=sealed()),
    AgreementStage.AGREED: replace(ASKED, stage=AgreementStage.AGREED, agreed_on=TODAY),
    AgreementStage.REPLACED: replace(ASKED, stage=AgreementStage.REPLACED),
    AgreementStage.ENDED: replace(ASKED, stage=AgreementStage.ENDED, ended_on=TODAY),
}


def seen(*agreements: Agreement, stay: Stay = STAY, citizen: CitizenState = COORDINATED) -> View:
    plan = PlanState(agreements=agreements)
    return combine(citizen=citizen, plan=plan, hospital=HospitalState(stays=(stay,)))


def tasks(*agreements: Agreement, today: Any = TODAY, **other: Any) -> list[Task]:
    of_agreements = {Work.DRAFT_AGREEMENT, Work.CONCLUDE_AGREEMENT}
    found = open_work(seen(*agreements, **other), today, OURS)
    return [task for task in found if task.work in of_agreements]


@pytest.mark.parametrize("stage", AgreementStage)
def test_what_is_asked_waits_to_be_drafted_and_what_is_drafted_to_be_agreed(stage: AgreementStage) -> None:
    works = {
        AgreementStage.ASKED: [(Work.DRAFT_AGREEMENT, ASKED.draft_by)],
        AgreementStage.DRAFTED: [(Work.CONCLUDE_AGREEMENT, None)],
    }

    found = tasks(AT[stage])

    assert [(task.work, task.due) for task in found] == works.get(stage, [])
    assert all((task.about, {*task.asked}, task.unit) == (ASKED.id, {"mette"}, None) for task in found)


def test_where_nobody_coordinates_it_is_the_units() -> None:
    [task] = tasks(ASKED, citizen=CitizenState())

    assert task.asked == frozenset()


def test_past_its_day_it_is_the_leaders_to_see_and_the_list_changes_on_that_day() -> None:
    due = ASKED.draft_by
    assert due is not None
    [task] = tasks(ASKED, today=due)
    assert not task.escalated
    assert plan_changes_on(seen(ASKED), due) == due + DAY

    [late] = tasks(ASKED, today=due + DAY)

    assert late.escalated
    assert plan_changes_on(seen(AT[AgreementStage.DRAFTED]), due) is None


@pytest.mark.parametrize("stage", [AgreementStage.ASKED, AgreementStage.DRAFTED])
def test_a_discharge_without_it_is_the_leaders_to_see_at_once(stage: AgreementStage) -> None:
    [task] = tasks(AT[stage], stay=HOME)
    assert task.escalated

    [elsewhere] = tasks(replace(AT[stage], stay_id=UUID(int=9)), stay=HOME)
    assert not elsewhere.escalated, "of another stay, or of none that was told yet"


def test_of_somebody_who_is_another_municipalitys_nothing_waits() -> None:
    moved = CitizenState(who=Who(sealed("name"), None, "751", MONDAY))

    assert tasks(ASKED, citizen=moved) == []
    assert tasks(ASKED, citizen=replace(COORDINATED, dead_since=MONDAY)) == []


@pytest.mark.parametrize(
    ("stay", "agreements", "lacks"),
    [
        (STAY, (), True),
        (replace(STAY, presence=Presence.ON_LEAVE), (), True),
        (STAY, (AT[AgreementStage.ENDED],), True),
        (STAY, (ASKED,), False),
        (STAY, (AT[AgreementStage.AGREED],), False),
        (HOME, (), False),
        (replace(STAY, kind=StayKind.ACUTE_AMBULANT), (), False),
    ],
)
def test_a_stay_in_a_ward_lacks_one_while_it_goes_on_and_none_is_open(
    stay: Stay, agreements: tuple[Agreement, ...], *, lacks: bool
) -> None:
    assert lacks_agreement(stay, seen(*agreements, stay=stay)) is lacks
    assert tasks(*agreements, stay=stay) == [] or agreements, "what is missing asks nobody"

"""Work and education on the citizen's own page: what is to come, what it is for, and what did not last."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from samspil.contracts.citizen import RelativeKind
from samspil.contracts.employment import CallForm, CallKind, MilestoneKind, StatusPeriod
from samspil.contracts.plan import LifeArea
from samspil.overview.api.see_own import group_name, shown
from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.employment_state import (
    Call,
    EmploymentState,
    EmploymentStatus,
    Milestone,
    ProposedStep,
    Weekly,
)
from samspil.overview.domain.insight import shown_to
from samspil.overview.domain.plan_parts import Goal, GoalState
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.reader import TheCitizen, TheRelative
from samspil.overview.domain.shown_work import shown_work
from samspil.overview.domain.view import View, combine
from samspil.overview.pages.own_page import own_page
from samspil.overview.pages.own_work import CALL, FORM
from samspil.overview.pages.units import UnitWords
from samspil.rulebook.law import in_force
from samspil.rulebook.law_files import read_law
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, RULES, sealed
from samspil.testkit.newest_law import newest_law
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed

TODAY: Final = danish_day(MONDAY)
DAY: Final = timedelta(days=1)
PLACE, PURPOSE, WISH, NAME = (sealed(one) for one in ("place", "purpose", "words", "coordinator"))
TEXTS: Final = {PLACE: "Torvet 1", PURPOSE: "At prøve løntimer.", WISH: "Et arbejde.", NAME: "Karen Opdigtet"}
GOAL: Final = Goal(UUID(int=1), LifeArea.EMPLOYMENT, WISH, state=GoalState.ACTIVE)
TWELVE: Final = MONDAY.replace(hour=11, minute=0)
AT: Final = CallKind.FOLLOW_UP
SPACE: Final = "\N{NO-BREAK SPACE}"
CALLED: Final = Call(UUID(int=2), AT, CallForm.IN_PERSON, TWELVE + 7 * DAY, 45, PLACE, MONDAY)
STEP: Final = Milestone(
    UUID(int=3), MilestoneKind.ORDINARY_HOURS, TODAY + DAY, None, 7, MONDAY, weekly=(Weekly(TODAY, 450),)
)
PROPOSED: Final = ProposedStep(
    UUID(int=4), MilestoneKind.EDUCATION, TODAY + 60 * DAY, None, None, "staff-2", MONDAY
)


def in_group(
    code: str | None, since: date, until: date | None = None, contact: int | None = 2
) -> EmploymentStatus:
    period = StatusPeriod(contact_group=contact, target_group=code, since=since, until=until)
    return EmploymentStatus(UUID(int=5), (period,), None, MONDAY)


GROUP: Final = in_group("6.8", TODAY - 9 * DAY)


def read(token: Sealed) -> str:
    return TEXTS[token]


def view_of(**known: Any) -> View:
    goals = PlanState(opened_at=MONDAY, goals=(GOAL,), version=1)
    return combine(employment=EmploymentState(**known), plan=goals)


def lines(today: date = TODAY, **known: Any) -> list[tuple[str, str]]:
    page = own_page(
        CITIZEN,
        view_of(**known),
        read,
        today,
        UnitWords({}, {}, {}, OURS),
        group_name(RULES, today),
    )
    assert not page.broken
    return [(one.sentence, one.towards) for one in page.work]


def test_a_call_is_told_with_when_and_where_until_its_day_is_past() -> None:
    told = f"⟦Jobcentret⟧ har indkaldt dig til en opfølgningssamtale 30. november kl.{SPACE}12.00."
    assert lines(calls=(CALLED,)) == [(f"{told} Sted: Torvet 1", "")]
    assert lines(TODAY + 7 * DAY, calls=(CALLED,)) == [(f"{told} Sted: Torvet 1", "")]
    assert lines(TODAY + 8 * DAY, calls=(CALLED,)) == []
    by_phone = replace(CALLED, form=CallForm.PHONE, place=None)
    assert lines(calls=(by_phone,)) == [(f"{told} Det er på telefon.", "")]


def test_a_call_that_is_off_is_told_to_be_until_its_day_is_past() -> None:
    off = replace(CALLED, cancelled_at=MONDAY)
    assert lines(calls=(off,)) == [("Mødet hos ⟦jobcentret⟧ 30. november er aflyst.", "")]
    assert lines(TODAY + 8 * DAY, calls=(off,)) == []


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (STEP, "Ordinære løntimer begynder 24. november. Det er 7 timer og 30 minutter om ugen."),
        (
            replace(STEP, starts_on=TODAY - DAY, weekly=()),
            "Ordinære løntimer skulle begynde 22. november. Er du ikke begyndt, så spørg kommunen.",
        ),
        (replace(STEP, started_on=TODAY, weekly=()), "Ordinære løntimer begyndte 23. november."),
        (
            replace(STEP, started_on=TODAY, achieved_on=TODAY, weekly=()),
            "Du nåede et skridt 23. november: ordinære løntimer.",
        ),
        (
            replace(STEP, achieved_on=TODAY - DAY, lost_on=TODAY),
            "Ordinære løntimer holdt op 23. november. Tal med kommunen om, hvad der kan hjælpe dig nu.",
        ),
        (replace(STEP, ended_on=TODAY), "Ordinære løntimer sluttede 23. november."),
    ],
)
def test_a_step_is_told_as_it_now_is(step: Milestone, said: str) -> None:
    assert lines(milestones=(step,)) == [(said, "")]


@pytest.mark.parametrize("over", ["lost_on", "ended_on"])
def test_what_was_over_long_ago_is_no_longer_told(over: str) -> None:
    for days, is_told in ((60, True), (61, False)):
        step = replace(STEP, **{over: TODAY - days * DAY})  # type: ignore[arg-type]  # the name is a day's
        assert bool(lines(milestones=(step,))) is is_told


def test_what_a_step_is_for_stands_beside_it_else_the_citizens_own_goal() -> None:
    with_goal = replace(STEP, goal_id=GOAL.id)
    assert lines(milestones=(with_goal,))[0][1] == "Et arbejde."
    assert lines(milestones=(replace(with_goal, purpose=PURPOSE),))[0][1] == "At prøve løntimer."
    assert lines(milestones=(replace(STEP, goal_id=UUID(int=9)),))[0][1] == ""


def test_what_is_proposed_is_said_not_to_be_agreed_and_by_whom() -> None:
    assert lines(proposed=(PROPOSED,)) == [
        ("Dem, der hjælper dig, foreslår uddannelse fra 22. januar 2027. Det er ikke aftalt endnu.", "")
    ]
    theirs = replace(PROPOSED, entered_by=None, starts_on=None, purpose=PURPOSE)
    assert lines(proposed=(theirs,)) == [
        ("⟦Jobcentret⟧ foreslår uddannelse. Det er ikke aftalt endnu.", "At prøve løntimer.")
    ]


def test_the_group_has_its_name_of_the_day_and_one_that_is_left_or_to_come_is_not_told() -> None:
    assert lines(status=(replace(GROUP, coordinator=NAME),)) == [
        ("⟦Jobcentret⟧ regner dig med til ressourceforløb siden 14. november.", ""),
        ("Karen Opdigtet holder trådene sammen hos ⟦jobcentret⟧.", ""),
    ]
    for since, until in ((TODAY + DAY, None), (TODAY - 9 * DAY, TODAY - DAY)):
        assert lines(status=(in_group("6.8", since, until),)) == []
    [(unknown, _)] = lines(status=(in_group("9.9", TODAY, contact=None),))
    assert unknown == "⟦Jobcentret⟧ regner dig med til målgruppe 9.9 siden 23. november."
    assert "kontaktgruppe 2" in lines(status=(in_group(None, TODAY),))[0][0]


def test_the_law_of_the_day_says_whether_the_citizen_sees_the_group() -> None:
    view = view_of(status=(GROUP,), calls=(CALLED,), milestones=(STEP,))
    before = in_force(read_law(), date(2026, 12, 1))
    [after] = newest_law()
    for law, seen in ((before, ()), (after, (GROUP,))):
        work = shown_work(view.employment, shown_to(view, TheCitizen(), law, TODAY, OURS))
        assert (work.status, work.calls, work.milestones) == (seen, (CALLED,), (STEP,))


def test_a_relative_who_may_know_all_that_can_be_let_known_never_sees_the_group() -> None:
    [law] = newest_law()
    sister = Relative(UUID(int=6), RelativeKind.SIBLING, NAME, None, None, tuple(DataClass), TODAY, MONDAY)
    view = replace(
        view_of(status=(GROUP,), calls=(CALLED,), milestones=(STEP,)),
        citizen=CitizenState(relatives=(sister,)),
    )
    seen = {one.name for one in shown_to(view, TheRelative(sister.id), law, TODAY, OURS)}
    assert {"calls", "milestones"} <= seen
    assert not {"employment_status", "milestone_words"} & seen


def test_what_is_opened_is_what_is_read() -> None:
    view = view_of(
        status=(replace(GROUP, coordinator=NAME),),
        calls=(CALLED, replace(CALLED, id=UUID(int=7), at=TWELVE - DAY, place=sealed("past"))),
        milestones=(
            replace(STEP, purpose=PURPOSE),
            replace(STEP, id=UUID(int=8), lost_on=TODAY - 99 * DAY, purpose=sealed("old")),
        ),
    )
    opened = {token for place, token in shown(view, TODAY).items() if place.startswith("work")}
    assert opened == {PLACE, PURPOSE, NAME}


def test_every_kind_and_form_of_a_call_has_its_words() -> None:
    assert set(CALL) == set(CallKind)
    assert set(FORM) == set(CallForm)

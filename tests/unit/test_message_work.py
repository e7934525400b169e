"""What hospitals wrote lands on the right list, and what waits at their door is looked at."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from messages_told import ASAP, held, received
from overview_facts import folded
from samspil.overview.domain.citizen_network import Coordinator
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.hospital_state import HospitalState
from samspil.overview.domain.message_work import LOOKED_AT_WITHIN, messages_change_on
from samspil.overview.domain.open_work import Task, Work, open_work
from samspil.overview.domain.plan_parts import Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View, combine
from samspil.overview.pages.task_line import deadline
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis

TODAY = MONDAY.date()
COORDINATOR = Coordinator("staff-1", sealed("name"), "VOKSEN-1", MONDAY)
HELP = Intervention(uuid4(), uuid4(), LegalBasis.SEL_85, "2026-1", "staff-2", sealed("name"), agreed=True)


def view(*facts: Any, helps: tuple[Intervention, ...] = (), **citizen: Any) -> View:
    state = CitizenState(coordinator=COORDINATOR, **citizen)
    plan = PlanState(interventions=helps)
    return combine(citizen=state, hospital=folded(*facts), plan=plan)


def tasks(known: View, today: date = TODAY) -> list[Task]:
    return list(open_work(known, today))


def test_a_wards_question_is_asked_of_whoever_helps_and_listed_in_the_coordinators_unit() -> None:
    question = received()

    [task] = tasks(view(question, helps=(HELP,)))

    assert (task.work, task.about) == (Work.ANSWER_MESSAGE, question.thread_id)
    assert (task.asked, task.unit, task.due) == (frozenset({"staff-2"}), "VOKSEN-1", None)


def test_while_whoever_helps_is_away_the_deputy_is_asked_and_where_nobody_helps_the_coordinator() -> None:
    away = replace(HELP, away_until=TODAY, deputy="staff-3", deputy_name=sealed("name"))
    not_agreed = replace(HELP, agreed=False)

    [task] = tasks(view(received(), helps=(away,)))
    assert task.asked == frozenset({"staff-3"})
    for helps in ((), (not_agreed,)):
        [task] = tasks(view(received(), helps=helps))
        assert task.asked == frozenset({"staff-1"})


def test_one_thread_is_one_task_and_what_is_urgent_comes_before_all_that_has_a_day() -> None:
    thread = uuid4()
    before = received(at=MONDAY - timedelta(days=40))
    asked = received(thread), received(thread, at=MONDAY + timedelta(hours=1), **ASAP)

    first, second = tasks(view(before, *asked))

    assert (first.about, first.since, first.urgent) == (thread, MONDAY, True)
    assert (second.about, second.urgent) == (before.thread_id, False)
    assert deadline(first, TODAY) == ("Haster, siden 23.11.2026", "warning")


def test_nothing_is_asked_about_what_was_answered_or_handled() -> None:
    question = received()
    known = view(question)
    handled = replace(known, coordination=Coordination(handled=(question.message_id,)))

    assert tasks(handled) == []


@pytest.mark.parametrize("days", [0, 3, 4])
def test_what_waits_at_the_bridge_is_the_units_and_the_leaders_once_it_is_old(days: int) -> None:
    thing = held()

    [task] = tasks(view(thing), TODAY + timedelta(days=days))

    assert (task.work, task.about, task.asked) == (Work.LOOK_AT_HELD, thing.held_id, frozenset())
    assert (task.unit, task.due) == ("VOKSEN-1", TODAY + LOOKED_AT_WITHIN)
    assert task.escalated == (days == 4)


def test_the_day_on_which_it_is_late_is_looked_at_by_itself() -> None:
    known = view(held(at=MONDAY - timedelta(days=30)), held())

    assert messages_change_on(known, TODAY) == date(2026, 11, 27)
    assert messages_change_on(known, date(2026, 11, 27)) is None


def test_what_a_hospital_says_of_somebody_who_is_recorded_as_dead_is_still_looked_at() -> None:
    known = view(received(), held(), dead_since=MONDAY)

    assert [task.work for task in tasks(known)] == [Work.LOOK_AT_HELD]


def test_at_the_end_of_time_nothing_is_late() -> None:
    far = MONDAY.replace(year=9999, month=12, day=31)
    [task] = tasks(combine(hospital=replace(folded(held(at=far)))), date.max)
    assert (task.due, task.escalated) == (None, False)
    assert messages_change_on(combine(hospital=HospitalState()), date.max) is None

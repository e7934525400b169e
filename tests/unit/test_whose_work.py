"""Whose turn a task is, in words, and until when."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from samspil.overview.api.routes.page_work_list import reader
from samspil.overview.domain.open_work import Task, Work
from samspil.overview.pages import words
from samspil.overview.pages.task_line import deadline, task_lines, whose_turn
from samspil.overview.pages.work_list_page import Waiting, work_list_page
from samspil.testkit.builders import CITIZEN, MONDAY
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

AISHA = Caller("aisha", Role.SUPPORT_WORKER, Sector.SOCIAL, frozenset({"BOSTOETTE-1"}))
TODAY = MONDAY.date()
NAMES = {"aisha": "Aisha Digtet", "jens": "Jens"}


def turn(me: Caller | None = AISHA, **of: object) -> str:
    task = Task(**{"work": Work.FOLLOW_UP, "since": MONDAY, **of})  # type: ignore[arg-type]  # each names what it needs
    return whose_turn(task, me, NAMES, {"VISITATION-1": "Visitationen"}.__getitem__)


def test_a_turn_is_a_name_a_unit_or_a_party() -> None:
    assert turn(asked=frozenset({"aisha", "jens"})) == "Din tur"
    assert turn(None, asked=frozenset({"aisha", "jens"})) == "Aisha Digtets og Jens' tur"
    assert turn(asked=frozenset({"somebody"})) == "En kollegas tur"
    assert turn(unit="BOSTOETTE-1") == "Din enheds tur"
    assert turn(unit="VISITATION-1") == "Visitationens tur"
    assert turn() == "Socialpsykiatriens tur"
    assert turn(turn=Sector.REGION, asked=frozenset({"aisha"})) == "Regionens tur"


def test_who_only_waits_is_told_which_unit_has_the_turn() -> None:
    def waits(awaits: str | None) -> str:
        return turn(work=Work.AWAIT_ANSWER, asked=frozenset({"aisha"}), unit="BOSTOETTE-1", awaits=awaits)

    assert waits("VISITATION-1") == "Visitationens tur"
    assert waits("BOSTOETTE-1") == "Din enheds tur"
    assert waits(None) == "Socialpsykiatriens tur"


@pytest.mark.parametrize(
    ("unit", "author", "is_offered"),
    [("BOSTOETTE-1", "jens", True), ("BOSTOETTE-1", "aisha", False), ("VISITATION-1", "jens", False)],
)
def test_what_ones_unit_has_not_received_is_received_on_the_list_but_never_by_its_author(
    unit: str, author: str, is_offered: bool
) -> None:
    about = uuid4()
    task = Task(Work.ANSWER_REFERRAL, MONDAY, about=about, unit=unit, receivable=7, author=author)
    page = work_list_page("enhedens", [Waiting(CITIZEN, "Ida", {}, (task,))], {}, TODAY, AISHA)

    offers = [(one.form.name, str(one.things[0])) for one in page.blocks[0].tasks[0].offers]
    assert offers == ([("henvendelse/modtag", f"{about}.7")] if is_offered else [])


def test_citizens_whose_names_cannot_be_opened_are_told_apart_and_nothing_is_received_of_them() -> None:
    task = Task(Work.ANSWER_REFERRAL, MONDAY, about=uuid4(), unit="BOSTOETTE-1", receivable=7, author="jens")
    page = work_list_page("enhedens", [Waiting(CITIZEN, None, {}, (task,))] * 2, {}, TODAY, AISHA)

    assert page.is_nameless
    assert [one.name for one in page.blocks] == ["Borger 1", "Borger 2"]
    assert [line.offers for one in page.blocks for line in one.tasks] == [(), ()]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-3, ("3 dage efter fristen", "error")),
        (-1, ("1 dag efter fristen", "error")),
        (0, ("Frist i dag", "warning")),
        (1, ("Frist 24.11.2026 (1 arbejdsdag)", "info")),
        (14, ("Frist 07.12.2026 (10 arbejdsdage)", "info")),
        (100, ("Frist 03.03.2027", "info")),
    ],
)
def test_a_deadline_is_told_in_days(days: int, said: tuple[str, str]) -> None:
    assert deadline(Task(Work.FOLLOW_UP, MONDAY, TODAY + timedelta(days)), TODAY) == said


def test_what_has_no_deadline_is_told_since_when_it_waits() -> None:
    assert deadline(Task(Work.FOLLOW_UP, MONDAY), date(2026, 12, 1)) == ("Siden 23.11.2026", "info")


def test_alike_tasks_are_one_line_and_the_most_urgent_says_until_when() -> None:
    late, later = (Task(Work.FOLLOW_UP, MONDAY, TODAY + timedelta(days)) for days in (-2, 5))
    theirs = Task(Work.FOLLOW_UP, MONDAY, asked=frozenset({"jens"}))
    lines = task_lines([late, later, theirs, later], TODAY, AISHA, NAMES, str)

    assert [(line.times, line.turn, line.due) for line in lines] == [
        (3, "Socialpsykiatriens tur", "2 dage efter fristen"),
        (1, "Jens' tur", "Siden 23.11.2026"),
    ]


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER])
def test_what_is_no_one_units_is_seen_to_by_the_caseworkers_of_the_units_that_have_the_case(
    role: Role,
) -> None:
    caller = Caller("somebody", role, Sector.SOCIAL, frozenset({"VISITATION-1"}))

    assert reader(caller).has_the_rest == (role is Role.CASEWORKER)
    assert reader(caller).units == {"VISITATION-1"}


def test_every_kind_of_work_has_its_button() -> None:
    assert set(words.VERB) == set(words.WORK) == set(Work)

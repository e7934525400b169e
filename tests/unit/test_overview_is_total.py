"""Whatever is stored, of any time: folding, combining, watching, disclosing, drawing and wording answer."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import (
    END_INSTANTS,
    ENDS,
    anything,
    counted,
    days,
    instants,
    laws,
    one_of_these,
    patiently,
    views,
)
from samspil.contracts.catalogue import FACTS, PUBLISHERS
from samspil.contracts.employment import MilestoneKind
from samspil.contracts.topics import Topic
from samspil.ledger.fold import Fold
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.employment_state import EmploymentState, Milestone
from samspil.overview.domain.explain_all import explain_readers
from samspil.overview.domain.inform import inform, narrowed, says_the_same, tells_nothing
from samspil.overview.domain.open_work import Task, open_work, steps
from samspil.overview.domain.plan_work import plan_changes_on
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import (
    EndsInThePast,
    HoldReplaced,
    HoldWanted,
    NoSuchHold,
    end_hold,
    set_hold,
)
from samspil.overview.domain.view import View, combine
from samspil.overview.domain.view_fields import VIEW_FIELDS
from samspil.overview.domain.watch_stays import watch_stays
from samspil.overview.pages.citizen_page import citizen_page
from samspil.overview.pages.danish import day, instant, parse_day
from samspil.overview.pages.disclosure_words import sentence
from samspil.overview.pages.drawing import WIDTH, Drawing, draw
from samspil.overview.pages.file_page import file_page
from samspil.overview.pages.own_citizens_page import own_citizens_page
from samspil.overview.pages.plan_page import plan_page
from samspil.overview.pages.reader_words import People
from samspil.overview.pages.sharing_page import sharing_page
from samspil.overview.pages.task_line import task_lines
from samspil.overview.pages.timeline import Entry
from samspil.overview.pages.timeline_view import Shown, timeline_view
from samspil.overview.pages.work_list_page import Waiting, work_list_page
from samspil.overview.pages.work_page import work_page
from samspil.overview.storage.folds import FOLDS
from samspil.rulebook.law import Law, in_force, next_change
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, OURS, RULES, event, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role


class Anywhere(frozenset[str]):
    """Every municipality, whatever its code."""

    def __contains__(self, _code: object) -> bool:
        return True


ANYWHERE = Anywhere()
TOKEN = sealed("ask")
HEARD = [fold.topic for fold in FOLDS]
TICKS_AT_MOST = 20
ME = Caller("me", Role.CASEWORKER, Sector.SOCIAL)


def dates_in(value: Any) -> Iterator[date]:
    """Every day and instant in it, however deep."""
    if isinstance(value, date):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from dates_in(getattr(value, one.name))
    elif isinstance(value, dict):
        yield from dates_in(list(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from dates_in(part)


def history(facts: list[Any]) -> list[Any]:
    return [event(fact, seq) for seq, fact in enumerate(facts, 1)]


@pytest.mark.parametrize("topic", HEARD, ids=lambda topic: topic.name)
def test_any_facts_in_any_order_are_folded_and_the_state_is_kept_and_read_again(topic: Topic) -> None:
    fold: Fold[Any] = next(fold for fold in FOLDS if fold.topic is topic)
    met: set[date] = set()

    @counted
    @given(st.lists(one_of_these(FACTS[topic]), min_size=1, max_size=8))
    def folded(facts: list[Any]) -> None:
        state = None
        for one in history(facts):
            state = fold.step(state, one)
        assert fold.state.validate_json(fold.state.dump_json(state)) == state
        met.update(dates_in(facts))

    folded()
    assert met >= END_INSTANTS


def test_any_view_is_combined_counted_watched_and_its_holds_are_set_and_ended() -> None:
    met: set[date] = set()

    @counted
    @given(views, instants, days)
    def answered(view: View, now: datetime, until: date) -> None:
        met.update((until, *dates_in(view)))
        today = danish_day(now)
        urgencies = [task.urgency for task in open_work(view, today)]
        assert urgencies == sorted(urgencies)
        changes = plan_changes_on(view, today)
        assert changes is None or changes > today
        combine(referrals={one.id: one for one in view.referrals}, plan=view.plan)
        watched, _ = watch_stays(view.coordination, view.hospital, now)
        assert watch_stays(watched, view.hospital, now) == (watched, ())
        with suppress(EndsInThePast):
            set_hold(view.coordination, HoldWanted(UUID(int=9), until, TOKEN, "staff-1"), now)
        with suppress(NoSuchHold, HoldReplaced):
            end_hold(view.coordination, UUID(int=1), "staff-1", now)

    answered()
    assert met >= ENDS | END_INSTANTS


def test_of_any_view_under_any_law_each_partner_is_told_something_or_nothing() -> None:
    met: set[date] = set()

    @counted
    @given(views, views, laws, days, instants, st.sampled_from(Receiver), st.sampled_from([OURS, ANYWHERE]))
    def told(
        view: View,
        earlier: View,
        law: Law,
        today: date,
        now: datetime,
        receiver: Receiver,
        ours: Collection[str],
    ) -> None:
        met.update((today, *dates_in(view)))
        assert in_force(law, today).valid_from <= today
        changes = next_change(law, today)
        assert changes is None or changes > today
        disclosure = disclose(view, receiver, law, today, ours)
        grounds = [line.ground for line in disclosure.lines if line.ground]
        assert all(ground.until is None or ground.until >= today for ground in grounds)
        assert disclosure.changes_on is None or disclosure.changes_on > today
        assert all(sentence(receiver, line).endswith(".") for line in disclosure.lines)
        informed, before = (
            inform(one, now) for one in (disclosure, disclose(earlier, receiver, law, today, ours))
        )
        assert tells_nothing(narrowed(informed, None))  # type: ignore[type-var]  # both are of one receiver
        assert says_the_same(narrowed(informed, informed), informed)  # type: ignore[type-var]
        narrowed(informed, before)  # type: ignore[type-var]

    told()
    assert met >= ENDS | END_INSTANTS


def test_any_view_and_any_history_become_pages() -> None:
    met: set[date] = set()
    told = [one for publisher in PUBLISHERS for one in publisher.FACTS]

    @counted
    @given(views, st.lists(one_of_these(told), max_size=4), instants)
    def shown(view: View, facts: list[Any], now: datetime) -> None:
        met.update((now, *dates_in(view), *dates_in(facts)))
        today = danish_day(now)
        page = citizen_page(CITIZEN, view, history(facts), str, now)
        assert sum(one.times for one in page.tasks) == len(steps(view, today))
        readers = explain_readers(view, in_force(LAW, today), today, OURS)
        sharing = sharing_page(view, [], readers, People(), today, {})
        assert len(sharing.consents) == len(view.citizen.consents)
        shown = [one for _, some in sharing.readers for one in some]
        assert len(shown) == len(readers) >= 2
        assert all(one.summary.endswith(".") and len(one.lines) == len(VIEW_FIELDS) for one in shown)
        plan = plan_page(CITIZEN, view, str, today, ME)
        assert not plan.broken
        assert len(plan.every_goal) == len(view.plan.goals)
        assert {one.id for one in plan.every_help} == {one.id for one in view.plan.interventions}
        work = work_page(CITIZEN, view, str, today, RULES)
        assert not work.broken
        own_citizens_page({CITIZEN: view}, {}, "me", now)
        file = file_page(CITIZEN, view, str, today)
        assert not file.broken
        assert len(file.relatives) + len(file.left) == len(view.citizen.relatives)

    shown()
    assert met >= ENDS | END_INSTANTS


@patiently
@given(anything(Task), days)
def test_any_task_is_one_line_of_the_work_list(task: Task, today: date) -> None:
    page = work_list_page("mine", [Waiting(CITIZEN, "Bruno", {}, (task, task))], {"mine": 1}, today, None)

    [line] = page.blocks[0].tasks
    assert (line,) == task_lines([task, task], today, None, {}, str)
    assert line.times == 2


@patiently
@given(st.lists(anything(Entry), max_size=30), days, st.text(max_size=8), st.sampled_from(["", "alt"]))
def test_whatever_month_is_asked_for_some_of_any_timeline_is_shown(
    entries: list[Entry], today: date, before: str, show: str
) -> None:
    entries.sort(key=lambda one: one.at, reverse=True)
    asked = Shown.read("", show, before)
    view = timeline_view(entries, asked, today)

    assert view.total == len(entries)
    assert view.count <= view.total
    while view.earlier:
        more = timeline_view(entries, view.earlier, today)
        assert more.count > view.count
        view = more
    assert view.count == len([one for one in entries if show or not one.is_routine])


@patiently
@given(views, st.lists(anything(Entry), min_size=1, max_size=6), days)
def test_any_view_is_drawn_inside_the_picture_with_few_ticks(
    view: View, entries: list[Entry], today: date
) -> None:
    drawing = draw(view, entries, today)

    assert drawing is not None
    assert len(drawing.ticks) <= TICKS_AT_MOST
    assert all(0 <= tick.x <= WIDTH for tick in drawing.ticks)
    assert 0 <= drawing.today <= WIDTH
    for lane in drawing.lanes:
        assert all(0 <= dot <= WIDTH for dot in lane.dots)
        assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH for bar in lane.bars)


@pytest.mark.parametrize("mistyped", [date.min, date.max])
def test_a_mistyped_year_presses_nothing_else_together_and_is_said(mistyped: date) -> None:
    def drawn(*mistakes: Milestone) -> Drawing:
        view = combine(employment=EmploymentState(mistakes))
        entries = [
            Entry(MONDAY - timedelta(days=200 * ago), Sector.SOCIAL, "Plan oprettet") for ago in (0, 1)
        ]
        drawing = draw(view, entries, MONDAY.date())
        assert drawing is not None
        return drawing

    with_it = drawn(
        Milestone(UUID(int=1), MilestoneKind.MENTOR, mistyped, None, None, MONDAY),
        Milestone(UUID(int=2), MilestoneKind.MENTOR, MONDAY.date(), None, None, MONDAY),
    )
    a_year_ago, now = with_it.lanes[0].dots
    assert now - a_year_ago > 20
    assert "tolv måneder" in with_it.left_out
    assert not drawn().left_out


@given(days)
def test_a_day_of_any_year_is_written_with_four_digits_and_read_again(one: date) -> None:
    assert len(day(one)) == len("22.11.2026")
    assert parse_day(day(one)) == one


@given(instants)
def test_an_instant_of_any_year_is_written_on_danish_clocks(at: datetime) -> None:
    assert instant(at).startswith(day(danish_day(at)))


def test_the_ends_of_time_are_written_as_such() -> None:
    assert day(date.min) == "01.01.0001"
    assert instant(datetime.max.replace(tzinfo=UTC)) == "31.12.9999 kl.\N{NO-BREAK SPACE}23.59"

"""Views made into Danish: every code has its word, every fact its line, every day its form."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import EnumType, StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clash_facts import called, cancelled, lost, planned
from samspil.contracts.catalogue import PUBLISHERS
from samspil.contracts.coordination import CoordinationContactHoldProposalEnded
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneVoided,
    MilestoneKind,
)
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.coordination import Coordination, Hold
from samspil.overview.domain.employment_state import DeliveryEnd, EmploymentState
from samspil.overview.domain.fold_employment import fold_employment
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.plan_parts import Goal
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View, combine
from samspil.overview.pages import attention_words, citizen_page, words, work_words
from samspil.overview.pages.danish import COUNTED_DAYS, day, day_ahead, instant, listed, parse_day
from samspil.overview.pages.drawing import WIDTH, draw
from samspil.overview.pages.rendering import render
from samspil.overview.pages.timeline import Entry, timeline
from samspil.overview.pages.upcoming import upcoming
from samspil.testkit.builders import CITIZEN, MONDAY, event, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.municipality import MUNICIPALITIES
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

UNTOLD = {CoordinationContactHoldProposalEnded}
"""A hold that was set, or the stay's end, says it already."""


def test_every_code_has_its_danish_word() -> None:
    modules = (words, work_words, attention_words)
    tables = [one for module in modules for one in vars(module).values() if isinstance(one, dict) and one]
    tables = [table for table in tables if isinstance(next(iter(table)), StrEnum)]

    assert len(tables) == 36
    for table in tables:
        kind: type[StrEnum] = type(next(iter(table)))
        assert set(table) == set(kind)


def test_days_and_instants_are_written_in_danish_on_danish_clocks() -> None:
    assert day(date(2026, 11, 2)) == "02.11.2026"
    assert instant(datetime(2026, 11, 22, 13, 5, tzinfo=UTC)) == "22.11.2026 kl.\N{NO-BREAK SPACE}14.05"
    assert instant(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "02.07.2026 kl.\N{NO-BREAK SPACE}00.30"
    assert listed(["a", "b", "c"]) == "a, b og c"


@given(st.integers(1, 2 * COUNTED_DAYS) | st.integers(1, 3_000_000))
def test_working_days_ahead_are_counted_out_while_they_are_few(days: int) -> None:
    today = MONDAY.date()
    far = today + timedelta(days=min(days, (date.max - today).days))

    told = day_ahead(far, today)

    assert told.startswith(day(far))
    assert ("arbejdsdag" in told) == (days <= COUNTED_DAYS)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_written_day_is_read_again(one: date) -> None:
    assert parse_day(day(one)) == parse_day(f" {one.day}.{one.month}.{one.year} ") == one
    assert parse_day(one.isoformat()) == one


@pytest.mark.parametrize("text", ["", "i morgen", "31.02.2026", "11.22.2026", "22.11.26"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None


def values(kind: Any) -> st.SearchStrategy[Any]:
    if get_origin(kind) is UnionType:
        return st.one_of(*map(values, get_args(kind)))
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), min_size=1, max_size=3).map(tuple)
    if isinstance(kind, EnumType):
        return st.sampled_from(list(kind))
    known: dict[Any, st.SearchStrategy[Any]] = {
        UUID: st.uuids(),
        Sealed: st.builds(sealed),
        str: st.text(max_size=20),
        int: st.integers(0, 40),
        date: st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        type(None): st.none(),
    }
    moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone
    return known.get(kind, moments)


def a_fact(kind: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    municipalities = st.sampled_from(list(MUNICIPALITIES))
    told = {
        one.name: municipalities if one.name.endswith("municipality") else values(hints[one.name])
        for one in fields(kind)
    }
    return st.builds(kind, **told)


FACTS = [kind for publisher in PUBLISHERS for kind in publisher.FACTS if kind not in UNTOLD]


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.TYPE)
def test_every_fact_has_its_line(kind: type) -> None:
    @given(a_fact(kind))
    def told(fact: Any) -> None:
        [entry] = timeline([event(fact)])
        assert entry.what
        assert not any(part in entry.what + entry.more for part in ("s1.", "_", "None"))

    told()


@given(st.lists(st.one_of([a_fact(kind) for kind in FACTS]), max_size=8))
def test_the_timeline_is_the_newest_first_and_loses_nothing(facts: list[Any]) -> None:
    entries = timeline([event(fact) for fact in facts])

    assert len(entries) == len(facts)
    assert [one.at for one in entries] == sorted((one.at for one in entries), reverse=True)


@given(
    begins=st.lists(st.integers(0, 900), min_size=1, max_size=6),
    lasts=st.integers(0, 400),
    gone=st.booleans(),
)
def test_everything_is_drawn_inside_the_picture(begins: list[int], lasts: int, gone: bool) -> None:
    now = MONDAY + timedelta(days=900)
    stays = [
        Stay(
            uuid4(),
            StayKind.INPATIENT,
            Presence.DISCHARGED if gone else Presence.ADMITTED,
            MONDAY + timedelta(days=begin),
            MONDAY + timedelta(days=begin + lasts) if gone else None,
        )
        for begin in begins
    ]
    hold = Hold(uuid4(), now.date() + timedelta(days=lasts), sealed("ask"), "staff-1", now)
    view = combine(
        hospital=HospitalState(tuple(stays)),
        coordination=Coordination((hold,)),
        plan=PlanState(agreed_on=MONDAY.date()),
    )
    entries = [Entry(stay.admitted_at, Sector.REGION, "Indlæggelse begyndt") for stay in stays]

    drawing = draw(view, entries, now.date())

    assert drawing is not None
    for lane in drawing.lanes:
        assert all(0 <= dot <= WIDTH for dot in lane.dots)
        for bar in lane.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
            assert lane.y <= bar.y <= lane.y + lane.height - 8
    assert 0 <= drawing.today <= WIDTH


def test_nothing_heard_is_nothing_drawn() -> None:
    assert draw(combine(), [], MONDAY.date()) is None


def test_without_the_built_in_sign_in_the_page_says_how_else() -> None:
    page = render(
        "sign_in.html", me=None, built_in=False, staff=[], others=[], back="/", kept="", form_token="token"
    )

    assert "din kommunes egen login-løsning" in page
    assert "<button" not in page


def test_what_people_write_never_becomes_markup() -> None:
    page = render(
        "problem.html",
        me=None,
        heading="<script>",
        text="&",
        is_closed=False,
        sign_in=None,
        number='"',
        written=(),
        form_token="",
    )

    assert "<script>" not in page


def page_of(view: View) -> str:
    shown = citizen_page.citizen_page(CITIZEN, view, [], lambda _: "Aisha Digtet", MONDAY)
    return render(
        "citizen.html",
        me=None,
        page=shown,
        refused=None,
        changed=None,
        again=None,
        news=None,
        number=None,
        renews=False,
        seen=0,
        now=MONDAY,
        example=MONDAY.date(),
        form_token="token",
    )


def facts_of(page: str) -> str:
    """What stands below the name, without its markup."""
    return re.sub(r"<[^>]*>", "", page.partition('class="facts">')[2].partition("</p>")[0])


def test_where_the_citizen_lives_stands_beside_who_acts_and_only_where_they_differ() -> None:
    who = Who(sealed("name"), sealed("cpr"), "101", MONDAY)
    elsewhere = replace(who, residence_municipality="265")
    shown = [elsewhere, replace(who, residence_municipality="101"), who]

    assert [facts_of(page_of(combine(citizen=CitizenState(one)))) for one in shown] == [
        "Handlekommune København (101) · Bopælskommune Roskilde (265)",
        "Handlekommune København (101)",
        "Handlekommune København (101)",
    ]


def with_a_stay(hold: Hold) -> View:
    return combine(coordination=Coordination((hold,)), hospital=HospitalState((A_STAY,)))


A_STAY = Stay(uuid4(), StayKind.INPATIENT, Presence.ADMITTED, MONDAY)
NOT_SHOWN = "Det her kan ikke vises lige nu. Resten af siden passer."
PARTS = ("stay_cards", "hold_card", "plan_line", "_parties", "timeline", "draw", "steps")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_cannot_be_shown_says_so_and_takes_no_other_with_it(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> object:
        raise OverflowError("date value out of range")

    hold = Hold(uuid4(), date(2026, 12, 1), sealed("ask"), "staff-1", MONDAY)
    assert NOT_SHOWN not in page_of(with_a_stay(hold))
    monkeypatch.setattr(citizen_page, part, fails)
    page = page_of(with_a_stay(hold))

    assert page.count(NOT_SHOWN) == 1
    assert ("Afslut kontaktpausen" in page) == (part != "hold_card")
    assert ("Indlagt siden" in page) == (part != "stay_cards")
    assert "Ingen kontaktpause" not in page  # what is not known is not denied


def test_a_message_that_did_not_arrive_has_a_button_that_says_it_is_taken_care_of() -> None:
    lost = DeliveryEnd(uuid4(), Told.CONTACT_HOLD, Outcome.REFUSED, MONDAY)
    view = combine(employment=EmploymentState(deliveries=(lost,)))
    page = page_of(view)

    assert "Beskeden kom ikke frem til ⟦jobcentret⟧" in page
    form = page.partition(f'action="/borgere/{CITIZEN}/besked/klaret"')[2].partition("</form>")[0]
    assert f'name="thing" value="{lost.id}.0"' in form
    assert 'value="token"' in form


@pytest.mark.parametrize(
    ("by", "whose"), [("staff-1", Sector.SOCIAL), (None, Sector.EMPLOYMENT)], ids=["ours", "the jobcenter's"]
)
def test_a_step_is_shown_as_of_whoever_entered_it(by: str | None, whose: Sector) -> None:
    begins = danish_day(MONDAY)
    heard = [event(planned(UUID(int=3), begins, by=by))]
    view = combine(employment=fold_employment(None, heard[0]))

    shown = citizen_page.citizen_page(CITIZEN, view, heard, str, MONDAY)

    assert [one.sector for one in timeline(heard)] == [whose]
    [there] = [one for one in shown.parties if one.sector is Sector.EMPLOYMENT]
    assert bool(there.people) is (by is None)


def test_a_call_to_a_meeting_is_to_come_until_its_day_is_past_or_it_is_off() -> None:
    coming, off, held = (
        called(UUID(int=n), MONDAY + timedelta(days=days)) for n, days in ((1, 2), (2, 3), (3, -1))
    )
    state, facts = None, list[Fact]([coming, off, held, cancelled(UUID(int=2))])
    for seq, fact in enumerate(facts, 1):
        state = fold_employment(state, event(fact, seq))

    found = upcoming(combine(employment=state), danish_day(MONDAY))

    assert [(one.what, one.on) for one in found] == [("Jobsamtale", danish_day(coming.at))]


def test_a_lost_step_is_over_beside_the_goal_in_the_picture_and_among_what_is_to_come() -> None:
    step, begins, last = UUID(int=3), danish_day(MONDAY) + timedelta(days=1), danish_day(MONDAY)
    until = begins + timedelta(days=90)
    facts: tuple[Fact, ...] = (planned(step, begins, until), lost(step, last))
    heard = [event(fact, seq) for seq, fact in enumerate(facts, 1)]
    state = None
    for one in heard:
        state = fold_employment(state, one)
    goal = Goal(uuid4(), LifeArea.EMPLOYMENT, sealed("words"))
    view = combine(employment=state, plan=PlanState(goals=(goal,)))

    shown = citizen_page.citizen_page(CITIZEN, view, heard, str, MONDAY)

    assert shown.goals[0].steps == ("Virksomhedspraktik: ophørt 23.11.2026",)
    assert [one.what for one in upcoming(view, last)] == []
    [there] = [one for one in shown.parties if one.sector is Sector.EMPLOYMENT]
    assert there.people == ()
    assert shown.drawing is not None
    assert shown.drawing.text == "⟦Jobcentret⟧: virksomhedspraktik fra 24.11.2026 til 24.11.2026"


def test_the_step_beside_the_goal_and_the_picture_follow_what_the_jobcenter_changed() -> None:
    id_, basis = uuid4(), LegalBasis.RSL_11A_1
    begun = EmploymentMilestonePlanned(
        milestone_id=id_,
        kind=MilestoneKind.MENTOR,
        starts_on=date(2026, 12, 1),
        ends_on=None,
        hours_per_week=3,
        basis=basis,
        occurred_at=MONDAY,
    )
    adjusted = EmploymentMilestoneAdjusted(
        milestone_id=id_,
        kind=MilestoneKind.MENTOR,
        starts_on=date(2026, 12, 8),
        ends_on=date(2027, 1, 8),
        hours_per_week=5,
        started_on=None,
        ended_on=None,
        basis=basis,
        occurred_at=MONDAY,
    )
    ended = EmploymentMilestoneEnded(
        milestone_id=id_, ended_on=date(2026, 12, 20), basis=basis, occurred_at=MONDAY
    )
    voided = EmploymentMilestoneVoided(milestone_id=id_, basis=basis, occurred_at=MONDAY)
    goal = Goal(uuid4(), LifeArea.EMPLOYMENT, sealed("words"))
    facts: list[Fact] = [begun, adjusted, ended, voided]
    state, steps, pictures, lines = None, [], [], []
    for seq, fact in enumerate(facts, 1):
        heard = event(fact, seq)
        state = fold_employment(state, heard)
        view = combine(employment=state, plan=PlanState(goals=(goal,)))
        shown = citizen_page.citizen_page(CITIZEN, view, [heard], str, MONDAY)
        steps.append(shown.goals[0].steps)
        pictures.append(shown.drawing.text if shown.drawing else None)
        [[line]] = [group.lines for group in shown.timeline.groups]
        lines.append(f"{line.first.what}: {line.first.more}")

    assert steps == [
        ("Mentor: planlagt fra 01.12.2026, 3 timer om ugen",),
        ("Mentor: planlagt fra 08.12.2026 til 08.01.2027, 5 timer om ugen",),
        ("Mentor: afsluttet 20.12.2026, 5 timer om ugen",),
        (),
    ]
    assert pictures == [
        "⟦Jobcentret⟧: mentor fra 01.12.2026 og frem",
        "⟦Jobcentret⟧: mentor fra 08.12.2026 til 08.01.2027",
        "⟦Jobcentret⟧: mentor fra 08.12.2026 til 20.12.2026",
        "",
    ]
    assert lines == [
        "Mentor planlagt: Begynder 01.12.2026",
        "Mentor ændret: Begynder 08.12.2026, sidste dag 08.01.2027, 5 timer om ugen",
        "Aktivitet afsluttet: Sidste dag 20.12.2026",
        "Aktivitet slettet hos ⟦jobcentret⟧: ",
    ]

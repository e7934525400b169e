"""The page of the plan: what stands there in each state, and which acts each role is offered."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import counted, views
from plan_shown import (
    AHEAD,
    ASKED_FOR,
    BUS,
    CARE,
    COORDINATED,
    DAY,
    DRAFTED,
    FIRST,
    OF_SUPPORT,
    PASSED,
    PLAN,
    SECOND,
    SISTER,
    SUPPORT,
    TODAY,
    VISIT,
    WORK,
)
from samspil.contracts.envelope import Fact
from samspil.contracts.plan import PauseReason, PlanEnd, PlanGoalAdded, PlanGoalChanged, Whose
from samspil.overview.domain.plan_parts import Ended, GoalState, Pause
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.task import Task, Work
from samspil.overview.domain.version_change import version_change
from samspil.overview.domain.view import View, combine
from samspil.overview.pages.changed import thing_changed
from samspil.overview.pages.citizen_page import citizen_page
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms import agreements, plan_goals, plan_help, plan_life, plan_meetings
from samspil.overview.pages.own_citizens_page import own_citizens_page
from samspil.overview.pages.plan_page import CONTACTS_AT_MOST, PlanPage, plan_page
from samspil.overview.pages.publishers.plan_offers import FOR_WORK, task_offers
from samspil.overview.pages.rendering import render
from samspil.testkit.builders import CITIZEN, MONDAY, event, sealed
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

METTE = Caller("mette", Role.CASEWORKER, Sector.SOCIAL, name="Mette Prøvesen")
AISHA = Caller("aisha", Role.SUPPORT_WORKER, Sector.SOCIAL, name="Aisha Digtet")
OVER = Ended(TODAY, PlanEnd.GOALS_MET, sealed())
PLANNING_NAMES = {
    one.name
    for one in (
        *(plan_goals.ADD_GOAL, plan_goals.CHANGE_GOAL, plan_goals.ACHIEVE_GOAL, plan_goals.DROP_GOAL),
        *(plan_help.ADD_HELP, plan_help.ADD_HELP_ALONE, plan_help.REASSIGN, plan_help.END_HELP),
        *(plan_life.AGREE, plan_life.END_PLAN),
        *(agreements.CONCLUDE, agreements.END_AGREEMENT),
    )
}
"""What a support worker is not offered."""


def seen(plan: PlanState = PLAN) -> View:
    return combine(citizen=COORDINATED, plan=plan)


def page_of(plan: PlanState = PLAN, me: Caller | None = METTE, *, lists_people: bool = True) -> PlanPage:
    page = plan_page(CITIZEN, seen(plan), str, TODAY, me, lists_people=lists_people)
    assert not page.broken
    return page


def names(offers: tuple[Filled, ...]) -> list[str]:
    return [one.form.name.rpartition("/")[2] for one in offers]


def test_goals_stand_as_they_matter_to_the_citizen_each_with_its_help_and_how_it_was_put_before() -> None:
    page = page_of()

    assert [goal.id for goal in page.goals] == [SISTER.id, WORK.id]
    assert [goal.id for goal in page.ended_goals] == [BUS.id]
    sister, work = page.goals
    assert (sister.state, sister.words, sister.help) == ("Ikke aftalt endnu", SISTER.words, ())
    assert [one.id for one in work.help] == [SUPPORT.id]
    assert work.before == (("14.11.2026", PLAN.wordings[0].words),)
    assert dict(work.told) == {"Hvis mål": "Borgerens", "Sigte": "Udvikle"}
    assert [one.id for one in page.help_alone] == [CARE.id]
    assert page.ended_goals[0].offers == ()


def test_help_says_who_gives_it_how_they_are_reached_and_what_is_to_be_noticed() -> None:
    away = replace(
        SUPPORT,
        away_until=TODAY,
        change_wanted_since=MONDAY,
        goal_id=UUID(int=99),
        support_worker_phone=None,
    )
    [support, care] = page_of(replace(PLAN, interventions=(away, CARE))).help_alone

    assert support.who == away.support_worker_name
    assert support.notes == (
        f"Støttekontaktpersonen er væk til og med 23.11.2026. {away.deputy_name} spørges imens.",
        "Borgeren ønsker en anden siden 23.11.2026.",
        "Telefonnummeret mangler.",
        "Målet er slut, og hjælpen går videre uden et mål.",
    )
    assert care.who == f"{CARE.support_worker_name}, tlf. {CARE.support_worker_phone}"
    assert care.notes == ("Holder pause. Efter borgerens ønske.",)
    assert dict(care.told)["Uden mål"] == "nødvendig pleje og hjælp"


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ({}, ["kontaktperson", "fravaer", "pause", "oensker-anden", "afslut"]),
        ({"agreed": False}, ["kontaktperson", "fravaer", "oensker-anden", "afslut"]),
        ({"away_until": TODAY}, ["kontaktperson", "tilbage", "pause", "oensker-anden", "afslut"]),
        ({"pause": CARE.pause}, ["kontaktperson", "fravaer", "genoptag", "oensker-anden", "afslut"]),
        (
            {"pause": Pause(PauseReason.STAY, UUID(int=9), MONDAY, None)},
            ["kontaktperson", "fravaer", "oensker-anden", "afslut"],
        ),
        ({"change_wanted_since": MONDAY}, ["kontaktperson", "fravaer", "pause", "afslut"]),
        ({"ended_on": TODAY}, []),
    ],
    ids=["in force", "not agreed", "away", "paused", "paused by a stay", "another is wanted", "over"],
)
def test_help_offers_what_can_be_done_as_it_stands(state: dict[str, object], acts: list[str]) -> None:
    help_ = replace(SUPPORT, **state)  # type: ignore[arg-type]

    page = page_of(replace(PLAN, interventions=(help_,)))

    [shown] = page.every_help
    assert names(shown.offers) == acts
    assert {one.things for one in shown.offers} <= {(Thing(SUPPORT.id, PLAN.version),)}


@pytest.mark.parametrize("state", GoalState)
def test_a_goal_that_is_open_is_changed_achieved_dropped_and_helped(state: GoalState) -> None:
    [goal] = page_of(replace(PLAN, goals=(replace(WORK, state=state),), interventions=())).every_goal

    is_open = state in {GoalState.PROPOSED, GoalState.ACTIVE}
    assert names(goal.offers) == (["ny", "ret", "naaet", "opgivet"] if is_open else [])


def test_where_nobody_can_list_who_works_here_their_names_are_written() -> None:
    found = {one.form.name for one in page_of(lists_people=False).offers}

    assert {"indsats/ny-navn", "indsats/uden-maal-navn", "indsats/kontaktperson-navn"} <= found
    assert not any(one.form.name.endswith("-navn") for one in page_of().offers)


def test_a_support_worker_notes_what_happens_and_decides_nothing_that_stands_in_the_plan() -> None:
    hers, his = ({one.form.name for one in page_of(me=me).offers} for me in (AISHA, METTE))

    assert his >= PLANNING_NAMES
    assert his - hers >= PLANNING_NAMES
    for shared in (
        *(plan_help.PAUSE_HELP, plan_help.RESUME_HELP, plan_help.MARK_AWAY, plan_help.WANT_CHANGE),
        *(plan_goals.NOTE_RESOURCE, plan_goals.RECORD_WISH, plan_life.PARTICIPATE),
        *(plan_life.WRITE_CRISIS_PLAN, agreements.DRAFT, *plan_meetings.FORMS),
    ):
        assert shared.name in hers & his
    assert tuple(page_of(me=None).offers) == ()


def test_an_ended_plan_and_one_that_is_not_there_offer_nothing_of_theirs_and_say_so() -> None:
    ended = page_of(replace(PLAN, ended=OVER))
    assert ended.state == "Afsluttet 23.11.2026: Målene er nået"
    assert all(one.form.name.startswith("udskrivning/") for one in ended.offers)
    assert ("Borgerens sidste ord", OVER.words) in ended.agreement.told

    none = page_of(PlanState())
    assert not none.is_there
    assert [one.form.name for one in none.offers] == ["udskrivning/bed-om"]
    told = render("plan.html", me=None, form_token="", page=none, news=None)
    assert "Der er ingen plan endnu." in told


def test_a_plan_with_nothing_in_it_begins_with_what_the_citizen_wants() -> None:
    empty = page_of(PlanState(opened_at=MONDAY))

    told = render("plan.html", me=None, form_token="", page=empty, news=None)
    assert f"Planen begynder her: Hvad vil {empty.name} gerne?" in told
    assert empty.is_empty
    assert not page_of().is_empty


def test_the_agreement_tells_its_versions_what_each_changed_and_who_has_read_it() -> None:
    page = page_of()

    assert page.state == "Aftalt med borgeren 24.10.2026. Noget i den er ændret og ikke aftalt endnu"
    second, first = page.versions
    assert second.how == "Var med"
    assert second.read_by == f"Læst af {SUPPORT.support_worker_name} og borgeren"
    assert second.changes == (
        f"Skrevet om: {WORK.words}",
        f"Ny hjælp ved {SUPPORT.support_worker_name}",
        f"Hjælpen gives nu af {SUPPORT.support_worker_name}",
    )
    assert first.read_by == "Ikke læst af nogen endnu"
    [agree] = [one for one in page.offers if one.form is plan_life.AGREE]
    assert (agree.things, agree.text("how")) == ((Thing(CITIZEN, PLAN.version),), "did_not_come")
    [read] = [one for one in page.offers if one.form is plan_life.READ_VERSION]
    assert read.things == (Thing(UUID(int=2), PLAN.version),)
    assert not [one for one in page_of(me=AISHA).offers if one.form is plan_life.READ_VERSION]


@given(st.booleans())
def test_what_a_version_says_of_goals_and_help_is_new_changed_or_over(swapped: bool) -> None:
    before, after = (SECOND, FIRST) if swapped else (FIRST, SECOND)
    change = version_change(after, before)

    assert (change.new_goals, change.goals_over) == ((), ())
    assert change.reworded == after.goals
    assert change.handed_on == after.help[:1]
    assert (change.new_help, change.help_over) == (
        ((), SECOND.help[1:]) if swapped else (SECOND.help[1:], ())
    )
    assert version_change(after, None).new_goals == after.goals


def test_an_offer_is_noted_once_and_answered_once() -> None:
    def acts(plan: PlanState) -> list[str]:
        return names(page_of(plan).offer.offers)

    assert acts(PLAN) == []
    assert acts(replace(PLAN, offer=None)) == ["tilbud-svar"]
    assert acts(replace(PLAN, offered_on=None, offer=None)) == ["tilbud", "tilbud-svar"]


def test_reviews_that_wait_come_first_due_and_are_held_by_their_own_version() -> None:
    page = page_of(replace(PLAN, need_reviews=(replace(OF_SUPPORT, id=UUID(int=70), stay_id=UUID(int=71)),)))

    late, need, plan = page.reviews
    assert (late.when, late.tone) == ("1 dag efter fristen", "error")
    assert need.what.endswith(": har behovet ændret sig?")
    assert (plan.what, plan.when) == ("Hele planen", "Senest 03.12.2026")
    assert late.offers[0].things == (Thing(OF_SUPPORT.id, OF_SUPPORT.version),)
    assert page.about(late.offers[0]) == (late.what, late.when)


def test_a_meeting_whose_day_has_come_is_said_what_became_of_and_one_to_come_is_moved_or_called_off() -> None:
    passed, ahead = page_of().coming

    assert (passed.id, names(passed.offers)) == (PASSED.id, ["holdt", "udeblev", "flyt", "aflys"])
    assert (ahead.id, names(ahead.offers)) == (AHEAD.id, ["flyt", "aflys"])
    assert ("Ansvarlig", SUPPORT.support_worker_name) in passed.told


def test_only_the_last_contacts_are_shown_the_newest_first() -> None:
    many = tuple(replace(VISIT, on=TODAY - (20 - number) * DAY) for number in range(15))

    contacts = page_of(replace(PLAN, contacts=many)).contacts

    assert len(contacts) == CONTACTS_AT_MOST
    assert contacts[0] == ("17.11.2026", f"Besøg: fik kontakt. {SUPPORT.support_worker_name}", VISIT.words)


def test_a_part_whose_words_are_not_opened_says_so_and_the_others_stand() -> None:
    closed = {PLAN.crisis_plan.early_signs} if PLAN.crisis_plan else set()

    def read(token: Sealed) -> str:
        if token in closed:
            raise KeyError(token)
        return token

    page = plan_page(CITIZEN, seen(), read, TODAY, METTE)

    assert page.broken == {"crisis"}
    told = render("plan.html", me=None, form_token="", page=page, news=None)
    assert told.count("Det her kan ikke vises lige nu.") == 1
    assert WORK.words in told


def test_what_lies_in_another_file_is_shown_and_not_acted_on_by_a_version_that_is_not_its_own() -> None:
    view = replace(
        seen(), elsewhere={WORK.id: CitizenId(UUID(int=50)), OF_SUPPORT.id: CitizenId(UUID(int=50))}
    )

    page = plan_page(CITIZEN, view, str, TODAY, METTE, lists_people=True)

    assert [names(goal.offers) for goal in page.goals] == [["ny", "ret", "naaet", "opgivet"], []]
    assert names(page.reviews[0].offers) == ["hold"]


@pytest.mark.parametrize("work", FOR_WORK)
def test_each_task_of_a_plan_leads_to_its_form_on_the_citizens_page(work: Work) -> None:
    about = {
        Work.REVIEW: OF_SUPPORT.id,
        Work.SAY_MEETING: PASSED.id,
        Work.NOTE_WISH: None,
        Work.DRAFT_AGREEMENT: ASKED_FOR.id,
        Work.CONCLUDE_AGREEMENT: DRAFTED.id,
    }.get(work, SUPPORT.id)
    task = Task(work, MONDAY, about=about)

    offers = task_offers(CITIZEN, task, seen(), METTE)

    assert tuple(one.form for one in offers) == FOR_WORK[work]
    whole = page_of()
    for offer in offers:
        stands = whole.offers.find(offer.form.name, "".join(offer.named))
        assert stands is not None
        assert stands.things == offer.things


def test_the_citizens_page_shows_open_goals_as_they_matter_and_notes_a_visit_with_one_press() -> None:
    def on_the_page(plan: PlanState) -> tuple[list[str], list[str]]:
        page = citizen_page(CITIZEN, seen(plan), [], str, MONDAY, AISHA)
        return [goal.words for goal in page.goals], [one.form.button for one in page.contacts]

    assert on_the_page(PLAN) == (
        [SISTER.words, WORK.words],
        ["Besøg i dag", "Opkald i dag", "Fik ikke kontakt"],
    )
    assert on_the_page(replace(PLAN, ended=OVER))[1] == []
    assert plan_meetings.NOTE_VISIT.is_short
    assert Filled(plan_meetings.NOTE_VISIT).body() == {"kind": "visit", "outcome": "reached"}


@counted
@given(views, st.sampled_from([METTE, AISHA, None]))
def test_whatever_the_view_each_act_is_found_by_its_own_address_and_allowed(
    view: View, me: Caller | None
) -> None:
    page = plan_page(CITIZEN, view, str, TODAY, me)

    for one in page.offers:
        found = page.offers.find(one.form.name, "".join(one.named))
        assert found is not None
        assert found.form is one.form
        assert one.form.is_for(me)


def test_somebody_who_changed_the_plan_meanwhile_is_told_of_beside_what_was_written() -> None:
    facts: tuple[Fact, ...] = (
        PlanGoalAdded(
            plan_id=UUID(int=20),
            goal_id=WORK.id,
            area=WORK.area,
            words=WORK.words,
            added_by="aisha",
            occurred_at=MONDAY,
        ),
        PlanGoalChanged(
            plan_id=UUID(int=20),
            goal_id=WORK.id,
            area=WORK.area,
            words=WORK.words,
            origin=Whose.CITIZEN,
            aim=None,
            rank=None,
            changed_by="aisha",
            occurred_at=MONDAY,
        ),
    )
    drop = Filled(plan_goals.DROP_GOAL, (Thing(WORK.id, 1),), {"reason": "Nej."})
    refused = drop.because("stale-version", 412, "Ændret.", {})

    shown = thing_changed(refused, [event(fact, seq) for seq, fact in enumerate(facts, 1)])

    assert shown is not None
    assert (shown.before, shown.now) == (
        "Mål tilføjet. Arbejde og uddannelse.",
        "Mål ændret. Arbejde og uddannelse.",
    )


def test_ones_own_citizens_stand_as_they_are_met_next_with_the_last_time_and_what_waits() -> None:
    first, second, third = (CitizenId(UUID(int=number)) for number in range(1, 4))
    views = {first: seen(PlanState()), second: seen(), third: seen(PlanState())}
    page = own_citizens_page(views, {first: "Bo", second: "Ida", third: "Ane"}, "aisha", MONDAY)

    assert [one.name for one in page.citizens] == ["Ida", "Ane", "Bo"]
    ida, ane, _ = page.citizens
    assert (ida.next_meeting, ida.last_contact, ida.tasks) == (
        "26.11.2026 kl.\N{NO-BREAK SPACE}10.00",
        "Besøg 22.11.2026",
        "2 opgaver",
    )
    assert (ane.plan, ane.next_meeting, ane.last_contact, ane.tasks) == (
        "Der er ingen plan endnu",
        "Intet møde aftalt",
        "Ingen kontakt noteret",
        "Ingen opgaver",
    )
    nameless = own_citizens_page(views, {}, "aisha", MONDAY, is_nameless=True)
    assert {one.name for one in nameless.citizens} == {"Borger 1", "Borger 2", "Borger 3"}

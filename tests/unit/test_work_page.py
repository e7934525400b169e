"""The page of work: what each step is for and how far it is, and what each call does not go together with."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from samspil.contracts.coordination import AttentionRule
from samspil.contracts.employment import (
    CallForm,
    CallKind,
    MilestoneKind,
    MilestoneOutcome,
    StatusPeriod,
    SustainedFor,
)
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.attention import Attention, AttentionState
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.employment_state import (
    Call,
    EmploymentState,
    EmploymentStatus,
    Milestone,
    ProposedStep,
    Sustained,
    Weekly,
)
from samspil.overview.domain.plan_parts import Goal, GoalState
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import combine
from samspil.overview.pages.publishers.work_cards import StepCard
from samspil.overview.pages.work_page import WorkPage, work_page
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, sealed
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

TODAY = MONDAY.date()
GOAL = Goal(UUID(int=1), LifeArea.EMPLOYMENT, sealed("words"))
STEP = Milestone(
    UUID(int=2), MilestoneKind.WORK_PLACEMENT, TODAY + timedelta(days=7), None, 15, MONDAY, goal_id=GOAL.id
)
CALL = Call(
    UUID(int=3), CallKind.FOLLOW_UP, CallForm.PHONE, MONDAY + timedelta(days=2), 45, sealed("place"), MONDAY
)


ME = Caller("staff-1", Role.CASEWORKER, Sector.SOCIAL)
OURS = replace(STEP, entered_by="staff-2", starts_on=TODAY - timedelta(days=100))
BEGUN = replace(OURS, started_on=TODAY - timedelta(days=100))
GOT = replace(BEGUN, achieved_on=TODAY - timedelta(days=95))


def read(token: Sealed) -> str:
    return "Jeg vil arbejde i en have" if token == GOAL.words else "opened"


def page(
    *steps: Milestone,
    today: date = TODAY,
    calls: tuple[Call, ...] = (),
    status: tuple[EmploymentStatus, ...] = (),
    attention: tuple[Attention, ...] = (),
    proposed: tuple[ProposedStep, ...] = (),
    me: Caller | None = None,
) -> WorkPage:
    view = combine(
        plan=PlanState(goals=(GOAL,)),
        employment=EmploymentState(milestones=steps, calls=calls, status=status, proposed=proposed),
        coordination=Coordination(attention={one.id: one for one in attention}),
    )
    made = work_page(CITIZEN, view, read, today, RULES, me)
    assert not made.broken
    return made


def only(made: WorkPage) -> StepCard:
    [card] = (*made.steps, *made.past_steps, *made.proposed)
    return card


@pytest.mark.parametrize(
    ("step", "state", "tone"),
    [
        (STEP, "Planlagt fra 30.11.2026", "info"),
        (
            replace(STEP, starts_on=TODAY - timedelta(days=1)),
            "Planlagt fra 22.11.2026 og er ikke meldt begyndt",
            "info",
        ),
        (replace(STEP, started_on=TODAY), "I gang siden 23.11.2026", "info"),
        (replace(STEP, started_on=TODAY, achieved_on=TODAY), "Opnået 23.11.2026", "success"),
        (replace(STEP, ended_on=TODAY), "Afsluttet 23.11.2026", "info"),
        (
            replace(STEP, ended_on=TODAY, outcome=MilestoneOutcome.DROPPED_BY_CITIZEN),
            "Afsluttet 23.11.2026: borgeren ønskede det ikke mere",
            "info",
        ),
        (replace(STEP, achieved_on=TODAY, lost_on=TODAY), "Ophørt igen 23.11.2026", "warning"),
    ],
    ids=["planned", "late", "started", "achieved", "ended", "dropped", "lost"],
)
def test_how_far_a_step_is_stands_beside_it(step: Milestone, state: str, tone: str) -> None:
    card = only(page(step))

    assert (card.state, card.tone) == (state, tone)


def test_a_step_stands_beside_the_goal_that_it_serves_and_what_it_is_for() -> None:
    told = dict(only(page(replace(STEP, purpose=sealed("purpose")))).told)

    assert told["Borgerens mål"] == "Jeg vil arbejde i en have"
    assert told["Hvad det er til for"] == "opened"
    assert told["Skrevet af"] == "⟦jobcentret⟧"
    assert "Løn" not in told


def test_who_pays_is_told_of_paid_hours_alone_and_kept_apart() -> None:
    ordinary, subsidised = (
        dict(only(page(replace(STEP, kind=kind))).told)["Løn"]
        for kind in (MilestoneKind.ORDINARY_HOURS, MilestoneKind.FLEX_JOB)
    )

    assert (ordinary, subsidised) == (
        "Fra en arbejdsgiver alene",
        "Fra en arbejdsgiver med offentligt tilskud",
    )


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        ((900,), "15 timer"),
        ((450,), "7 timer og 30 minutter"),
        ((45,), "45 minutter"),
        ((0,), "0 timer"),
        ((720, 900), "15 timer fra 24.11.2026; før 12 timer"),
    ],
)
def test_how_long_a_week_is_and_was_before_is_told(minutes: tuple[int, ...], told: str) -> None:
    weekly = tuple(Weekly(TODAY + timedelta(days=n), one) for n, one in enumerate(minutes))

    assert dict(only(page(replace(STEP, weekly=weekly))).told)["Om ugen"] == told


def test_that_it_lasts_is_told_as_far_as_somebody_asked() -> None:
    kept = Sustained(SustainedFor.THREE, TODAY, None)

    assert dict(only(page(replace(STEP, achieved_on=TODAY))).told)["Holder efter"] == "ikke spurgt endnu"
    lasted = replace(STEP, achieved_on=TODAY, sustained=(kept,))
    assert dict(only(page(lasted)).told)["Holder efter"] == "3 måneder"


def test_a_proposed_step_is_no_agreed_one() -> None:
    step = ProposedStep(UUID(int=5), MilestoneKind.SHELTERED_WORK, None, None, None, "staff-1", MONDAY)

    made = page(proposed=(step,))

    assert (made.steps, made.proposed[0].state) == ((), "Foreslået")
    assert dict(made.proposed[0].told)["Skrevet af"] == "socialpsykiatrien"


def test_a_call_stands_with_what_it_does_not_go_together_with_until_somebody_answered() -> None:
    clash = Attention(UUID(int=4), AttentionRule.CALL_DURING_HOLD, CALL.id, None, None, MONDAY)

    [call] = page(calls=(CALL,), attention=(clash,)).calls
    assert call.clashes == ("Indkaldt til et møde under en kontaktpause",)
    assert dict(call.told) == {"Hvordan": "Telefon", "Varer": "45 minutter", "Hvor": "opened"}

    answered = replace(clash, state=AttentionState.ANSWERED)
    assert page(calls=(CALL,), attention=(answered,)).calls[0].clashes == ()


def test_a_call_that_was_held_or_called_off_stands_among_the_earlier_ones() -> None:
    off = replace(CALL, id=UUID(int=6), cancelled_at=MONDAY)

    made = page(calls=(CALL, off))
    assert ([one.id for one in made.calls], [one.id for one in made.past_calls]) == ([CALL.id], [off.id])
    later = page(calls=(CALL, off), today=TODAY + timedelta(days=3))
    assert (later.calls, len(later.past_calls)) == ((), 2)


def test_a_group_is_called_what_it_is_called_that_day_and_a_closed_one_is_said_to_be() -> None:
    day = date(2026, 3, 1)
    status = EmploymentStatus(
        UUID(int=7),
        (
            StatusPeriod(contact_group=None, target_group="6.6", since=day, until=date(2026, 5, 31)),
            StatusPeriod(contact_group=13, target_group="6.8", since=date(2026, 6, 1), until=None),
            StatusPeriod(contact_group=None, target_group="7.77", since=date(2026, 6, 1), until=None),
        ),
        sealed("coordinator"),
        MONDAY,
    )

    [card] = page(status=(status,)).status
    assert card.now == (
        "Ressourceforløb (lukket for nye) og kontaktgruppe 13 siden 01.06.2026",
        "Målgruppe 7.77 siden 01.06.2026",
    )
    assert card.before == ("Sygedagpenge fra 01.03.2026 til 31.05.2026",)
    before = page(status=(status,), today=date(2026, 6, 15)).status[0]
    assert before.now[0] == "Ressourceforløb og kontaktgruppe 13 siden 01.06.2026"


def test_where_nothing_was_told_the_page_says_so() -> None:
    assert page().nothing
    assert not page(STEP).nothing


@pytest.mark.parametrize(
    ("step", "names"),
    [
        (OURS, "begyndt opnaaet afslut ret slet"),
        (BEGUN, "opnaaet ophoert afslut ret slet"),
        (GOT, "holder-3 ophoert afslut ret slet"),
        (replace(GOT, sustained=(Sustained(SustainedFor.THREE, TODAY, None),)), "ophoert afslut ret slet"),
        (replace(OURS, achieved_on=TODAY), "begyndt ophoert afslut ret slet"),
        (replace(GOT, achieved_on=date(2025, 1, 1)), "holder-3 holder-6 holder-12 ophoert afslut ret slet"),
        (replace(GOT, lost_on=TODAY), "ret slet"),
        (replace(BEGUN, ended_on=TODAY, outcome=MilestoneOutcome.RAN_OUT), "ret slet"),
    ],
)
def test_of_a_step_that_was_entered_here_what_comes_next_is_offered(step: Milestone, names: str) -> None:
    card = only(page(step, me=ME)) if not step.is_over else page(step, me=ME).past_steps[0]

    assert [one.form.name for one in card.offers] == [f"skridt/{name}" for name in names.split()]


def test_what_the_jobcenter_told_is_not_changed_here() -> None:
    proposed = ProposedStep(UUID(int=4), MilestoneKind.EDUCATION, TODAY, None, None, None, MONDAY)
    made = page(STEP, replace(STEP, id=UUID(int=5), ended_on=TODAY), proposed=(proposed,), me=ME)

    assert [one.form.name for one in made.offers] == ["skridt/nyt"]


def test_a_proposal_that_was_entered_here_is_agreed_put_right_or_deleted() -> None:
    proposed = ProposedStep(UUID(int=4), MilestoneKind.EDUCATION, TODAY, None, GOAL.id, "staff-2", MONDAY)
    [card] = page(proposed=(proposed,), me=ME).proposed

    assert [one.form.name for one in card.offers] == ["skridt/aftalt", "skridt/ret-forslag", "skridt/slet"]


def test_who_gives_the_help_is_offered_nothing() -> None:
    assert not list(page(OURS, me=replace(ME, role=Role.SUPPORT_WORKER)).offers)


def test_a_step_is_put_right_from_what_stands_there_and_a_goal_that_is_over_can_stay() -> None:
    over = replace(GOAL, id=UUID(int=9), state=GoalState.ACHIEVED)
    whole = replace(GOT, purpose=sealed(), weekly=(Weekly(TODAY, 60), Weekly(TODAY, 90)), goal_id=over.id)
    view = combine(plan=PlanState(goals=(GOAL, over)), employment=EmploymentState(milestones=(whole,)))
    made = work_page(CITIZEN, view, read, TODAY, RULES, ME)

    [right] = [one for one in made.offers if one.form.name == "skridt/ret"]
    [new] = [one for one in made.offers if one.form.name == "skridt/nyt"]

    assert set(right.goals) == {str(GOAL.id), str(over.id)}
    assert set(new.goals) == {str(GOAL.id)}
    sent = right.body()
    assert (sent["minutes_per_week"], sent["started"], sent["achieved_on"], sent["goal_id"]) == (
        *(90, True, (TODAY - timedelta(days=95)).isoformat()),
        str(over.id),
    )
    assert sent.keys() >= {"kind", "starts_on", "purpose"}
    assert not sent.keys() & {"lost_on", "ended_on", "outcome"}

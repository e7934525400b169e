"""Help: on a goal or on an exception of the law, and then it rests, goes on, is handed on and ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from plan_with_goals import (
    AGREED,
    HELP,
    NEW_HELP,
    NOBODY,
    NOW,
    OPENED_ON,
    OVER,
    PROPOSED,
    TODAY,
    TOMORROW,
    YESTERDAY,
    plan,
)
from samspil.contracts.plan import (
    InterventionEnd,
    Method,
    PauseReason,
    PlanInterventionAdded,
    PlanInterventionEnded,
    PlanInterventionPaused,
    PlanInterventionResumed,
    PlanInterventionWithoutGoalAdded,
    PlanSupportWorkerAway,
    PlanSupportWorkerChanged,
    PlanSupportWorkerChangeRequested,
    Whose,
    WithoutGoal,
)
from samspil.plan.domain.add_intervention import (
    ExceptionOfOtherLaw,
    GoalOrException,
    LawWithoutHelp,
    NoGoalToServe,
    ReviewBeforeStart,
    ReviewInThePast,
    ServesGoalThatIsOver,
    add_intervention,
)
from samspil.plan.domain.agree import agree
from samspil.plan.domain.change_goal import PutOtherwise, change_goal
from samspil.plan.domain.end_help import EndedAhead, EndedBeforePlan, end_help
from samspil.plan.domain.given_help import HelpOver, UnknownHelp
from samspil.plan.domain.giver import DeputyIsTheWorker, DeputyMissing, Giver
from samspil.plan.domain.granted import DecisionMissing, UnknownUnit, granted
from samspil.plan.domain.note_away import AwayUntilPast, NotAway, note_away
from samspil.plan.domain.orphans import drifted, orphans
from samspil.plan.domain.pause_help import AlreadyPaused, NotInForce, PausedUntilPast, pause_help
from samspil.plan.domain.plan import GoalEnd, Intervention, Pause, Plan, PlanOver
from samspil.plan.domain.reassign_help import reassign_help
from samspil.plan.domain.resume_help import NotPaused, resume_help
from samspil.plan.domain.want_change import want_change
from samspil.plan.domain.without_goal import FITS
from samspil.testkit.builders import RULES, sealed
from samspil.vocabulary.legal_basis import LegalBasis

NAME, PHONE, WORDS = sealed("name"), sealed("phone"), sealed()
WHOLE: Final = Intervention(
    id=UUID(int=7),
    goal_id=PROPOSED.id,
    provision=LegalBasis.SEL_85,
    decision_reference="2026-2",
    support_worker="aisha",
    support_worker_name=NAME,
    added_by="planner",
    support_worker_phone=PHONE,
    deputy="bente",
    deputy_name=NAME,
    unit="BOSTOETTE-1",
    method=Method.OPEN_DIALOGUE,
    minutes_per_week=90,
    starts_on=TODAY,
    review_by=TOMORROW,
    purpose=WORDS,
    expected_change=WORDS,
)
TOLD: Final[dict[str, Any]] = {
    "plan_id": plan().id,
    "intervention_id": WHOLE.id,
    "support_worker": "aisha",
    "support_worker_name": NAME,
    "support_worker_phone": PHONE,
    "deputy": "bente",
    "deputy_name": NAME,
    "unit": "BOSTOETTE-1",
    "method": Method.OPEN_DIALOGUE,
    "minutes_per_week": 90,
    "starts_on": TODAY,
    "review_by": TOMORROW,
    "purpose": WORDS,
    "expected_change": WORDS,
    "occurred_at": NOW,
}
FITTING: Final = [(why, law) for why in WithoutGoal for law in sorted(FITS[why])]


def without_goal(why: WithoutGoal, law: LegalBasis, reference: str | None = "2026-2") -> Intervention:
    return replace(WHOLE, goal_id=None, without_goal=why, provision=law, decision_reference=reference)


@pytest.mark.parametrize("goal", [AGREED, PROPOSED], ids=["in force", "proposed"])
def test_help_for_a_goal_in_force_or_proposed_is_said_whole(goal: Any) -> None:
    decided = replace(WHOLE, goal_id=goal.id)

    after, facts = add_intervention(plan(), decided, NOW)

    assert after == plan(decided)
    assert facts == (
        PlanInterventionAdded(
            goal_id=goal.id, provision=LegalBasis.SEL_85, decision_reference="2026-2", **TOLD
        ),
    )


@pytest.mark.parametrize(("why", "law"), FITTING)
def test_help_without_a_goal_is_said_whole_with_the_exception_that_its_law_makes(
    why: WithoutGoal, law: LegalBasis
) -> None:
    decided = without_goal(why, law, None)

    after, facts = add_intervention(plan(), decided, NOW)

    assert after == plan(decided)
    assert facts == (
        PlanInterventionWithoutGoalAdded(because=why, provision=law, decision_reference=None, **TOLD),
    )


def test_each_exception_is_of_the_paragraphs_that_the_law_names_and_of_no_others() -> None:
    fits: set[tuple[str, str]] = set()
    for why in WithoutGoal:
        for law in LegalBasis:
            try:
                add_intervention(plan(), without_goal(why, law), NOW)
            except (ExceptionOfOtherLaw, LawWithoutHelp):
                continue
            fits.add((why.value, law.value))

    assert fits == {
        ("duty_to_offer", "sel-101"),
        ("self_referred", "sel-109"),
        ("self_referred", "sel-110"),
        ("open_offer", "sel-12"),
        ("open_offer", "sel-82a"),
        ("open_offer", "sel-82b"),
        ("open_offer", "sel-82c"),
        ("open_offer", "sel-82d"),
        ("necessary_care", "sel-83"),
    }


def test_help_for_a_goal_that_no_decision_grants_says_an_empty_number_and_keeps_none() -> None:
    decided = replace(WHOLE, provision=LegalBasis.SEL_82B, decision_reference=None)

    after, (fact,) = add_intervention(plan(), decided, NOW)

    assert isinstance(fact, PlanInterventionAdded)
    assert fact.decision_reference == ""
    assert after.interventions[WHOLE.id].decision_reference is None


WRONG: Final[dict[str, tuple[dict[str, Any], type[Exception]]]] = {
    "neither goal nor exception": ({"goal_id": None}, GoalOrException),
    "goal and exception": ({"without_goal": WithoutGoal.NECESSARY_CARE}, GoalOrException),
    "no such goal": ({"goal_id": NOBODY}, NoGoalToServe),
    "help as a goal": ({"goal_id": HELP.id}, NoGoalToServe),
    "a law that gives no help": ({"provision": LegalBasis.RSL_12C}, LawWithoutHelp),
    "a review before today": ({"review_by": YESTERDAY, "starts_on": None}, ReviewInThePast),
    "a review in the year 1": ({"review_by": date.min, "starts_on": date.min}, ReviewInThePast),
    "a review before it begins": (
        {"starts_on": TOMORROW + timedelta(days=1)},
        ReviewBeforeStart,
    ),
    "a deputy who is the worker": ({"deputy": "aisha"}, DeputyIsTheWorker),
    "a deputy's name alone": ({"deputy": None}, DeputyMissing),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_help_that_cannot_be_meant_is_refused(wrong: str) -> None:
    changed, why = WRONG[wrong]
    with pytest.raises(why):
        add_intervention(plan(), replace(WHOLE, **changed), NOW)


def test_help_for_a_goal_that_is_over_is_refused() -> None:
    over = replace(PROPOSED, ended=GoalEnd.ACHIEVED, ended_on=YESTERDAY)
    with pytest.raises(ServesGoalThatIsOver):
        add_intervention(plan(over), WHOLE, NOW)


@pytest.mark.parametrize("law", [one for one in LegalBasis if one.gives_help])
def test_a_decision_has_a_number_where_the_catalogue_says_that_one_is_made(law: LegalBasis) -> None:
    service = RULES.service(law, TODAY)
    assert service is not None
    bare = replace(WHOLE, provision=law, decision_reference=None)

    if service.needs_decision:
        with pytest.raises(DecisionMissing):
            granted(bare, RULES, NOW)
    else:
        assert granted(bare, RULES, NOW) is bare
    numbered = replace(bare, decision_reference="2026-2")
    assert granted(numbered, RULES, NOW) is numbered


def test_only_what_the_catalogue_has_today_is_given_and_only_by_units_that_are_known() -> None:
    with pytest.raises(LawWithoutHelp):
        granted(replace(WHOLE, provision=LegalBasis.RSL_12C), RULES, NOW)
    with pytest.raises(LawWithoutHelp):
        granted(WHOLE, RULES, NOW.replace(year=1999))
    with pytest.raises(UnknownUnit):
        granted(replace(WHOLE, unit="NOWHERE-1"), RULES, NOW)
    assert granted(replace(WHOLE, unit=None), RULES, NOW).unit is None


PAUSED: Final = replace(HELP, pause=Pause(PauseReason.CITIZEN_WISH, until=TOMORROW))
BY_STAY: Final = replace(HELP, pause=Pause(PauseReason.STAY, stay_id=NOBODY))


@pytest.mark.parametrize("until", [None, TODAY, TOMORROW])
def test_help_in_force_rests_with_why_and_until_when(until: date | None) -> None:
    after, facts = pause_help(plan(), HELP.id, PauseReason.NO_WORKER, until, "worker", NOW)

    assert after == plan(replace(HELP, pause=Pause(PauseReason.NO_WORKER, until=until)))
    assert after.interventions[HELP.id].in_force
    assert facts == (
        PlanInterventionPaused(
            plan_id=after.id,
            intervention_id=HELP.id,
            because=PauseReason.NO_WORKER,
            stay_id=None,
            until=until,
            paused_by="worker",
            occurred_at=NOW,
        ),
    )


@pytest.mark.parametrize("resting", [PAUSED, BY_STAY], ids=["by somebody", "by a stay"])
def test_help_that_rests_goes_on(resting: Intervention) -> None:
    after, facts = resume_help(plan(resting), HELP.id, "worker", NOW)

    assert after == plan()
    assert facts == (
        PlanInterventionResumed(
            plan_id=after.id, intervention_id=HELP.id, stay_id=None, resumed_by="worker", occurred_at=NOW
        ),
    )


@pytest.mark.parametrize(("said", "day"), [(None, TODAY), (TODAY, TODAY), (OPENED_ON, OPENED_ON)])
@pytest.mark.parametrize("given", [HELP, PAUSED, NEW_HELP], ids=["active", "paused", "proposed"])
def test_help_ends_with_why_and_what_it_changed(given: Intervention, said: date | None, day: date) -> None:
    before, why = plan(given), InterventionEnd.NO_NEED

    after, facts = end_help(before, given.id, why, said, WORDS, "planner", NOW)

    ended = replace(given, pause=None, ended_on=day, ended_because=why, found_change=WORDS)
    assert after == plan(ended)
    assert not after.interventions[given.id].in_force
    assert ended not in after.support
    assert facts == (
        PlanInterventionEnded(
            plan_id=after.id,
            intervention_id=given.id,
            ended_on=day,
            because=why,
            found_change=WORDS,
            ended_by="planner",
            occurred_at=NOW,
        ),
    )


def test_a_yes_does_not_bring_back_help_that_ended_before_it() -> None:
    over, _ = end_help(plan(), NEW_HELP.id, InterventionEnd.CITIZEN_WISH, None, None, "planner", NOW)

    assert agree(over, NOW)[0].interventions[NEW_HELP.id] == over.interventions[NEW_HELP.id]


GIVER: Final = Giver("bente", NAME, PHONE, "carl", NAME)
GIVEN: Final[dict[str, Any]] = {
    "support_worker": "bente",
    "support_worker_name": NAME,
    "support_worker_phone": PHONE,
    "deputy": "carl",
    "deputy_name": NAME,
}
UNWANTED: Final = replace(HELP, change_wanted=True, change_words=WORDS, away_until=TOMORROW)


@pytest.mark.parametrize("before", [HELP, NEW_HELP, UNWANTED], ids=["active", "proposed", "unwanted"])
def test_somebody_else_gives_it_and_a_wish_for_them_is_met(before: Intervention) -> None:
    after, facts = reassign_help(plan(before), before.id, GIVER, "planner", NOW)

    met: dict[str, Any] = {"change_wanted": False, "change_words": None, "away_until": None}
    assert after == plan(replace(before, **GIVEN, **met))
    assert facts == (
        PlanSupportWorkerChanged(
            plan_id=after.id,
            intervention_id=before.id,
            support_worker="bente",
            support_worker_name=NAME,
            support_worker_phone=PHONE,
            deputy="carl",
            deputy_name=NAME,
            changed_by="planner",
            occurred_at=NOW,
        ),
    )


def test_the_same_worker_by_another_number_meets_no_wish_and_is_as_away_as_before() -> None:
    after, _ = reassign_help(plan(UNWANTED), HELP.id, replace(GIVER, support_worker="worker"), "x", NOW)

    assert after == plan(replace(UNWANTED, **{**GIVEN, "support_worker": "worker"}))


def test_whoever_is_away_is_stood_in_for_until_the_last_day_or_until_they_are_back() -> None:
    before = plan(replace(HELP, deputy="bente"))

    away, facts = note_away(before, HELP.id, TOMORROW, "worker", NOW)
    back, more = note_away(away, HELP.id, None, "worker", NOW)

    given = away.interventions[HELP.id]
    assert [given.asked_on(day) for day in (TODAY, TOMORROW, TOMORROW + timedelta(days=1))] == [
        "bente",
        "bente",
        "worker",
    ]
    assert replace(given, deputy=None).asked_on(TODAY) == "worker"
    assert back == before
    assert [fact.away_until for fact in (*facts, *more)] == [TOMORROW, None]
    assert facts == (
        PlanSupportWorkerAway(
            plan_id=away.id,
            intervention_id=HELP.id,
            away_until=TOMORROW,
            noted_by="worker",
            occurred_at=NOW,
        ),
    )


@pytest.mark.parametrize("words", [None, WORDS])
def test_a_wish_for_somebody_else_stands_and_needs_no_reason(words: Any) -> None:
    after, facts = want_change(plan(), HELP.id, words, "worker", NOW)

    assert after == plan(replace(HELP, change_wanted=True, change_words=words))
    assert facts == (
        PlanSupportWorkerChangeRequested(
            plan_id=after.id, intervention_id=HELP.id, words=words, noted_by="worker", occurred_at=NOW
        ),
    )


Verb = Callable[[Plan, UUID], object]


def pausing(until: date | None = None) -> Verb:
    return lambda it, given: pause_help(it, given, PauseReason.OTHER, until, "worker", NOW)


def ending(on: date | None = None) -> Verb:
    return lambda it, given: end_help(it, given, InterventionEnd.OTHER, on, None, "planner", NOW)


def handing(to: Giver = GIVER) -> Verb:
    return lambda it, given: reassign_help(it, given, to, "planner", NOW)


def away(until: date | None) -> Verb:
    return lambda it, given: note_away(it, given, until, "worker", NOW)


def resuming(it: Plan, given: UUID) -> object:
    return resume_help(it, given, "worker", NOW)


REFUSED: Final[dict[str, tuple[Intervention, Verb, type[Exception]]]] = {
    "a pause of what has not begun": (NEW_HELP, pausing(), NotInForce),
    "a pause of what rests": (PAUSED, pausing(), AlreadyPaused),
    "a pause of what rests because of a stay": (BY_STAY, pausing(), AlreadyPaused),
    "a pause that is over": (HELP, pausing(YESTERDAY), PausedUntilPast),
    "going on of what does not rest": (HELP, resuming, NotPaused),
    "an end that has not come": (HELP, ending(TOMORROW), EndedAhead),
    "an end in the year 9999": (HELP, ending(date.max), EndedAhead),
    "an end before the plan": (HELP, ending(OPENED_ON - timedelta(days=1)), EndedBeforePlan),
    "an absence that is over": (HELP, away(YESTERDAY), AwayUntilPast),
    "the return of who is there": (HELP, away(None), NotAway),
    "a deputy who is the worker": (HELP, handing(replace(GIVER, deputy="bente")), DeputyIsTheWorker),
    "a deputy's name alone": (HELP, handing(replace(GIVER, deputy=None)), DeputyMissing),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_with_help_is_refused(what: str) -> None:
    given, verb, why = REFUSED[what]
    with pytest.raises(why):
        verb(plan(given), given.id)


ON_HELP: Final[dict[str, Verb]] = {
    "pause": pausing(),
    "resume": resuming,
    "end": ending(),
    "reassign": handing(),
    "away": away(TOMORROW),
    "change wanted": lambda it, given: want_change(it, given, None, "worker", NOW),
}


@pytest.mark.parametrize("verb", ON_HELP)
def test_help_that_is_over_or_unknown_is_not_changed(verb: str) -> None:
    with pytest.raises(HelpOver):
        ON_HELP[verb](plan(replace(HELP, **OVER)), HELP.id)
    with pytest.raises(UnknownHelp):
        ON_HELP[verb](plan(), NOBODY)
    with pytest.raises(UnknownHelp):
        ON_HELP[verb](plan(), AGREED.id)


@pytest.mark.parametrize("verb", [*ON_HELP, "add"])
def test_no_help_changes_in_a_plan_that_has_ended(verb: str) -> None:
    on_help: dict[str, Verb] = {**ON_HELP, "add": lambda it, _: add_intervention(it, WHOLE, NOW)}
    with pytest.raises(PlanOver):
        on_help[verb](plan(**OVER), HELP.id)


OF_NO_GOAL: Final = replace(HELP, goal_id=None)


@pytest.mark.parametrize(
    ("given", "goal", "is_orphan"),
    [
        (HELP, AGREED, False),
        (HELP, replace(AGREED, agreed=False), False),
        (HELP, replace(AGREED, ended=GoalEnd.ACHIEVED), True),
        (HELP, replace(AGREED, ended=GoalEnd.DROPPED), True),
        (replace(HELP, goal_id=NOBODY), AGREED, True),
        (OF_NO_GOAL, AGREED, True),
        (replace(OF_NO_GOAL, without_goal=WithoutGoal.NECESSARY_CARE), AGREED, False),
        (replace(HELP, ended_on=TODAY), replace(AGREED, ended=GoalEnd.DROPPED), False),
        (replace(HELP, agreed=False), replace(AGREED, ended=GoalEnd.DROPPED), False),
        (PAUSED, replace(AGREED, ended=GoalEnd.DROPPED), True),
    ],
)
def test_help_in_force_whose_goal_is_over_or_gone_is_an_orphan(
    given: Intervention, goal: Any, *, is_orphan: bool
) -> None:
    assert orphans(plan(given, goal)) == ((given,) if is_orphan else ())


@pytest.mark.parametrize("origin", Whose)
def test_help_drifts_while_its_goal_is_put_otherwise_by_professionals_alone(origin: Whose) -> None:
    to = PutOtherwise(AGREED.area, WORDS, origin, None, None)

    changed, _ = change_goal(plan(), AGREED.id, to, "planner", NOW)

    assert drifted(changed) == ((HELP,) if origin is Whose.PROFESSIONAL else ())
    assert drifted(agree(changed, NOW)[0]) == ()
    jointly, _ = change_goal(changed, AGREED.id, replace(to, origin=Whose.JOINTLY), "planner", NOW)
    assert drifted(jointly) == ()


def test_help_for_a_goal_that_professionals_put_so_from_the_first_does_not_drift() -> None:
    assert drifted(plan(replace(AGREED, origin=Whose.PROFESSIONAL))) == ()

"""The plan's life: offered, taken part in, agreed, ended, and begun anew."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from a_plan import AGREED, GOAL, HELP, NOW, PROPOSED, TODAY, WORDS, taking, wishing, with_goal, with_help
from samspil.contracts.plan import (
    InterventionEnd,
    LifeArea,
    OfferAnswer,
    Participation,
    PlanAgreed,
    PlanCrisisPlanWritten,
    PlanEnd,
    PlanEnded,
    PlanInterventionEnded,
    PlanOfferAnswered,
    PlanOffered,
    PlanOpened,
    PlanParticipationRecorded,
    Whose,
)
from samspil.plan.domain.agree import (
    CitizensWordsMissing,
    EmploymentWishMissing,
    NothingToAgree,
    ParticipationMissing,
    agree,
)
from samspil.plan.domain.begin import begin
from samspil.plan.domain.crisis_plan import CrisisPlan, NothingWritten, WrittenByOthers, write_crisis_plan
from samspil.plan.domain.end import EndedBeforePlan, end
from samspil.plan.domain.offer import AnsweredBeforeOffer, OfferAccepted, answer_offer, offer
from samspil.plan.domain.plan import GoalEnd, Participated, Plan, PlanOver, require_going_on
from samspil.plan.domain.take_part import WordsAndNoWords, take_part

LATER = TODAY + timedelta(days=3)
YES, NO = OfferAnswer.ACCEPTED, OfferAnswer.DECLINED


def offered(on: date = TODAY) -> PlanOffered:
    return PlanOffered(plan_id=PROPOSED.id, offered_on=on, offered_by="staff", occurred_at=NOW)


def answered(answer: OfferAnswer, on: date = TODAY) -> PlanOfferAnswered:
    return PlanOfferAnswered(
        plan_id=PROPOSED.id, answer=answer, answered_on=on, noted_by="staff", occurred_at=NOW
    )


def test_a_plan_is_offered_and_nothing_of_it_changes() -> None:
    after, facts = offer(AGREED, None, "staff", NOW)

    assert after == replace(AGREED, offered_on=TODAY)
    assert facts == (offered(),)


@pytest.mark.parametrize("answer", OfferAnswer)
def test_an_answer_to_what_nobody_offered_offers_it_on_the_same_day(answer: OfferAnswer) -> None:
    after, facts = answer_offer(AGREED, answer, LATER, "staff", NOW)

    assert after == replace(AGREED, offered_on=LATER, offer=answer)
    assert facts == (offered(LATER), answered(answer, LATER))


def test_a_no_takes_no_help_away() -> None:
    after, _ = answer_offer(AGREED, NO, None, "staff", NOW)

    assert after.support == AGREED.support != ()
    assert agree(with_goal(after, agreed=False), taking(), NOW)[0].support == AGREED.support


def test_an_answer_is_given_once_and_may_be_another_later() -> None:
    said_no, _ = answer_offer(offer(AGREED, None, "staff", NOW)[0], NO, None, "staff", NOW)

    assert answer_offer(said_no, NO, LATER, "staff", NOW) == (said_no, ())
    assert answer_offer(said_no, YES, LATER, "staff", NOW) == (
        replace(said_no, offer=YES),
        (answered(YES, LATER),),
    )


def test_what_is_answered_was_offered_by_then() -> None:
    plan, _ = offer(AGREED, LATER, "staff", NOW)

    with pytest.raises(AnsweredBeforeOffer):
        answer_offer(plan, YES, TODAY, "staff", NOW)


def test_a_plan_is_offered_again_after_a_no_and_not_after_a_yes() -> None:
    said_no, _ = answer_offer(AGREED, NO, None, "staff", NOW)
    said_yes, _ = answer_offer(AGREED, YES, None, "staff", NOW)

    assert offer(said_no, LATER, "staff", NOW)[0] == replace(AGREED, offered_on=LATER, offer=None)
    with pytest.raises(OfferAccepted):
        offer(said_yes, LATER, "staff", NOW)


def recorded(**said: Any) -> PlanParticipationRecorded:
    whole: dict[str, Any] = {
        "how": Participation.TOOK_PART,
        "on": TODAY,
        "words": None,
        "gave_no_words": False,
        **said,
    }
    return PlanParticipationRecorded(plan_id=PROPOSED.id, recorded_by="planner", occurred_at=NOW, **whole)


@pytest.mark.parametrize("how", Participation)
@pytest.mark.parametrize(
    ("said", "has_words"), [({}, False), ({"words": WORDS}, True), ({"gave_no_words": True}, True)]
)
def test_how_the_citizen_took_part_is_recorded_with_the_words_or_the_no_to_them(
    how: Participation, said: dict[str, Any], has_words: bool
) -> None:
    after, facts = take_part(PROPOSED, taking(how, on=LATER, **said), NOW)

    assert after == replace(PROPOSED, participation=Participated(how, has_words))
    assert facts == (recorded(how=how, on=LATER, **said),)


def test_whoever_gave_words_did_not_give_none() -> None:
    with pytest.raises(WordsAndNoWords):
        take_part(PROPOSED, taking(words=WORDS, gave_no_words=True), NOW)


def yes(plan: Plan) -> Plan:
    """As it is once the citizen agrees."""
    return replace(
        plan,
        goals={id_: replace(one, agreed=True) for id_, one in plan.goals.items()},
        interventions={id_: replace(one, agreed=True) for id_, one in plan.interventions.items()},
        agreed_on=TODAY,
        agreements=plan.agreements + 1,
        participation=None,
    )


def test_a_plan_is_agreed_by_participation_that_was_recorded_before() -> None:
    plan, _ = take_part(PROPOSED, taking(), NOW)

    after, facts = agree(plan, None, NOW)

    assert after == yes(PROPOSED)
    assert facts == (PlanAgreed(plan_id=PROPOSED.id, agreed_on=TODAY, occurred_at=NOW),)


def test_participation_that_is_recorded_in_the_same_act_is_said_first() -> None:
    after, facts = agree(PROPOSED, taking(), NOW)

    assert after == yes(PROPOSED)
    assert facts == (recorded(), PlanAgreed(plan_id=PROPOSED.id, agreed_on=TODAY, occurred_at=NOW))


def test_each_agreement_needs_its_own_participation() -> None:
    more = with_help(AGREED, replace(HELP, id=UUID(int=9)))

    with pytest.raises(ParticipationMissing):
        agree(more, None, NOW)
    assert agree(more, taking(), NOW)[0].agreements == 2


def test_a_plan_that_a_version_before_agreed_stands_and_needs_participation_when_it_is_agreed_again() -> None:
    before = replace(AGREED, agreements=0)

    assert before.support == AGREED.support
    with pytest.raises(ParticipationMissing):
        agree(with_goal(before, agreed=False), None, NOW)


@pytest.mark.parametrize("how", Participation)
@pytest.mark.parametrize("origin", [None, *Whose])
@pytest.mark.parametrize("said", [{}, {"words": WORDS}, {"gave_no_words": True}])
def test_a_plan_has_the_citizens_words_or_the_citizens_no_to_them_unless_the_citizen_could_not_be_asked(
    how: Participation, origin: Whose | None, said: dict[str, Any]
) -> None:
    plan = with_goal(PROPOSED, origin=origin)
    lacks_words = origin is Whose.PROFESSIONAL and not said
    was_asked = how in {Participation.TOOK_PART, Participation.DID_NOT_COME}

    if lacks_words and was_asked:
        with pytest.raises(CitizensWordsMissing):
            agree(plan, taking(how, **said), NOW)
    else:
        assert agree(plan, taking(how, **said), NOW)[0] == yes(plan)


def test_words_in_a_goal_that_is_over_are_not_what_is_agreed() -> None:
    theirs = replace(GOAL, id=UUID(int=8), origin=Whose.CITIZEN, ended=GoalEnd.DROPPED)
    plan = with_goal(PROPOSED, origin=Whose.PROFESSIONAL)

    with pytest.raises(CitizensWordsMissing):
        agree(replace(plan, goals={**plan.goals, theirs.id: theirs}), taking(), NOW)


@pytest.mark.parametrize("how", Participation)
def test_a_plan_says_something_of_work_or_education(how: Participation) -> None:
    elsewhere = with_goal(PROPOSED, area=LifeArea.HOME)

    with pytest.raises(EmploymentWishMissing):
        agree(elsewhere, taking(how), NOW)
    with pytest.raises(EmploymentWishMissing):
        agree(with_goal(PROPOSED, ended=GoalEnd.ACHIEVED), taking(how, gave_no_words=True), NOW)
    wished = wishing(elsewhere)
    assert agree(wished, taking(how), NOW)[0] == yes(wished)


def test_what_is_over_is_neither_agreed_nor_a_reason_to_agree() -> None:
    over = replace(HELP, id=UUID(int=9), ended_on=TODAY)
    dropped = replace(GOAL, id=UUID(int=8), ended=GoalEnd.DROPPED)
    plan = with_help(replace(AGREED, goals={**AGREED.goals, dropped.id: dropped}), over)

    with pytest.raises(NothingToAgree):
        agree(plan, taking(), NOW)
    again, _ = agree(with_help(plan, replace(HELP, id=UUID(int=7))), taking(), NOW)
    assert (again.interventions[over.id], again.goals[dropped.id]) == (over, dropped)


def test_a_plan_ends_with_the_help_that_is_not_over_and_says_of_each() -> None:
    over = replace(HELP, id=UUID(int=9), ended_on=TODAY)
    proposed = replace(HELP, id=UUID(int=7))
    plan = with_help(AGREED, over, proposed)

    after, facts = end(plan, PlanEnd.GOALS_MET, LATER, WORDS, "staff", NOW)

    assert {id_: one.ended_on for id_, one in after.interventions.items()} == {
        HELP.id: LATER,
        proposed.id: LATER,
        over.id: TODAY,
    }
    assert (after.ended_on, after.support) == (LATER, ())
    *helped, last = facts
    assert helped == [
        PlanInterventionEnded(
            plan_id=plan.id,
            intervention_id=id_,
            ended_on=LATER,
            because=InterventionEnd.PLAN_ENDED,
            found_change=None,
            ended_by="staff",
            occurred_at=NOW,
        )
        for id_ in (HELP.id, proposed.id)
    ]
    assert last == PlanEnded(
        plan_id=plan.id,
        ended_on=LATER,
        because=PlanEnd.GOALS_MET,
        words=WORDS,
        ended_by="staff",
        occurred_at=NOW,
    )


def test_a_plan_ends_today_where_no_day_is_named_and_never_before_it_was_opened() -> None:
    assert end(AGREED, PlanEnd.MOVED, None, None, "staff", NOW)[0].ended_on == TODAY
    with pytest.raises(EndedBeforePlan):
        end(AGREED, PlanEnd.MOVED, TODAY - timedelta(days=1), None, "staff", NOW)


def test_nothing_in_a_plan_that_has_ended_is_changed() -> None:
    require_going_on(AGREED)
    with pytest.raises(PlanOver):
        require_going_on(end(AGREED, PlanEnd.DIED, None, None, "staff", NOW)[0])


def test_after_a_plan_has_ended_another_begins_with_what_is_known_of_the_person() -> None:
    known = replace(wishing(AGREED), offer=YES)
    ended, _ = end(known, PlanEnd.NO_NEED, None, None, "staff", NOW)

    begun, facts = begin(ended, UUID(int=10), UUID(int=11), NOW)

    assert begun == wishing(Plan(UUID(int=10), UUID(int=11), NOW, {}, {}))
    assert facts == (PlanOpened(plan_id=UUID(int=10), referral_id=UUID(int=11), occurred_at=NOW),)
    assert begin(begun, UUID(int=12), UUID(int=13), NOW) == (begun, ())


PARTS = ("early_signs", "what_helps", "whom_to_call", "what_not_to_do")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("by", [Whose.CITIZEN, Whose.JOINTLY])
def test_a_crisis_plan_is_written_by_or_with_the_citizen_and_one_part_is_enough(part: str, by: Whose) -> None:
    parts: dict[str, Any] = dict.fromkeys(PARTS) | {part: WORDS}

    after, facts = write_crisis_plan(AGREED, CrisisPlan(**parts, written_by=by), "staff", NOW)

    assert after == AGREED
    assert facts == (
        PlanCrisisPlanWritten(plan_id=AGREED.id, **parts, written_by=by, noted_by="staff", occurred_at=NOW),
    )


def test_a_crisis_plan_is_never_written_by_others_alone_and_never_empty() -> None:
    empty: dict[str, Any] = dict.fromkeys(PARTS)

    with pytest.raises(WrittenByOthers):
        write_crisis_plan(AGREED, CrisisPlan(WORDS, None, None, None, Whose.PROFESSIONAL), "staff", NOW)
    with pytest.raises(NothingWritten):
        write_crisis_plan(AGREED, CrisisPlan(**empty, written_by=Whose.CITIZEN), "staff", NOW)

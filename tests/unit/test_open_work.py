"""What waits for somebody, and until when."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import SupportDuringStay
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.employment_state import DeliveryEnd, EmploymentState
from samspil.overview.domain.handle_undelivered import NothingUndelivered, handle_undelivered
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.open_work import Work, open_work
from samspil.overview.domain.plan_state import FollowUp, Intervention, PlanState, SupportQuestion
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.set_hold import HoldWanted, set_hold
from samspil.overview.domain.view import combine
from samspil.overview.domain.watch_stays import watch_stays
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

STAY = Stay(uuid4(), StayKind.INPATIENT, Presence.ADMITTED, MONDAY)
HELP = Intervention(uuid4(), uuid4(), LegalBasis.SEL_85, "2026-1", "staff-2", sealed("name"), agreed=True)


def referral(standing: Standing, to: Sector = Sector.SOCIAL) -> ReferralStanding:
    return ReferralStanding(
        uuid4(), standing, Sector.SOCIAL, to, "UNIT", sealed("words"), date(2026, 12, 7), MONDAY
    )


def test_a_referral_waits_for_us_until_it_is_answered() -> None:
    for standing in (Standing.SUBMITTED, Standing.RECEIVED, Standing.UNANSWERED):
        one = referral(standing)
        [task] = open_work(combine(referrals={one.id: one}))
        assert (task.work, task.due) == (Work.ANSWER_REFERRAL, date(2026, 12, 7))

    answered = referral(Standing.ACCEPTED)
    assert open_work(combine(referrals={answered.id: answered})) == ()


def test_another_partys_silence_is_ours_to_follow_up_and_not_its_time_to_answer() -> None:
    waiting, silent = (referral(one, Sector.REGION) for one in (Standing.SUBMITTED, Standing.UNANSWERED))

    assert open_work(combine(referrals={waiting.id: waiting})) == ()
    assert [task.work for task in open_work(combine(referrals={silent.id: silent}))] == [Work.REMIND]


def test_a_proposed_hold_waits_for_those_who_support_until_somebody_sets_one() -> None:
    proposed, _ = watch_stays(Coordination(), HospitalState((STAY,)), MONDAY)
    wanted_one = replace(HELP, support_worker="staff-3", agreed=False)
    plan = PlanState(interventions=(HELP, wanted_one))
    [task] = open_work(combine(plan=plan, coordination=proposed))
    assert (task.work, task.asked) == (Work.DECIDE_HOLD, frozenset({"staff-2"}))

    wanted = HoldWanted(uuid4(), date(2026, 12, 1), sealed("ask"), "staff-1")
    decided, _ = set_hold(proposed, wanted, MONDAY)
    assert open_work(combine(plan=plan, coordination=decided)) == ()


def test_a_question_waits_for_whom_it_asks_until_it_is_answered_or_the_stay_is_over() -> None:
    asked = SupportQuestion(uuid4(), STAY.id, HELP.id, "staff-2", MONDAY)
    answered = SupportQuestion(
        uuid4(), STAY.id, HELP.id, "staff-3", MONDAY, SupportDuringStay.CONTINUES, MONDAY
    )

    plan = PlanState(questions=(asked, answered))
    [task] = open_work(combine(plan=plan, hospital=HospitalState((STAY,))))
    assert (task.work, task.asked) == (Work.ANSWER_SUPPORT, frozenset({"staff-2"}))
    over = replace(STAY, presence=Presence.DISCHARGED, discharged_at=MONDAY)
    for hospital in (HospitalState((over,)), HospitalState()):
        assert open_work(combine(plan=plan, hospital=hospital)) == ()


def test_a_follow_up_waits_until_somebody_was_in_touch() -> None:
    opened = FollowUp(uuid4(), STAY.id, "staff-2", date(2026, 11, 30), MONDAY)

    [task] = open_work(combine(plan=PlanState(follow_ups=(opened,))))
    assert (task.work, task.due, task.asked) == (Work.FOLLOW_UP, opened.due_on, frozenset({"staff-2"}))
    assert open_work(combine(plan=PlanState(follow_ups=(replace(opened, completed_at=MONDAY),)))) == ()


def test_what_was_withdrawn_waits_for_nobody() -> None:
    asked = SupportQuestion(uuid4(), STAY.id, HELP.id, "staff-2", MONDAY, withdrawn_at=MONDAY)
    opened = FollowUp(uuid4(), STAY.id, "staff-2", date(2026, 11, 30), MONDAY, withdrawn_at=MONDAY)

    plan = PlanState(questions=(asked,), follow_ups=(opened,))
    assert open_work(combine(plan=plan, hospital=HospitalState((STAY,)))) == ()


def end(told: Told, outcome: Outcome, minutes: int = 0) -> DeliveryEnd:
    return DeliveryEnd(uuid4(), told, outcome, MONDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.EXPIRED])
def test_a_message_that_did_not_arrive_waits_for_the_unit_until_somebody_took_care_of_it(
    outcome: Outcome,
) -> None:
    lost = end(Told.CONTACT_HOLD, outcome)
    employment, hospital = EmploymentState(deliveries=(lost,)), HospitalState(deliveries=(lost,))
    [task] = open_work(combine(employment=employment))
    assert (task.work, task.asked, task.delivery) == (Work.TELL_JOBCENTER, frozenset(), lost.id)
    [task] = open_work(combine(hospital=hospital))
    assert task.work is Work.TELL_REGION

    state, [fact] = handle_undelivered(combine(employment=employment), lost.id, "staff-1", MONDAY)
    assert (fact.delivery_id, fact.handled_by) == (lost.id, "staff-1")
    assert open_work(combine(employment=employment, coordination=state)) == ()
    again = combine(employment=employment, coordination=state)
    assert handle_undelivered(again, lost.id, "staff-2", MONDAY) == (state, ())


def test_only_what_waits_can_be_taken_care_of() -> None:
    arrived = end(Told.CONTACT_HOLD, Outcome.ACKNOWLEDGED)
    view = combine(employment=EmploymentState(deliveries=(arrived,)))

    for delivery in (arrived.id, uuid4()):
        with pytest.raises(NothingUndelivered):
            handle_undelivered(view, delivery, "staff-1", MONDAY)


SETTLES = {
    Told.CONTACT_HOLD: {Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED, Told.SHARING_ENDED},
    Told.CONTACT_HOLD_ENDED: {Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED, Told.SHARING_ENDED},
    Told.CONTACT_PERSON: {Told.CONTACT_PERSON, Told.SHARING_ENDED},
    Told.SHARING_ENDED: {Told.SHARING_ENDED},
}


@pytest.mark.parametrize("later", Told)
@pytest.mark.parametrize("lost", Told)
def test_a_later_message_about_the_same_thing_settles_it_when_it_arrived(lost: Told, later: Told) -> None:
    def left(*deliveries: DeliveryEnd) -> int:
        return len(open_work(combine(employment=EmploymentState(deliveries=deliveries))))

    one = end(lost, Outcome.EXPIRED)

    assert left(one, end(later, Outcome.ACKNOWLEDGED)) == (0 if later in SETTLES[lost] else 1)
    assert left(one, end(later, Outcome.EXPIRED)) == 2
    assert left(end(later, Outcome.ACKNOWLEDGED), one) == 1, "what was told before it says nothing of it"


def test_what_has_a_near_deadline_comes_first() -> None:
    far, near = (
        FollowUp(uuid4(), STAY.id, "staff-2", day, MONDAY) for day in (date(2027, 1, 5), date(2026, 11, 24))
    )
    asked = SupportQuestion(uuid4(), STAY.id, HELP.id, "staff-2", MONDAY + timedelta(days=20))

    plan = PlanState(questions=(asked,), follow_ups=(far, near))
    tasks = open_work(combine(plan=plan, hospital=HospitalState((STAY,))))
    assert [task.due for task in tasks] == [date(2026, 11, 24), None, date(2027, 1, 5)]


def test_the_same_hold_again_changes_nothing() -> None:
    wanted = HoldWanted(uuid4(), date(2026, 12, 1), sealed("ask"), "staff-1")
    once, _ = set_hold(Coordination(), wanted, MONDAY)

    assert set_hold(once, wanted, MONDAY) == (once, ())

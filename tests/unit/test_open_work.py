"""What waits for somebody, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import SupportDuringStay
from samspil.overview.domain.contradictions import ANSWERS, AnswerHeard
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.employment_state import DeliveryEnd, EmploymentState
from samspil.overview.domain.handle_contradiction import NoSuchAnswer, handle_contradiction
from samspil.overview.domain.handle_undelivered import NothingUndelivered, handle_undelivered
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.open_work import Task, Work
from samspil.overview.domain.open_work import open_work as open_work_on
from samspil.overview.domain.plan_dates import FollowUp, SupportQuestion
from samspil.overview.domain.plan_parts import Intervention
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.referral_state import SETTLED, ReferralStanding, Standing
from samspil.overview.domain.set_hold import HoldWanted, set_hold
from samspil.overview.domain.view import View, combine
from samspil.overview.domain.watch_stays import watch_stays
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

TODAY = MONDAY.date()
STAY = Stay(uuid4(), StayKind.INPATIENT, Presence.ADMITTED, MONDAY)
HELP = Intervention(uuid4(), uuid4(), LegalBasis.SEL_85, "2026-1", "staff-2", sealed("name"), agreed=True)


def open_work(view: View, today: date = TODAY) -> tuple[Task, ...]:
    return open_work_on(view, today)


def referral(standing: Standing, to: Sector = Sector.SOCIAL) -> ReferralStanding:
    return ReferralStanding(
        uuid4(), standing, Sector.SOCIAL, to, "UNIT", sealed("words"), "staff-1", date(2026, 12, 7), MONDAY
    )


def works(*referrals: ReferralStanding) -> list[Work]:
    return [task.work for task in open_work(combine(referrals={one.id: one for one in referrals}))]


@pytest.mark.parametrize(
    ("standing", "work"),
    [
        (Standing.SUBMITTED, Work.ANSWER_REFERRAL),
        (Standing.RECEIVED, Work.ANSWER_REFERRAL),
        (Standing.INFORMATION_REQUESTED, Work.GIVE_INFORMATION),
        (Standing.ACCEPTED, Work.START_HELP),
        (Standing.WAITLISTED, Work.START_HELP),
        (Standing.CANCELLATION_REQUESTED, Work.ANSWER_CANCELLATION),
        *((standing, None) for standing in sorted(SETTLED)),
    ],
)
def test_a_referral_among_ourselves_is_the_step_of_one_unit_and_the_other_waits_for_it(
    standing: Standing, work: Work | None
) -> None:
    one = replace(referral(standing), from_unit="AUTHORS")

    tasks = {task.work: task for task in open_work(combine(referrals={one.id: one}))}

    assert set(tasks) == ({work, Work.AWAIT_ANSWER} if work else set())
    by_author = work is Work.GIVE_INFORMATION
    owes, waits = ("AUTHORS", "UNIT") if by_author else ("UNIT", "AUTHORS")
    for task in tasks.values():
        assert (task.due, task.about, task.turn) == (date(2026, 12, 7), one.id, Sector.SOCIAL)
        assert (task.unit, task.awaits) == ((waits, owes) if task.is_a_wait else (owes, None))
        assert task.asked == (frozenset({"staff-1"}) if task.unit == "AUTHORS" else frozenset())


def test_a_unit_that_asked_itself_waits_for_nobody_else() -> None:
    own = replace(referral(Standing.RECEIVED), from_unit="UNIT")

    assert works(own) == [Work.ANSWER_REFERRAL]
    assert works(replace(own, overdue=True, delay_notified=True)) == [Work.ANSWER_REFERRAL]


def test_what_we_want_to_know_more_about_from_another_party_is_its_turn() -> None:
    asked_back = replace(referral(Standing.INFORMATION_REQUESTED), from_sector=Sector.EMPLOYMENT)

    [task] = open_work(combine(referrals={asked_back.id: asked_back}))

    assert (task.work, task.turn, task.unit) == (Work.AWAIT_ANSWER, Sector.EMPLOYMENT, "UNIT")


def test_another_partys_silence_is_its_authors_to_follow_up_and_its_time_to_answer_only_waited_for() -> None:
    for standing in (Standing.TOLD, Standing.RECEIVED, Standing.ACCEPTED):
        waiting = replace(referral(standing, Sector.EMPLOYMENT), from_unit="VOKSEN-1")
        silent = replace(waiting, overdue=True)

        [task] = open_work(combine(referrals={waiting.id: waiting}))
        assert (task.work, task.turn) == (Work.AWAIT_ANSWER, Sector.EMPLOYMENT)
        assert (task.asked, task.unit) == (frozenset({"staff-1"}), "VOKSEN-1")
        [task] = open_work(combine(referrals={silent.id: silent}))
        assert (task.work, task.turn, task.asked) == (Work.REMIND, Sector.SOCIAL, frozenset({"staff-1"}))


def test_what_has_not_reached_another_party_is_never_its_turn() -> None:
    unsent = referral(Standing.SUBMITTED, Sector.EMPLOYMENT)

    assert works(unsent) == []
    assert works(replace(unsent, overdue=True)) == [Work.SEE_TO_SENDING]


def test_a_late_answer_of_ours_asks_for_a_letter_to_the_citizen_until_that_is_written() -> None:
    late = replace(referral(Standing.RECEIVED), overdue=True, escalated=True)

    assert works(late) == [Work.ANSWER_REFERRAL, Work.NOTIFY_DELAY, Work.REMIND]
    assert all(task.escalated for task in open_work(combine(referrals={late.id: late})))
    assert works(replace(late, delay_notified=True)) == [Work.ANSWER_REFERRAL, Work.REMIND]
    assert works(replace(late, standing=Standing.ACCEPTED)) == [Work.START_HELP, Work.REMIND]


def heard(answer: PartnerAnswer, about: UUID) -> AnswerHeard:
    return AnswerHeard(uuid4(), about, answer, MONDAY, 3)


@pytest.mark.parametrize("first", PartnerAnswer)
@pytest.mark.parametrize("second", PartnerAnswer)
def test_a_second_answer_that_says_otherwise_waits_until_somebody_found_out_which_holds(
    first: PartnerAnswer, second: PartnerAnswer
) -> None:
    one, other = heard(first, UUID(int=1)), heard(second, UUID(int=1))
    elsewhere = heard(second, UUID(int=2))
    employment = EmploymentState(answers=(one, elsewhere, other))
    tasks = open_work(combine(employment=employment))

    otherwise = {first, second} <= ANSWERS and first is not second
    assert [(task.work, task.contradicting) for task in tasks] == [(Work.SETTLE_ANSWERS, other)] * otherwise
    if otherwise:
        state, [fact] = handle_contradiction(combine(employment=employment), other.id, "staff-1", MONDAY)
        handled = combine(employment=employment, coordination=state)
        assert (fact.answer_id, fact.handled_by, open_work(handled)) == (other.id, "staff-1", ())
        assert handle_contradiction(handled, other.id, "staff-2", MONDAY) == (state, ())
    for nobodys in (one.id, elsewhere.id, uuid4()):
        with pytest.raises(NoSuchAnswer):
            handle_contradiction(combine(employment=employment), nobodys, "staff-1", MONDAY)


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
    assert (task.work, task.asked, task.lost) == (Work.TELL_JOBCENTER, frozenset(), lost)
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


def test_a_message_that_arrived_settles_no_other_and_one_that_arrived_late_is_nobodys_task() -> None:
    lost = replace(end(Told.MESSAGE, Outcome.EXPIRED), message_id=uuid4())
    other = replace(end(Told.MESSAGE, Outcome.ACKNOWLEDGED, 1), message_id=uuid4())
    late = replace(lost, outcome=Outcome.ACKNOWLEDGED, ended_at=MONDAY + timedelta(hours=9))

    [task] = open_work(combine(hospital=HospitalState(deliveries=(lost, other))))
    assert task.lost == lost
    assert open_work(combine(hospital=HospitalState(deliveries=(lost, other, late)))) == ()


SETTLES = {told: {told, Told.SHARING_ENDED} for told in Told} | {
    Told.CONTACT_HOLD: {Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED, Told.SHARING_ENDED},
    Told.CONTACT_HOLD_ENDED: {Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED, Told.SHARING_ENDED},
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


def test_of_two_things_with_one_deadline_the_older_comes_first_and_without_one_its_danish_day_counts() -> (
    None
):
    midnight = datetime(2026, 11, 23, 23, tzinfo=UTC)  # the 24th in Denmark
    younger, older = (
        FollowUp(uuid4(), STAY.id, "staff-2", date(2026, 11, 24), MONDAY - timedelta(days=ago))
        for ago in (1, 2)
    )
    asked = SupportQuestion(uuid4(), STAY.id, HELP.id, "staff-2", midnight)

    plan = PlanState(questions=(asked,), follow_ups=(younger, older))
    tasks = open_work(combine(plan=plan, hospital=HospitalState((STAY,))))
    assert [task.since for task in tasks] == [older.opened_at, younger.opened_at, midnight]
    assert tasks[-1].urgency == (date(2026, 11, 24), midnight)


def test_each_task_says_since_when_and_until_when_and_whom_it_asks() -> None:
    hours = [MONDAY + timedelta(hours=count) for count in range(7)]
    ours, silent = (
        replace(referral(standing, to), from_unit=unit, submitted_at=at, overdue=unit is None)
        for standing, to, unit, at in (
            (Standing.RECEIVED, Sector.SOCIAL, "UNIT", hours[0]),
            (Standing.RECEIVED, Sector.REGION, None, hours[1]),
        )
    )
    waited = replace(silent, id=uuid4(), overdue=False)
    proposed, _ = watch_stays(Coordination(), HospitalState((STAY,)), hours[2])
    other_help = replace(HELP, support_worker="staff-3")
    asked = SupportQuestion(uuid4(), STAY.id, HELP.id, "staff-4", hours[3])
    opened = FollowUp(uuid4(), STAY.id, "staff-5", date(2026, 11, 30), hours[4])
    lost, unheard = (replace(end(Told.CONTACT_HOLD, Outcome.REFUSED), ended_at=at) for at in hours[5:])
    view = combine(
        referrals={one.id: one for one in (ours, silent, waited)},
        plan=PlanState(interventions=(HELP, other_help), questions=(asked,), follow_ups=(opened,)),
        employment=EmploymentState(deliveries=(lost,)),
        hospital=HospitalState((replace(STAY, presence=Presence.ON_LEAVE),), deliveries=(unheard,)),
        coordination=proposed,
    )

    told = {
        task.work: replace(
            task, about=None, unit=None, turn=Sector.SOCIAL, awaits=None, author=None, receivable=None
        )
        for task in open_work(view)
    }
    assert set(told.values()) == {
        Task(Work.ANSWER_REFERRAL, hours[0], ours.answer_by),
        Task(Work.REMIND, hours[1], silent.answer_by, frozenset({"staff-1"})),
        Task(Work.AWAIT_ANSWER, hours[1], waited.answer_by, frozenset({"staff-1"})),
        Task(Work.DECIDE_HOLD, hours[2], asked=frozenset({"staff-2", "staff-3"})),
        Task(Work.ANSWER_SUPPORT, hours[3], asked=frozenset({"staff-4"})),
        Task(Work.FOLLOW_UP, hours[4], opened.due_on, frozenset({"staff-5"})),
        Task(Work.TELL_JOBCENTER, hours[5], lost=lost),
        Task(Work.TELL_REGION, hours[6], lost=unheard),
    }
    assert {task.about for task in open_work(view)} == {
        *(one.id for one in (ours, silent, waited, asked, opened, lost, unheard)),
        *(one.id for one in proposed.proposals.values()),
    }


def test_what_others_ask_each_other_is_not_ours_to_follow_up_nor_is_what_was_answered() -> None:
    silent = replace(referral(Standing.TOLD, Sector.REGION), overdue=True)
    theirs = replace(silent, from_sector=Sector.EMPLOYMENT)
    answered = replace(silent, standing=Standing.CANCELLED)

    assert len(open_work(combine(referrals={silent.id: silent}))) == 1
    for one in (theirs, answered):
        assert open_work(combine(referrals={one.id: one})) == ()

"""Facts that do not go together, and such as do: each rule's own, about days counted from ``MONDAY``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from overview_facts import AGREED, PLAN, added, consent
from samspil.contracts.citizen import CitizenCoordinatorNamed
from samspil.contracts.coordination import AttentionRule
from samspil.contracts.employment import (
    CallForm,
    CallKind,
    EmploymentMeetingCalled,
    EmploymentMeetingCancelled,
    EmploymentMilestoneAchieved,
    EmploymentMilestoneEnded,
    EmploymentMilestoneLost,
    EmploymentMilestonePlanned,
    EmploymentMilestoneSustained,
    EmploymentStatusChanged,
    MilestoneKind,
    StatusPeriod,
    SustainedFor,
)
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, StayKind
from samspil.contracts.plan import MeetingKind, Participant, PlanMeetingBooked, PlanMeetingCancelled
from samspil.overview.domain.set_hold import HoldWanted
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

TODAY = danish_day(MONDAY)
TOLD = consent(
    kinds=(DataClass.MILESTONE, DataClass.MEETING, DataClass.EMPLOYMENT_STATUS),
    giver=Sector.EMPLOYMENT,
    to=(Sector.SOCIAL,),
)
"""The citizen lets the jobcenter tell us."""


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def at(days: int, hour: int = 10, minute: int = 0) -> datetime:
    """So many days from today, in UTC: an hour in the middle of a Danish day."""
    return MONDAY.replace(hour=hour, minute=minute) + timedelta(days=days)


def called(id_: UUID, when: datetime, minutes: int | None = None) -> EmploymentMeetingCalled:
    return EmploymentMeetingCalled(
        meeting_id=id_,
        kind=CallKind.JOB_INTERVIEW,
        form=CallForm.IN_PERSON,
        at=when,
        minutes=minutes,
        place=None,
        basis=LegalBasis.RSL_11A_1,
        occurred_at=MONDAY,
    )


def cancelled(id_: UUID) -> EmploymentMeetingCancelled:
    return EmploymentMeetingCancelled(meeting_id=id_, basis=LegalBasis.RSL_11A_1, occurred_at=MONDAY)


def planned(
    id_: UUID, starts_on: date, ends_on: date | None = None, minutes: int | None = None, by: str | None = None
) -> EmploymentMilestonePlanned:
    return EmploymentMilestonePlanned(
        milestone_id=id_,
        kind=MilestoneKind.WORK_PLACEMENT,
        starts_on=starts_on,
        ends_on=ends_on,
        hours_per_week=None,
        minutes_per_week=minutes,
        entered_by=by,
        basis=LegalBasis.SEL_141 if by else LegalBasis.RSL_11A_1,
        occurred_at=MONDAY,
    )


def achieved(id_: UUID, on: date) -> EmploymentMilestoneAchieved:
    return EmploymentMilestoneAchieved(
        milestone_id=id_,
        achieved_on=on,
        entered_by=None,
        basis=LegalBasis.RSL_11A_1,
        occurred_at=MONDAY,
    )


def sustained(id_: UUID, months: SustainedFor) -> EmploymentMilestoneSustained:
    return EmploymentMilestoneSustained(
        milestone_id=id_,
        months=months,
        checked_on=TODAY,
        entered_by="staff-1",
        basis=LegalBasis.SEL_141,
        occurred_at=MONDAY,
    )


def lost(id_: UUID, on: date = TODAY) -> EmploymentMilestoneLost:
    return EmploymentMilestoneLost(
        milestone_id=id_, lost_on=on, entered_by=None, basis=LegalBasis.RSL_11A_1, occurred_at=MONDAY
    )


def ended(id_: UUID, on: date = TODAY) -> EmploymentMilestoneEnded:
    return EmploymentMilestoneEnded(
        milestone_id=id_, ended_on=on, basis=LegalBasis.RSL_11A_1, occurred_at=MONDAY
    )


def booked(id_: UUID, when: datetime, *invited: Participant) -> PlanMeetingBooked:
    return PlanMeetingBooked(
        plan_id=PLAN,
        meeting_id=id_,
        kind=MeetingKind.PLANNING,
        at=when,
        place=None,
        invited=(Participant.CITIZEN, *invited),
        responsible="staff-2",
        booked_by="staff-2",
        occurred_at=MONDAY,
    )


def called_off(id_: UUID) -> PlanMeetingCancelled:
    return PlanMeetingCancelled(
        plan_id=PLAN,
        meeting_id=id_,
        cancelled_by=Participant.CITIZEN,
        reason=None,
        noted_by="staff-2",
        occurred_at=MONDAY,
    )


def status(
    id_: UUID, since: date, until: date | None = None, *, coordinates: bool = True
) -> EmploymentStatusChanged:
    period = StatusPeriod(contact_group=2, target_group="6.7", since=since, until=until)
    return EmploymentStatusChanged(
        status_id=id_,
        periods=(period,),
        coordinator=sealed("coordinator") if coordinates else None,
        basis=LegalBasis.RSL_11A_1,
        occurred_at=MONDAY,
    )


def in_group(code: str | None, since: date, until: date | None = None) -> EmploymentStatusChanged:
    period = StatusPeriod(contact_group=2, target_group=code, since=since, until=until)
    return EmploymentStatusChanged(
        status_id=UUID(int=34),
        periods=(period,),
        coordinator=None,
        basis=LegalBasis.RSL_11A_1,
        occurred_at=MONDAY,
    )


COORDINATOR = CitizenCoordinatorNamed(
    coordinator="staff-1",
    coordinator_name=sealed("coordinator_name"),
    unit="UNIT-1",
    named_by="staff-1",
    occurred_at=MONDAY,
)


def stay(
    id_: UUID, kind: StayKind = StayKind.INPATIENT, *, over: bool = False
) -> tuple[HospitalStayAdmitted | HospitalStayDischarged, ...]:
    begun = HospitalStayAdmitted(
        stay_id=id_, kind=kind, admitted_at=at(-2), basis=LegalBasis.RSL_12C, occurred_at=at(-2)
    )
    end = HospitalStayDischarged(
        stay_id=id_, discharged_at=at(-1), basis=LegalBasis.RSL_12C, occurred_at=at(-1)
    )
    return (begun, end) if over else (begun,)


def help_of(minutes: int) -> tuple[Fact, ...]:
    return (replace(added(), minutes_per_week=minutes), AGREED)


def hold(days: int) -> HoldWanted:
    return HoldWanted(UUID(int=8), in_days(days), sealed("ask"), "staff-1")


Expected = tuple[AttentionRule, UUID, UUID | None]
"""The rule, what it is about and what that does not go beside."""


class Case:
    """One generated citizen: what is said of them, and what has to be found."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.facts: list[Fact] = []
        self.hold: HoldWanted | None = None
        self.expected: set[Expected] = set()
        self._far = 0

    def id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))

    def far_day(self) -> int:
        """A day on which nothing else of the citizen's is, and that no stay and no hold reaches."""
        self._far += 2
        return 60 + self._far + self.random.randrange(2)


def _hold(case: Case) -> None:
    last = case.random.randrange(20, 50)
    case.hold = hold(last)
    day = case.random.choice([15, last, case.random.randrange(15, last + 1)])
    call = called(case.id(), at(day, case.random.randrange(7, 17)))
    case.facts.append(call)
    case.expected.add((AttentionRule.CALL_DURING_HOLD, call.meeting_id, case.hold.id))


def _stay(case: Case) -> None:
    """A call and a step near, of somebody in a ward; the step has begun, or will."""
    in_ward = case.id()
    case.facts += stay(in_ward)
    call = called(case.id(), at(case.random.choice([0, 14, case.random.randrange(15)]), 20))
    step = planned(case.id(), in_days(case.random.choice([-9, 0, 1, 14])))
    case.facts += [call, step]
    case.expected |= {
        (AttentionRule.CALL_DURING_STAY, call.meeting_id, in_ward),
        (AttentionRule.DEMAND_DURING_STAY, step.milestone_id, in_ward),
    }
    if case.hold:
        case.expected.add((AttentionRule.CALL_DURING_HOLD, call.meeting_id, case.hold.id))


def _meeting(case: Case) -> None:
    """Each begins while the other goes on, or both at once."""
    day, apart = case.far_day(), case.random.choice([-59, -30, 0, 30, 44])
    meeting = booked(case.id(), at(day), case.random.choice([Participant.EMPLOYMENT, Participant.REGION]))
    call = called(case.id(), meeting.at - timedelta(minutes=apart), 45)
    case.facts += [meeting, call]
    case.expected.add((AttentionRule.CALL_BESIDE_MEETING, call.meeting_id, meeting.meeting_id))


def _hours(case: Case) -> None:
    help_ = case.random.randrange(60, 600)
    giving, agreed = help_of(help_)
    step = planned(case.id(), in_days(-case.random.randrange(3)), None, 1801 - help_, by="staff-1")
    case.facts += [giving, agreed, step]
    case.expected.add((AttentionRule.HOURS_BESIDE_HELP, step.milestone_id, giving.intervention_id))  # type: ignore[attr-defined]  # it is the help
    _asks_during_stay(case, step)


def _asks_during_stay(case: Case, step: EmploymentMilestonePlanned) -> None:
    """Of a citizen in a ward every step that goes on asks something."""
    if any(one[0] is AttentionRule.DEMAND_DURING_STAY for one in case.expected):
        in_ward = next(one[2] for one in case.expected if one[0] is AttentionRule.DEMAND_DURING_STAY)
        case.expected.add((AttentionRule.DEMAND_DURING_STAY, step.milestone_id, in_ward))


def _coordinators(case: Case) -> None:
    until = case.random.choice([None, TODAY, in_days(9)])
    group = status(case.id(), in_days(-case.random.randrange(9)), until)
    case.facts += [COORDINATOR, group]
    case.expected.add((AttentionRule.TWO_COORDINATORS, group.status_id, None))


def _lost(case: Case) -> None:
    step, got = planned(case.id(), in_days(-90), None, 4000), in_days(-80)
    day = in_days(-case.random.choice([0, 30, case.random.randrange(-5, 31)]))
    case.facts += [step, achieved(step.milestone_id, got), lost(step.milestone_id, day)]
    case.expected.add((AttentionRule.STEP_LOST, step.milestone_id, None))


def _unseen(case: Case) -> None:
    """Entered here and achieved so long ago, and nobody has said that it lasts."""
    got = in_days(-case.random.choice([93, 184, case.random.randrange(93, 700)]))
    step = planned(case.id(), got, None, by="staff-1")
    case.facts += [step, achieved(step.milestone_id, got)]
    case.expected.add((AttentionRule.STEP_UNSEEN, step.milestone_id, None))
    _asks_during_stay(case, step)


PLANTED: tuple[Callable[[Case], None], ...] = (
    *(_hold, _stay, _meeting, _hours, _coordinators),
    *(_lost, _unseen),
)


def clean(case: Case) -> None:
    """What looks like a clash of each rule, and is none."""
    random, off, over, kept, late = case.random, case.id(), case.id(), case.id(), case.id()
    day = case.far_day()
    meeting, ours, moved = case.id(), case.id(), case.id()
    young, said, theirs = case.id(), case.id(), case.id()
    case.facts += [
        called(off, at(random.randrange(-3, 30))),
        cancelled(off),
        called(case.id(), at(-random.randrange(1, 9), 12)),
        planned(over, in_days(-9), None, 4000),
        ended(over),
        planned(kept, in_days(-90), None, None),
        achieved(kept, in_days(-90)),
        ended(kept, in_days(-1)),
        planned(late, in_days(-90), None, 4000),
        achieved(late, in_days(-90)),
        lost(late, in_days(-random.randrange(31, 90))),
        planned(case.id(), in_days(-30), in_days(-1), 4000),
        planned(young, in_days(-89), in_days(-1), by="staff-1"),
        achieved(young, in_days(-random.randrange(2, 90))),
        planned(said, in_days(-99), in_days(-1), by="staff-1"),
        achieved(said, in_days(-99)),
        sustained(said, SustainedFor.THREE),
        planned(theirs, in_days(-99), in_days(-1)),
        achieved(theirs, in_days(-99)),
        planned(case.id(), in_days(random.randrange(15, 40)), None, 4000),
        *stay(case.id(), over=True),
        *stay(case.id(), StayKind.ACUTE_AMBULANT),
        booked(meeting, at(day, 12), Participant.EMPLOYMENT),
        called(case.id(), at(day, 11), 60),
        called(case.id(), at(day, 13), random.choice([None, 30])),
        booked(ours, at(day + 100)),
        called(case.id(), at(day + 100)),
        booked(moved, at(day + 200), Participant.REGION),
        called_off(moved),
        called(case.id(), at(day + 200)),
        status(case.id(), in_days(-30), in_days(-1)),
        status(case.id(), in_days(random.randrange(1, 9))),
        status(case.id(), in_days(-3), coordinates=False),
    ]


def clean_hold(case: Case) -> None:
    """A hold, and a call to the day after it."""
    if case.random.random() < 0.5:
        case.hold = hold(10)
        case.facts.append(called(case.id(), at(11, 8)))


def case_of(seed: int, *, planted: bool) -> Case:
    """A citizen of that seed; with some of the rules broken, or with none."""
    case = Case(Random(seed))
    clean(case)
    if planted:
        which = case.random.sample(range(len(PLANTED)), case.random.randrange(1, len(PLANTED) + 1))
        for index in sorted(which):
            PLANTED[index](case)
    else:
        clean_hold(case)
    return case

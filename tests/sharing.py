"""Views of which something is told, most often: consents of the law, in the directions that packs know."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as st

from anything import days, few_ids
from laws import JULY
from samspil.contracts.hospital import StayKind
from samspil.contracts.message import Category, Urgency
from samspil.contracts.plan import (
    AgreementKind,
    AgreementStage,
    LifeArea,
    MeetingKind,
    Method,
    Participant,
    PlanEnd,
    Whose,
)
from samspil.contracts.referral import Priority
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.coordination import Coordination, Hold
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.plan_dates import Meeting, MeetingState
from samspil.overview.domain.plan_parts import (
    AgreedGoal,
    CrisisPlan,
    Ended,
    Goal,
    GoalState,
    Intervention,
    Version,
)
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.referral_state import Question, ReferralStanding, Standing
from samspil.overview.domain.view import View, combine
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

TODAY = date(2026, 11, 23)
LAW = JULY
LAST_OF_NOVEMBER = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)
FIRST_OF_DECEMBER = LAST_OF_NOVEMBER + timedelta(seconds=1)  # in Denmark
WHO = Who(sealed("name"), sealed("cpr"), "101", MONDAY)
HOLD = Hold(uuid4(), date(2026, 12, 1), sealed("ask"), "staff-1", MONDAY)
STAY = HospitalState(stays=(Stay(uuid4(), StayKind.INPATIENT, Presence.ADMITTED, MONDAY),))


def help_of(worker: str, provision: LegalBasis = LegalBasis.SEL_85, *, agreed: bool = True) -> Intervention:
    """Help that one worker gives."""
    return Intervention(uuid4(), uuid4(), provision, "2026-1", worker, sealed("name"), agreed)


def help_for(goal: UUID, method: Method | None, phone: Sealed | None, *, ended: bool) -> Intervention:
    """Agreed help for a goal, and how who gives it is reached."""
    given = replace(help_of("staff-3", LegalBasis.SEL_85), goal_id=goal, method=method)
    return replace(given, support_worker_phone=phone, ended_on=TODAY if ended else None, minutes_per_week=90)


KNOWN = [
    DataClass.CONTACT_HOLD,
    DataClass.NETWORK,
    DataClass.MILESTONE,
    DataClass.STAY,
    DataClass.REFERRAL,
    DataClass.PLAN,
    DataClass.EMPLOYMENT_GOAL,
    DataClass.SUPPORT,
    DataClass.MEETING,
    DataClass.CRISIS_PLAN,
    DataClass.MESSAGE,
    DataClass.AGREEMENT,
]

sectors = st.sampled_from(Sector)
directions = st.sampled_from(
    [(Sector.SOCIAL, tuple(Sector)), *((one, (Sector.SOCIAL,)) for one in (Sector.EMPLOYMENT, Sector.REGION))]
)
consents: st.SearchStrategy[Consent] = st.builds(
    lambda direction, **more: Consent(from_sector=direction[0], to_sectors=direction[1], **more),
    directions | st.tuples(sectors, st.lists(sectors, min_size=1, unique=True).map(tuple)),
    id=st.uuids(),
    law=st.sampled_from([*[LegalBasis.RSL_11A_1] * 12, *[LegalBasis.FVL_28] * 12, *LegalBasis]),
    kinds=st.sampled_from([(DataClass.IDENTITY, one) for one in KNOWN])
    | st.frozensets(st.sampled_from(DataClass), min_size=1).map(tuple),
    until=st.dates(TODAY, TODAY + timedelta(days=30)) | days,
    given_at=st.sampled_from([MONDAY, MONDAY, LAST_OF_NOVEMBER, FIRST_OF_DECEMBER]),
    withdrawn_at=st.sampled_from([None, None, None, MONDAY]),
)
BROAD = Consent(
    id=uuid4(),
    law=LegalBasis.RSL_11A_1,
    kinds=(DataClass.IDENTITY, *KNOWN),
    from_sector=Sector.SOCIAL,
    to_sectors=tuple(Sector),
    until=TODAY + timedelta(days=10),
    given_at=MONDAY,
)
NEWER = replace(BROAD, id=uuid4(), law=LegalBasis.FVL_28)
BACK = replace(
    BROAD,
    id=uuid4(),
    from_sector=Sector.EMPLOYMENT,
    to_sectors=(Sector.SOCIAL,),
    until=TODAY + timedelta(days=6),  # before anything that goes out ends
)
AT_WORK, AT_HOME = UUID(int=41), UUID(int=42)
BEFORE, SINCE = sealed("before"), sealed("since")
AGREED_GOALS = (AgreedGoal(AT_WORK, LifeArea.EMPLOYMENT, BEFORE), AgreedGoal(AT_HOME, LifeArea.HOME, BEFORE))
anybodys_help = st.builds(
    help_of,
    st.just("staff-2"),
    st.sampled_from(LegalBasis),
    agreed=st.sampled_from([True, True, True, False]),
)
help_to_work = st.builds(
    help_for,
    st.sampled_from([AT_WORK, AT_WORK, AT_HOME]),
    st.sampled_from([None, Method.SUPPORTED_EMPLOYMENT, Method.NARRATIVE]),
    st.none() | st.just(sealed("phone")),
    ended=st.sampled_from([False, False, True]),
)
meetings = st.builds(
    Meeting,
    id=st.uuids(),
    kind=st.sampled_from(MeetingKind),
    at=st.integers(-3, 30).map(lambda days_: MONDAY + timedelta(days=days_)),
    place=st.none() | st.just(sealed("place")),
    invited=st.sampled_from([(Participant.EMPLOYMENT, Participant.REGION), (Participant.CITIZEN,)])
    | st.lists(st.sampled_from(Participant), unique=True, max_size=4).map(tuple),
    responsible=st.just("staff-2"),
    booked_at=st.just(MONDAY),
    state=st.sampled_from([MeetingState.BOOKED, *MeetingState]),
)
agreements: st.SearchStrategy[Agreement] = st.builds(
    Agreement,
    id=few_ids,
    kind=st.sampled_from(AgreementKind),
    stage=st.sampled_from([*[AgreementStage.ENDED] * 3, *AgreementStage]),
    asked_by=st.just(Sector.REGION),
    asked_on=st.just(TODAY),
    asked_at=st.just(MONDAY),
    words=st.none() | st.just(sealed("agreed")),
    agreed_on=st.none() | st.just(TODAY),
    ended_on=st.none() | st.just(TODAY),
    over_at=st.none() | st.integers(0, 34).map(lambda days_: MONDAY - timedelta(days=days_)),
)
messages: st.SearchStrategy[WrittenMessage] = st.builds(
    WrittenMessage,
    id=st.uuids(),
    thread_id=few_ids,
    answers=st.none() | few_ids,
    category=st.sampled_from(Category),
    urgency=st.sampled_from([None, *Urgency]),
    topic=st.just(sealed("topic")),
    words=st.just(sealed("written")),
    written_by=st.just("staff-1"),
    name=st.just(sealed("writer")),
    role=st.just(Role.SUPPORT_WORKER),
    phone=st.just(sealed("phone")),
    to_unit=st.just("REGION-1"),
    written_at=st.integers(0, 34).map(lambda days_: MONDAY - timedelta(days=days_)),
)
plans: st.SearchStrategy[PlanState] = st.builds(
    PlanState,
    agreed_on=st.just(TODAY),
    goals=st.tuples(
        st.builds(
            Goal,
            st.just(AT_WORK),
            st.just(LifeArea.EMPLOYMENT),
            st.sampled_from([BEFORE, SINCE]),
            state=st.sampled_from([*[GoalState.ACTIVE] * 6, *GoalState]),
        ),
        st.just(Goal(AT_HOME, LifeArea.HOME, BEFORE, state=GoalState.ACTIVE)),
    ),
    versions=st.sampled_from([(), (Version(1, TODAY, AGREED_GOALS, (), None),)]),
    interventions=st.tuples(anybodys_help, help_to_work, help_to_work)
    | st.lists(anybodys_help, min_size=1, max_size=3).map(tuple),
    meetings=st.lists(meetings, min_size=1, max_size=3).map(tuple),
    crisis_plan=st.sampled_from(
        [None, *[CrisisPlan(sealed("early"), None, None, None, Whose.CITIZEN, MONDAY)] * 4]
    ),
    agreements=st.lists(agreements, max_size=2).map(tuple),
    ended=st.sampled_from([None] * 5 + [Ended(TODAY, PlanEnd.MOVED, None)]),
)
WORDS, MORE = sealed("words"), sealed("more")
moments = st.integers(0, 34 * 24).map(lambda hours: MONDAY - timedelta(hours=hours))
_partners = [
    *[(Sector.SOCIAL, Sector.EMPLOYMENT), (Sector.EMPLOYMENT, Sector.SOCIAL)] * 2,
    *[(Sector.SOCIAL, Sector.REGION), (Sector.REGION, Sector.SOCIAL)] * 2,
]
standings: st.SearchStrategy[ReferralStanding] = st.builds(
    lambda way, **more: ReferralStanding(from_sector=way[0], to_sector=way[1], **more),
    st.sampled_from([*_partners, (Sector.SOCIAL, Sector.SOCIAL), (Sector.EMPLOYMENT, Sector.REGION)]),
    id=few_ids,
    standing=st.sampled_from(Standing),
    to_unit=st.sampled_from(["VISITATION-1", "JOB-1"]),
    words=st.just(WORDS),
    author=st.just("staff-1"),
    answer_by=st.just(TODAY + timedelta(days=3)),
    asked_by=st.just(TODAY + timedelta(days=2)),
    submitted_at=moments,
    stands_since=moments,
    priority=st.sampled_from(Priority),
    request=st.sampled_from([None, UUID(int=1), UUID(int=2), UUID(int=3)]),
    successor=st.sampled_from([None, UUID(int=1), UUID(int=2)]),
    starts_on=st.none() | st.just(TODAY),
    why=st.none() | st.just(MORE),
    questions=st.lists(
        st.builds(Question, st.just(WORDS), moments, st.none() | st.just(MORE)), max_size=2
    ).map(tuple),
)
sharing_views: st.SearchStrategy[View] = st.builds(
    lambda who, broad, given, plan, holds, written, asked, referrals: combine(
        citizen=CitizenState(who, (*broad, *given)),
        referrals={one.id: one for one in referrals},
        plan=plan,
        coordination=Coordination(holds, messages=tuple(written)),
        hospital=replace(STAY, reports_wanted=(STAY.stays[0].id,) if asked else ()),
    ),
    st.sampled_from([WHO, WHO, WHO, None]),
    st.sampled_from([(BROAD, NEWER, BACK)] * 4 + [(BROAD, BACK), (NEWER, BACK), (BROAD,), (BACK,), ()]),
    st.lists(consents, max_size=4),
    plans,
    st.sampled_from([(HOLD,), ()]),
    st.lists(messages, max_size=3),
    st.booleans(),
    st.lists(standings, min_size=2, max_size=5),
)

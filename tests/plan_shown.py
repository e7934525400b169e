"""A plan as the overview knows it, with something of everything in it."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from samspil.contracts.plan import (
    AgreementKind,
    AgreementStage,
    ContactKind,
    ContactOutcome,
    GoalAim,
    LifeArea,
    MeetingKind,
    OfferAnswer,
    Participant,
    Participation,
    PauseReason,
    Whose,
    WithoutGoal,
)
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.citizen_network import Coordinator
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.plan_dates import Contact, Meeting, Review
from samspil.overview.domain.plan_parts import (
    AgreedGoal,
    AgreedHelp,
    CrisisPlan,
    EmploymentWish,
    Goal,
    GoalState,
    Intervention,
    Participated,
    Pause,
    Resource,
    Version,
    Wording,
)
from samspil.overview.domain.plan_state import PlanState
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

TODAY: Final[date] = MONDAY.date()
DAY: Final = timedelta(days=1)

WORK: Final = Goal(
    UUID(int=1), LifeArea.EMPLOYMENT, sealed(), Whose.CITIZEN, GoalAim.DEVELOP, 2, GoalState.ACTIVE
)
SISTER: Final = Goal(UUID(int=2), LifeArea.NETWORK, sealed(), Whose.JOINTLY, rank=1)
BUS: Final = Goal(UUID(int=3), LifeArea.DAILY_LIFE, sealed(), state=GoalState.ACHIEVED, ended_on=TODAY)

SUPPORT: Final = Intervention(
    UUID(int=4),
    WORK.id,
    LegalBasis.SEL_85,
    "2026-1",
    "aisha",
    sealed("name"),
    agreed=True,
    support_worker_phone=sealed("phone"),
    deputy="jonas",
    deputy_name=sealed("name"),
    unit="VOKSEN-1",
)
CARE: Final = Intervention(
    UUID(int=5),
    None,
    LegalBasis.SEL_83,
    "2026-2",
    "aisha",
    SUPPORT.support_worker_name,
    agreed=True,
    without_goal=WithoutGoal.NECESSARY_CARE,
    support_worker_phone=sealed("phone"),
    pause=Pause(PauseReason.CITIZEN_WISH, None, MONDAY, None),
)

OF_SUPPORT: Final = Review(UUID(int=6), SUPPORT.id, TODAY - DAY, MONDAY, version=61)
OF_PLAN: Final = Review(UUID(int=7), None, TODAY + 10 * DAY, MONDAY, version=62)
PASSED: Final = Meeting(
    UUID(int=8),
    MeetingKind.REVIEW,
    MONDAY - DAY,
    sealed(),
    (Participant.CITIZEN, Participant.SUPPORT_WORKER),
    "aisha",
    MONDAY - 9 * DAY,
    version=63,
)
AHEAD: Final = Meeting(
    UUID(int=9),
    MeetingKind.PLANNING,
    MONDAY + 3 * DAY,
    None,
    (Participant.CITIZEN,),
    "mette",
    MONDAY,
    version=64,
)
VISIT: Final = Contact(
    UUID(int=10), ContactKind.VISIT, ContactOutcome.REACHED, TODAY - DAY, sealed(), "aisha"
)
FIRST: Final = Version(
    1, TODAY - 90 * DAY, (AgreedGoal(WORK.id, WORK.area, sealed()),), (AgreedHelp(SUPPORT.id, "jonas"),), None
)
SECOND: Final = Version(
    2,
    TODAY - 30 * DAY,
    (AgreedGoal(WORK.id, WORK.area, WORK.words),),
    (AgreedHelp(SUPPORT.id, "aisha"), AgreedHelp(CARE.id, "aisha")),
    Participation.TOOK_PART,
    ("aisha", "citizen"),
)

ASKED_FOR: Final = Agreement(
    UUID(int=12),
    AgreementKind.DISCHARGE_AGREEMENT,
    AgreementStage.ASKED,
    Sector.REGION,
    TODAY,
    MONDAY,
    draft_by=TODAY + 3 * DAY,
    version=65,
)
DRAFTED: Final = Agreement(
    UUID(int=13),
    AgreementKind.COORDINATION_PLAN,
    AgreementStage.DRAFTED,
    Sector.SOCIAL,
    TODAY,
    MONDAY,
    words=sealed(),
    drafted_by=Sector.SOCIAL,
    version=66,
)

PLAN: Final = PlanState(
    opened_at=MONDAY - 99 * DAY,
    agreed_on=TODAY - 30 * DAY,
    offered_on=TODAY - 95 * DAY,
    offer=OfferAnswer.ACCEPTED,
    participation=Participated(Participation.DID_NOT_COME, TODAY, sealed(), gave_no_words=False),
    goals=(WORK, SISTER, BUS),
    wordings=(Wording(WORK.id, WORK.area, sealed(), None, MONDAY - 9 * DAY),),
    resources=(Resource(UUID(int=11), sealed(), Whose.JOINTLY),),
    employment_wish=EmploymentWish(sealed(), None, TODAY - 20 * DAY),
    interventions=(SUPPORT, CARE),
    versions=(FIRST, SECOND),
    reviews=(OF_SUPPORT, OF_PLAN),
    meetings=(AHEAD, PASSED),
    contacts=(VISIT,),
    crisis_plan=CrisisPlan(sealed(), None, sealed(), None, Whose.JOINTLY, MONDAY),
    agreements=(ASKED_FOR, DRAFTED),
    version=60,
)
COORDINATED: Final = CitizenState(coordinator=Coordinator("mette", sealed("name"), "VOKSEN-1", MONDAY))

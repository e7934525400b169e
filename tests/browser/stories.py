"""Citizens with a story, told as the other services would tell it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from browser.pages_under_test import PagesUnderTest
from samspil.contracts.citizen import (
    CitizenConsentGiven,
    CitizenConsentWithdrawn,
    CitizenContactWishesSet,
    CitizenCoordinatorNamed,
    CitizenRegistered,
    CitizenRelativeAdded,
    CitizenRelativeRemoved,
    ContactWay,
    RelativeKind,
    RelativeLeft,
)
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentMilestonePlanned,
    EmploymentMilestoneStarted,
    MilestoneKind,
)
from samspil.contracts.envelope import Fact
from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, StayKind
from samspil.contracts.plan import (
    LifeArea,
    PlanAgreed,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanGoalAdded,
    PlanInterventionAdded,
    PlanOpened,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    SupportDuringStay,
)
from samspil.contracts.referral import Priority, ReferralAccepted, ReferralReceived, ReferralSubmitted
from samspil.rulebook.case_at_hand import AccessReason
from samspil.rulebook.law import in_force, laws_of_consent
from samspil.rulebook.law_files import read_law
from samspil.sealing.reasons import GivenReason
from samspil.testkit.people import Person
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

SUPPORT_WORKER = "kontaktperson-social"
STAFF = {
    "sagsbehandler-social": "caseworker",
    "visitator-social": "visitator",
    SUPPORT_WORKER: "support_worker",
}
OWN_WORDS = "Jeg vil gerne have et arbejde, hvor jeg er ude, helst på en planteskole."


def ago(days: float) -> datetime:
    """So many days before now."""
    return datetime.now(UTC) - timedelta(days=days)


class Story:
    """One citizen; each step tells what happened so many days ago."""

    def __init__(self, pages: PagesUnderTest, citizen: CitizenId, person: Person) -> None:
        self._pages = pages
        self.citizen = citizen
        self.person = person
        self.address = f"{pages.pages}/borgere/{citizen}"
        self.referrals: list[UUID] = []
        self._goal, self._plan, self._help = (uuid5(citizen, word) for word in ("goal", "plan", "help"))

    @classmethod
    async def of(cls, pages: PagesUnderTest, person: Person, days: float, *, reasons: bool = True) -> "Story":
        """The citizen is registered, and whoever looks has said why, unless they have to."""
        story = cls(pages, await pages.keyring.get_or_create(person.cpr), person)
        for who, role in STAFF.items() if reasons else ():
            given = GivenReason(uuid7(), who, role, frozenset(), AccessReason.NEW_CASE, None, ago(-1))
            await pages.keyring.give_reason(story.citizen, given)
        await story.tell(
            CitizenRegistered(
                name=await story.seal("name", person.name),
                cpr=await story.seal("cpr", person.cpr.number),
                acting_municipality="101",
                registered_by="sagsbehandler-social",
                basis=LegalBasis.SEL_85,
                occurred_at=ago(days),
            )
        )
        return story

    async def seal(self, kind: str, text: str) -> Sealed:
        """A token of the citizen's."""
        return await self._pages.keyring.seal(self.citizen, kind, text)

    async def tell(self, *facts: Fact, known_at: datetime | None = None) -> None:
        """The overview hears it."""
        await self._pages.heard.tell(self.citizen, *facts, known_at=known_at)

    async def refers(self, days: float, answer_in: int = 14, *, to: Sector = Sector.SOCIAL) -> UUID:
        """A referral in the citizen's words."""
        referral = uuid7()
        self.referrals.append(referral)
        await self.tell(
            ReferralSubmitted(
                referral_id=referral,
                from_sector=Sector.SOCIAL,
                to_sector=to,
                to_unit="VISITATION-1",
                priority=Priority.ROUTINE,
                words=await self.seal("words", "Jeg har brug for en at tale med, når hverdagen vælter."),
                basis=LegalBasis.SEL_85,
                author="sagsbehandler-social",
                answer_by=danish_day(ago(days)) + timedelta(days=answer_in),
                occurred_at=ago(days),
            )
        )
        return referral

    async def has_people(self, days: float) -> UUID:
        """A coordinator, wishes about contact, a sister who may know something, a neighbour who stepped back.

        The sister's id.
        """
        at = ago(days)
        await self.tell(
            CitizenCoordinatorNamed(
                coordinator="sagsbehandler-social",
                coordinator_name=await self.seal("name", "Mette Prøvesen"),
                unit="VOKSEN-1",
                named_by="sagsbehandler-social",
                occurred_at=at,
            ),
            CitizenContactWishesSet(
                ways=(ContactWay.TEXT_MESSAGE, ContactWay.VISIT),
                words=await self.seal("words", "Ikke før klokken ti, og ring ikke uden at skrive først."),
                set_by=SUPPORT_WORKER,
                occurred_at=at,
            ),
        )
        sister = await self.names(
            "Lone Test Søster", RelativeKind.SIBLING, at, DataClass.PLAN, DataClass.CONTACT_HOLD
        )
        neighbour = await self.names("Ole Test Nabo", RelativeKind.FRIEND, at)
        await self.tell(
            CitizenRelativeRemoved(
                relative_id=neighbour,
                reason=RelativeLeft.STEPPED_BACK,
                recorded_by=SUPPORT_WORKER,
                occurred_at=ago(days / 2),
            )
        )
        return sister

    async def names(self, name: str, kind: RelativeKind, at: datetime, *may_know: DataClass) -> UUID:
        """Somebody close to the citizen, and what they may know for a year."""
        relative = uuid7()
        await self.tell(
            CitizenRelativeAdded(
                relative_id=relative,
                kind=kind,
                name=await self.seal("name", name),
                contact=await self.seal("contact", "Ring om aftenen"),
                wishes=await self.seal("words", "Vil ikke forstyrres på sit arbejde."),
                may_know=may_know,
                until=danish_day(at) + timedelta(days=365) if may_know else None,
                recorded_by=SUPPORT_WORKER,
                occurred_at=at,
            )
        )
        return relative

    async def is_accepted(self, referral: UUID, days: float) -> None:
        """Received and accepted by a visitator."""
        at = ago(days)
        await self.tell(
            ReferralReceived(referral_id=referral, received_by="visitator-social", occurred_at=at),
            ReferralAccepted(
                referral_id=referral,
                accepted_by="visitator-social",
                starts_on=danish_day(at) + timedelta(days=3),
                occurred_at=at + timedelta(hours=3),
            ),
        )

    async def consents(self, days: float, *, lasts: int = 180) -> UUID:
        """A consent towards the jobcenter and the region."""
        consent, partners = uuid7(), (Sector.EMPLOYMENT, Sector.REGION)
        law, *_ = laws_of_consent(in_force(read_law(), danish_day(ago(days))), Sector.SOCIAL, partners)
        await self.tell(
            CitizenConsentGiven(
                consent_id=consent,
                law=law,
                kinds=(DataClass.IDENTITY, DataClass.NETWORK, DataClass.CONTACT_HOLD, DataClass.MILESTONE),
                from_sector=Sector.SOCIAL,
                to_sectors=partners,
                case=uuid7(),
                until=danish_day(ago(days)) + timedelta(days=lasts),
                recorded_by="sagsbehandler-social",
                occurred_at=ago(days),
            )
        )
        return consent

    async def withdraws(self, consent: UUID, days: float) -> None:
        """Takes it back."""
        await self.tell(
            CitizenConsentWithdrawn(
                consent_id=consent, recorded_by="sagsbehandler-social", occurred_at=ago(days)
            )
        )

    async def plans(self, days: float) -> None:
        """A plan with a goal about work, and help that was decided."""
        at = ago(days)
        await self.tell(
            PlanOpened(plan_id=self._plan, referral_id=uuid7(), occurred_at=at),
            PlanGoalAdded(
                plan_id=self._plan,
                goal_id=self._goal,
                area=LifeArea.EMPLOYMENT,
                words=await self.seal("words", OWN_WORDS),
                added_by=SUPPORT_WORKER,
                occurred_at=at,
            ),
            PlanGoalAdded(
                plan_id=self._plan,
                goal_id=uuid7(),
                area=LifeArea.HOME,
                words=await self.seal("words", "Jeg vil kunne sove igennem og stå op om morgenen."),
                added_by=SUPPORT_WORKER,
                occurred_at=at,
            ),
            PlanInterventionAdded(
                plan_id=self._plan,
                intervention_id=self._help,
                goal_id=self._goal,
                provision=LegalBasis.SEL_85,
                decision_reference="2026-0815",
                support_worker=SUPPORT_WORKER,
                support_worker_name=await self.seal("name", "Aisha Digtet"),
                occurred_at=at,
            ),
            PlanAgreed(plan_id=self._plan, agreed_on=danish_day(at), occurred_at=at + timedelta(hours=1)),
        )

    async def works(self, planned: float, started: float) -> None:
        """A work placement, planned and begun."""
        milestone = uuid7()
        start = danish_day(ago(started))
        await self.tell(
            EmploymentMilestonePlanned(
                milestone_id=milestone,
                kind=MilestoneKind.WORK_PLACEMENT,
                starts_on=start,
                ends_on=start + timedelta(days=91),
                hours_per_week=12,
                basis=LegalBasis.RSL_11A_1,
                occurred_at=ago(planned),
            ),
            EmploymentMilestoneStarted(
                milestone_id=milestone, started_on=start, basis=LegalBasis.RSL_11A_1, occurred_at=ago(started)
            ),
        )

    async def is_admitted(self, days: float) -> UUID:
        """A stay begins, and the support worker is asked about the support."""
        stay, at = uuid7(), ago(days)
        await self.tell(
            HospitalStayAdmitted(
                stay_id=stay,
                kind=StayKind.INPATIENT,
                admitted_at=at,
                basis=LegalBasis.RSL_12C,
                occurred_at=at,
            )
        )
        await self.tell(
            PlanSupportQuestionAsked(
                plan_id=self._plan,
                question_id=uuid5(stay, "question"),
                stay_id=stay,
                intervention_id=self._help,
                support_worker=SUPPORT_WORKER,
                occurred_at=at + timedelta(minutes=1),
            )
        )
        return stay

    async def support_answers(self, stay: UUID, days: float) -> None:
        """The support worker answers."""
        await self.tell(
            PlanSupportQuestionAnswered(
                plan_id=self._plan,
                question_id=uuid5(stay, "question"),
                answer=SupportDuringStay.VISITS_ON_WARD,
                answered_by=SUPPORT_WORKER,
                occurred_at=ago(days),
            )
        )

    async def is_discharged(self, stay: UUID, days: float, follow_up_in: int) -> None:
        """The stay ends, and somebody has to be in touch."""
        at = ago(days)
        await self.tell(
            HospitalStayDischarged(stay_id=stay, discharged_at=at, basis=LegalBasis.RSL_12C, occurred_at=at),
            PlanFollowUpOpened(
                plan_id=self._plan,
                follow_up_id=uuid5(stay, "follow-up"),
                stay_id=stay,
                support_worker=SUPPORT_WORKER,
                due_on=danish_day(at) + timedelta(days=follow_up_in),
                occurred_at=at,
            ),
            known_at=at + timedelta(minutes=2),
        )

    async def is_followed_up(self, stay: UUID, days: float) -> None:
        """Somebody was in touch."""
        await self.tell(
            PlanFollowUpCompleted(
                plan_id=self._plan,
                follow_up_id=uuid5(stay, "follow-up"),
                completed_by=SUPPORT_WORKER,
                occurred_at=ago(days),
            )
        )

    async def jobcenter_was_told(self, days: float) -> None:
        """A delivery was acknowledged, another refused."""
        await self.tell(
            EmploymentDeliveryEnded(
                delivery_id=uuid7(),
                told=Told.CONTACT_HOLD,
                outcome=Outcome.ACKNOWLEDGED,
                occurred_at=ago(days),
            ),
            EmploymentDeliveryEnded(
                delivery_id=uuid7(),
                told=Told.CONTACT_HOLD_ENDED,
                outcome=Outcome.REFUSED,
                occurred_at=ago(days / 2),
            ),
        )

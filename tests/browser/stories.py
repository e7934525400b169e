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
    ContactKind,
    ContactOutcome,
    GoalAim,
    LifeArea,
    MeetingKind,
    OfferAnswer,
    Participant,
    PlanAgreed,
    PlanContactNoted,
    PlanCrisisPlanWritten,
    PlanEmploymentWishRecorded,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanGoalAchieved,
    PlanGoalAdded,
    PlanGoalChanged,
    PlanInterventionAdded,
    PlanInterventionWithoutGoalAdded,
    PlanMeetingBooked,
    PlanMeetingHeld,
    PlanOfferAnswered,
    PlanOffered,
    PlanOpened,
    PlanResourceNoted,
    PlanReviewDue,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    PlanSupportWorkerChangeRequested,
    PlanVersionRead,
    SupportDuringStay,
    Whose,
    WithoutGoal,
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

    async def has_a_whole_plan(self) -> None:
        """Everything that a plan can say, some days after it was first agreed, and not yet agreed again."""
        plan, at = self._plan, ago(40)
        other, done = uuid5(self.citizen, "other goal"), uuid5(self.citizen, "done goal")
        await self.tell(
            PlanOffered(
                plan_id=plan, offered_on=danish_day(at), offered_by="visitator-social", occurred_at=at
            ),
            PlanOfferAnswered(
                plan_id=plan,
                answer=OfferAnswer.ACCEPTED,
                answered_on=danish_day(at),
                noted_by="visitator-social",
                occurred_at=at,
            ),
            PlanResourceNoted(
                plan_id=plan,
                resource_id=uuid7(),
                words=await self.seal("words", "Har passet en have i tyve år."),
                origin=Whose.JOINTLY,
                noted_by=SUPPORT_WORKER,
                occurred_at=at,
            ),
            PlanEmploymentWishRecorded(
                plan_id=plan,
                wish=await self.seal("words", "Et par timer om ugen på en planteskole."),
                not_now=None,
                recorded_on=danish_day(at),
                recorded_by=SUPPORT_WORKER,
                occurred_at=at,
            ),
            PlanGoalChanged(
                plan_id=plan,
                goal_id=self._goal,
                area=LifeArea.EMPLOYMENT,
                words=await self.seal("words", "Jeg vil arbejde ude, to dage om ugen."),
                origin=Whose.CITIZEN,
                aim=GoalAim.DEVELOP,
                rank=2,
                changed_by="sagsbehandler-social",
                occurred_at=at,
            ),
            *[
                PlanGoalAdded(
                    plan_id=plan,
                    goal_id=goal,
                    area=LifeArea.NETWORK,
                    words=await self.seal("words", words),
                    added_by=SUPPORT_WORKER,
                    origin=Whose.CITIZEN,
                    rank=1,
                    occurred_at=at,
                )
                for goal, words in (
                    (other, "Jeg vil se min søster oftere."),
                    (done, "Jeg vil tage bussen selv."),
                )
            ],
            PlanGoalAchieved(
                plan_id=plan,
                goal_id=done,
                achieved_on=danish_day(ago(30)),
                words=await self.seal("words", "At Aisha gik med de første gange."),
                noted_by=SUPPORT_WORKER,
                occurred_at=ago(30),
            ),
            PlanInterventionWithoutGoalAdded(
                plan_id=plan,
                intervention_id=uuid5(self.citizen, "practical help"),
                because=WithoutGoal.NECESSARY_CARE,
                provision=LegalBasis.SEL_83,
                decision_reference="2026-0900",
                support_worker=SUPPORT_WORKER,
                support_worker_name=await self.seal("name", "Aisha Digtet"),
                support_worker_phone=await self.seal("phone", "12 34 56 78"),
                unit="VOKSEN-1",
                minutes_per_week=120,
                occurred_at=at,
            ),
            PlanSupportWorkerChangeRequested(
                plan_id=plan,
                intervention_id=self._help,
                words=await self.seal("words", "Vi taler forbi hinanden."),
                noted_by="citizen",
                occurred_at=ago(5),
            ),
            PlanVersionRead(plan_id=plan, number=1, read_by=SUPPORT_WORKER, occurred_at=ago(39)),
            PlanCrisisPlanWritten(
                plan_id=plan,
                early_signs=await self.seal("words", "Jeg holder op med at sove."),
                what_helps=await self.seal("words", "En gåtur, og at nogen bliver siddende."),
                whom_to_call=await self.seal("words", "Lone, min søster."),
                what_not_to_do=None,
                written_by=Whose.JOINTLY,
                noted_by=SUPPORT_WORKER,
                occurred_at=ago(20),
            ),
        )
        await self.meets()

    async def meets(self) -> None:
        """A review that is late, a meeting to come, one of which nothing was said, one held, and contacts."""
        plan = self._plan
        meetings = {days: uuid7() for days in (-5.0, 2.0, 30.0)}
        await self.tell(
            PlanReviewDue(
                plan_id=plan,
                review_id=uuid5(self.citizen, "review"),
                intervention_id=self._help,
                due_on=danish_day(ago(3)),
                occurred_at=ago(30),
            ),
            *[
                PlanMeetingBooked(
                    plan_id=plan,
                    meeting_id=meeting,
                    kind=MeetingKind.REVIEW,
                    at=ago(days),
                    place=await self.seal("words", "Hjemme hos borgeren"),
                    invited=(Participant.CITIZEN, Participant.SUPPORT_WORKER, Participant.EMPLOYMENT),
                    responsible=SUPPORT_WORKER,
                    booked_by=SUPPORT_WORKER,
                    occurred_at=ago(35),
                )
                for days, meeting in meetings.items()
            ],
            PlanMeetingHeld(
                plan_id=plan,
                meeting_id=meetings[30.0],
                came=(Participant.SUPPORT_WORKER,),
                without_citizen_because=await self.seal("words", "Var syg og bad os mødes alligevel."),
                result=await self.seal("words", "Vi ringer til planteskolen."),
                noted_by=SUPPORT_WORKER,
                occurred_at=ago(30),
            ),
            PlanContactNoted(
                plan_id=plan,
                contact_id=uuid7(),
                kind=ContactKind.VISIT,
                outcome=ContactOutcome.REACHED,
                on=danish_day(ago(6)),
                words=await self.seal("words", "Gik en tur sammen."),
                noted_by=SUPPORT_WORKER,
                occurred_at=ago(6),
            ),
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

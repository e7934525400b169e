"""What the plan service says about the citizen's own plan."""

from typing import get_args

from samspil.contracts import topics
from samspil.contracts.envelope import Fact
from samspil.contracts.plan_agreements import AgreementEnd as AgreementEnd
from samspil.contracts.plan_agreements import AgreementFact as AgreementFact
from samspil.contracts.plan_agreements import AgreementKind as AgreementKind
from samspil.contracts.plan_agreements import AgreementStage as AgreementStage
from samspil.contracts.plan_agreements import PlanDischargeAgreementAgreed as PlanDischargeAgreementAgreed
from samspil.contracts.plan_agreements import PlanDischargeAgreementAsked as PlanDischargeAgreementAsked
from samspil.contracts.plan_agreements import PlanDischargeAgreementDrafted as PlanDischargeAgreementDrafted
from samspil.contracts.plan_agreements import PlanDischargeAgreementEnded as PlanDischargeAgreementEnded
from samspil.contracts.plan_agreements import PlanDischargeAgreementReplaced as PlanDischargeAgreementReplaced
from samspil.contracts.plan_goals import GoalAim as GoalAim
from samspil.contracts.plan_goals import LifeArea as LifeArea
from samspil.contracts.plan_goals import PlanEmploymentWishRecorded as PlanEmploymentWishRecorded
from samspil.contracts.plan_goals import PlanGoalAchieved as PlanGoalAchieved
from samspil.contracts.plan_goals import PlanGoalAdded as PlanGoalAdded
from samspil.contracts.plan_goals import PlanGoalChanged as PlanGoalChanged
from samspil.contracts.plan_goals import PlanGoalDropped as PlanGoalDropped
from samspil.contracts.plan_goals import PlanResourceNoted as PlanResourceNoted
from samspil.contracts.plan_goals import Whose as Whose
from samspil.contracts.plan_help import HelpKind as HelpKind
from samspil.contracts.plan_help import InterventionEnd as InterventionEnd
from samspil.contracts.plan_help import Method as Method
from samspil.contracts.plan_help import PauseReason as PauseReason
from samspil.contracts.plan_help import PlanInterventionAdded as PlanInterventionAdded
from samspil.contracts.plan_help import PlanInterventionEnded as PlanInterventionEnded
from samspil.contracts.plan_help import PlanInterventionPaused as PlanInterventionPaused
from samspil.contracts.plan_help import PlanInterventionResumed as PlanInterventionResumed
from samspil.contracts.plan_help import PlanInterventionWithoutGoalAdded as PlanInterventionWithoutGoalAdded
from samspil.contracts.plan_help import PlanSupportWorkerAway as PlanSupportWorkerAway
from samspil.contracts.plan_help import PlanSupportWorkerChanged as PlanSupportWorkerChanged
from samspil.contracts.plan_help import PlanSupportWorkerChangeRequested as PlanSupportWorkerChangeRequested
from samspil.contracts.plan_help import WithoutGoal as WithoutGoal
from samspil.contracts.plan_life import OfferAnswer as OfferAnswer
from samspil.contracts.plan_life import Participation as Participation
from samspil.contracts.plan_life import PlanAgreed as PlanAgreed
from samspil.contracts.plan_life import PlanEnd as PlanEnd
from samspil.contracts.plan_life import PlanEnded as PlanEnded
from samspil.contracts.plan_life import PlanOfferAnswered as PlanOfferAnswered
from samspil.contracts.plan_life import PlanOffered as PlanOffered
from samspil.contracts.plan_life import PlanOpened as PlanOpened
from samspil.contracts.plan_life import PlanParticipationRecorded as PlanParticipationRecorded
from samspil.contracts.plan_life import PlanReviewDue as PlanReviewDue
from samspil.contracts.plan_life import PlanReviewHeld as PlanReviewHeld
from samspil.contracts.plan_life import PlanReviewWithdrawn as PlanReviewWithdrawn
from samspil.contracts.plan_life import PlanVersionRead as PlanVersionRead
from samspil.contracts.plan_life import ReviewResult as ReviewResult
from samspil.contracts.plan_meetings import ContactKind as ContactKind
from samspil.contracts.plan_meetings import ContactOutcome as ContactOutcome
from samspil.contracts.plan_meetings import MeetingKind as MeetingKind
from samspil.contracts.plan_meetings import Participant as Participant
from samspil.contracts.plan_meetings import PlanContactNoted as PlanContactNoted
from samspil.contracts.plan_meetings import PlanCrisisPlanWritten as PlanCrisisPlanWritten
from samspil.contracts.plan_meetings import PlanMeetingBooked as PlanMeetingBooked
from samspil.contracts.plan_meetings import PlanMeetingCancelled as PlanMeetingCancelled
from samspil.contracts.plan_meetings import PlanMeetingHeld as PlanMeetingHeld
from samspil.contracts.plan_meetings import PlanMeetingMissed as PlanMeetingMissed
from samspil.contracts.plan_stays import PlanFollowUpCompleted as PlanFollowUpCompleted
from samspil.contracts.plan_stays import PlanFollowUpOpened as PlanFollowUpOpened
from samspil.contracts.plan_stays import PlanFollowUpOverdue as PlanFollowUpOverdue
from samspil.contracts.plan_stays import PlanFollowUpWithdrawn as PlanFollowUpWithdrawn
from samspil.contracts.plan_stays import PlanSupportQuestionAnswered as PlanSupportQuestionAnswered
from samspil.contracts.plan_stays import PlanSupportQuestionAsked as PlanSupportQuestionAsked
from samspil.contracts.plan_stays import PlanSupportQuestionWithdrawn as PlanSupportQuestionWithdrawn
from samspil.contracts.plan_stays import SupportDuringStay as SupportDuringStay

TOPIC = topics.PLAN

PlanFact = (
    PlanOpened
    | PlanOffered
    | PlanOfferAnswered
    | PlanParticipationRecorded
    | PlanAgreed
    | PlanVersionRead
    | PlanReviewDue
    | PlanReviewHeld
    | PlanReviewWithdrawn
    | PlanEnded
    | PlanGoalAdded
    | PlanGoalChanged
    | PlanGoalAchieved
    | PlanGoalDropped
    | PlanResourceNoted
    | PlanEmploymentWishRecorded
    | PlanInterventionAdded
    | PlanInterventionWithoutGoalAdded
    | PlanInterventionPaused
    | PlanInterventionResumed
    | PlanInterventionEnded
    | PlanSupportWorkerChanged
    | PlanSupportWorkerAway
    | PlanSupportWorkerChangeRequested
    | PlanMeetingBooked
    | PlanMeetingHeld
    | PlanMeetingMissed
    | PlanMeetingCancelled
    | PlanContactNoted
    | PlanCrisisPlanWritten
    | PlanSupportQuestionAsked
    | PlanSupportQuestionAnswered
    | PlanSupportQuestionWithdrawn
    | PlanFollowUpOpened
    | PlanFollowUpCompleted
    | PlanFollowUpWithdrawn
    | PlanFollowUpOverdue
    | PlanDischargeAgreementAsked
    | PlanDischargeAgreementDrafted
    | PlanDischargeAgreementAgreed
    | PlanDischargeAgreementReplaced
    | PlanDischargeAgreementEnded
)
"""Everything that the topic carries."""

FACTS: tuple[type[Fact], ...] = get_args(PlanFact)

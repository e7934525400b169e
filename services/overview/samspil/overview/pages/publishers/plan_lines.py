"""Each fact of the plan as staff read it on the timeline."""

from typing import assert_never

from samspil.contracts.plan import (
    AgreementFact,
    PlanAgreed,
    PlanContactNoted,
    PlanCrisisPlanWritten,
    PlanEmploymentWishRecorded,
    PlanEnded,
    PlanFact,
    PlanFollowUpCompleted,
    PlanFollowUpOpened,
    PlanFollowUpOverdue,
    PlanFollowUpWithdrawn,
    PlanGoalAchieved,
    PlanGoalAdded,
    PlanGoalChanged,
    PlanGoalDropped,
    PlanInterventionAdded,
    PlanInterventionEnded,
    PlanInterventionPaused,
    PlanInterventionResumed,
    PlanInterventionWithoutGoalAdded,
    PlanMeetingBooked,
    PlanMeetingCancelled,
    PlanMeetingHeld,
    PlanMeetingMissed,
    PlanOfferAnswered,
    PlanOffered,
    PlanOpened,
    PlanParticipationRecorded,
    PlanResourceNoted,
    PlanReviewDue,
    PlanReviewHeld,
    PlanReviewWithdrawn,
    PlanSupportQuestionAnswered,
    PlanSupportQuestionAsked,
    PlanSupportQuestionWithdrawn,
    PlanSupportWorkerAway,
    PlanSupportWorkerChanged,
    PlanSupportWorkerChangeRequested,
    PlanVersionRead,
)
from samspil.overview.domain.fold_plan_dates import MeetingFact, ReviewFact, StayFact
from samspil.overview.domain.fold_plan_parts import GoalFact, HelpFact, LifeFact
from samspil.overview.pages import plan_words, words
from samspil.overview.pages.danish import day, instant
from samspil.overview.pages.line import Line
from samspil.overview.pages.publishers.agreement_lines import agreement_told
from samspil.vocabulary.sector import Sector

Told = tuple[str, str]
"""What happened, and what is to be said of it besides."""


def line(fact: PlanFact) -> Line:
    """The fact as staff read it."""
    what, detail = _told(fact)
    return Line(Sector.SOCIAL, what, detail) if detail else Line(Sector.SOCIAL, what)


def _told(fact: PlanFact) -> Told:
    if isinstance(fact, LifeFact):
        return _life(fact)
    if isinstance(fact, GoalFact):
        return _goal(fact)
    if isinstance(fact, HelpFact):
        return _help(fact)
    if isinstance(fact, ReviewFact):
        return _review(fact)
    if isinstance(fact, MeetingFact):
        return _meeting(fact)
    if isinstance(fact, StayFact):
        return _stay(fact)
    if isinstance(fact, AgreementFact):
        return agreement_told(fact)
    if isinstance(fact, PlanContactNoted):
        return plan_words.CONTACT[fact.kind], plan_words.OUTCOME[fact.outcome]
    assert_never(fact)


def _life(fact: LifeFact) -> Told:
    match fact:
        case PlanOpened():
            return "Plan oprettet", ""
        case PlanOffered():
            return "En plan er tilbudt", ""
        case PlanOfferAnswered():
            return plan_words.OFFER[fact.answer], ""
        case PlanParticipationRecorded():
            return "Borgerens deltagelse er noteret", plan_words.PARTICIPATION[fact.how]
        case PlanAgreed():
            return "Planen er aftalt med borgeren", ""
        case PlanVersionRead():
            return "Planen er læst", ""
        case PlanCrisisPlanWritten():
            return "Kriseplanen er skrevet", ""
        case PlanEnded():
            return "Planen er afsluttet", plan_words.PLAN_END[fact.because]
    assert_never(fact)


def _goal(fact: GoalFact) -> Told:
    match fact:
        case PlanGoalAdded():
            return "Mål tilføjet", words.AREA[fact.area]
        case PlanGoalChanged():
            return "Mål ændret", words.AREA[fact.area]
        case PlanGoalAchieved():
            return "Mål nået", ""
        case PlanGoalDropped():
            return "Mål opgivet", ""
        case PlanResourceNoted():
            return "Ressource noteret", ""
        case PlanEmploymentWishRecorded():
            wished = fact.wish is not None
            return "Ønske om arbejde eller uddannelse noteret", "" if wished else "Ikke nu"
    assert_never(fact)


def _help(fact: HelpFact) -> Told:
    match fact:
        case PlanInterventionAdded():
            return "Indsats tilføjet", fact.provision.reading
        case PlanInterventionWithoutGoalAdded():
            return "Indsats tilføjet", f"{fact.provision.reading}: {plan_words.WITHOUT_GOAL[fact.because]}"
        case PlanInterventionPaused():
            return "Indsatsen holder pause", plan_words.PAUSE[fact.because]
        case PlanInterventionResumed():
            return "Indsatsen er i gang igen", ""
        case PlanInterventionEnded():
            return "Indsatsen er afsluttet", plan_words.HELP_END[fact.because]
        case PlanSupportWorkerChanged():
            return "Støttekontaktperson ændret", ""
        case PlanSupportWorkerAway():
            until = f"Til og med {day(fact.away_until)}" if fact.away_until else "Er tilbage"
            return "Støttekontaktpersonens fravær", until
        case PlanSupportWorkerChangeRequested():
            return "Borgeren ønsker en anden støttekontaktperson", ""
    assert_never(fact)


def _review(fact: ReviewFact) -> Told:
    match fact:
        case PlanReviewDue():
            return "Der skal følges op", f"Senest {day(fact.due_on)}"
        case PlanReviewHeld():
            return "Der er fulgt op", plan_words.RESULT[fact.result]
        case PlanReviewWithdrawn():
            return "Opfølgningen er ikke længere aktuel", ""
    assert_never(fact)


def _meeting(fact: MeetingFact) -> Told:
    match fact:
        case PlanMeetingBooked():
            return "Møde aftalt", instant(fact.at)
        case PlanMeetingHeld():
            return "Møde holdt", plan_words.people(fact.came)
        case PlanMeetingMissed():
            return "Mødet blev ikke til noget", f"Kom ikke: {plan_words.people(fact.missing)}"
        case PlanMeetingCancelled():
            return "Møde aflyst", plan_words.people((fact.cancelled_by,))
    assert_never(fact)


def _stay(fact: StayFact) -> Told:
    match fact:
        case PlanSupportQuestionAsked():
            return "Støttekontaktpersonen er spurgt om støtten under indlæggelsen", ""
        case PlanSupportQuestionAnswered():
            return words.SUPPORT[fact.answer], ""
        case PlanSupportQuestionWithdrawn():
            return "Spørgsmålet om støtten er trukket tilbage", ""
        case PlanFollowUpOpened():
            return "Opfølgning efter udskrivelse", f"Senest {day(fact.due_on)}"
        case PlanFollowUpCompleted():
            return "Fulgt op efter udskrivelse", ""
        case PlanFollowUpWithdrawn():
            return "Opfølgning efter udskrivelse er ikke længere aktuel", ""
        case PlanFollowUpOverdue():
            return "Ingen har fulgt op efter udskrivelsen", f"Skulle være sket senest {day(fact.due_on)}"
    assert_never(fact)

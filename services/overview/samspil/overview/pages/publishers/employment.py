"""Steps towards work or education, and what the jobcenter was told."""

from typing import assert_never

from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentFact,
    EmploymentHelpRequested,
    EmploymentHelpRequestWithdrawn,
    EmploymentMeetingCalled,
    EmploymentMeetingCancelled,
    EmploymentMilestoneAchieved,
    EmploymentMilestoneAdjusted,
    EmploymentMilestoneEnded,
    EmploymentMilestoneLost,
    EmploymentMilestonePlanned,
    EmploymentMilestoneProposed,
    EmploymentMilestoneStarted,
    EmploymentMilestoneSustained,
    EmploymentMilestoneVoided,
    EmploymentReferralAnswered,
    EmploymentStatusChanged,
)
from samspil.overview.domain.employment_state import Milestone
from samspil.overview.pages import words, work_words
from samspil.overview.pages.danish import day, instant, lowered
from samspil.overview.pages.line import Line
from samspil.vocabulary.sector import Sector


def step(milestone: Milestone) -> str:
    """The milestone beside the goal that it leads to."""
    begun = (
        f"begyndt {day(milestone.started_on)}"
        if milestone.started_on
        else f"planlagt fra {day(milestone.starts_on)}"
    )
    ends = f" til {day(milestone.ends_on)}" if milestone.ends_on else ""
    if milestone.lost_on:
        begun, ends = f"ophørt {day(milestone.lost_on)}", ""
    elif milestone.ended_on:
        begun, ends = f"afsluttet {day(milestone.ended_on)}", ""
    hours = f", {milestone.hours_per_week} timer om ugen" if milestone.hours_per_week else ""
    return f"{words.MILESTONE[milestone.kind]}: {begun}{ends}{hours}"


def line(fact: EmploymentFact) -> Line:
    """The fact as staff read it."""
    lane = Sector.SOCIAL if getattr(fact, "entered_by", None) else Sector.EMPLOYMENT
    match fact:
        case EmploymentMilestonePlanned():
            begins = f"Begynder {day(fact.starts_on)}"
            return Line(lane, f"{words.MILESTONE[fact.kind]} planlagt", begins)
        case EmploymentMilestoneStarted():
            return Line(lane, "Aktivitet begyndt", f"Den {day(fact.started_on)}")
        case EmploymentMilestoneAdjusted():
            return Line(lane, f"{words.MILESTONE[fact.kind]} ændret", _as_it_is_now(fact))
        case EmploymentMilestoneEnded():
            why = f". {work_words.MILESTONE_OUTCOME[fact.outcome]}" if fact.outcome else ""
            return Line(lane, "Aktivitet afsluttet", f"Sidste dag {day(fact.ended_on)}{why}")
        case EmploymentMilestoneVoided():
            return Line(lane, "Aktivitet slettet" + ("" if fact.entered_by else " hos ⟦jobcentret⟧"))
        case EmploymentMilestoneProposed():
            begins = f"Kan begynde {day(fact.starts_on)}" if fact.starts_on else ""
            return Line(lane, f"{words.MILESTONE[fact.kind]} foreslået", begins)
        case EmploymentMilestoneAchieved():
            return Line(lane, "Skridt opnået", f"Den {day(fact.achieved_on)}")
        case EmploymentMilestoneSustained():
            return Line(lane, f"Skridtet holder efter {fact.months} måneder", f"Set {day(fact.checked_on)}")
        case EmploymentMilestoneLost():
            return Line(lane, "Skridtet holdt ikke", f"Sidste dag {day(fact.lost_on)}")
        case EmploymentMeetingCalled():
            form = f", {work_words.CALL_FORM[fact.form]}" if fact.form else ""
            return Line(lane, f"Indkaldt: {lowered(work_words.CALL[fact.kind])}", f"{instant(fact.at)}{form}")
        case EmploymentMeetingCancelled():
            return Line(lane, "Mødet hos ⟦jobcentret⟧ er aflyst")
        case EmploymentStatusChanged():
            return Line(lane, "Status hos ⟦jobcentret⟧ ændret")
        case EmploymentDeliveryEnded():
            told = words.TOLD[fact.told].lower()
            return Line(lane, f"Besked til ⟦jobcentret⟧: {told}", words.OUTCOME[fact.outcome])
        case EmploymentReferralAnswered():
            begins = f"Fra {day(fact.day)}" if fact.day else ""
            return Line(lane, f"Svar fra ⟦jobcentret⟧: {words.PARTNER_ANSWER[fact.answer]}", begins)
        case EmploymentHelpRequested():
            return Line(lane, "⟦Jobcentret⟧ beder om hjælp", "Haster" if fact.urgent else "")
        case EmploymentHelpRequestWithdrawn():
            return Line(lane, "⟦Jobcentret⟧ har trukket sin anmodning tilbage")
    assert_never(fact)


def _as_it_is_now(fact: EmploymentMilestoneAdjusted) -> str:
    begins = f"Begyndt {day(fact.started_on)}" if fact.started_on else f"Begynder {day(fact.starts_on)}"
    ends = f", sidste dag {day(fact.ends_on)}" if fact.ends_on else ""
    hours = f", {fact.hours_per_week} timer om ugen" if fact.hours_per_week else ""
    return f"{begins}{ends}{hours}"

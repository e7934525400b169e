"""What single cards of the plan's page say, line by line."""

from samspil.overview.domain.plan_state import PlanState
from samspil.overview.pages import plan_words
from samspil.overview.pages.danish import day
from samspil.overview.pages.publishers.plan import plan_line
from samspil.overview.pages.publishers.plan_cards import Told
from samspil.overview.pages.reading import Read


def state_told(plan: PlanState) -> str:
    """Whether it is agreed, and whether something in it is not."""
    if plan.ended:
        return f"Afsluttet {day(plan.ended.on)}: {plan_words.PLAN_END[plan.ended.because]}"
    if plan.is_under_review:
        return f"{plan_line(plan)}. Noget i den er ændret og ikke aftalt endnu"
    return plan_line(plan)


def wish_told(plan: PlanState, read: Read) -> Told:
    """The citizen's wish in work or education, or why not now."""
    said = plan.employment_wish
    if said is None:
        return ()
    wish = (("Ønsket", read(said.wish)),) if said.wish else ()
    not_now = (("Ikke nu", read(said.not_now)),) if said.not_now else ()
    return (*wish, *not_now, ("Sagt", day(said.recorded_on)))


def agreement_told(plan: PlanState, read: Read) -> Told:
    """How the citizen took part in what is to be agreed, and the last words about one that is over."""
    took_part = plan.participation
    told: Told = ()
    if took_part:
        told = (("Næste version", f"{plan_words.PARTICIPATION[took_part.how]}, {day(took_part.on)}"),)
        if took_part.words:
            told = (*told, ("Borgerens ord om den", read(took_part.words)))
        elif took_part.gave_no_words:
            told = (*told, ("Borgerens ord om den", "Borgeren vil ikke skrive noget selv"))
    if plan.ended and plan.ended.words:
        told = (*told, ("Borgerens sidste ord", read(plan.ended.words)))
    return told


def offer_told(plan: PlanState) -> Told:
    """Whether a plan was offered, and the citizen's answer."""
    offered = (("Tilbudt", day(plan.offered_on)),) if plan.offered_on else ()
    return (*offered, ("Svar", plan_words.OFFER[plan.offer])) if plan.offer else offered


def crisis_told(plan: PlanState, read: Read) -> Told:
    """What to do when it gets worse."""
    there = plan.crisis_plan
    if there is None:
        return ()
    told = ((label, getattr(there, part)) for part, label in plan_words.CRISIS.items())
    return (
        *((label, read(token)) for label, token in told if token),
        ("Skrevet af", plan_words.ORIGIN[there.written_by]),
    )

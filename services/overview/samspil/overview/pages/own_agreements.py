"""What was agreed with a hospital, as the citizen reads it: whole, and plainly where they took no part."""

from collections.abc import Iterator

from samspil.contracts.plan import AgreementKind, AgreementStage
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.pages.own_plan import SHOWN_AFTERWARDS, Ask, Happens
from samspil.overview.pages.reading import Read
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

WHO = {Sector.SOCIAL: "Kommunen", Sector.REGION: "Hospitalet", Sector.EMPLOYMENT: "⟦Jobcentret⟧"}


def agreements_shown(plan: PlanState) -> list[Sealed | None]:
    """What is sealed of them: the words of those that are agreed, and of no draft."""
    return [one.words for one in plan.agreements if one.stage is AgreementStage.AGREED]


def own_agreements(plan: PlanState, read: Read, ask: Ask) -> Iterator[Happens]:
    """What is agreed stands first, then what is worked on, and what ended not long ago."""
    agreed = [one for one in plan.agreements if one.stage is AgreementStage.AGREED]
    for one in reversed(agreed):
        yield Happens(_agreed(one, ask), read(one.words) if one.words else "")
    for one in plan.agreements:
        if one.is_under_way:
            yield Happens(_under_way(one, ask))
        elif one.ended_on and one.agreed_on and ask.today - one.ended_on <= SHOWN_AFTERWARDS:
            yield Happens(f"Aftalen om tiden efter hospitalet sluttede {ask.spoken(one.ended_on)}.")


def _agreed(one: Agreement, ask: Ask) -> str:
    day = ask.spoken(one.agreed_on or one.asked_on)
    if one.kind is AgreementKind.DISCHARGE_AGREEMENT:
        return f"Du, kommunen og hospitalet har lavet en aftale {day}:"
    return (
        f"Kommunen og hospitalet har lavet en plan for tiden efter hospitalet {day}, uden at du var med. "
        f"Spørg {ask.name}, hvis du vil tale om den."
    )


def _under_way(one: Agreement, ask: Ask) -> str:
    what = "en aftale med dig" if one.kind is AgreementKind.DISCHARGE_AGREEMENT else "en plan"
    begun = f"{WHO[one.asked_by]} har bedt om {what} for tiden efter hospitalet."
    how = "Der er skrevet et forslag" if one.stage is AgreementStage.DRAFTED else "Den er ikke skrevet endnu"
    return f"{begun} {how}. Spørg {ask.name}, hvis du vil vide mere."

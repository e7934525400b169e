"""What is agreed with a hospital as staff and the citizen read it, and what each may do about it."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import pytest

from plan_shown import ASKED_FOR, COORDINATED, DAY, DRAFTED, TODAY
from samspil.contracts.hospital import StayKind
from samspil.contracts.plan import AgreementEnd, AgreementKind, AgreementStage
from samspil.overview.api.see_own import shown
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.hospital_state import HospitalState, Presence, Stay
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.view import View, combine
from samspil.overview.pages.form import Filled
from samspil.overview.pages.forms.agreements import ASK, DRAFT
from samspil.overview.pages.own_page import own_page
from samspil.overview.pages.plan_page import PlanPage, plan_page
from samspil.overview.pages.publishers.agreement_cards import NONE
from samspil.overview.pages.publishers.hospital import stay_cards
from samspil.overview.pages.rendering import render
from samspil.overview.pages.units import UnitWords
from samspil.testkit.builders import CITIZEN, MONDAY, OURS
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

METTE: Final = Caller("mette", Role.CASEWORKER, Sector.SOCIAL, name="Mette Prøvesen")
AISHA: Final = Caller("aisha", Role.SUPPORT_WORKER, Sector.SOCIAL, name="Aisha Digtet")
STAY: Final = Stay(UUID(int=2), StayKind.INPATIENT, Presence.ADMITTED, MONDAY)
AGREED: Final = replace(
    DRAFTED, stage=AgreementStage.AGREED, agreed_on=TODAY, with_citizen=False, drafted_by=Sector.REGION
)
WITH_HER: Final = replace(AGREED, kind=AgreementKind.DISCHARGE_AGREEMENT, with_citizen=True)
ENDED: Final = replace(
    AGREED, stage=AgreementStage.ENDED, ended_on=TODAY, ended_by=Sector.REGION, why=AgreementEnd.KEPT
)

LATE: Final = replace(ASKED_FOR, draft_by=TODAY - DAY)


def seen(*agreements: Agreement, stay: Stay | None = STAY, citizen: CitizenState = COORDINATED) -> View:
    stays = HospitalState(stays=(stay,) if stay else ())
    return combine(citizen=citizen, plan=PlanState(agreements=agreements), hospital=stays)


def page_of(view: View, me: Caller = METTE, **other: Any) -> PlanPage:
    return plan_page(CITIZEN, view, str, TODAY, me, UnitWords({}, {}, {}, OURS), **other)


def names(offers: tuple[Filled, ...]) -> list[str]:
    return [one.form.name.removeprefix("udskrivning/") for one in offers]


@pytest.mark.parametrize(
    ("one", "state", "tone", "acts"),
    [
        (ASKED_FOR, "Bedt om, udkast senest 26.11.2026", "warning", ["udkast", "afslut"]),
        (
            replace(ASKED_FOR, draft_by=TODAY - DAY),
            "Bedt om, 1 dag efter fristen",
            "error",
            ["udkast", "afslut"],
        ),
        (replace(ASKED_FOR, draft_by=None), "Bedt om", "warning", ["udkast", "afslut"]),
        (DRAFTED, "Udkast skrevet", "warning", ["indgaa", "udkast", "afslut"]),
        (AGREED, "Indgået 23.11.2026", "info", ["afslut"]),
    ],
)
def test_an_open_one_tells_how_far_it_is_and_what_can_be_done(
    one: Agreement, state: str, tone: str, acts: list[str]
) -> None:
    [card] = page_of(seen(one)).discharge.open

    assert (card.state, card.tone, names(card.offers)) == (state, tone, acts)
    assert card.words == (one.words or "")
    [hers] = page_of(seen(one), AISHA).discharge.open
    assert names(hers.offers) == [act for act in acts if act == "udkast"]


def test_it_tells_who_did_what_and_when_and_what_is_over_stands_folded_away() -> None:
    page = page_of(seen(ENDED, AGREED))

    assert page.discharge.open[0].told == (
        ("Bedt om", "23.11.2026 af kommunen"),
        ("Udkast af", "afdelingen"),
        ("Borgeren", "Er ikke med i den"),
    )
    [past] = page.discharge.past
    assert past.told[-1] == ("Slut", "23.11.2026 af afdelingen: Det aftalte er gjort")
    assert past.offers == ()


def test_a_citizen_who_was_discharged_without_it_is_told_of_in_words() -> None:
    home = replace(STAY, presence=Presence.DISCHARGED, discharged_at=MONDAY)
    late = replace(ASKED_FOR, stay_id=STAY.id)

    [card] = page_of(seen(late, stay=home)).discharge.open

    assert (card.state, card.tone) == ("Borgeren er udskrevet uden den", "error")


def test_without_a_plan_the_page_has_the_card_and_asking_names_the_stay_that_goes_on() -> None:
    page = page_of(seen())

    assert page.discharge.lacks
    [ask] = page.discharge.ask
    assert (ask.form, ask.body()["stay_id"]) == (ASK, str(STAY.id))
    assert "stay_id" not in page_of(seen(stay=None)).discharge.ask[0].body()
    told = render("plan.html", me=METTE, form_token="", form_person="", page=page, news=None)
    assert "Der er ingen plan endnu." in told
    assert NONE in told
    assert page_of(seen(citizen=replace(COORDINATED, dead_since=MONDAY))).discharge.ask == ()
    assert page_of(seen(), AISHA).discharge.ask == ()
    assert page_of(seen(ASKED_FOR)).discharge.ask
    assert page_of(seen(ASKED_FOR, DRAFTED)).discharge.ask == (), "one of each kind is under way"


def test_a_draft_is_written_on_from_what_stands_there() -> None:
    [card] = page_of(seen(DRAFTED)).discharge.open

    draft = next(one for one in card.offers if one.form is DRAFT)

    assert draft.body() == {"words": str(DRAFTED.words), "drafted_by": "social"}
    about = page_of(seen(DRAFTED)).about(draft)
    assert about == ("Koordinationsplan", str(DRAFTED.words))


@pytest.mark.parametrize(
    ("agreements", "stay", "note", "lacks"),
    [
        ((), STAY, NONE, True),
        ((ASKED_FOR,), STAY, "Udskrivningsaftale: bedt om", False),
        ((AGREED, ASKED_FOR), STAY, "Koordinationsplan: indgået; Udskrivningsaftale: bedt om", False),
        ((), replace(STAY, kind=StayKind.ACUTE_AMBULANT), "", False),
        ((ASKED_FOR,), replace(STAY, presence=Presence.DISCHARGED, discharged_at=MONDAY), "", False),
    ],
)
def test_the_stays_card_tells_how_far_it_is_or_that_there_is_none(
    agreements: tuple[Agreement, ...], stay: Stay, note: str, *, lacks: bool
) -> None:
    [card] = stay_cards(seen(*agreements, stay=stay))

    assert (card.agreement, card.lacks_agreement) == (note, lacks)


NAME = COORDINATED.coordinator.name if COORDINATED.coordinator else None


@pytest.mark.parametrize(
    ("one", "sentence", "is_read"),
    [
        (WITH_HER, "Du, kommunen og hospitalet har lavet en aftale 23. november:", True),
        (
            AGREED,
            "Kommunen og hospitalet har lavet en plan for tiden efter hospitalet 23. november, "
            "uden at du var med. Spørg {}, hvis du vil tale om den.",
            True,
        ),
        (
            ASKED_FOR,
            "Hospitalet har bedt om en aftale med dig for tiden efter hospitalet. Den er ikke skrevet endnu. "
            "Spørg {}, hvis du vil vide mere.",
            False,
        ),
        (
            DRAFTED,
            "Kommunen har bedt om en plan for tiden efter hospitalet. Der er skrevet et forslag. "
            "Spørg {}, hvis du vil vide mere.",
            False,
        ),
        (ENDED, "Aftalen om tiden efter hospitalet sluttede 23. november.", False),
    ],
)
def test_the_citizen_reads_what_is_agreed_in_full_and_where_they_took_no_part(
    one: Agreement, sentence: str, *, is_read: bool
) -> None:
    view = seen(one, stay=None)

    page = own_page(CITIZEN, view, str, TODAY, UnitWords({}, {}, {}, OURS))

    assert [(told.sentence, told.words) for told in page.agreements] == [
        (sentence.format(NAME), str(one.words) if is_read else "")
    ]
    assert ("plan.agreements.0" in shown(view, TODAY)) is is_read
    told = render("own.html", me=None, form_token="", form_person="", page=page, is_whole=True, news=None)
    assert "Når jeg kommer hjem fra hospitalet" in told


def test_what_is_long_over_and_what_was_never_made_is_told_the_citizen_no_more() -> None:
    long_over = replace(ENDED, ended_on=TODAY - 61 * DAY)
    given_up = replace(ENDED, agreed_on=None, why=AgreementEnd.NOT_MADE)

    page = own_page(CITIZEN, seen(long_over, given_up), str, TODAY, UnitWords({}, {}, {}, OURS))

    assert page.agreements == ()

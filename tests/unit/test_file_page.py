"""The page of the citizen's file: what it shows, opens and offers; and whom a partner may ask."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overview_facts import AGREED, added, consent, folded, registered
from samspil.contracts.citizen import ContactWay, RelativeKind, RelativeLeft
from samspil.contracts.disclosure import ContactPerson
from samspil.overview.api.built_in_issuer import Known
from samspil.overview.api.colleagues import ONESELF, Colleague, chosen, colleagues
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_file import shown
from samspil.overview.api.open_view import note_view
from samspil.overview.domain.citizen_network import ContactWishes, Coordinator, Relative
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View, combine
from samspil.overview.domain.view_fields import VIEW_FIELDS
from samspil.overview.pages.citizen_page import citizen_page
from samspil.overview.pages.file_page import FilePage, file_page
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.identity import CORRECT, LINK, MERGE, MOVE, RECORD_DEATH
from samspil.overview.pages.forms.network import (
    ADD_RELATIVE,
    CHANGE_RELATIVE,
    END_SIGN_IN,
    LET_SIGN_IN,
    NAME_ANOTHER,
    NAME_COORDINATOR,
    REMOVE_RELATIVE,
    SET_WISHES,
)
from samspil.overview.pages.publishers.network import relative_card, wishes_line
from samspil.overview.pages.units import unit_words
from samspil.testkit.builders import CITIZEN, LAW, MONDAY, OURS, RULES, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller, Role
from samspil.web.problems import Problem

TODAY = MONDAY.date()
NAME, CPR, ADDRESS, METTE = sealed("name"), sealed("cpr"), sealed("address"), sealed("name")
WORDS = sealed()
WHO = Who(NAME, CPR, "101", MONDAY, "165", ADDRESS, version=4)
SISTER = Relative(
    UUID(int=1),
    RelativeKind.SIBLING,
    sealed("name"),
    sealed("contact"),
    sealed(),
    (DataClass.PLAN, DataClass.STAY),
    TODAY,
    MONDAY,
    version=5,
)
GONE = replace(SISTER, id=UUID(int=2), name=sealed("name"), left=RelativeLeft.STEPPED_BACK, left_at=MONDAY)
MISTAKEN = replace(GONE, id=UUID(int=3), left=RelativeLeft.MISTAKE)
STATE = CitizenState(
    who=WHO,
    coordinator=Coordinator("mette", METTE, "VOKSEN-1", MONDAY),
    wishes=ContactWishes((ContactWay.TEXT_MESSAGE, ContactWay.VISIT), WORDS, MONDAY),
    relatives=(SISTER, GONE, MISTAKEN),
)
ME = Caller("mette", Role.CASEWORKER, Sector.SOCIAL, frozenset({"VOKSEN-1"}), name="Mette Prøvesen")


def read(token: Sealed) -> str:
    """Each token's own text; one that is not to be opened is an error."""
    return {one: f"text {number}" for number, one in enumerate(shown(STATE).values())}[token]


def page_of(state: CitizenState = STATE, me: Caller = ME, *, lists_people: bool = True) -> FilePage:
    units = unit_words(RULES, TODAY)
    return file_page(CITIZEN, combine(citizen=state), read, TODAY, me, units, lists_people=lists_people)


def test_the_file_opens_what_it_shows_and_neither_the_number_nor_who_was_entered_by_mistake() -> None:
    opened = shown(STATE)

    assert opened == {
        "citizen.coordinator.name": METTE,
        "citizen.wishes.words": WORDS,
        "citizen.who.name": NAME,
        "citizen.who.address": ADDRESS,
        "citizen.relatives.0.name": SISTER.name,
        "citizen.relatives.0.contact": SISTER.contact,
        "citizen.relatives.0.wishes": SISTER.wishes,
        "citizen.relatives.1.name": GONE.name,
    }
    assert not page_of().broken


async def test_the_citizens_page_opens_neither_relatives_nor_address_nor_the_wishes_words() -> None:
    noted: list[set[Sealed]] = []

    async def note(_citizen: object, _access: object, tokens: dict[str, Sealed]) -> None:
        noted.append({*tokens.values()})

    keyring = cast(Any, SimpleNamespace(note=note))
    await note_view(keyring, CITIZEN, combine(citizen=STATE), ME.access("read-view"), VIEW_FIELDS)

    assert noted == [{NAME, METTE}]


def test_a_protected_address_is_said_to_be_so_and_is_not_opened() -> None:
    protected = replace(STATE, who=replace(WHO, address_protected=True))

    assert ADDRESS not in shown(protected).values()
    assert page_of(protected).address == "Adressebeskyttet"
    assert page_of(replace(STATE, who=replace(WHO, address=None))).address is None


@given(st.none() | st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days)), st.booleans())
def test_what_a_relative_may_be_told_is_told_until_its_last_day(until: date | None, names: bool) -> None:
    relative = replace(SISTER, may_know=SISTER.may_know if names else (), until=until)
    card = relative_card(relative, read, TODAY)
    holds = names and until is not None and until >= TODAY

    assert card.knows.startswith("Må få at vide: at der er en plan og indlæggelser.") == holds
    change, *_ = card.offers
    assert change.codes(CHANGE_RELATIVE.fields[4]) == (relative.may_know if holds else ())
    assert card.knows.endswith(".")


def test_who_is_there_can_be_changed_and_removed_and_who_is_not_is_named_without_more() -> None:
    page = page_of()

    [sister] = page.relatives
    thing = (Thing(SISTER.id, 5),)
    assert [(one.form, one.things) for one in sister.offers] == [
        (CHANGE_RELATIVE, thing),
        (LET_SIGN_IN, thing),
        (REMOVE_RELATIVE, thing),
    ]
    assert page.about(sister.offers[1]) == sister
    assert [(one.name, one.why) for one in page.left] == [
        (read(GONE.name), "Den pårørende har selv trukket sig"),
        (None, "Det var en fejl"),
    ]


def test_of_who_signs_in_the_page_says_so_and_offers_to_end_it() -> None:
    card = relative_card(SISTER, read, TODAY, signs_in=True)

    assert card.signs_in
    assert [one.form for one in card.offers] == [CHANGE_RELATIVE, END_SIGN_IN, REMOVE_RELATIVE]


@pytest.mark.parametrize("lists_people", [True, False])
@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER])
def test_who_helps_enters_wishes_and_relatives_and_who_decides_names_the_coordinator(
    role: Role, lists_people: bool
) -> None:
    page = page_of(me=replace(ME, role=role), lists_people=lists_people)

    file = (Thing(CITIZEN, 4),)
    assert [one.form for one in page.relative_offers] == [ADD_RELATIVE]
    [wishes] = page.wishes_offers
    assert (wishes.things, wishes.form) == (file, SET_WISHES)
    assert wishes.written == {"ways": "text_message visit", "words": read(WORDS)}
    named = [] if role is Role.SUPPORT_WORKER else [NAME_COORDINATOR] + [NAME_ANOTHER] * (not lists_people)
    assert [one.form for one in page.coordinator_offers] == named
    keeps = [] if role is Role.SUPPORT_WORKER else [CORRECT, LINK, MOVE, RECORD_DEATH, MERGE]
    assert [one.form for one in page.identity_offers] == keeps


def test_a_file_that_has_not_arrived_yet_is_shown_and_nothing_can_be_entered_in_it() -> None:
    page = page_of(CitizenState())

    assert (page.name, page.has_number, page.coordinator, page.wishes) == (
        "Borger uden navn endnu",
        False,
        None,
        None,
    )
    assert list(page.offers) == []


def test_the_coordinator_stands_first_of_those_who_are_involved_and_the_wishes_in_a_line() -> None:
    plan = folded(added("aisha"), AGREED)
    page = citizen_page(CITIZEN, combine(citizen=STATE, plan=plan), [], str, MONDAY, ME)

    [social] = [party for party in page.parties if party.sector is Sector.SOCIAL]
    assert [one.partition(", ")[2] for one in social.people] == ["koordinator", "støttekontaktperson"]
    assert social.people[0] == f"{METTE!s}, koordinator"
    assert page.wishes == "Vil helst have: sms, besøg"
    assert wishes_line(ContactWishes((), WORDS, MONDAY)) is wishes_line(None) is None
    assert not page.broken


def told(view: View) -> ContactPerson | None:
    person: ContactPerson | None = disclose(view, Receiver.REGION, LAW, TODAY, OURS).told.get(
        "contact_person"
    )
    return person


def test_where_no_help_is_agreed_yet_a_partner_that_may_ask_somebody_asks_the_coordinator() -> None:
    network = consent(TODAY + timedelta(days=9))
    citizen = folded(registered(), network)
    coordinated = replace(citizen, coordinator=STATE.coordinator)
    help_ = added("aisha")
    offered, agreed = folded(help_), folded(help_, AGREED)

    assert told(combine(citizen=citizen)) is None
    assert told(combine(citizen=coordinated)) == ContactPerson(name=METTE)
    assert told(combine(citizen=coordinated, plan=offered)) == ContactPerson(name=METTE)
    assert told(combine(citizen=coordinated, plan=agreed)) == ContactPerson(name=help_.support_worker_name)
    without = folded(registered(), replace(network, kinds=(DataClass.IDENTITY,)))
    assert told(combine(citizen=replace(without, coordinator=STATE.coordinator))) is None


class Issuer:
    """Lists these, or is away."""

    def __init__(self, *known: Known) -> None:
        self._known = known

    async def people(self) -> list[Known]:
        if not self._known:
            raise Problem(problem_types.ISSUER_AWAY)
        return list(self._known)


LISTED = (
    Known("mette", "Mette Prøvesen", Role.CASEWORKER, Sector.SOCIAL, frozenset({"VOKSEN-1"})),
    Known("aisha", "Aisha Digtet", Role.SUPPORT_WORKER, Sector.SOCIAL, frozenset({"BOSTOETTE-1"})),
    Known("lars", "Lars Tænkt", Role.VISITATOR, Sector.SOCIAL, frozenset({"VISITATION-1", "VOKSEN-1"})),
    Known("birgit", "Birgit Forestillet", Role.LEADER, Sector.SOCIAL),
    Known("jonas", "Jonas Opdigtet", Role.CASEWORKER, Sector.EMPLOYMENT),
    Known("borger", "Øjvind Ingensteds", Role.CITIZEN, None),
)
MYSELF = Colleague("mette", "Mette Prøvesen", ONESELF, "VOKSEN-1")


async def found(issuer: Issuer | None, me: Caller = ME) -> list[Colleague]:
    door = cast(OverviewDoor, SimpleNamespace(built_in_issuer=issuer, rules=RULES))
    return await colleagues(door, me)


async def test_oneself_comes_first_and_then_social_psychiatrys_people_where_somebody_lists_them() -> None:
    assert await found(Issuer(*LISTED)) == [
        MYSELF,
        Colleague("aisha", "Aisha Digtet", "Aisha Digtet", "BOSTOETTE-1"),
        Colleague("lars", "Lars Tænkt", "Lars Tænkt", None),
    ]
    assert await found(None) == await found(Issuer()) == [MYSELF]
    elsewhere = replace(ME, units=frozenset({"JOB-1", "NOWHERE-1"}))
    assert [one.unit for one in await found(None, elsewhere)] == [None]
    assert await found(None, replace(ME, name=None)) == []


async def test_who_was_chosen_brings_name_and_unit_along_and_nobody_else_can_be_chosen() -> None:
    people = await found(Issuer(*LISTED))
    file = (Thing(CITIZEN, 4),)

    def sent(code: str) -> Filled:
        return chosen(Filled(NAME_COORDINATOR, file, {"coordinator": code, "name": "x"}), people)

    assert sent("aisha").body() == {
        "coordinator": "aisha",
        "name": "Aisha Digtet",
        "unit": "BOSTOETTE-1",
    }
    assert sent("lars").body() == {"coordinator": "lars", "name": "Lars Tænkt"}
    assert sent("mette").words == (("Hvem er koordinator?", ONESELF),)
    for nobody in ("", "jonas"):
        assert sent(nobody).checked().wrong == {"coordinator": "Vælg, hvem der er koordinator."}

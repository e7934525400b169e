"""Who the citizen is, on the pages: what can be done about it by whom, and what has become of them."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.merges import Merge
from samspil.overview.domain.view import combine
from samspil.overview.pages.citizen_page import citizen_page
from samspil.overview.pages.file_page import file_page
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.identity import (
    CORRECT,
    LINK,
    MERGE,
    MOVE,
    RECORD_DEATH,
    RETRACT_DEATH,
    SPLIT,
)
from samspil.overview.pages.publishers.identity_acts import offers, what_became
from samspil.overview.pages.units import unit_words
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, RULES, sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

DAY = date(2026, 11, 23)
OTHER = UUID(int=7)
NAME, ADDRESS = sealed("name"), sealed("address")
WHO = Who(NAME, sealed("cpr"), "101", MONDAY, "265", ADDRESS, address_protected=True, version=4)
LIVES = CitizenState(WHO)
DEAD = CitizenState(WHO, dead_since=MONDAY, died_on=DAY)
SURVIVES = CitizenState(WHO, merges=(Merge(OTHER, survives=True, since=MONDAY),))
ABSORBED = CitizenState(WHO, merges=(Merge(OTHER, survives=False, since=MONDAY),))
PARTED = CitizenState(WHO, merges=(Merge(OTHER, survives=False, since=MONDAY, until=MONDAY),))
ME = Caller("staff-1", Role.CASEWORKER, Sector.SOCIAL)


TEXTS: dict[str, str] = {NAME: "Ejnar Prøve", ADDRESS: "Prøvevej 1"}


def read(token: str) -> str:
    return TEXTS[token]


def test_today_s_values_stand_in_the_form_that_puts_them_right_on_the_version_that_is_read() -> None:
    [correct, *_] = offers(CITIZEN, LIVES, read, ME)

    assert correct == Filled(
        CORRECT,
        (Thing(CITIZEN, 4),),
        {
            "name": "Ejnar Prøve",
            "acting_municipality": "101",
            "residence_municipality": "265",
            "address": "Prøvevej 1",
            "address_protected": "true",
        },
    )
    assert correct.body() == {
        "name": "Ejnar Prøve",
        "acting_municipality": "101",
        "residence_municipality": "265",
        "address": "Prøvevej 1",
        "address_protected": True,
    }
    assert correct.path(CITIZEN, correct.things[0]) == f"/v1/citizens/{CITIZEN}/correct"


@pytest.mark.parametrize(
    ("state", "role", "offered"),
    [
        (LIVES, Role.CASEWORKER, [CORRECT, LINK, MOVE, RECORD_DEATH, MERGE]),
        (LIVES, Role.VISITATOR, [CORRECT, LINK, MOVE, RECORD_DEATH, MERGE]),
        (DEAD, Role.VISITATOR, [CORRECT, LINK, RETRACT_DEATH]),
        (SURVIVES, Role.CASEWORKER, [CORRECT, LINK, MOVE, RECORD_DEATH, MERGE]),
        (ABSORBED, Role.CASEWORKER, [SPLIT]),
        (ABSORBED, Role.SUPPORT_WORKER, []),
        (PARTED, Role.CASEWORKER, [CORRECT, LINK, MOVE, RECORD_DEATH, MERGE]),
        (LIVES, Role.SUPPORT_WORKER, []),
        (DEAD, Role.SUPPORT_WORKER, []),
        (CitizenState(), Role.CASEWORKER, []),
        (CitizenState(dead_since=MONDAY), Role.CASEWORKER, []),
    ],
)
def test_whoever_keeps_files_is_offered_what_can_be_done_now(
    state: CitizenState, role: Role, offered: list[object]
) -> None:
    me = Caller("staff-1", role, Sector.SOCIAL)
    assert [one.form for one in offers(CITIZEN, state, read, me)] == offered
    page = file_page(CITIZEN, combine(citizen=state), read, DAY, me, unit_words(RULES, DAY))
    assert [one.form for one in page.identity_offers] == offered
    for one in page.identity_offers:
        assert page.offers.find(one.form.name, "") == one, "it has an address of its own"
    assert list(offers(CITIZEN, state, read, None)) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (CitizenState(), ""),
        (LIVES, ""),
        (replace(LIVES, moved_on=DAY), ""),
        (
            DEAD,
            "Borgeren er død 23.11.2026. Alt, der var åbent, er lukket, og ingen får mere at vide.",
        ),
        (
            replace(DEAD, died_on=None),
            "Borgeren er død. Alt, der var åbent, er lukket, og ingen får mere at vide.",
        ),
        (
            CitizenState(replace(WHO, acting_municipality="751"), moved_on=DAY),
            "Borgeren er flyttet 23.11.2026. Aarhus (751) handler i sagen, og ingen får mere at vide herfra.",
        ),
        (
            CitizenState(replace(WHO, acting_municipality="751")),
            "Aarhus (751) handler i sagen, og ingen får mere at vide herfra.",
        ),
    ],
)
def test_what_has_become_of_the_citizen_is_said_in_words(state: CitizenState, said: str) -> None:
    assert what_became(state, OURS) == said
    page = citizen_page(CITIZEN, combine(citizen=state), (), read, MONDAY, ME, unit_words(RULES, DAY))
    assert page.became == said
    assert page.is_protected == (state.who is not None)

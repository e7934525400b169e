"""Who sees what inside and around the citizen, in one plain Danish sentence each, and in a summary of it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from overview_facts import asked, folded
from samspil.contracts.citizen import RelativeKind, RelativeLeft
from samspil.overview.domain.citizen_network import Coordinator, Relative
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.explain_all import Alike, explain_readers
from samspil.overview.domain.view import View, combine
from samspil.overview.domain.view_fields import VIEW_FIELDS
from samspil.overview.pages.disclosure_words import FIELDS
from samspil.overview.pages.reader_words import (
    WHAT,
    People,
    grounds,
    reader_name,
    sight_sentence,
    sight_words,
    summary,
)
from samspil.overview.pages.units import UnitWords
from samspil.rulebook.law import in_force
from samspil.testkit.builders import LAW, MONDAY, OURS, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector
from sharing import WHO

TODAY = date(2026, 12, 14)
MOTHER = Relative(
    UUID(int=7),
    RelativeKind.PARENT,
    sealed("name"),
    None,
    None,
    (DataClass.PLAN, DataClass.STAY),
    date(2027, 3, 1),
    MONDAY,
)
VIEW = combine(
    citizen=CitizenState(
        replace(WHO, address_protected=True),
        coordinator=Coordinator("inger", sealed("name"), None, MONDAY),
        relatives=(MOTHER,),
    ),
    referrals=folded(asked(giver=Sector.SOCIAL)),
)
PEOPLE = People(
    UnitWords(known={"UNIT-1": "Bostøtte Nord"}), {"inger": "Inger Digtet"}, {MOTHER.id: "Karen Test"}
)
WITHOUT = "De kan give en grund og ser det så resten af dagen; borgeren og lederen kan se, at de gjorde det."


def readers(view: View = VIEW) -> list[tuple[str, Alike]]:
    """Everybody who is explained, by name."""
    found = explain_readers(view, in_force(LAW, TODAY), TODAY, OURS)
    return [(reader_name(one, view, PEOPLE), one) for one in found]


def mother(**changed: object) -> str:
    """What is said of her in one sentence."""
    changed_one = replace(MOTHER, **changed)  # type: ignore[arg-type]  # fields by name
    name, alike = readers(replace(VIEW, citizen=replace(VIEW.citizen, relatives=(changed_one,))))[-1]
    return summary(alike, name)


def test_everybody_is_there_once_and_is_summed_up_in_words_that_need_no_other() -> None:
    assert [summary(alike, name) for name, alike in readers()] == [
        "Inger Digtet (koordinator) kan se alt undtagen hvor borgeren bor.",
        "En medarbejder i sagen kan se alt undtagen hvor borgeren bor.",
        "Bostøtte Nord kan se alt undtagen hvor borgeren bor.",
        "Lederen af Bostøtte Nord kan kun se, hvad borgeren hedder, og hvor langt henvendelser er.",
        "Andre sagsbehandlere, visitatorer og støttekontaktpersoner kan ikke se noget uden en sag."
        f" {WITHOUT}",
        f"Andre ledere kan ikke se noget uden en sag. {WITHOUT}",
        "Databeskyttelsesrådgiveren, partnernes systemer og driften kan ikke se noget:"
        " opgaven kræver det ikke.",
        "Borgeren kan se alt.",
        "Karen Test (forælder) får at vide, hvad borgeren hedder, at borgeren har en plan,"
        " om borgeren er indlagt, hvad der sker med støtten under en indlæggelse,"
        " hvem der følger op efter en udskrivelse,"
        " og om en indlæggelse giver anledning til en kontaktpause, til og med 01.03.2027.",
    ]


def test_what_a_relative_is_no_longer_told_says_why() -> None:
    assert mother(until=date(2026, 12, 13)) == (
        "Karen Test (forælder) får ikke noget at vide: det, borgeren gav lov til, er slut."
    )
    assert mother(left=RelativeLeft.STEPPED_BACK) == (
        "Karen Test (forælder) får ikke noget at vide: den pårørende er ikke længere med."
    )
    assert mother(may_know=(), until=None) == (
        "Karen Test (forælder) får ikke noget at vide: borgeren har ikke givet lov til det."
    )


def test_of_a_dead_citizen_nobody_is_told_anything_for_their_sake() -> None:
    dead = replace(VIEW, citizen=replace(VIEW.citizen, dead_since=MONDAY))

    *_, (citizen, own), (name, hers) = readers(dead)

    assert summary(own, citizen) == "Borgeren kan ikke se noget: borgeren er død."
    assert summary(hers, name).endswith("borgeren er død, eller en anden kommune har overtaget sagen.")


@pytest.mark.parametrize(
    ("who", "field", "said"),
    [
        ("Bostøtte Nord", "stay", "Bostøtte Nord kan se, om borgeren er indlagt."),
        (
            "Bostøtte Nord",
            "address",
            "Bostøtte Nord kan ikke se, hvor borgeren bor:"
            " adressen er beskyttet og vises kun, når den skal rettes.",
        ),
        (
            "Lederen af Bostøtte Nord",
            "stay",
            "Lederen af Bostøtte Nord kan ikke se, om borgeren er indlagt: opgaven kræver det ikke.",
        ),
        (
            "Andre ledere",
            "name",
            "Andre ledere kan ikke se, hvad borgeren hedder:"
            " der er ingen sag med borgeren; der skal først gives en grund.",
        ),
        (
            "Karen Test (forælder)",
            "stay",
            "Karen Test (forælder) får at vide, om borgeren er indlagt, til og med 01.03.2027.",
        ),
        (
            "Karen Test (forælder)",
            "number",
            "Karen Test (forælder) får ikke at vide, hvilket CPR-nummer borgeren har, og om der er flere"
            " sager om borgeren: det kan en pårørende ikke få lov til.",
        ),
        (
            "Karen Test (forælder)",
            "support",
            "Karen Test (forælder) får ikke at vide, hvilken støtte borgeren får:"
            " borgeren har ikke givet lov til det.",
        ),
    ],
)
def test_one_field_is_one_sentence(who: str, field: str, said: str) -> None:
    alike = dict(readers())[who]
    line = next(one for one in alike.lines if one.field.name == field)

    assert sight_sentence(who, alike, line) == said
    assert said.endswith(sight_words(line).partition(" ")[2])


def test_no_two_fields_are_explained_in_the_same_words_and_all_are() -> None:
    for name, alike in readers():
        said = [sight_sentence(name, alike, line) for line in alike.lines]
        assert len({*said}) == len(said) == len(VIEW_FIELDS)
    assert {one.name for one in VIEW_FIELDS} <= {*FIELDS}
    assert len({*WHAT.values()}) == len(WHAT)


def test_under_what_is_seen_stands_which_text_was_read_and_that_nobody_signed_it() -> None:
    by_name = dict(readers())

    assert grounds(by_name["Borgeren"]) == (
        "Grundlag: Databeskyttelsesforordningen artikel 15. Forordning (EU) 2016/679."
        " Ikke underskrevet af en jurist endnu."
    )
    assert "Forvaltningsloven § 32" in grounds(by_name["Bostøtte Nord"])
    assert grounds(by_name["Andre ledere"]) == ""

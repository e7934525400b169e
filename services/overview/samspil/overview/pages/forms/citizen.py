"""Finding a citizen by number, and opening a file for one who is not found."""

from dataclasses import replace

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.words import TRANSITION
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.municipality import MUNICIPALITIES

NUMBER = Field(
    "cpr",
    "CPR-nummer",
    hint="Opslaget registreres.",
    missing="Skriv CPR-nummeret med 10 cifre.",
    longest=20,
)

BY_THEIR_NAMES = dict(sorted(MUNICIPALITIES.items(), key=lambda one: one[1]))
"""Kommunekode → name."""

FIND = Form(
    name="find",
    button="Find",
    done="Borgeren er fundet.",
    undone="Der er ikke søgt",
    service="referral",
    path="/v1/citizens/search",
    fields=(NUMBER,),
)
REGISTER = Form(
    name="find/opret",
    button="Opret borger",
    done="Borgeren er oprettet.",
    undone="Borgeren er ikke oprettet",
    service="referral",
    path="/v1/citizens",
    fields=(
        Field("cpr", "CPR-nummer", missing=NUMBER.missing, longest=20),
        Field("name", "Navn", missing="Skriv borgerens navn.", longest=200),
        Field(
            "acting_municipality",
            "Handlekommune",
            Kind.CHOICE,
            missing="Vælg handlekommune.",
            choices=BY_THEIR_NAMES,
        ),
        Field(
            "residence_municipality",
            "Bopælskommune",
            Kind.CHOICE,
            hint="Kun når den er en anden end handlekommunen.",
            choices=BY_THEIR_NAMES,
        ),
        Field(
            "basis",
            "Hvad søges der om?",
            Kind.CHOICE,
            missing="Vælg, hvad der søges om.",
            choices={basis: basis.reading for basis in LegalBasis if basis.gives_help},
        ),
        Field(
            "transition",
            "Hvorfor allerede nu?",
            Kind.CHOICE,
            hint="Kun når borgeren er under 18 år",
            choices=TRANSITION,
        ),
    ),
    topic=topics.CITIZEN,
)
WITHOUT_NUMBER = (
    LegalBasis.SEL_12,
    LegalBasis.SEL_82A,
    LegalBasis.SEL_82B,
    LegalBasis.SEL_82C,
    LegalBasis.SEL_82D,
    LegalBasis.SEL_99,
)
"""What is open to anybody, or is given to people who do not say who they are; the referral service judges."""
OPEN_CONTACT = Form(
    name="find/uden-cpr",
    button="Opret uden CPR-nummer",
    done="Borgeren er oprettet uden CPR-nummer.",
    undone="Borgeren er ikke oprettet",
    service="referral",
    path="/v1/citizens/contacts",
    lead="Til den, der får råd, støtte eller et åbent tilbud, før I ved, hvem det er. "
    "Findes CPR-nummeret senere, skrives det på.",
    fields=(
        Field(
            "name",
            "Hvad kalder borgeren sig?",
            missing="Skriv, hvad borgeren kalder sig.",
            longest=200,
        ),
        Field(
            "acting_municipality",
            "Handlekommune",
            Kind.CHOICE,
            missing="Vælg handlekommune.",
            choices=BY_THEIR_NAMES,
        ),
        Field(
            "basis",
            "Hvad får borgeren hjælp til?",
            Kind.CHOICE,
            missing="Vælg, hvad borgeren får hjælp til.",
            choices={basis: basis.reading for basis in WITHOUT_NUMBER},
        ),
    ),
    topic=topics.CITIZEN,
)
REGISTER_ASKED = replace(
    REGISTER,
    name="anmodninger",
    done="Borgeren er oprettet. Anmodningen bliver til en henvendelse, når borgeren er enig.",
    fields=(
        *REGISTER.fields,
        Field(
            "consent_until",
            "Borgeren er enig til og med",
            Kind.DAY,
            hint="Så længe må ⟦jobcentret⟧ fortælle jer om anmodningen. Dag, måned og år.",
            is_sent=False,
        ),
    ),
)
"""Of somebody whom the jobcenter asks about: with the consent to what it asks, where there is one already."""

FORMS = (FIND, REGISTER, OPEN_CONTACT, REGISTER_ASKED)

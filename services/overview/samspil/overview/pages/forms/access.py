"""Finding one's own citizens by name, and why somebody without a case at hand has to look at one."""

from dataclasses import replace

from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.citizen import FIND
from samspil.overview.pages.words import ACCESS_REASON

ASKED = (
    Field(
        "reason",
        "Hvorfor skal du se borgeren?",
        Kind.CHOICE,
        missing="Vælg, hvorfor du skal se borgeren.",
        choices=ACCESS_REASON,
    ),
    Field(
        "words",
        "Uddyb",
        Kind.WORDS,
        hint="Skal skrives, når du vælger Andet. Borgeren kan læse det.",
        longest=4000,
    ),
)

REASON = Form(
    name="adgang",
    button="Se borgeren",
    done="Grunden er registreret.",
    undone="Borgeren er ikke åbnet",
    service="overview",
    path="/v1/citizens/{citizen}/access-reasons",
    fields=ASKED,
    blames={"no-words": "words"},
)
FIND_ANYWAY = replace(
    FIND,
    name="find/begrundet",
    button=REASON.button,
    undone=REASON.undone,
    fields=(*FIND.fields, *ASKED),
    blames=REASON.blames,
)
"""Of a citizen who was searched for by number."""

FIND_BY_NAME = Form(
    name="find/navn",
    button="Find ved navn",
    done="Borgeren er fundet.",
    undone="Der er ikke søgt",
    service="overview",
    path="/v1/citizens/search-by-name",
    fields=(
        Field(
            "name",
            "Navn",
            hint="Blandt dine egne og din enheds borgere. Begyndelsen af navnet er nok.",
            missing="Skriv et navn.",
            longest=200,
        ),
    ),
)

FORMS = (REASON, FIND_BY_NAME)

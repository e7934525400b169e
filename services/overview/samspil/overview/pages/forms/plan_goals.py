"""What the citizen wants, has and hopes for, as it is written in the plan."""

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.plan_words import AIM, ORIGIN, WHOSE
from samspil.overview.pages.words import AREA
from samspil.web.auth import Role

PLAN = "/v1/citizens/{citizen}/plan"
PAGE = "/plan"
"""The plan's page, below the citizen's."""
PLANNERS = frozenset({Role.CASEWORKER, Role.VISITATOR})
"""Who decides what stands in the plan."""
GOAL = PLAN + "/goals/{thing}"

AREAS = Field("area", "Livsområde", Kind.CHOICE, missing="Vælg livsområde.", choices=AREA)
OWN_WORDS = Field("words", "Borgerens egne ord", Kind.WORDS, missing="Skriv målet med borgerens ord.")
MATTERS = (
    Field("aim", "Hvad er sigtet?", Kind.CHOICE, choices=AIM),
    Field("rank", "Hvor vigtigt er det?", Kind.NUMBER, hint="1 er det, der betyder mest for borgeren."),
)

ADD_GOAL = Form(
    name="maal/ny",
    button="Tilføj mål",
    done="Tilføjet. Gælder, når planen er aftalt.",
    undone="Målet er ikke tilføjet",
    service="plan",
    path=PLAN + "/goals",
    fields=(AREAS, OWN_WORDS, Field("origin", "Hvis mål?", Kind.CHOICE, choices=WHOSE), *MATTERS),
    of_file=True,
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
)
CHANGE_GOAL = Form(
    name="maal/ret",
    button="Ret målet",
    done="Målet er rettet. Gælder, når planen er aftalt.",
    undone="Målet er ikke rettet",
    service="plan",
    path=GOAL + "/change",
    fields=(
        AREAS,
        OWN_WORDS,
        Field("origin", "Hvis ord?", Kind.CHOICE, missing="Vælg, hvis ord det er.", choices=WHOSE),
        *MATTERS,
    ),
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Det, der stod før, gemmes og kan stadig læses.",
)
ACHIEVE_GOAL = Form(
    name="maal/naaet",
    button="Målet er nået",
    done="Målet er nået.",
    undone="Målet er ikke noteret som nået",
    service="plan",
    path=GOAL + "/achieve",
    fields=(
        Field("achieved_on", "Hvornår?", Kind.DAY, hint="Tomt: i dag."),
        Field("words", "Hvad gjorde det muligt?", Kind.WORDS, hint="Med borgerens egne ord."),
    ),
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
)
DROP_GOAL = Form(
    name="maal/opgivet",
    button="Opgiv målet",
    done="Målet er opgivet.",
    undone="Målet er ikke opgivet",
    service="plan",
    path=GOAL + "/drop",
    fields=(
        Field("reason", "Hvorfor?", Kind.WORDS, hint="Borgeren kan læse det.", missing="Skriv hvorfor."),
        Field("whose", "Hvem vil det?", Kind.CHOICE, missing="Vælg, hvem der vil det.", choices=ORIGIN),
    ),
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
)
NOTE_RESOURCE = Form(
    name="plan/ressource",
    button="Tilføj en styrke",
    done="Styrken er tilføjet.",
    undone="Styrken er ikke tilføjet",
    service="plan",
    path=PLAN + "/resources",
    fields=(
        Field("words", "Hvad har borgeren at bygge på?", Kind.WORDS, missing="Skriv, hvad borgeren har."),
        Field(
            "origin", "Hvem ser det sådan?", Kind.CHOICE, missing="Vælg, hvem der ser det.", choices=ORIGIN
        ),
    ),
    of_file=True,
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)
RECORD_WISH = Form(
    name="plan/oenske",
    button="Skriv ønsket om arbejde eller uddannelse",
    done="Ønsket er gemt.",
    undone="Ønsket er ikke gemt",
    service="plan",
    path=PLAN + "/employment-wish",
    fields=(
        Field("wish", "Hvad ønsker borgeren?", Kind.WORDS, hint="Borgerens egne ord."),
        Field("not_now", "Eller hvorfor ikke nu?", Kind.WORDS, hint="Kun ét af de to felter."),
    ),
    of_file=True,
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)

FORMS = (ADD_GOAL, CHANGE_GOAL, ACHIEVE_GOAL, DROP_GOAL, NOTE_RESOURCE, RECORD_WISH)

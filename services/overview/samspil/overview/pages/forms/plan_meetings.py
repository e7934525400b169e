"""Reviews, meetings, and that somebody was in touch."""

from dataclasses import replace

from samspil.contracts import topics
from samspil.contracts.plan import ContactKind, ContactOutcome
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.plan_goals import PAGE, PLAN
from samspil.overview.pages.plan_words import CONTACT, MEETING, OUTCOME, RESULT, WHO_TAKES_PART

MEETING_PATH = PLAN + "/meetings/{thing}"
AT = Field("at", "Hvornår?", Kind.INSTANT, hint="F.eks. 14.12.2026 kl. 10.00", missing="Skriv hvornår.")
PLACE = Field("place", "Hvor?", longest=500)
WITHOUT_CITIZEN = Field(
    "without_citizen_because",
    "Hvis borgeren ikke var med: hvorfor?",
    Kind.WORDS,
    hint="Borgeren kan læse det.",
)

HOLD_REVIEW = Form(
    name="opfoelgning/hold",
    button="Skriv opfølgningen",
    done="Gemt.",
    undone="Opfølgningen er ikke gemt",
    service="plan",
    path=PLAN + "/reviews/{thing}/hold",
    fields=(
        Field("held_on", "Dato", Kind.DAY, hint="Tomt: i dag."),
        Field("citizen_came", "Borgeren var med", Kind.TICK),
        WITHOUT_CITIZEN,
        Field("result", "Resultat", Kind.CHOICE, missing="Vælg et resultat.", choices=RESULT),
        Field("found_change", "Hvad har hjælpen ændret for borgeren?", Kind.WORDS),
        Field("next_on", "Næste gang", Kind.DAY, hint="Tomt: om et år."),
    ),
    topic=topics.PLAN,
    leads_to=PAGE,
)
BOOK_MEETING = Form(
    name="moede/nyt",
    button="Aftal et møde",
    done="Mødet er aftalt.",
    undone="Mødet er ikke aftalt",
    service="plan",
    path=PLAN + "/meetings",
    fields=(
        Field("kind", "Hvad er det for et møde?", Kind.CHOICE, missing="Vælg mødet.", choices=MEETING),
        AT,
        PLACE,
        Field(
            "invited",
            "Hvem er med?",
            Kind.TICKS,
            missing="Sæt kryds ved dem, der er med.",
            choices=WHO_TAKES_PART,
        ),
    ),
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Du bliver spurgt bagefter, hvad der blev af mødet.",
)
MOVE_MEETING = Form(
    name="moede/flyt",
    button="Flyt mødet",
    done="Mødet er flyttet.",
    undone="Mødet er ikke flyttet",
    service="plan",
    path=MEETING_PATH + "/move",
    fields=(AT, PLACE),
    topic=topics.PLAN,
    leads_to=PAGE,
)
HOLD_MEETING = Form(
    name="moede/holdt",
    button="Mødet er holdt",
    done="Gemt.",
    undone="Mødet er ikke noteret som holdt",
    service="plan",
    path=MEETING_PATH + "/hold",
    fields=(
        Field("came", "Hvem kom?", Kind.TICKS, missing="Sæt kryds ved dem, der kom.", choices=WHO_TAKES_PART),
        WITHOUT_CITIZEN,
        Field("result", "Hvad blev aftalt?", Kind.WORDS),
    ),
    topic=topics.PLAN,
    leads_to=PAGE,
)
MISS_MEETING = Form(
    name="moede/udeblev",
    button="Mødet blev ikke til noget",
    done="Gemt. Det fortælles ikke til andre.",
    undone="Det er ikke gemt",
    service="plan",
    path=MEETING_PATH + "/miss",
    fields=(
        Field(
            "missing",
            "Hvem kom ikke?",
            Kind.TICKS,
            missing="Sæt kryds ved dem, der ikke kom.",
            choices=WHO_TAKES_PART,
        ),
    ),
    topic=topics.PLAN,
    leads_to=PAGE,
)
CANCEL_MEETING = Form(
    name="moede/aflys",
    button="Aflys mødet",
    done="Mødet er aflyst.",
    undone="Mødet er ikke aflyst",
    service="plan",
    path=MEETING_PATH + "/cancel",
    fields=(
        Field("cancelled_by", "Hvem aflyser?", Kind.CHOICE, missing="Vælg hvem.", choices=WHO_TAKES_PART),
        Field("reason", "Hvorfor?", Kind.WORDS, hint="Borgeren kan læse det."),
    ),
    topic=topics.PLAN,
    leads_to=PAGE,
)
NOTE_CONTACT = Form(
    name="kontakt/ny",
    button="Skriv en kontakt",
    done="Kontakten er noteret.",
    undone="Kontakten er ikke noteret",
    service="plan",
    path=PLAN + "/contacts",
    fields=(
        Field("kind", "Hvordan?", Kind.CHOICE, missing="Vælg hvordan.", choices=CONTACT),
        Field("outcome", "Hvad kom der ud af det?", Kind.CHOICE, missing="Vælg et udfald.", choices=OUTCOME),
        Field("on", "Hvornår?", Kind.DAY, hint="Tomt: i dag."),
        Field("words", "Noter", Kind.WORDS, hint="Borgeren kan læse det."),
    ),
    topic=topics.PLAN,
    leads_to=PAGE,
)
NOTE_VISIT = replace(
    NOTE_CONTACT,
    name="kontakt/besoeg",
    button="Besøg i dag",
    done="Besøget er noteret.",
    undone="Besøget er ikke noteret",
    fields=(),
    always={"kind": ContactKind.VISIT, "outcome": ContactOutcome.REACHED},
    leads_to="",
)
NOTE_CALL = replace(
    NOTE_VISIT,
    name="kontakt/opkald",
    button="Opkald i dag",
    done="Opkaldet er noteret.",
    undone="Opkaldet er ikke noteret",
    always={"kind": ContactKind.CALL, "outcome": ContactOutcome.REACHED},
)
NOTE_IN_VAIN = replace(
    NOTE_VISIT,
    name="kontakt/forgaeves",
    button="Fik ikke kontakt",
    done="Det er noteret, at du ikke fik kontakt.",
    undone="Det er ikke noteret",
    always={"kind": ContactKind.VISIT, "outcome": ContactOutcome.NOT_REACHED},
)
AT_ONCE = (NOTE_VISIT, NOTE_CALL, NOTE_IN_VAIN)
"""What is noted with one press, wherever the citizen is at hand."""

FORMS = (
    HOLD_REVIEW,
    BOOK_MEETING,
    MOVE_MEETING,
    HOLD_MEETING,
    MISS_MEETING,
    CANCEL_MEETING,
    NOTE_CONTACT,
    *AT_ONCE,
)

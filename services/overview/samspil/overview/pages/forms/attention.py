"""What can be done about two things that do not go together."""

from samspil.contracts.coordination import AttentionAnswer
from samspil.overview.pages.form import Field, Form, Kind

ANSWER = "/v1/citizens/{citizen}/attention/{thing}/answer"

TAKE_UP = Form(
    name="passer-ikke/taget-op",
    button="Taget op",
    done="Det er noteret, at der er talt om det.",
    undone="Det er ikke noteret, at der er talt om det",
    service="overview",
    path=ANSWER,
    fields=(
        Field("words", "Hvad er aftalt?", Kind.WORDS, hint="Kun hvis det er godt at vide for en kollega."),
    ),
    always={"answer": AttentionAnswer.TAKEN_UP},
    lead="⟦Jobcentret⟧ og regionen får ikke besked herfra. Tal med dem, det vedrører, før du noterer det.",
)
NOT_RELEVANT = Form(
    name="passer-ikke/ikke-relevant",
    button="Ikke relevant",
    done="Det er noteret, at der ikke er noget at ændre.",
    undone="Det er ikke noteret, at der ikke er noget at ændre",
    service="overview",
    path=ANSWER,
    fields=(
        Field(
            "words",
            "Hvorfor er der ikke noget at ændre?",
            Kind.WORDS,
            missing="Skriv, hvorfor der ikke er noget at ændre.",
        ),
    ),
    always={"answer": AttentionAnswer.NOT_RELEVANT},
)

FORMS = (TAKE_UP, NOT_RELEVANT)

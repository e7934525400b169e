"""What is asked of who supports the citizen, during a stay and after it."""

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.plan_goals import PLAN
from samspil.overview.pages.words import SUPPORT_ANSWER

ANSWER_SUPPORT = Form(
    name="stoette/svar",
    button="Svar om støtten",
    done="Svaret er gemt.",
    undone="Svaret er ikke gemt",
    service="plan",
    path=PLAN + "/support-questions/{thing}/answer",
    fields=(
        Field(
            "answer",
            "Hvad sker der med støtten under indlæggelsen?",
            Kind.CHOICE,
            missing="Vælg, hvad der sker med støtten.",
            choices=SUPPORT_ANSWER,
        ),
    ),
    topic=topics.PLAN,
)
FOLLOW_UP = Form(
    name="opfoelgning/fulgt-op",
    button="Fulgt op",
    done="Opfølgningen er slut.",
    undone="Opfølgningen er ikke slut",
    service="plan",
    path=PLAN + "/follow-ups/{thing}/complete",
    fields=(
        Field(
            "in_touch",
            "Jeg har været i kontakt efter udskrivelsen",
            Kind.TICK,
            missing="Sæt kryds, hvis du har været i kontakt.",
            is_sent=False,
        ),
    ),
    topic=topics.PLAN,
)

FORMS = (ANSWER_SUPPORT, FOLLOW_UP)

"""What can be done about what hospitals sent and a person has to look at. The region-bridge decides."""

from dataclasses import replace

from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.citizen import NUMBER, REGISTER
from samspil.overview.pages.forms.messages import PHONE

REASON = Field(
    "reason",
    "Hvorfor?",
    Kind.WORDS,
    hint="Den, der ser på det senere, skal kunne forstå det.",
    missing="Skriv hvorfor.",
)
SETTLE = Form(
    name="advis",
    button="Ret overblikket",
    done="Overblikket er rettet.",
    undone="Der er ikke gjort noget",
    service="region-bridge",
    path="/v1/held-notices/{thing}/apply",
    fields=(REASON,),
)
SETTLE_WHOSE = replace(
    SETTLE,
    fields=(
        replace(
            NUMBER,
            label="Borgerens CPR-nummer",
            hint="Kun når overblikket skal rettes. Opslaget registreres.",
            missing="",
            is_sent=False,
        ),
        REASON,
    ),
)
"""Of what names nobody whom we know: somebody says whose it is."""
SAID = {
    "apply": "Overblikket er rettet.",
    "confirm": "Du har bekræftet. En anden skal også bekræfte, før overblikket rettes.",
    "discard": "Det er lagt til side.",
    "wrong-place": "Svaret er sendt. Beskeden slettes her, når hospitalet har fået det.",
}
"""What was done, as it is said once."""

REGISTER_WRITTEN_ABOUT = replace(
    REGISTER,
    name="advis/beskeder",
    done="Borgeren er oprettet. Beskeden fra hospitalet følger om et øjeblik.",
)
"""Of somebody whom a hospital wrote about."""
WRONG_PLACE = Form(
    name="advis/beskeder/forkert-sted",
    button="Vi er det forkerte sted",
    done=SAID["wrong-place"],
    undone="Svaret er ikke sendt",
    service="region-bridge",
    path="/v1/unplaced-messages/{thing}/answer-wrong-place",
    fields=(
        Field(
            "words",
            "Hvad skal hospitalet vide?",
            Kind.WORDS,
            hint="Skriv gerne, hvem de kan spørge i stedet.",
            missing="Skriv, hvad hospitalet skal vide.",
        ),
        PHONE,
    ),
)

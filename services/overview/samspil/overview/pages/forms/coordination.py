"""What can be done about contact holds, and about messages that did not arrive."""

import json
from uuid import UUID

from samspil.overview.domain.coordination import Seen
from samspil.overview.pages.form import Field, Form, Kind

HOLDS = "/v1/citizens/{citizen}/contact-holds"

SET_HOLD = Form(
    name="kontaktpause/saet",
    button="Sæt kontaktpause",
    done="Kontaktpausen er sat.",
    undone="Kontaktpausen er ikke sat",
    service="overview",
    path=HOLDS,
    fields=(
        Field("seen", kind=Kind.READ),
        Field("until", "Sidste dag", Kind.DAY, missing="Skriv, hvornår kontaktpausen slutter."),
        Field(
            "ask",
            "Hvem kan man spørge?",
            hint="Navnet fortælles til dem, der må vide det",
            missing="Skriv navnet på den, man kan spørge.",
            longest=200,
        ),
    ),
    blames={"ends-in-the-past": "until"},
)
END_HOLD = Form(
    name="kontaktpause/afslut",
    button="Afslut kontaktpausen",
    done="Kontaktpausen er afsluttet.",
    undone="Kontaktpausen er ikke afsluttet",
    service="overview",
    path=HOLDS + "/{thing}/end",
    says_version=False,
)
DECLINE_HOLD = Form(
    name="kontaktpause/nej",
    button="Nej, ingen pause",
    done="Der er ikke sat en kontaktpause.",
    undone="Der er ikke sagt nej",
    service="overview",
    path="/v1/citizens/{citizen}/contact-hold-proposals/{thing}/decline",
    answers_all=True,
)
HANDLE_DELIVERY = Form(
    name="besked/klaret",
    button="Der er taget hånd om den",
    done="Beskeden er klaret.",
    undone="Beskeden er ikke klaret",
    service="overview",
    path="/v1/citizens/{citizen}/deliveries/{thing}/handled",
)

HANDLE_ANSWER = Form(
    name="svar/afklaret",
    button="Det er afklaret",
    done="Det er noteret, at det er afklaret.",
    undone="Det er ikke noteret, at det er afklaret",
    service="overview",
    path="/v1/citizens/{citizen}/partner-answers/{thing}/handled",
)

FORMS = (SET_HOLD, END_HOLD, DECLINE_HOLD, HANDLE_DELIVERY, HANDLE_ANSWER)


def said(seen: Seen) -> str:
    """What stands, as the form that sets another hold carries it and its route asks for it."""
    return json.dumps({"hold_id": str(seen.hold) if seen.hold else None, "proposed": seen.proposed})


def read_seen(text: str) -> Seen:
    """The same read again, after the route has taken it for what it is."""
    told = json.loads(text)
    return Seen(UUID(told["hold_id"]) if told["hold_id"] else None, told["proposed"])

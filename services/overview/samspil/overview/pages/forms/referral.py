"""What can be done about a referral by the party that was asked."""

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.words import DECLINE_REASON

PATH = "/v1/citizens/{citizen}/referrals/{thing}"

RECEIVE = Form(
    name="henvendelse/modtag",
    button="Modtag",
    done="Modtaget. Nu skal du svare.",
    undone="Henvendelsen er ikke modtaget",
    service="referral",
    path=PATH + "/receive",
    topic=topics.REFERRAL,
)
ACCEPT = Form(
    name="henvendelse/sig-ja",
    button="Sig ja",
    done="Du har sagt ja.",
    undone="Du har ikke sagt ja",
    service="referral",
    path=PATH + "/accept",
    fields=(Field("starts_on", "Hjælpen begynder", Kind.DAY, missing="Skriv, hvornår hjælpen begynder."),),
    topic=topics.REFERRAL,
)
DECLINE = Form(
    name="henvendelse/sig-nej",
    button="Sig nej",
    done="Du har sagt nej.",
    undone="Du har ikke sagt nej",
    service="referral",
    path=PATH + "/decline",
    fields=(
        Field("reason", "Grund", Kind.CHOICE, missing="Vælg en grund.", choices=DECLINE_REASON),
        Field("words", "Begrundelse", Kind.WORDS, missing="Skriv en begrundelse. Borgeren kan læse den."),
        Field("suggestion", "Forslag", Kind.WORDS, hint="Hvad kan hjælpe i stedet?"),
        Field("is_decision", "Det er en afgørelse, og borgeren har fået klagevejledning", Kind.TICK),
    ),
    topic=topics.REFERRAL,
)

FORMS = (RECEIVE, ACCEPT, DECLINE)

"""What can be done about a referral by the party that was asked."""

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind

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

FORMS = (RECEIVE, ACCEPT)

"""What can be done about consents: what it would change is shown before anybody says yes."""

from dataclasses import replace

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.words import CONSENT_FORM, DATA, PARTY

PATH = "/v1/citizens/{citizen}/consents"
PAGE = "/deling"

PARTIES: dict[str, str] = dict(PARTY.items())
KINDS: dict[str, str] = {kind: words[0].upper() + words[1:] for kind, words in DATA.items()}

UNTIL = Field("until", "Sidste dag", Kind.DAY, missing="Skriv den sidste dag.")
WHAT = Field("kinds", "Hvad må fortælles?", Kind.TICKS, missing="Vælg, hvad der må fortælles.", choices=KINDS)

GIVE = Form(
    name="samtykke/nyt",
    button="Gem samtykket",
    done="Samtykket er gemt.",
    undone="Samtykket er ikke gemt",
    service="referral",
    path=PATH,
    fields=(
        Field(
            "to_sectors",
            "Til hvem?",
            Kind.CHOICE,
            missing="Vælg, hvem der må få det at vide.",
            choices=PARTIES,
            is_one_of_several=True,
        ),
        Field(
            "from_sector", "Fra hvem?", Kind.CHOICE, missing="Vælg, hvem der må fortælle.", choices=PARTIES
        ),
        replace(WHAT, follows=("to_sectors", "from_sector")),
        Field("case", "I hvilken sag?", Kind.CHOICE, missing="Vælg sagen."),
        UNTIL,
        Field(
            "form",
            "Hvordan sagde borgeren ja?",
            Kind.CHOICE,
            missing="Vælg, hvordan borgeren sagde ja.",
            choices=CONSENT_FORM,
        ),
    ),
    topic=topics.CITIZEN,
    previews=True,
    leads_to=PAGE,
)
NARROW = Form(
    name="samtykke/mindre",
    button="Gør mindre",
    done="Samtykket er gjort mindre.",
    undone="Samtykket er ikke gjort mindre",
    service="referral",
    path=PATH + "/{thing}/narrow",
    fields=(
        Field(
            "to_sectors",
            "Til hvem?",
            Kind.TICKS,
            missing="Vælg, hvem der må få det at vide.",
            choices=PARTIES,
        ),
        WHAT,
        UNTIL,
    ),
    topic=topics.CITIZEN,
    previews=True,
    leads_to=PAGE,
)
WITHDRAW = Form(
    name="samtykke/traek-tilbage",
    button="Træk samtykke tilbage",
    done="Delingen er ophørt. Det, der er fortalt, kan ikke kaldes tilbage.",
    undone="Samtykket er ikke trukket tilbage",
    service="referral",
    path=PATH + "/{thing}/withdraw",
    confirms=True,
    says_version=False,
    topic=topics.CITIZEN,
    leads_to=PAGE,
)

FORMS = (GIVE, NARROW, WITHDRAW)

"""What can be done about messages with the region: writing, answering, and saying that nothing is asked."""

from dataclasses import replace

from samspil.contracts import topics
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.message import Category, Urgency
from samspil.overview.pages.form import Field, Form, Instead, Kind
from samspil.overview.pages.forms.referral import OUR_BASES
from samspil.overview.pages.message_words import CATEGORY
from samspil.overview.pages.words import PARTNER_ANSWER, URGENT

PAGE = "/beskeder"
"""The end of the address of the citizen's page of messages."""
MESSAGES = "/v1/citizens/{citizen}/messages"

LIKELY = (
    Category.PSYCHIATRY_SOCIAL_DISABILITY,
    Category.DISCHARGE,
    Category.CARE_COORDINATION,
    Category.REGARDING_REFERRAL,
    Category.MEDICINE,
)
"""What social psychiatry and a ward most often write to each other about; the most likely first."""
LIKELY_ANSWERS = (
    PartnerAnswer.ACCEPTED,
    PartnerAnswer.DECLINED,
    PartnerAnswer.INFORMATION_REQUESTED,
    PartnerAnswer.NOT_OURS,
    PartnerAnswer.RECEIVED,
)
"""What a hospital most often answers first."""
WITHOUT_A_GROUND = {
    "no-ground-to-write": Instead("samtykke/nyt", "Skriv et samtykke"),
    "citizen-without-number": Instead("oplysninger", "Se oplysningerne"),
}

_WORDS = Field(
    "words",
    "Besked",
    Kind.WORDS,
    hint="Skriv kun det, afdelingen har brug for. Borgeren kan læse det.",
    missing="Skriv en besked.",
)
PHONE = Field(
    "phone",
    "Dit telefonnummer",
    hint="Afdelingen ser dit navn og kan ringe til dig.",
    missing="Skriv dit telefonnummer.",
    longest=30,
)

WRITE = Form(
    name="besked/skriv",
    button="Skriv til regionen",
    done="Beskeden er skrevet. Den sendes nu. Her på siden kan du se, om den er modtaget.",
    undone="Beskeden er ikke sendt",
    service="overview",
    path=MESSAGES,
    leads_to=PAGE,
    fields=(
        Field("to_unit", "Hvem skriver du til?", Kind.UNIT, missing="Vælg, hvem du skriver til."),
        Field(
            "category",
            "Hvad handler det om?",
            Kind.RADIO,
            missing="Vælg, hvad det handler om.",
            choices={code: CATEGORY[code] for code in dict.fromkeys((*LIKELY, *Category))},
            likely=len(LIKELY),
        ),
        Field("topic", "Emne", missing="Skriv et emne.", longest=200),
        _WORDS,
        Field(
            "urgency",
            "Haster det?",
            Kind.CHOICE,
            hint="Kun når det handler om en henvisning.",
            choices={Urgency.ROUTINE: "Nej", Urgency.ASAP: "Ja, hurtigst muligt"},
        ),
        PHONE,
    ),
    instead=WITHOUT_A_GROUND,
)
AGAIN = replace(
    WRITE,
    name="besked/ret",
    button="Ret og send igen",
    about_field="instead_of",
    says_version=False,
    lead="Den første besked kom ikke frem, eller det er ikke sikkert. Ret den, hvis der er noget at rette.",
)
"""Of a message that was lost, in the place of it."""
REPLY = Form(
    name="besked/svar",
    button="Svar",
    done="Svaret er skrevet. Det sendes nu. Her på siden kan du se, om det er modtaget.",
    undone="Svaret er ikke sendt",
    service="overview",
    path=MESSAGES + "/{thing}/replies",
    leads_to=PAGE,
    fields=(_WORDS, PHONE),
    instead=WITHOUT_A_GROUND,
)
HANDLE = Form(
    name="besked/laest",
    button="Den skal ikke besvares",
    done="Det er noteret, at beskeden ikke skal besvares.",
    undone="Beskeden er ikke noteret som læst",
    service="overview",
    path=MESSAGES + "/{thing}/handle",
    leads_to=PAGE,
)

REFER = Form(
    name="besked/henvendelse",
    button="Lav en henvendelse",
    done="Henvendelsen er lavet. Svaret på den sendes til hospitalet i samme tråd.",
    undone="Henvendelsen er ikke lavet",
    service="referral",
    path="/v1/citizens/{citizen}/referrals/from-message",
    fields=(
        Field(
            "words",
            "Hvad beder hospitalet om?",
            Kind.WORDS,
            hint="Skriv også, hvad borgeren selv ønsker, hvis det står i beskeden.",
            missing="Skriv, hvad hospitalet beder om.",
        ),
        Field(
            "basis", "Hvad søges der om?", Kind.CHOICE, missing="Vælg, hvad der søges om.", choices=OUR_BASES
        ),
        Field("priority", "Haster det?", Kind.CHOICE, missing="Vælg, om det haster.", choices=URGENT),
    ),
    says_version=False,
    topic=topics.REFERRAL,
    leads_to=PAGE,
    about_field="thread_id",
    lead="Henvendelsen går til visitationen. Den, der svarer på den, svarer også hospitalet.",
)
"""Of what a hospital asks for in a thread."""

ANSWER = Form(
    name="besked/svar-paa-henvendelse",
    button="Notér deres svar",
    done="Svaret er noteret på henvendelsen.",
    undone="Svaret er ikke noteret",
    service="region-bridge",
    path="/v1/citizens/{citizen}/referral-answers",
    fields=(
        Field(
            "answer",
            "Hvad svarer de?",
            Kind.RADIO,
            missing="Vælg, hvad de svarer.",
            choices={
                code: PARTNER_ANSWER[code].capitalize()
                for code in dict.fromkeys((*LIKELY_ANSWERS, *PartnerAnswer))
            },
            likely=len(LIKELY_ANSWERS),
        ),
        Field("day", "Hvornår begynder det?", Kind.DAY, hint="Kun hvis de skriver det."),
        Field(
            "words",
            "Hvad skriver de?",
            Kind.WORDS,
            hint="Borgeren kan læse det.",
            missing="Skriv, hvad de svarer.",
        ),
    ),
    says_version=False,
    topic=topics.HOSPITAL,
    leads_to=PAGE,
    about_field="message_id",
    lead="Svaret står på henvendelsen, så alle kan se, hvad der blev af den.",
)
"""To a referral, as it is read in what a hospital wrote."""

FORMS = (WRITE, AGAIN, REPLY, HANDLE, REFER, ANSWER)

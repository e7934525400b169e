"""What can be done about a referral: by the unit that was asked, by its author, and for the citizen."""

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.words import CLOSING, COMPLETION, CONSENT_FORM, DECLINE_REASON, HEARING, URGENT
from samspil.vocabulary.legal_basis import LegalBasis

PATH = "/v1/citizens/{citizen}/referrals/{thing}"
BASES: dict[str, str] = {basis: basis.reading for basis in LegalBasis if basis.gives_help}
OUR_BASES: dict[str, str] = {basis: basis.reading for basis in LegalBasis if basis.gives_social_help}
"""What social psychiatry itself can be asked for."""


def form(
    verb: str,
    route: str,
    button: str,
    done: str,
    undone: str,
    *fields: Field,
    confirms: bool = False,
    says_version: bool = True,
) -> Form:
    """A verb on a referral that is there."""
    return Form(
        name=f"henvendelse/{verb}",
        button=button,
        done=done,
        undone=undone,
        service="referral",
        path=f"{PATH}/{route}",
        fields=fields,
        confirms=confirms,
        says_version=says_version,
        blames={"no-ground": "to_unit"} if route == "redirect" else {},
        topic=topics.REFERRAL,
    )


SUBMIT = Form(
    name="henvendelse/ny",
    button="Ny henvendelse",
    done="Henvendelsen er sendt.",
    undone="Henvendelsen er ikke sendt",
    service="referral",
    path="/v1/citizens/{citizen}/referrals",
    fields=(
        Field("to_unit", "Hvem skal hjælpe?", Kind.UNIT, missing="Vælg, hvem der skal hjælpe."),
        Field(
            "words",
            "Hvad ønsker borgeren?",
            Kind.WORDS,
            hint="Borgerens egne ord.",
            missing="Skriv, hvad borgeren ønsker.",
        ),
        Field("basis", "Hvad søges der om?", Kind.CHOICE, missing="Vælg, hvad der søges om.", choices=BASES),
        Field("priority", "Haster det?", Kind.CHOICE, missing="Vælg, om det haster.", choices=URGENT),
        Field(
            "consent_until",
            "Borgeren er enig til og med",
            Kind.DAY,
            hint="Kun til ⟦jobcentret⟧ eller regionen: så længe må de få den og svare os. Dag, måned og år.",
        ),
        Field(
            "consent_form",
            "Hvordan sagde borgeren ja?",
            Kind.CHOICE,
            hint="Når regionen skal svare, skal det være skriftligt.",
            choices=CONSENT_FORM,
        ),
    ),
    blames={"no-ground": "consent_until"},
    topic=topics.REFERRAL,
)
RECEIVE = form("modtag", "receive", "Modtag", "Modtaget. Nu skal du svare.", "Henvendelsen er ikke modtaget")
ACCEPT = form(
    "sig-ja",
    "accept",
    "Sig ja",
    "Du har sagt ja.",
    "Du har ikke sagt ja",
    Field("starts_on", "Hjælpen begynder", Kind.DAY, missing="Skriv, hvornår hjælpen begynder."),
)
ASK_MORE = form(
    "bed-om-mere",
    "request-information",
    "Bed om mere",
    "Spørgsmålet er sendt.",
    "Spørgsmålet er ikke sendt",
    Field(
        "words",
        "Hvad mangler du at vide?",
        Kind.WORDS,
        hint="Fristen står stille, til svaret kommer.",
        missing="Skriv, hvad du mangler at vide.",
    ),
)
REDIRECT = form(
    "send-videre",
    "redirect",
    "Send videre",
    "Sendt videre.",
    "Henvendelsen er ikke sendt videre",
    Field("to_unit", "Til hvem?", Kind.UNIT, missing="Vælg, hvem der skal have den."),
    Field("words", "Hvorfor?", Kind.WORDS, hint="Borgeren kan læse det.", missing="Skriv hvorfor."),
    Field("basis", "Søges der om noget andet?", Kind.CHOICE, choices=BASES),
)
DECLINE = form(
    "sig-nej",
    "decline",
    "Sig nej",
    "Du har sagt nej.",
    "Du har ikke sagt nej",
    Field("reason", "Grund", Kind.CHOICE, missing="Vælg en grund.", choices=DECLINE_REASON),
    Field(
        "words",
        "Begrundelse",
        Kind.WORDS,
        hint="Den står i brevet til borgeren.",
        missing="Skriv en begrundelse. Borgeren kan læse den.",
    ),
    Field("suggestion", "Forslag", Kind.WORDS, hint="Hvad kan hjælpe i stedet?"),
    Field(
        "hearing",
        "Er borgeren hørt?",
        Kind.CHOICE,
        hint="Skal siges, når hjælpen kræver en afgørelse (forvaltningsloven § 19).",
        choices=HEARING,
    ),
)
WAITLIST = form(
    "venteliste",
    "waitlist",
    "Sæt på venteliste",
    "Borgeren står på venteliste.",
    "Borgeren er ikke sat på venteliste",
    Field("expected_on", "Hjælpen ventes at begynde", Kind.DAY, missing="Skriv, hvornår hjælpen ventes."),
)
START = form(
    "begynd",
    "start",
    "Hjælpen er begyndt",
    "Det er noteret, at hjælpen er begyndt.",
    "Det er ikke noteret, at hjælpen er begyndt",
    Field("started_on", "Den begyndte", Kind.DAY, missing="Skriv, hvornår hjælpen begyndte."),
)
COMPLETE = form(
    "afslut",
    "complete",
    "Afslut hjælpen",
    "Hjælpen er afsluttet.",
    "Hjælpen er ikke afsluttet",
    Field("outcome", "Hvordan gik det?", Kind.CHOICE, missing="Vælg, hvordan det gik.", choices=COMPLETION),
    Field("words", "Til den, der henvendte sig", Kind.WORDS),
)
ANSWER_STOP = form(
    "svar-paa-stop",
    "answer-cancellation",
    "Svar på, om hjælpen stopper",
    "Svaret er sendt.",
    "Svaret er ikke sendt",
    Field("stops", "Hjælpen stopper", Kind.TICK),
    Field("words", "Hvis den fortsætter: hvorfor?", Kind.WORDS),
)
NOTIFY_DELAY = form(
    "forsinket",
    "notify-delay",
    "Skriv til borgeren om forsinkelsen",
    "Brevet er skrevet, og den nye dato gælder.",
    "Brevet er ikke skrevet",
    Field("answer_by", "Borgeren får svar senest", Kind.DAY, missing="Skriv, hvornår borgeren får svar."),
)
GIVE_MORE = form(
    "svar-paa-spoergsmaal",
    "give-information",
    "Svar på spørgsmålet",
    "Svaret er sendt, og fristen løber igen.",
    "Svaret er ikke sendt",
    Field("words", "Dit svar", Kind.WORDS, missing="Skriv et svar."),
)
CORRECT = form(
    "ret",
    "correct",
    "Ret henvendelsen",
    "Henvendelsen er rettet.",
    "Henvendelsen er ikke rettet",
    Field("words", "Hvad ønsker borgeren?", Kind.WORDS, missing="Skriv, hvad borgeren ønsker."),
    Field("priority", "Haster det?", Kind.CHOICE, missing="Vælg, om det haster.", choices=URGENT),
)
CANCEL = form(
    "traek-tilbage",
    "cancel",
    "Træk tilbage",
    "Trukket tilbage.",
    "Henvendelsen er ikke trukket tilbage",
    confirms=True,
)
ASK_STOP = form(
    "bed-om-stop",
    "request-cancellation",
    "Bed om, at hjælpen stopper",
    "Der er bedt om, at hjælpen stopper.",
    "Der er ikke bedt om, at hjælpen stopper",
    Field("words", "Hvorfor?", Kind.WORDS, missing="Skriv hvorfor."),
)
VOID = form(
    "var-en-fejl",
    "void",
    "Henvendelsen var en fejl",
    "Henvendelsen gælder ikke længere.",
    "Henvendelsen gælder stadig",
    Field("words", "Hvad var fejlen?", Kind.WORDS, missing="Skriv, hvad fejlen var."),
    confirms=True,
)
CLOSE = form(
    "luk",
    "close",
    "Luk henvendelsen",
    "Henvendelsen er lukket.",
    "Henvendelsen er ikke lukket",
    Field("reason", "Hvorfor?", Kind.CHOICE, missing="Vælg hvorfor.", choices=CLOSING),
    confirms=True,
    says_version=False,
)

FORMS = (
    SUBMIT,
    RECEIVE,
    ACCEPT,
    ASK_MORE,
    REDIRECT,
    DECLINE,
    WAITLIST,
    START,
    COMPLETE,
    ANSWER_STOP,
    NOTIFY_DELAY,
    GIVE_MORE,
    CORRECT,
    CANCEL,
    ASK_STOP,
    VOID,
    CLOSE,
)

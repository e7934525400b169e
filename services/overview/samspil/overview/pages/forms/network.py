"""Whom a citizen has around them, how the citizen wants to be contacted, and who coordinates."""

from samspil.contracts import topics
from samspil.overview.pages.danish import raised
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.words import CONTACT_WAY, DATA, RELATIVE, RELATIVE_LEFT_WHY
from samspil.vocabulary.data_class import DataClass

FILE = "/oplysninger"
"""The page of the citizen's file, below the citizen's."""
RELATIVES = "/v1/citizens/{citizen}/relatives"
_NOT_FOR_RELATIVES = {DataClass.IDENTITY, DataClass.CONSENT, DataClass.EMPLOYMENT_STATUS}
MAY_KNOW: dict[str, str] = {
    kind: raised(words) for kind, words in DATA.items() if kind not in _NOT_FOR_RELATIVES
}
"""What a citizen can let a relative know, as the referral service takes it."""
ENTRY = (
    Field("kind", "Hvem er det?", Kind.CHOICE, missing="Vælg, hvem det er.", choices=RELATIVE),
    Field("name", "Navn", missing="Skriv navnet.", longest=200),
    Field("contact", "Sådan kan de kontaktes", Kind.WORDS, hint="F.eks. et telefonnummer."),
    Field(
        "wishes",
        "Hvad ønsker de selv?",
        Kind.WORDS,
        hint="Hvornår og om hvad de vil spørges. De har et arbejde og en familie.",
    ),
    Field(
        "may_know",
        "Hvad må de få at vide?",
        Kind.TICKS,
        hint="Kun det, borgeren siger ja til. Uden kryds får de intet at vide.",
        choices=MAY_KNOW,
    ),
    Field(
        "until",
        "Til og med",
        Kind.DAY,
        hint="Skrives, når der er sat kryds: dag, måned og år, højst to år frem.",
    ),
)
ADD_RELATIVE = Form(
    name="paaroerende/ny",
    button="Tilføj pårørende",
    done="Den pårørende er tilføjet.",
    undone="Den pårørende er ikke tilføjet",
    service="referral",
    path=RELATIVES,
    fields=ENTRY,
    topic=topics.CITIZEN,
    leads_to=FILE,
)
CHANGE_RELATIVE = Form(
    name="paaroerende/ret",
    button="Ret",
    done="Ændringen er gemt.",
    undone="Ændringen er ikke gemt",
    service="referral",
    path=RELATIVES + "/{thing}/change",
    fields=ENTRY,
    topic=topics.CITIZEN,
    leads_to=FILE,
)
REMOVE_RELATIVE = Form(
    name="paaroerende/fjern",
    button="Fjern",
    done="Den pårørende er ikke længere med.",
    undone="Den pårørende er ikke fjernet",
    service="referral",
    path=RELATIVES + "/{thing}/remove",
    fields=(Field("reason", "Hvorfor?", Kind.CHOICE, missing="Vælg hvorfor.", choices=RELATIVE_LEFT_WHY),),
    says_version=False,
    topic=topics.CITIZEN,
    leads_to=FILE,
)
LET_SIGN_IN = Form(
    name="paaroerende/giv-login",
    button="Lad logge ind",
    done="Den pårørende kan logge ind.",
    undone="Den pårørende kan ikke logge ind",
    service="referral",
    path=RELATIVES + "/{thing}/sign-in",
    fields=(
        Field(
            "cpr",
            "Den pårørendes CPR-nummer",
            hint="Nummeret gemmes ikke. Den pårørende logger ind med MitID.",
            missing="Skriv CPR-nummeret med 10 cifre.",
            longest=20,
            is_kept=False,
        ),
    ),
    says_version=False,
    leads_to=FILE,
    lead="Så kan den pårørende selv se det, borgeren lader dem vide, så længe det gælder.",
)
END_SIGN_IN = Form(
    name="paaroerende/tag-login",
    button="Tag login tilbage",
    done="Den pårørende kan ikke længere logge ind.",
    undone="Login er ikke taget tilbage",
    service="referral",
    path=RELATIVES + "/{thing}/sign-in/end",
    says_version=False,
    leads_to=FILE,
    lead="Det, borgeren lader den pårørende vide, gælder stadig.",
)
SET_WISHES = Form(
    name="oplysninger/kontakt",
    button="Skriv kontaktønsker",
    done="Kontaktønskerne er gemt.",
    undone="Kontaktønskerne er ikke gemt",
    service="referral",
    path="/v1/citizens/{citizen}/contact-wishes",
    fields=(
        Field("ways", "Hvordan vil borgeren kontaktes?", Kind.RANKED, choices=CONTACT_WAY),
        Field(
            "words",
            "Med borgerens egne ord",
            Kind.WORDS,
            hint="Hvornår, af hvem, og hvad man skal lade være med.",
        ),
    ),
    of_file=True,
    topic=topics.CITIZEN,
    leads_to=FILE,
)
NAME_COORDINATOR = Form(
    name="oplysninger/koordinator",
    button="Vælg koordinator",
    done="Koordinatoren er valgt.",
    undone="Koordinatoren er ikke valgt",
    service="referral",
    path="/v1/citizens/{citizen}/coordinator",
    fields=(
        Field("coordinator", "Hvem er koordinator?", Kind.PERSON, missing="Vælg, hvem der er koordinator."),
        Field("name", kind=Kind.GIVEN),
        Field("unit", kind=Kind.GIVEN),
    ),
    of_file=True,
    topic=topics.CITIZEN,
    leads_to=FILE,
)
NAME_ANOTHER = Form(
    name="oplysninger/anden-koordinator",
    button="Skriv en anden koordinator",
    done=NAME_COORDINATOR.done,
    undone=NAME_COORDINATOR.undone,
    service="referral",
    path=NAME_COORDINATOR.path,
    fields=(
        Field("name", "Navn", missing="Skriv koordinatorens navn.", longest=200),
        Field(
            "coordinator",
            "Brugernavn",
            hint="Det, som koordinatoren logger ind med.",
            missing="Skriv koordinatorens brugernavn.",
            longest=255,
        ),
        Field("unit", "Enhed", Kind.UNIT),
    ),
    of_file=True,
    topic=topics.CITIZEN,
    leads_to=FILE,
)
"""Where nobody can list who works here."""

FORMS = (
    ADD_RELATIVE,
    CHANGE_RELATIVE,
    REMOVE_RELATIVE,
    LET_SIGN_IN,
    END_SIGN_IN,
    SET_WISHES,
    NAME_COORDINATOR,
    NAME_ANOTHER,
)

"""Discharge agreements and coordination plans: asked for, drafted, agreed and ended."""

from samspil.contracts import topics
from samspil.contracts.plan import AgreementEnd
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.plan_goals import PAGE, PLAN, PLANNERS
from samspil.overview.pages.publishers.agreement_lines import END, KIND
from samspil.vocabulary.sector import Sector

AGREEMENTS = PLAN + "/discharge-agreements"
AGREEMENT = AGREEMENTS + "/{thing}"
SIDE: dict[str, str] = {Sector.SOCIAL: "Kommunen", Sector.REGION: "Afdelingen"}
BY_HAND = {code: text for code, text in END.items() if code != AgreementEnd.NOT_OURS}


def day_of(name: str) -> Field:
    """When it was; as a rule today."""
    return Field(name, "Hvornår?", Kind.DAY, hint="Tomt: i dag.")


ASK = Form(
    name="udskrivning/bed-om",
    button="Bed om en aftale",
    done="Der er bedt om en aftale. Skriv nu et udkast.",
    undone="Der er ikke bedt om en aftale",
    service="plan",
    path=AGREEMENTS,
    fields=(
        Field("kind", "Hvad skal laves?", Kind.CHOICE, missing="Vælg, hvad der skal laves.", choices=KIND),
        Field("asked_by", "Hvem beder om den?", Kind.CHOICE, missing="Vælg, hvem der beder.", choices=SIDE),
        day_of("asked_on"),
        Field("stay_id", kind=Kind.READ),
    ),
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="En udskrivningsaftale laves sammen med borgeren, når der skal hjælp til efter indlæggelsen, som "
    "borgeren måske ikke selv beder om. En koordinationsplan laves, når borgeren ikke vil være med i en "
    "aftale. Fra der er bedt om den, og til den slutter, får regionen uden samtykke at vide, hvad den skal "
    "bruge til den.",
)
DRAFT = Form(
    name="udskrivning/udkast",
    button="Skriv udkast",
    done="Udkastet er gemt.",
    undone="Udkastet er ikke gemt",
    service="plan",
    path=AGREEMENT + "/draft",
    fields=(
        Field(
            "words",
            "Hvad skal aftales?",
            Kind.WORDS,
            hint="Hvor borgeren bor, hvem der hjælper med hvad, hvem man kan kontakte, og hvornår I ser "
            "på den igen.",
            missing="Skriv, hvad der skal aftales.",
        ),
        Field("drafted_by", "Hvem har skrevet det?", Kind.CHOICE, missing="Vælg hvem.", choices=SIDE),
    ),
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Regionen kan læse udkastet. Det, der stod før, gælder ikke længere.",
)
CONCLUDE = Form(
    name="udskrivning/indgaa",
    button="Indgå aftalen",
    done="Aftalen er indgået.",
    undone="Aftalen er ikke indgået",
    service="plan",
    path=AGREEMENT + "/agree",
    fields=(Field("with_citizen", "Borgeren er med i aftalen", Kind.TICK), day_of("agreed_on")),
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Begge sider står ved udkastet. En udskrivningsaftale indgås med borgeren, en koordinationsplan "
    "uden. Er der en aftale i forvejen, tager denne dens plads.",
)
END_AGREEMENT = Form(
    name="udskrivning/afslut",
    button="Afslut",
    done="Aftalen er slut.",
    undone="Aftalen er ikke afsluttet",
    service="plan",
    path=AGREEMENT + "/end",
    fields=(
        Field("why", "Hvorfor?", Kind.CHOICE, missing="Vælg hvorfor.", choices=BY_HAND),
        Field("ended_by", "Hvem afslutter den?", Kind.CHOICE, missing="Vælg hvem.", choices=SIDE),
        day_of("ended_on"),
    ),
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Når den er slut, får regionen ikke længere noget at vide på grund af den.",
)
FORMS = (ASK, DRAFT, CONCLUDE, END_AGREEMENT)

"""What can be done about who the citizen is: put right, moved, dead, and a death that was a mistake."""

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.citizen import BY_THEIR_NAMES
from samspil.overview.pages.forms.network import FILE
from samspil.overview.pages.words import DEATH_SOURCE

PATH = "/v1/citizens/{citizen}/"
ACTING = Field(
    "acting_municipality",
    "Handlekommune",
    Kind.CHOICE,
    missing="Vælg handlekommune.",
    choices=BY_THEIR_NAMES,
)

CORRECT = Form(
    name="oplysninger/ret",
    button="Ret oplysninger",
    done="Oplysningerne er rettet.",
    undone="Oplysningerne er ikke rettet",
    service="referral",
    path=PATH + "correct",
    of_file=True,
    leads_to=FILE,
    lead="Ret det, der er skrevet forkert. Er borgeren flyttet, skal flytningen skrives i stedet.",
    fields=(
        Field("name", "Navn", missing="Skriv borgerens navn.", longest=200),
        ACTING,
        Field(
            "residence_municipality",
            "Bopælskommune",
            Kind.CHOICE,
            hint="Kun når den er en anden end handlekommunen.",
            choices=BY_THEIR_NAMES,
        ),
        Field("address", "Adresse", Kind.WORDS, hint="Den fortælles ikke til andre."),
        Field("address_protected", "Borgeren har adressebeskyttelse", Kind.TICK),
    ),
    topic=topics.CITIZEN,
)
MOVE = Form(
    name="oplysninger/flyt",
    button="Borgeren er flyttet",
    done="Flytningen er gemt.",
    undone="Flytningen er ikke gemt",
    service="referral",
    path=PATH + "move",
    of_file=True,
    leads_to=FILE,
    lead="Handler en anden kommune nu, lukkes det, der er åbent her, og ingen får mere at vide herfra.",
    fields=(
        Field("moved_on", "Flyttet den", Kind.DAY, missing="Skriv, hvornår borgeren flyttede."),
        Field(
            "residence_municipality",
            "Ny bopælskommune",
            Kind.CHOICE,
            missing="Vælg, hvor borgeren bor nu.",
            choices=BY_THEIR_NAMES,
        ),
        ACTING,
    ),
    blames={"lives-there-already": "residence_municipality"},
    topic=topics.CITIZEN,
)
RECORD_DEATH = Form(
    name="oplysninger/dod",
    button="Borgeren er død",
    done="Dødsfaldet er registreret.",
    undone="Dødsfaldet er ikke registreret",
    service="referral",
    path=PATH + "record-death",
    of_file=True,
    leads_to=FILE,
    confirms=True,
    lead="Tjek CPR-registeret først. Alt, der er åbent, lukkes, og ingen får mere at vide om borgeren.",
    fields=(
        Field(
            "source",
            "Hvorfra ved vi det?",
            Kind.CHOICE,
            missing="Vælg, hvorfra vi ved det.",
            choices=DEATH_SOURCE,
        ),
        Field(
            "died_on",
            "Død den",
            Kind.DAY,
            hint="Lad feltet stå tomt, når dagen ikke kendes. Dag, måned og år.",
        ),
    ),
    topic=topics.CITIZEN,
)
RETRACT_DEATH = Form(
    name="oplysninger/dod-tilbagekald",
    button="Dødsfaldet var en fejl",
    done="Dødsfaldet er trukket tilbage.",
    undone="Dødsfaldet er ikke trukket tilbage",
    service="referral",
    path=PATH + "retract-death",
    of_file=True,
    leads_to=FILE,
    confirms=True,
    lead="De henvendelser, som dødsfaldet lukkede, sendes igen med nye frister. "
    "En kontaktpause skal sættes igen.",
    topic=topics.CITIZEN,
)

FORMS = (CORRECT, MOVE, RECORD_DEATH, RETRACT_DEATH)

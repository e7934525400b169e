"""What can be done about who the citizen is: put right, a number found, two files of one, moved, dead."""

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.citizen import BY_THEIR_NAMES, NUMBER
from samspil.overview.pages.forms.network import FILE
from samspil.overview.pages.words import DEATH_SOURCE, TRANSITION

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

MERGE = Form(
    name="oplysninger/laeg-sammen",
    button="Læg sammen med en anden sag",
    done="Sagerne er lagt sammen.",
    undone="Sagerne er ikke lagt sammen",
    service="referral",
    path=PATH + "merge",
    of_file=True,
    leads_to=FILE,
    confirms=True,
    lead="Når to sager er om den samme borger. Det, der står i dem, bliver, hvor det er, og vises sammen.",
    fields=(Field("into", kind=Kind.READ, missing="Vælg den anden sag."),),
    topic=topics.CITIZEN,
)
OTHER = Form(
    name="oplysninger/anden-sag",
    button="Se den anden sag",
    done="",
    undone=MERGE.undone,
    service="referral",
    path="/v1/citizens/search",
    fields=(
        Field("cpr", "CPR-nummer på den anden sag", hint="Opslaget registreres.", longest=20),
        Field("other", "Eller en borger, du har åbnet for nylig", Kind.CHOICE, is_sent=False),
    ),
)
"""Which file to merge with: asked before it is done, and no act of its own."""
LINK = Form(
    name="oplysninger/cpr",
    button="Skriv CPR-nummer på",
    done="CPR-nummeret er skrevet på.",
    undone="CPR-nummeret er ikke skrevet på",
    service="referral",
    path=PATH + "link",
    of_file=True,
    leads_to=FILE,
    lead="Når nummeret er fundet, eller borgeren har fået et andet. Et tidligere nummer fører stadig hertil.",
    fields=(
        Field("cpr", "CPR-nummer", missing=NUMBER.missing, longest=20),
        Field(
            "transition",
            "Hvorfor allerede nu?",
            Kind.CHOICE,
            hint="Kun når borgeren er under 18 år",
            choices=TRANSITION,
        ),
    ),
    instead={"number-of-another": MERGE},
    topic=topics.CITIZEN,
)
SPLIT = Form(
    name="oplysninger/del",
    button="Del sagerne igen",
    done="Sagerne er delt igen.",
    undone="Sagerne er ikke delt",
    service="referral",
    path=PATH + "split",
    of_file=True,
    leads_to=FILE,
    confirms=True,
    lead="Når det er to borgere alligevel. Hver sag har igen det, der altid har været dens eget. "
    "Det, der er skrevet, mens de var lagt sammen, bliver på den sag, det blev skrevet på.",
    topic=topics.CITIZEN,
)

FORMS = (CORRECT, LINK, MERGE, SPLIT, MOVE, RECORD_DEATH, RETRACT_DEATH)

"""The plan as a whole: offered, agreed, read, ended; and what to do when it gets worse."""

from samspil.contracts import topics
from samspil.contracts.plan import Whose
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.plan_goals import PAGE, PLAN, PLANNERS
from samspil.overview.pages.plan_words import CRISIS, OFFER_ANSWER, PARTICIPATION, PLAN_END, WHOSE

WORDS = Field("words", "Borgerens egne ord om planen", Kind.WORDS)
NO_WORDS = Field("gave_no_words", "Borgeren er spurgt og vil ikke skrive noget selv", Kind.TICK)
TOOK_PART = Field(
    "how",
    "Hvordan var borgeren med?",
    Kind.CHOICE,
    missing="Vælg, hvordan borgeren var med.",
    choices=PARTICIPATION,
)

OFFER = Form(
    name="plan/tilbud",
    button="Planen er tilbudt",
    done="Tilbuddet er noteret.",
    undone="Tilbuddet er ikke noteret",
    service="plan",
    path=PLAN + "/offer",
    fields=(Field("on", "Hvornår?", Kind.DAY, hint="Tomt: i dag."),),
    of_file=True,
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
)
ANSWER_OFFER = Form(
    name="plan/tilbud-svar",
    button="Borgerens svar på tilbuddet",
    done="Svaret er noteret.",
    undone="Svaret er ikke noteret",
    service="plan",
    path=PLAN + "/offer",
    fields=(
        Field("answer", "Hvad siger borgeren?", Kind.CHOICE, missing="Vælg et svar.", choices=OFFER_ANSWER),
        Field("on", "Hvornår?", Kind.DAY, hint="Tomt: i dag."),
    ),
    of_file=True,
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Et nej tager ingen hjælp fra borgeren.",
)
PARTICIPATE = Form(
    name="plan/deltagelse",
    button="Skriv, hvordan borgeren var med",
    done="Borgerens deltagelse er noteret.",
    undone="Borgerens deltagelse er ikke noteret",
    service="plan",
    path=PLAN + "/participation",
    fields=(TOOK_PART, Field("on", "Hvornår?", Kind.DAY, hint="Tomt: i dag."), WORDS, NO_WORDS),
    of_file=True,
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)
AGREE = Form(
    name="plan/aftal",
    button="Aftal planen",
    done="Planen er aftalt.",
    undone="Planen er ikke aftalt",
    service="plan",
    path=PLAN + "/agree",
    fields=(TOOK_PART, WORDS, NO_WORDS),
    of_file=True,
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Det, der står i planen nu, gælder fra i dag.",
)
READ_VERSION = Form(
    name="plan/laest",
    button="Jeg har læst planen",
    done="Det er noteret, at du har læst planen.",
    undone="Det er ikke noteret",
    service="plan",
    path=PLAN + "/versions/{thing.int}/read",
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)
WRITE_CRISIS_PLAN = Form(
    name="plan/kriseplan",
    button="Skriv kriseplanen",
    done="Kriseplanen er gemt.",
    undone="Kriseplanen er ikke gemt",
    service="plan",
    path=PLAN + "/crisis-plan",
    fields=(
        *(Field(part, label, Kind.WORDS) for part, label in CRISIS.items()),
        Field(
            "written_by",
            "Hvem har skrevet den?",
            Kind.CHOICE,
            missing="Vælg, hvem der har skrevet den.",
            choices={code: WHOSE[code] for code in (Whose.CITIZEN, Whose.JOINTLY)},
        ),
    ),
    of_file=True,
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Den skrives af borgeren eller sammen med borgeren.",
)
END_PLAN = Form(
    name="plan/afslut",
    button="Afslut planen",
    done="Planen er afsluttet.",
    undone="Planen er ikke afsluttet",
    service="plan",
    path=PLAN + "/end",
    fields=(
        Field("because", "Hvorfor?", Kind.CHOICE, missing="Vælg hvorfor.", choices=PLAN_END),
        Field("ended_on", "Sidste dag", Kind.DAY, hint="Tomt: i dag."),
        Field("words", "Borgerens sidste ord", Kind.WORDS, hint="Hvad gjorde det muligt?"),
    ),
    of_file=True,
    of_plan=True,
    roles=PLANNERS,
    confirms=True,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Den hjælp, der gives efter planen, slutter med den.",
)

FORMS = (OFFER, ANSWER_OFFER, PARTICIPATE, AGREE, READ_VERSION, WRITE_CRISIS_PLAN, END_PLAN)

"""Steps towards work that are entered here, and what becomes of them."""

from samspil.contracts import topics
from samspil.contracts.employment import SustainedFor
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.plan_goals import PLANNERS
from samspil.overview.pages.words import MILESTONE
from samspil.overview.pages.work_words import MILESTONE_OUTCOME

PAGE = "/arbejde"
"""The page of work, below the citizen's."""
STEPS = "/v1/citizens/{citizen}/milestones"
STEP = STEPS + "/{thing}"

STATUS = {"proposed": "Foreslået: intet er aftalt endnu", "agreed": "Aftalt med borgeren"}

WHAT = Field("kind", "Hvad er det?", Kind.CHOICE, missing="Vælg, hvad det er.", choices=MILESTONE)
FIRST = Field("starts_on", "Første dag", Kind.DAY, missing="Skriv den første dag.")
LAST = Field("ends_on", "Sidste dag", Kind.DAY, hint="Kun hvis der er aftalt en.")
MINUTES = Field("minutes_per_week", "Minutter om ugen", Kind.NUMBER, hint="10 timer er 600 minutter.")
FOR_WHAT = (
    Field("purpose", "Hvad er det til for?", Kind.WORDS, hint="Borgeren kan læse det."),
    Field("goal_id", "Hvilket af borgerens mål er det til?", Kind.GOAL),
)
TODAY = "Tomt: i dag."


ADD = Form(
    name="skridt/nyt",
    button="Tilføj skridt",
    done="Skridtet er tilføjet.",
    undone="Skridtet er ikke tilføjet",
    service="overview",
    path=STEPS,
    fields=(
        Field("status", "Hvor langt er det?", Kind.RADIO, missing="Vælg, hvor langt det er.", choices=STATUS),
        WHAT,
        Field(
            "starts_on",
            "Første dag",
            Kind.DAY,
            hint="Er det kun foreslået: hvornår det kunne begynde.",
            missing="Skriv den første dag.",
        ),
        LAST,
        MINUTES,
        *FOR_WHAT,
    ),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
    lead="Skriv det, som ⟦jobcentret⟧ ikke selv fortæller her. Det, der står her, sendes ikke til dem.",
)
AGREE = Form(
    name="skridt/aftalt",
    button="Er aftalt",
    done="Skridtet er aftalt.",
    undone="Skridtet er ikke noteret som aftalt",
    service="overview",
    path=STEP + "/agree",
    fields=(FIRST, LAST, MINUTES),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
)
START = Form(
    name="skridt/begyndt",
    button="Er begyndt",
    done="Det er noteret, at skridtet er begyndt.",
    undone="Det er ikke noteret, at skridtet er begyndt",
    service="overview",
    path=STEP + "/start",
    fields=(Field("started_on", "Hvornår?", Kind.DAY, hint=TODAY),),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
)
ACHIEVE = Form(
    name="skridt/opnaaet",
    button="Er opnået",
    done="Det er noteret, at skridtet er opnået.",
    undone="Det er ikke noteret, at skridtet er opnået",
    service="overview",
    path=STEP + "/achieve",
    fields=(Field("achieved_on", "Hvornår?", Kind.DAY, hint=TODAY),),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
    lead="Et job kan være fået, før den første dag kommer.",
)
SUSTAIN = {
    months: Form(
        name=f"skridt/holder-{months:d}",
        button=f"Holder stadig efter {months:d} måneder",
        done="Det er noteret, at det holder.",
        undone="Det er ikke noteret, at det holder",
        service="overview",
        path=STEP + "/sustain",
        always={"months": int(months)},
        roles=PLANNERS,
        topic=topics.EMPLOYMENT,
        leads_to=PAGE,
    )
    for months in SustainedFor
}
LOSE = Form(
    name="skridt/ophoert",
    button="Er ophørt",
    done="Det er noteret, at skridtet er ophørt. Spørg borgeren, hvad der kan hjælpe nu.",
    undone="Det er ikke noteret, at skridtet er ophørt",
    service="overview",
    path=STEP + "/lose",
    fields=(Field("lost_on", "Sidste dag", Kind.DAY, hint=TODAY),),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
    lead="Skriv det, så borgeren kan få støtte. Det er aldrig en sanktion, og ⟦jobcentret⟧ hører det ikke.",
)
END = Form(
    name="skridt/afslut",
    button="Afslut",
    done="Skridtet er afsluttet.",
    undone="Skridtet er ikke afsluttet",
    service="overview",
    path=STEP + "/end",
    fields=(
        Field("ended_on", "Sidste dag", Kind.DAY, hint=TODAY),
        Field(
            "outcome",
            "Hvordan sluttede det?",
            Kind.RADIO,
            missing="Vælg, hvordan det sluttede.",
            choices=MILESTONE_OUTCOME,
        ),
    ),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
)
ADJUST_PROPOSED = Form(
    name="skridt/ret-forslag",
    button="Ret forslaget",
    done="Forslaget er rettet.",
    undone="Forslaget er ikke rettet",
    service="overview",
    path=STEP + "/adjust",
    fields=(WHAT, FIRST, *FOR_WHAT),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
)
ADJUST = Form(
    name="skridt/ret",
    button="Ret",
    done="Skridtet er rettet.",
    undone="Skridtet er ikke rettet",
    service="overview",
    path=STEP + "/adjust",
    fields=(
        WHAT,
        FIRST,
        Field("started", "Det er begyndt", Kind.TICK, hint="På den første dag."),
        LAST,
        MINUTES,
        Field("minutes_since", "Så mange minutter siden", Kind.DAY, hint="Kun hvis de er ændret."),
        *FOR_WHAT,
        Field("achieved_on", "Opnået", Kind.DAY, hint="Tomt: ikke opnået."),
        Field("lost_on", "Ophørt, sidste dag", Kind.DAY, hint="Tomt: ikke ophørt."),
        Field("ended_on", "Afsluttet, sidste dag", Kind.DAY, hint="Tomt: ikke afsluttet."),
        Field("outcome", "Hvordan sluttede det?", Kind.CHOICE, choices=MILESTONE_OUTCOME),
    ),
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
    lead="Her rettes det hele. Det, der står tomt, gælder ikke.",
)
VOID = Form(
    name="skridt/slet",
    button="Slet",
    done="Skridtet er slettet.",
    undone="Skridtet er ikke slettet",
    service="overview",
    path=STEP + "/void",
    confirms=True,
    roles=PLANNERS,
    topic=topics.EMPLOYMENT,
    leads_to=PAGE,
    lead="Slet kun det, der er skrevet ved en fejl. Er skridtet slut, så afslut det.",
)

FORMS = (ADD, AGREE, START, ACHIEVE, *SUSTAIN.values(), LOSE, END, ADJUST_PROPOSED, ADJUST, VOID)

"""The help in the plan, and who gives it."""

from dataclasses import replace

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.plan_goals import PAGE, PLAN, PLANNERS
from samspil.overview.pages.forms.referral import OUR_BASES
from samspil.overview.pages.plan_words import HELP_END, HELP_KIND, METHOD, PAUSE_CHOICE, WITHOUT_GOAL_CHOICE

HELP = PLAN + "/interventions/{thing}"

CHOSEN_WORKER = (
    Field(
        "support_worker",
        "Støttekontaktperson",
        Kind.PERSON,
        missing="Vælg, hvem der er støttekontaktperson.",
    ),
    Field("support_worker_name", kind=Kind.GIVEN),
)
CHOSEN_DEPUTY = (
    Field("deputy", "Stedfortræder", Kind.PERSON, hint="Spørges, når støttekontaktpersonen er væk."),
    Field("deputy_name", kind=Kind.GIVEN),
)
WRITTEN_WORKER = (
    Field(
        "support_worker_name",
        "Støttekontaktpersonens navn",
        missing="Skriv, hvad støttekontaktpersonen hedder.",
        longest=200,
    ),
    Field(
        "support_worker",
        "Støttekontaktpersonens brugernavn",
        hint="Det, som de logger ind med.",
        missing="Skriv støttekontaktpersonens brugernavn.",
        longest=255,
    ),
)
WRITTEN_DEPUTY = (
    Field("deputy_name", "Stedfortræderens navn", longest=200),
    Field("deputy", "Stedfortræderens brugernavn", longest=255),
)
PHONE = Field("support_worker_phone", "Telefon", hint="Så borgeren kan nå støttekontaktpersonen.", longest=50)
WHO = (*CHOSEN_WORKER, PHONE, *CHOSEN_DEPUTY)
"""Chosen by name, where it is known who works here."""
WRITTEN_WHO = (*WRITTEN_WORKER, PHONE, *WRITTEN_DEPUTY)
"""Written, where nobody can list them."""
WHAT = (
    Field("provision", "Paragraf", Kind.CHOICE, missing="Vælg paragraf.", choices=OUR_BASES),
    Field(
        "decision_reference",
        "Afgørelsens nummer",
        hint="F.eks. 2026-0457. Skal skrives, når hjælpen kræver en afgørelse.",
        longest=100,
    ),
)
HOW = (
    Field("unit", "Hvilken enhed giver hjælpen?", Kind.UNIT),
    Field(
        "kind",
        "Hvad hjælpes der med?",
        Kind.CHOICE,
        hint="Bruges, når planen indberettes til KL. Hver paragraf har sine egne.",
        choices=HELP_KIND,
    ),
    Field("method", "Metode", Kind.CHOICE, choices=METHOD),
    Field("minutes_per_week", "Minutter om ugen", Kind.NUMBER),
    Field("starts_on", "Begynder", Kind.DAY, hint="Tomt: når planen er aftalt."),
    Field("review_by", "Første opfølgning senest", Kind.DAY, hint="Tomt: om et år."),
    Field("purpose", "Formål", Kind.WORDS),
    Field("expected_change", "Hvad skal hjælpen ændre for borgeren?", Kind.WORDS),
)

ADD_HELP = Form(
    name="indsats/ny",
    button="Tilføj indsats",
    done="Indsatsen er tilføjet. Gælder, når planen er aftalt.",
    undone="Indsatsen er ikke tilføjet",
    service="plan",
    path=PLAN + "/interventions",
    fields=(*WHAT, *WHO, *HOW),
    about_field="goal_id",
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
)
ADD_HELP_WRITTEN = replace(ADD_HELP, name="indsats/ny-navn", fields=(*WHAT, *WRITTEN_WHO, *HOW))
ADD_HELP_ALONE = replace(
    ADD_HELP,
    name="indsats/uden-maal",
    button="Tilføj indsats uden mål",
    fields=(
        Field(
            "without_goal",
            "Hvorfor uden et mål?",
            Kind.CHOICE,
            missing="Vælg, hvorfor hjælpen gives uden et mål.",
            choices=WITHOUT_GOAL_CHOICE,
        ),
        *ADD_HELP.fields,
    ),
    about_field="",
    of_file=True,
)
ADD_HELP_ALONE_WRITTEN = replace(
    ADD_HELP_ALONE,
    name="indsats/uden-maal-navn",
    fields=(ADD_HELP_ALONE.fields[0], *ADD_HELP_WRITTEN.fields),
)
REASSIGN = Form(
    name="indsats/kontaktperson",
    button="Ret støttekontaktperson",
    done="Støttekontaktpersonen er rettet.",
    undone="Støttekontaktpersonen er ikke rettet",
    service="plan",
    path=HELP + "/reassign",
    fields=WHO,
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="De opgaver, der venter, følger med til den nye.",
)
REASSIGN_WRITTEN = replace(REASSIGN, name="indsats/kontaktperson-navn", fields=WRITTEN_WHO)
PAUSE_HELP = Form(
    name="indsats/pause",
    button="Sæt på pause",
    done="Indsatsen holder pause.",
    undone="Indsatsen holder ikke pause",
    service="plan",
    path=HELP + "/pause",
    fields=(
        Field("because", "Hvorfor?", Kind.CHOICE, missing="Vælg hvorfor.", choices=PAUSE_CHOICE),
        Field("until", "Sidste dag", Kind.DAY, hint="Tomt: indtil nogen siger til."),
    ),
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)
RESUME_HELP = Form(
    name="indsats/genoptag",
    button="I gang igen",
    done="Indsatsen er i gang igen.",
    undone="Indsatsen holder stadig pause",
    service="plan",
    path=HELP + "/resume",
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)
END_HELP = Form(
    name="indsats/afslut",
    button="Afslut indsatsen",
    done="Indsatsen er afsluttet.",
    undone="Indsatsen er ikke afsluttet",
    service="plan",
    path=HELP + "/end",
    fields=(
        Field("because", "Hvorfor?", Kind.CHOICE, missing="Vælg hvorfor.", choices=HELP_END),
        Field("ended_on", "Sidste dag", Kind.DAY, hint="Tomt: i dag."),
        Field("found_change", "Hvad har hjælpen ændret for borgeren?", Kind.WORDS),
    ),
    of_plan=True,
    roles=PLANNERS,
    topic=topics.PLAN,
    leads_to=PAGE,
)
MARK_AWAY = Form(
    name="indsats/fravaer",
    button="Støttekontaktpersonen er væk",
    done="Fraværet er noteret.",
    undone="Fraværet er ikke noteret",
    service="plan",
    path=HELP + "/away",
    fields=(Field("away_until", "Sidste dag", Kind.DAY, missing="Skriv den sidste dag."),),
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
    lead="Imens spørges stedfortræderen.",
)
MARK_BACK = Form(
    name="indsats/tilbage",
    button="Er tilbage",
    done="Støttekontaktpersonen er tilbage.",
    undone="Støttekontaktpersonen står stadig som væk",
    service="plan",
    path=HELP + "/away",
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)
WANT_CHANGE = Form(
    name="indsats/oensker-anden",
    button="Borgeren ønsker en anden",
    done="Ønsket om en anden er noteret.",
    undone="Ønsket om en anden er ikke noteret",
    service="plan",
    path=HELP + "/change-wanted",
    fields=(Field("words", "Hvad siger borgeren?", Kind.WORDS, hint="Der skal ikke gives en grund."),),
    of_plan=True,
    topic=topics.PLAN,
    leads_to=PAGE,
)

FORMS = (
    ADD_HELP,
    ADD_HELP_WRITTEN,
    ADD_HELP_ALONE,
    ADD_HELP_ALONE_WRITTEN,
    REASSIGN,
    REASSIGN_WRITTEN,
    PAUSE_HELP,
    RESUME_HELP,
    END_HELP,
    MARK_AWAY,
    MARK_BACK,
    WANT_CHANGE,
)

"""What the citizen does at their own pages, and a relative at theirs: acts of staff's, in their words."""

from dataclasses import replace

from samspil.contracts import topics
from samspil.overview.pages.form import Field, Form, Kind
from samspil.overview.pages.forms.consent import WITHDRAW
from samspil.overview.pages.forms.coordination import END_HOLD, SET_HOLD
from samspil.overview.pages.forms.network import RELATIVES
from samspil.overview.pages.forms.plan_goals import PLAN
from samspil.overview.pages.words import AREA

SET_PAUSE = replace(
    SET_HOLD,
    button="Sæt en pause",
    undone="Pausen er ikke sat",
    fields=tuple(
        {
            "until": replace(one, label="Sidste dag med ro"),
            "ask": replace(one, hint="Navnet fortælles til dem, der skal lade dig være i fred."),
        }.get(one.name, one)
        for one in SET_HOLD.fields
    ),
    lead="Så kontakter ingen dig. Du skal ikke sige hvorfor.",
)
END_PAUSE = replace(
    END_HOLD,
    button="Slut pausen",
    undone="Pausen er ikke slut",
    lead="Så må de, der hjælper dig, kontakte dig igen.",
)
TAKE_BACK = replace(
    WITHDRAW, lead="Fra nu af får de ikke mere at vide. Det, de ved, kan ikke kaldes tilbage."
)
WRITE_WISH = Form(
    name="plan/skriv",
    button="Skriv noget nyt",
    done="Det er skrevet. Vi taler med dig om det.",
    undone="Det er ikke skrevet",
    service="plan",
    path=PLAN + "/goals",
    fields=(
        Field(
            "area",
            "Hvad handler det om?",
            Kind.CHOICE,
            missing="Vælg, hvad det handler om.",
            choices=AREA,
        ),
        Field("words", "Hvad vil du?", Kind.WORDS, hint="Dine egne ord.", missing="Skriv, hvad du vil."),
    ),
    of_file=True,
    topic=topics.PLAN,
)
WANT_ANOTHER = Form(
    name="hjaelp/en-anden",
    button="Jeg vil gerne have en anden",
    done="Vi ved nu, at du gerne vil have en anden. Vi taler med dig om det.",
    undone="Det er ikke sendt",
    service="plan",
    path=PLAN + "/interventions/{thing}/change-wanted",
    fields=(Field("words", "Vil du sige noget om det?", Kind.WORDS),),
    topic=topics.PLAN,
    lead="Du skal ikke sige hvorfor.",
)
STEP_BACK = Form(
    name="traed-tilbage",
    button="Træd tilbage",
    done="Du er trådt tilbage.",
    undone="Du er ikke trådt tilbage",
    service="referral",
    path=RELATIVES + "/{thing}/step-back",
    says_version=False,
    confirms=True,
    topic=topics.CITIZEN,
    lead="Så får du ikke mere at vide og bliver ikke spurgt. Du skal ikke sige hvorfor.",
)
"""Of a relative."""

OWN = {form.name: form for form in (SET_PAUSE, END_PAUSE, TAKE_BACK, WRITE_WISH, WANT_ANOTHER)}
"""The citizen's, by the ends of their addresses below ``/min-side``."""
HOMES = {**dict.fromkeys(OWN, "/min-side"), TAKE_BACK.name: "/min-side/deling"}
"""Where each leads when it is done."""

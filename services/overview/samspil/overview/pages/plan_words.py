"""The plan's codes as they are read, in Danish."""

from collections.abc import Iterable

from samspil.contracts.plan import (
    ContactKind,
    ContactOutcome,
    GoalAim,
    HelpKind,
    InterventionEnd,
    MeetingKind,
    Method,
    OfferAnswer,
    Participant,
    Participation,
    PauseReason,
    PlanEnd,
    ReviewResult,
    Whose,
    WithoutGoal,
)
from samspil.overview.domain.plan_dates import MeetingState
from samspil.overview.domain.plan_parts import GoalState
from samspil.overview.pages.danish import raised

OFFER: dict[OfferAnswer, str] = {
    OfferAnswer.ACCEPTED: "Borgeren har sagt ja til en plan",
    OfferAnswer.DECLINED: "Borgeren har sagt nej til en plan",
}

OFFER_ANSWER: dict[str, str] = {OfferAnswer.ACCEPTED: "Ja", OfferAnswer.DECLINED: "Nej"}
"""As they are chosen."""

PARTICIPATION: dict[str, str] = {
    Participation.TOOK_PART: "Var med",
    Participation.DID_NOT_COME: "Inviteret, kom ikke",
    Participation.DECLINED: "Ville ikke",
    Participation.NOT_REACHED: "Kunne ikke nås",
}

WHOSE: dict[str, str] = {
    Whose.CITIZEN: "Borgerens",
    Whose.JOINTLY: "Fælles",
    Whose.PROFESSIONAL: "Fagpersonens",
}

ORIGIN: dict[str, str] = {
    Whose.CITIZEN: "Borgeren",
    Whose.JOINTLY: "Borgeren og vi sammen",
    Whose.PROFESSIONAL: "Fagpersonen",
}
"""Who sees or wants it so."""

AIM: dict[str, str] = {
    GoalAim.DEVELOP: "Udvikle",
    GoalAim.KEEP: "Fastholde",
    GoalAim.LIMIT_LOSS: "Begrænse tab",
}

PLAN_END: dict[str, str] = {
    PlanEnd.GOALS_MET: "Målene er nået",
    PlanEnd.NO_NEED: "Der er ikke længere brug for hjælp",
    PlanEnd.CITIZEN_WITHDREW: "Borgeren ønsker ikke en plan længere",
    PlanEnd.MOVED: "Borgeren er flyttet",
    PlanEnd.DIED: "Borgeren er død",
    PlanEnd.SUPERSEDED: "En anden plan er trådt i stedet",
}

RESULT: dict[str, str] = {
    ReviewResult.CONTINUE: "Fortsæt",
    ReviewResult.CHANGE: "Ændr",
    ReviewResult.END: "Afslut",
    ReviewResult.END_AND_REFER: "Afslut og henvis",
}

CONTACT: dict[str, str] = {
    ContactKind.VISIT: "Besøg",
    ContactKind.CALL: "Opkald",
    ContactKind.MESSAGE: "Besked",
    ContactKind.OUTREACH: "Opsøgende kontakt",
}

OUTCOME: dict[str, str] = {
    ContactOutcome.REACHED: "Fik kontakt",
    ContactOutcome.NOT_REACHED: "Fik ikke kontakt",
    ContactOutcome.DECLINED: "Borgeren ønskede det ikke",
}

MEETING: dict[str, str] = {
    MeetingKind.PLANNING: "Planmøde",
    MeetingKind.REVIEW: "Opfølgningsmøde",
    MeetingKind.NETWORK: "Netværksmøde",
    MeetingKind.VISIT: "Hjemmebesøg",
    MeetingKind.OTHER: "Andet møde",
}

MEETING_STATE: dict[MeetingState, str] = {
    MeetingState.BOOKED: "venter på svar på, hvad der blev af det",
    MeetingState.HELD: "holdt",
    MeetingState.MISSED: "blev ikke til noget",
    MeetingState.CANCELLED: "aflyst",
}
"""After what it was."""

GOAL_STATE: dict[GoalState, str] = {
    GoalState.PROPOSED: "Ikke aftalt endnu",
    GoalState.ACTIVE: "Aftalt",
    GoalState.ACHIEVED: "Nået",
    GoalState.DROPPED: "Opgivet",
}

PARTICIPANT: dict[str, str] = {
    Participant.CITIZEN: "borgeren",
    Participant.RELATIVE: "pårørende",
    Participant.SUPPORT_WORKER: "støttekontaktpersonen",
    Participant.CASEWORKER: "sagsbehandleren",
    Participant.EMPLOYMENT: "⟦jobcentret⟧",
    Participant.REGION: "regionen",
    Participant.OTHER: "andre",
}

CRISIS: dict[str, str] = {
    "early_signs": "De første tegn",
    "what_helps": "Det hjælper",
    "whom_to_call": "Ring til",
    "what_not_to_do": "Det skal man lade være med",
}
"""The parts of a crisis plan, as its headings."""

WHO_TAKES_PART: dict[str, str] = {code: raised(words) for code, words in PARTICIPANT.items()}
"""As they are chosen."""

WITHOUT_GOAL: dict[str, str] = {
    WithoutGoal.DUTY_TO_OFFER: "kommunen har pligt til at tilbyde den",
    WithoutGoal.SELF_REFERRED: "borgeren har selv henvendt sig",
    WithoutGoal.OPEN_OFFER: "et åbent tilbud",
    WithoutGoal.NECESSARY_CARE: "nødvendig pleje og hjælp",
}

WITHOUT_GOAL_CHOICE: dict[str, str] = {code: raised(words) for code, words in WITHOUT_GOAL.items()}

PAUSE: dict[str, str] = {
    PauseReason.STAY: "Under indlæggelsen",
    PauseReason.CITIZEN_WISH: "Efter borgerens ønske",
    PauseReason.NO_WORKER: "Der er ingen til at give den",
    PauseReason.OTHER: "Af en anden grund",
}

PAUSE_CHOICE: dict[str, str] = {code: words for code, words in PAUSE.items() if code != PauseReason.STAY}
"""Help rests by itself during a stay; nobody chooses that."""

HELP_END: dict[str, str] = {
    InterventionEnd.GOAL_REACHED: "Målet er nået",
    InterventionEnd.NO_NEED: "Der er ikke længere brug for den",
    InterventionEnd.CITIZEN_WISH: "Borgeren ønsker det",
    InterventionEnd.OTHER_HELP: "Anden hjælp træder i stedet",
    InterventionEnd.PLAN_ENDED: "Planen er afsluttet",
    InterventionEnd.OTHER: "En anden grund",
}

HELP_KIND: dict[str, str] = {
    HelpKind.ASSESSMENT: "At finde ud af, hvad hverdagen kræver",
    HelpKind.TRANSPORT: "Transport",
    HelpKind.EDUCATION: "Uddannelse",
    HelpKind.WORK: "Arbejde",
    HelpKind.AUTHORITIES: "Kontakt med myndigheder, banker og foreninger",
    HelpKind.HEALTHY_LIVING: "Sund levevis",
    HelpKind.HYGIENE: "Personlig hygiejne",
    HelpKind.WELLBEING: "Psykisk trivsel",
    HelpKind.SEXUALITY: "Seksualitet",
    HelpKind.TREATMENT: "At begynde eller blive i behandling",
    HelpKind.RELATIONS: "Relationer og fællesskaber",
    HelpKind.PARENTING: "At være forælder",
    HelpKind.HOUSEHOLD: "Husholdning",
    HelpKind.MOVING_IN: "At flytte og indrette sig",
    HelpKind.PAPERWORK: "Post, penge og det digitale",
    HelpKind.SENSORY_ACTIVITY: "Sansestimulerende aktivitet",
    HelpKind.OUTING: "Ture ud af huset",
    HelpKind.EXERCISE: "Bevægelse",
    HelpKind.COMPANY: "Samvær",
    HelpKind.CREATIVE_ACTIVITY: "Kreativ aktivitet",
    HelpKind.LEARNING: "Læring",
    HelpKind.SERVICE_WORK: "Servicearbejde",
    HelpKind.INTERNSHIP: "Praktik",
    HelpKind.WORKSHOP: "Værkstedsarbejde",
    HelpKind.GROUP: "Sammen med frivillige, i en gruppe",
    HelpKind.INDIVIDUAL: "Sammen med frivillige, for en enkelt",
}
"""What help is with, where its paragraph leaves several."""

METHOD: dict[str, str] = {
    Method.OPEN_DIALOGUE: "Åben dialog",
    Method.COGNITIVE: "Kognitiv",
    Method.NARRATIVE: "Narrativ",
    Method.SYSTEMIC: "Systemisk",
    Method.SUPPORTED_EMPLOYMENT: "Individuelt planlagt job med støtte (IPS)",
    Method.PEER_SUPPORT: "Peerstøtte",
    Method.OTHER: "Andet",
}


def people(who: Iterable[Participant]) -> str:
    """Who took part, in a row."""
    return ", ".join(PARTICIPANT[one] for one in who)

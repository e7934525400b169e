"""The Danish word for every code that staff read."""

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.citizen import ContactWay, DeathSource, RelativeKind, RelativeLeft
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import MilestoneKind
from samspil.contracts.hospital import StayKind, StayStep
from samspil.contracts.plan import LifeArea, SupportDuringStay
from samspil.contracts.referral import ClosingReason, CompletionOutcome, DeclineReason, Hearing, Priority
from samspil.overview.domain.hospital_state import Presence
from samspil.overview.domain.open_work import Work
from samspil.overview.domain.referral_state import Standing
from samspil.rulebook.case_at_hand import AccessReason
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

PARTY = {Sector.SOCIAL: "Socialpsykiatrien", Sector.EMPLOYMENT: "⟦Jobcentret⟧", Sector.REGION: "Regionen"}
FILTER = {Sector.SOCIAL: "Social", Sector.EMPLOYMENT: "Job", Sector.REGION: "Region"}
LANE = {Sector.SOCIAL: "Social", Sector.EMPLOYMENT: "Beskæftigelse", Sector.REGION: "Region"}

ROLE = {
    Role.CASEWORKER: "Sagsbehandler",
    Role.VISITATOR: "Visitator",
    Role.SUPPORT_WORKER: "Støttekontaktperson",
    Role.LEADER: "Leder",
    Role.CITIZEN: "Borger",
    Role.RELATIVE: "Pårørende",
    Role.DATA_PROTECTION_OFFICER: "Databeskyttelsesrådgiver",
    Role.INTEGRATOR: "Partnersystem",
    Role.OPERATOR: "Drift",
}

STANDING = {
    Standing.SUBMITTED: "Sendt",
    Standing.UNANSWERED: "Ikke besvaret til tiden",
    Standing.TOLD: "Sendt og modtaget i deres system",
    Standing.RECEIVED: "Modtaget",
    Standing.INFORMATION_REQUESTED: "Bedt om at vide mere",
    Standing.ACCEPTED: "Sagt ja",
    Standing.WAITLISTED: "På venteliste",
    Standing.STARTED: "Hjælpen er i gang",
    Standing.CANCELLATION_REQUESTED: "Bedt om, at hjælpen stopper",
    Standing.COMPLETED: "Hjælpen er slut",
    Standing.DECLINED: "Sagt nej",
    Standing.REDIRECTED: "Sendt videre",
    Standing.CANCELLED: "Trukket tilbage",
    Standing.CLOSED: "Lukket",
    Standing.VOIDED: "En fejl, gælder ikke",
}
DECLINE_REASON: dict[str, str] = {
    DeclineReason.OUTSIDE_TARGET_GROUP: "Uden for målgruppen",
    DeclineReason.ANOTHER_OFFER_FITS_BETTER: "Andet passer bedre",
    DeclineReason.NOT_WANTED_BY_CITIZEN: "Borgeren ønsker det ikke",
    DeclineReason.NOT_OURS: "Hører til et andet sted",
    DeclineReason.OTHER: "Andet",
}
HEARING: dict[str, str] = {
    Hearing.HELD: "Ja, borgeren er hørt",
    Hearing.NOT_NEEDED: "Ikke nødvendigt: borgeren kender oplysningerne",
}
URGENT: dict[str, str] = {Priority.ROUTINE: "Nej", Priority.URGENT: "Ja"}
COMPLETION: dict[str, str] = {
    CompletionOutcome.GOAL_REACHED: "Målet er nået",
    CompletionOutcome.PARTLY_REACHED: "Målet er delvist nået",
    CompletionOutcome.NO_LONGER_NEEDED: "Der er ikke længere brug for den",
    CompletionOutcome.NOT_REACHED: "Målet blev ikke nået",
}
CLOSING: dict[str, str] = {
    ClosingReason.DEAD: "Borgeren er død",
    ClosingReason.MOVED: "Borgeren er flyttet",
    ClosingReason.WITHDRAWN: "Borgeren ønsker det ikke længere",
}
DEATH_SOURCE: dict[str, str] = {
    DeathSource.CIVIL_REGISTER: "CPR-registeret",
    DeathSource.HOSPITAL: "Hospitalet",
    DeathSource.RELATIVES: "Pårørende",
}
PARTNER_ANSWER = {
    PartnerAnswer.RECEIVED: "modtaget",
    PartnerAnswer.INFORMATION_REQUESTED: "vil vide mere",
    PartnerAnswer.ACCEPTED: "ja",
    PartnerAnswer.DECLINED: "nej",
    PartnerAnswer.NOT_OURS: "hører til et andet sted",
    PartnerAnswer.STARTED: "hjælpen er begyndt",
    PartnerAnswer.COMPLETED: "hjælpen er slut",
    PartnerAnswer.CANCELLATION_ACCEPTED: "hjælpen stopper",
    PartnerAnswer.CANCELLATION_REFUSED: "hjælpen fortsætter",
}
TRANSITION = {
    "adult_life": "Overgang til voksenlivet",
    "youth_psychiatry": "Kommer fra børne- og ungdomspsykiatrien",
}
"""As the referral service names them (its OpenAPI)."""
OVERDUE = "ikke besvaret til tiden"
"""Beside a standing that still owes an answer."""

WORK = {
    Work.ANSWER_REFERRAL: "Besvar henvendelse",
    Work.GIVE_INFORMATION: "Svar på spørgsmål om henvendelsen",
    Work.START_HELP: "Begynd hjælpen",
    Work.ANSWER_CANCELLATION: "Svar på, om hjælpen stopper",
    Work.NOTIFY_DELAY: "Skriv til borgeren om forsinkelsen",
    Work.AWAIT_ANSWER: "Venter på svar på henvendelse",
    Work.REMIND: "Følg op på henvendelse uden svar",
    Work.SEE_TO_SENDING: "Henvendelsen er ikke sendt endnu",
    Work.SETTLE_ANSWERS: "To forskellige svar: find ud af, hvilket der gælder",
    Work.DECIDE_HOLD: "Tag stilling til kontaktpause",
    Work.TAKE_UP: "Tag op, hvad der ikke passer sammen",
    Work.OFFER_SUPPORT: "Tal med borgeren om, hvilken støtte der skal til",
    Work.SEE_IT_LASTS: "Spørg borgeren, om det, der blev opnået, stadig holder",
    Work.ANSWER_SUPPORT: "Svar på, hvad der sker med støtten under indlæggelsen",
    Work.FOLLOW_UP: "Følg op efter udskrivelse",
    Work.TELL_JOBCENTER: "Beskeden kom ikke frem til ⟦jobcentret⟧",
    Work.TELL_REGION: "Beskeden kom ikke frem til regionen",
    Work.REVIEW: "Følg op sammen med borgeren",
    Work.SAY_MEETING: "Sig, hvad der blev af mødet",
    Work.CHANGE_WORKER: "Borgeren ønsker en anden støttekontaktperson",
    Work.NOTE_WISH: "Skriv borgerens ønske om arbejde eller uddannelse, eller hvorfor ikke nu",
    Work.END_HELP: "Afslut indsatsen, som aftalt ved opfølgningen",
    Work.SERVE_GOAL: "Indsatsen har ikke længere et mål",
    Work.ADD_PHONE: "Støttekontaktpersonen mangler et telefonnummer i planen",
    Work.DRAFT_AGREEMENT: "Skriv udkast til aftalen om udskrivning",
    Work.CONCLUDE_AGREEMENT: "Indgå aftalen om udskrivning",
    Work.ANSWER_MESSAGE: "Hospitalet har skrevet",
    Work.LOOK_AT_HELD: "Noget fra hospitalet venter på, at nogen ser på det",
}
VERB = {
    Work.ANSWER_REFERRAL: "Besvar",
    Work.GIVE_INFORMATION: "Svar",
    Work.START_HELP: "Begynd",
    Work.ANSWER_CANCELLATION: "Svar",
    Work.NOTIFY_DELAY: "Skriv",
    Work.SEE_TO_SENDING: "Se",
    Work.SETTLE_ANSWERS: "Afklar",
    Work.AWAIT_ANSWER: "Se",
    Work.REMIND: "Følg op",
    Work.DECIDE_HOLD: "Tag stilling",
    Work.TAKE_UP: "Tag op",
    Work.OFFER_SUPPORT: "Talt om",
    Work.SEE_IT_LASTS: "Holder det?",
    Work.ANSWER_SUPPORT: "Svar",
    Work.FOLLOW_UP: "Fulgt op",
    Work.TELL_JOBCENTER: "Tag hånd om den",
    Work.TELL_REGION: "Tag hånd om den",
    Work.REVIEW: "Følg op",
    Work.SAY_MEETING: "Svar",
    Work.CHANGE_WORKER: "Find en anden",
    Work.NOTE_WISH: "Skriv",
    Work.END_HELP: "Afslut",
    Work.SERVE_GOAL: "Ret",
    Work.ADD_PHONE: "Skriv",
    Work.DRAFT_AGREEMENT: "Skriv udkast",
    Work.CONCLUDE_AGREEMENT: "Indgå",
    Work.ANSWER_MESSAGE: "Svar",
    Work.LOOK_AT_HELD: "Se på det",
}
"""What the work list's button says."""

AREA: dict[str, str] = {
    LifeArea.EMPLOYMENT: "Arbejde og uddannelse",
    LifeArea.HOME: "Bolig",
    LifeArea.HEALTH: "Helbred",
    LifeArea.NETWORK: "Familie og netværk",
    LifeArea.MONEY: "Økonomi",
    LifeArea.LEISURE: "Fritid",
    LifeArea.DAILY_LIFE: "Hverdagen",
}

SUPPORT = {
    SupportDuringStay.PAUSED: "Støtten holder pause under indlæggelsen",
    SupportDuringStay.CONTINUES: "Støtten fortsætter under indlæggelsen",
    SupportDuringStay.VISITS_ON_WARD: "Støttekontaktpersonen besøger borgeren på afdelingen",
}

SUPPORT_ANSWER: dict[str, str] = {
    SupportDuringStay.PAUSED: "Støtten holder pause",
    SupportDuringStay.CONTINUES: "Støtten fortsætter",
    SupportDuringStay.VISITS_ON_WARD: "Jeg besøger borgeren",
}
"""As who is asked chooses among them."""

MILESTONE: dict[str, str] = {
    MilestoneKind.WORK_PLACEMENT: "Virksomhedspraktik",
    MilestoneKind.WAGE_SUBSIDY: "Løntilskud",
    MilestoneKind.MENTOR: "Mentor",
    MilestoneKind.GUIDANCE: "Vejledning og opkvalificering",
    MilestoneKind.FLEX_JOB: "Fleksjob",
    MilestoneKind.ORDINARY_JOB: "Ordinært job",
    MilestoneKind.ORDINARY_HOURS: "Ordinære løntimer",
    MilestoneKind.SHELTERED_WORK: "Beskyttet beskæftigelse",
    MilestoneKind.EDUCATION: "Uddannelse",
    MilestoneKind.FIRST_EMPLOYER_CONTACT: "Første kontakt til en arbejdsgiver",
    MilestoneKind.OTHER: "Aktivitet",
}

STAY = {StayKind.INPATIENT: "Indlæggelse", StayKind.ACUTE_AMBULANT: "Akut ambulant kontakt"}

PRESENCE = {
    Presence.ADMITTED: "Indlagt",
    Presence.ON_LEAVE: "På orlov fra indlæggelsen",
    Presence.DISCHARGED: "Udskrevet",
    Presence.MOVED_ON: "Opholdet er slut",
}

STEP = {
    StayStep.LEAVE_STARTED: "På orlov",
    StayStep.LEAVE_ENDED: "Tilbage fra orlov",
    StayStep.DISCHARGED: "Udskrevet",
    StayStep.ENDED: "Opholdet er slut",
}

DATA = {
    DataClass.IDENTITY: "hvem borgeren er",
    DataClass.NETWORK: "hvem der er involveret",
    DataClass.REFERRAL: "henvendelser",
    DataClass.PLAN: "at der er en plan",
    DataClass.EMPLOYMENT_GOAL: "borgerens mål om arbejde eller uddannelse",
    DataClass.SUPPORT: "støtte",
    DataClass.MILESTONE: "skridt på vej mod arbejde",
    DataClass.EMPLOYMENT_STATUS: "status hos ⟦jobcentret⟧",
    DataClass.CONTACT_HOLD: "kontaktpauser",
    DataClass.STAY: "indlæggelser",
    DataClass.MEETING: "møder",
    DataClass.CRISIS_PLAN: "kriseplanen",
    DataClass.MESSAGE: "beskeder mellem kommunen og hospitalet",
    DataClass.AGREEMENT: "udskrivningsaftaler og koordinationsplaner",
    DataClass.CONSENT: "samtykker",
}

CONSENT_FORM: dict[str, str] = {ConsentForm.WRITTEN: "Skriftligt", ConsentForm.ORAL: "Mundtligt"}

TOLD = {
    Told.CONTACT_HOLD: "Kontaktpause",
    Told.CONTACT_HOLD_ENDED: "Kontaktpause er slut",
    Told.CONTACT_PERSON: "Kontaktperson",
    Told.REFERRAL: "Henvendelse",
    Told.REFERRAL_INFORMATION: "Svar på spørgsmål om henvendelse",
    Told.REFERRAL_CANCELLED: "Henvendelse trukket tilbage",
    Told.REFERRAL_CLOSED: "Henvendelse lukket",
    Told.CANCELLATION_REQUESTED: "Bøn om at stoppe hjælpen",
    Told.REQUEST_ANSWERED: "Svar på anmodning",
    Told.EMPLOYMENT_GOAL: "Mål om arbejde eller uddannelse",
    Told.WORKPLACE_SUPPORT: "Støtte til arbejde eller uddannelse",
    Told.MEETING: "Møde",
    Told.MEETING_CANCELLED: "Møde aflyst",
    Told.PLAN: "Plan",
    Told.CRISIS_PLAN: "Kriseplan",
    Told.MESSAGE: "Besked",
    Told.ADMISSION_REPORT: "Indlæggelsesrapport",
    Told.AGREEMENT: "Aftale om udskrivning",
    Told.SHARING_ENDED: "Deling er ophørt",
}

OUTCOME = {
    Outcome.ACKNOWLEDGED: "Modtaget",
    Outcome.REFUSED: "Afvist",
    Outcome.EXPIRED: "Intet svar i tide",
}

RELATIVE: dict[str, str] = {
    RelativeKind.PARTNER: "Partner",
    RelativeKind.PARENT: "Forælder",
    RelativeKind.CHILD: "Barn",
    RelativeKind.SIBLING: "Søskende",
    RelativeKind.FRIEND: "Ven eller nabo",
    RelativeKind.REPRESENTATIVE: "Værge, bisidder eller fuldmægtig",
    RelativeKind.OTHER: "En anden",
}
RELATIVE_LEFT: dict[str, str] = {
    RelativeLeft.PERMISSION_WITHDRAWN: "Borgeren ønsker ikke længere, at en pårørende er med",
    RelativeLeft.STEPPED_BACK: "En pårørende har trukket sig",
    RelativeLeft.MISTAKE: "En pårørende var skrevet på ved en fejl",
}
RELATIVE_LEFT_WHY: dict[str, str] = {
    RelativeLeft.PERMISSION_WITHDRAWN: "Borgeren ønsker det ikke længere",
    RelativeLeft.STEPPED_BACK: "Den pårørende har selv trukket sig",
    RelativeLeft.MISTAKE: "Det var en fejl",
}
"""As whoever removes one chooses among them."""
CONTACT_WAY: dict[str, str] = {
    ContactWay.PHONE: "Telefon",
    ContactWay.TEXT_MESSAGE: "Sms",
    ContactWay.LETTER: "Brev eller Digital Post",
    ContactWay.VISIT: "Besøg",
    ContactWay.THROUGH_SOMEBODY: "Gennem en anden",
}

ACCESS_REASON: dict[str, str] = {
    AccessReason.ACUTE: "Det haster, og borgeren har brug for hjælp nu",
    AccessReason.COVERING: "Jeg træder i stedet for en kollega",
    AccessReason.CITIZEN_CONTACT: "Borgeren eller en pårørende har henvendt sig til mig",
    AccessReason.NEW_CASE: "En ny sag er på vej",
    AccessReason.SUPERVISION: "Tilsyn med, at arbejdet gøres rigtigt",
    AccessReason.OTHER: "Andet",
}

"""The Danish words of whoever comes from home: ``du``, short sentences, no law."""

from datetime import date

from samspil.contracts.citizen import RelativeKind
from samspil.overview.pages.danish import day
from samspil.rulebook.law import Opening
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector

ONESELF = "Dig selv"

RELATED = {
    RelativeKind.PARTNER: "Du er partner",
    RelativeKind.PARENT: "Du er forælder",
    RelativeKind.CHILD: "Du er barn",
    RelativeKind.SIBLING: "Du er søskende",
    RelativeKind.FRIEND: "Du er ven eller nabo",
    RelativeKind.REPRESENTATIVE: "Du er værge, bisidder eller fuldmægtig",
    RelativeKind.OTHER: "Du er en anden, som borgeren har valgt",
}
"""Who somebody is to a citizen whose name is not opened before they have chosen."""


def way_in_words(kind: RelativeKind | None, since: date | None) -> tuple[str, str]:
    """As whom they would be here, and what tells that from their other ways; nobody's name."""
    if kind is None:
        return ONESELF, "Se din egen side"
    return "Pårørende", RELATED[kind] + (f", skrevet på {day(since)}" if since else "")


PARTY = {
    Sector.SOCIAL: "socialpsykiatrien",
    Sector.EMPLOYMENT: "⟦jobcentret⟧",
    Sector.REGION: "regionen",
}
KINDS = {
    DataClass.IDENTITY: "hvem du er",
    DataClass.NETWORK: "hvem der hjælper dig",
    DataClass.REFERRAL: "dine henvendelser",
    DataClass.PLAN: "at du har en plan",
    DataClass.EMPLOYMENT_GOAL: "hvad du håber på med arbejde eller uddannelse",
    DataClass.SUPPORT: "hvilken støtte du får",
    DataClass.MILESTONE: "dine skridt på vej mod arbejde",
    DataClass.EMPLOYMENT_STATUS: "hvilken gruppe ⟦jobcentret⟧ regner dig med til",
    DataClass.CONTACT_HOLD: "hvornår du vil have ro",
    DataClass.STAY: "dine indlæggelser",
    DataClass.MEETING: "dine møder",
    DataClass.CRISIS_PLAN: "din kriseplan",
    DataClass.MESSAGE: "hvad kommunen og hospitalet skriver til hinanden om dig",
    DataClass.AGREEMENT: "aftalen om, hvad der sker efter indlæggelsen",
    DataClass.CONSENT: "hvad du har sagt ja til",
}
FIELDS = {
    "identity": "hvem du er",
    "contact_hold": "at du vil have ro, hvor længe, og hvem de kan spørge",
    "referrals": "hvad vi beder dem om for dig",
    "requests": "hvad der blev af det, de bad os om",
    "contact_person": "hvem din kontaktperson er",
    "milestones_received": "hvilke skridt du tager på vej mod arbejde",
    "referrals_received": "hvad de svarer, og hvad de beder os om",
    "calls_received": "hvilke møder de har indkaldt dig til",
    "status_received": "hvilken gruppe de regner dig med til",
    "notices_received": "når du bliver indlagt og udskrevet",
    "employment_goals": "hvilke mål om arbejde eller uddannelse du har aftalt",
    "workplace_support": "hvilken støtte du får til arbejde eller uddannelse",
    "employment_goal": "hvad du håber på med arbejde eller uddannelse",
    "support": "hvilken støtte du får",
    "stay": "om du er indlagt",
    "plan": "at du har en plan",
    "milestones": "dine skridt på vej mod arbejde",
    "address": "hvor du bor",
    "address_protection": "om din adresse er beskyttet",
    "municipality": "hvilken kommune der hjælper dig",
    "registered": "hvornår du blev oprettet, og af hvem",
    "death": "om du lever",
    "contact_wishes": "hvordan du vil kontaktes",
    "relatives": "hvem dine pårørende er, og hvad de må vide",
    "consents": "hvad du har sagt ja til",
    "deliveries": "hvilke beskeder de andre har fået",
    "partner_answers": "hvad de andre har svaret",
    "other_goals": "hvad du ellers håber på",
    "plan_words": "hvad du siger om planen",
    "support_words": "hvad støtten er til for, og hvad den har ændret",
    "reviews": "hvornår din støtte skal ses efter",
    "milestone_words": "hvad dine skridt er til for",
    "calls": "hvilke møder ⟦jobcentret⟧ har indkaldt dig til",
    "employment_status": "hvilken gruppe ⟦jobcentret⟧ regner dig med til",
    "attention": "hvad der ikke passer sammen, og som nogen skal se på",
    "milestone_reviews": "om planen skal ses efter, fordi der sker noget med arbejde",
    "meetings": "hvilke møder du har",
    "meeting_words": "hvad der blev aftalt på dine møder",
    "messages": "hvad kommunen og hospitalet skriver til hinanden om dig",
    "messages_received": "hvad de skriver om dig",
    "admission_report": "hvilken hjælp du får, når afdelingen spørger under en indlæggelse",
    "agreements": "hvad der er aftalt om tiden efter din indlæggelse",
    "held_at_the_bridge": "hvilke beskeder fra hospitalet nogen skal se på først",
    "reports_wanted": "om afdelingen har spurgt om din hjælp",
    "crisis_plan": "hvad der skal ske, når du får det værre",
    "support_pauses": "om din støtte holder pause",
    "need_reviews": "om du har brug for noget andet, når du er kommet hjem",
    "support_questions": "hvad der sker med din støtte, mens du er indlagt",
    "follow_ups": "hvem der taler med dig, når du er kommet hjem",
    "hold_proposals": "om du måske skal have ro, fordi du er indlagt",
}
"""What a party is told or tells, by the names of the explanation's fields."""
BECAUSE = {
    Opening.CONSENT: "Det har du sagt ja til.",
    Opening.HELP: "Det følger med den hjælp, du får.",
    Opening.COORDINATION_PLAN: "Det følger af din aftale ved udskrivningen.",
    Opening.UNSETTLED: "",
}
TO_RELATIVES = {
    DataClass.NETWORK: "Hvem hjælper",
    DataClass.CONTACT_HOLD: "Ro",
    DataClass.SUPPORT: "Støtte",
    DataClass.PLAN: "Planen",
    DataClass.EMPLOYMENT_GOAL: "Håb for arbejde eller uddannelse",
    DataClass.REFERRAL: "Henvendelser",
    DataClass.MILESTONE: "Skridt på vej mod arbejde",
    DataClass.MEETING: "Møder",
    DataClass.CRISIS_PLAN: "Når det bliver værre",
    DataClass.STAY: "Indlæggelser",
}
"""What a citizen can let a relative know, as its heading on the relative's page."""

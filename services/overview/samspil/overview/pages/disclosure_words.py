"""Each line of a disclosure as one plain Danish sentence."""

from samspil.overview.domain.disclose import Line, Withheld
from samspil.overview.domain.receiver import Receiver
from samspil.rulebook.law import Row
from samspil.rulebook.law_text import LawText
from samspil.vocabulary.copenhagen import written

RECEIVERS = {Receiver.JOBCENTER: "⟦Jobcentret⟧", Receiver.REGION: "Regionen"}

FIELDS = {
    "identity": "hvem borgeren er",
    "contact_hold": "at borgeren ikke skal kontaktes, til hvornår, og hvem der kan spørges",
    "referrals": "hvad der bliver bedt om, og om det er taget tilbage",
    "requests": "hvad der blev af det, som vi er blevet bedt om",
    "contact_person": "hvem der er kontaktperson i socialpsykiatrien",
    "milestones_received": "aktiviteter på vej mod arbejde, som ⟦jobcentret⟧ fortæller os om",
    "referrals_received": "⟦jobcentrets⟧ svar på henvendelser, og hvad ⟦jobcentret⟧ beder os om",
    "calls_received": "hvilke møder ⟦jobcentret⟧ har indkaldt borgeren til",
    "status_received": "hvilken gruppe borgeren er i, som ⟦jobcentret⟧ fortæller os om",
    "notices_received": "indlæggelser, som regionen giver os besked om",
    "employment_goals": "hvilke mål om arbejde eller uddannelse der er aftalt",
    "workplace_support": "hvilken støtte borgeren får til arbejde eller uddannelse",
    "employment_goal": "hvad borgeren håber på med arbejde eller uddannelse",
    "support": "hvilken støtte borgeren får",
    "stay": "om borgeren er indlagt",
    "plan": "at borgeren har en plan",
    "milestones": "hvilke skridt borgeren tager på vej mod arbejde",
    "name": "hvad borgeren hedder",
    "number": "hvilket CPR-nummer borgeren har, og om der er flere sager om borgeren",
    "address": "hvor borgeren bor",
    "address_protection": "om adressen er beskyttet",
    "municipality": "hvilken kommune der har ansvaret",
    "registered": "hvornår borgeren blev oprettet, og af hvem",
    "death": "om borgeren er død",
    "contact_wishes": "hvordan borgeren vil kontaktes",
    "coordinator": "hvem der er koordinator",
    "relatives": "hvem der er pårørende, og hvad de må vide",
    "consents": "hvad borgeren har sagt ja til at dele",
    "deliveries": "hvilke beskeder ⟦jobcentret⟧ og regionen har fået",
    "referral_standing": "hvilke henvendelser der er, og hvor langt de er",
    "referral_words": "hvad der står i henvendelser og breve",
    "partner_answers": "hvad ⟦jobcentret⟧ og regionen har svaret",
    "other_goals": "hvad borgeren ellers håber på",
    "plan_words": "hvad borgeren siger om planen",
    "support_words": "hvad støtten er til for, og hvad den har ændret",
    "reviews": "hvornår støtten skal ses efter",
    "milestone_words": "hvad skridtene er til for",
    "calls": "hvilke møder ⟦jobcentret⟧ har indkaldt til",
    "employment_status": "hvilken gruppe ⟦jobcentret⟧ regner borgeren med til",
    "attention": "hvad der ikke passer sammen, og som nogen skal se på",
    "milestone_reviews": "om planen skal ses efter, fordi der sker noget med arbejde",
    "meetings": "hvilke møder borgeren har",
    "meeting_words": "hvad der blev aftalt på møder",
    "messages": "hvad kommunen og hospitalet skriver til hinanden om borgeren",
    "messages_received": "hvad hospitalet skriver om borgeren",
    "admission_report": "hvilken hjælp borgeren får, når afdelingen spørger under en indlæggelse",
    "agreements": "hvad der er aftalt om tiden efter indlæggelsen",
    "held_at_the_bridge": "hvilke beskeder fra hospitalet der venter på, at nogen ser på dem",
    "reports_wanted": "om afdelingen har bedt om en indlæggelsesrapport",
    "crisis_plan": "hvad der skal ske, når borgeren får det værre",
    "support_pauses": "om støtten holder pause",
    "need_reviews": "om behovet har ændret sig efter en indlæggelse",
    "support_questions": "hvad der sker med støtten under en indlæggelse",
    "follow_ups": "hvem der følger op efter en udskrivelse",
    "hold_proposals": "om en indlæggelse giver anledning til en kontaktpause",
}
"""By the name of the field; each can stand in a sentence alone."""

WHY_NOT = {
    Withheld.NO_GROUND: "der er intet grundlag",
    Withheld.NO_IDENTITY: "der er intet grundlag for at fortælle, hvem borgeren er",
    Withheld.NOT_CARRIED: "det sendes ikke til nogen",
    Withheld.NO_NUMBER: "vi har ikke borgerens CPR-nummer",
    Withheld.ELSEWHERE: "det fortælles med den sag, som denne er lagt sammen med",
    Withheld.NOT_OURS: "borgeren er død, eller en anden kommune har overtaget sagen",
}


def sentence(receiver: Receiver, line: Line) -> str:
    """What is told or not, on which basis and until when."""
    who, what = RECEIVERS[receiver], FIELDS[line.field.name]
    if line.ground is None:
        not_told = "Vi modtager ikke" if line.field.received else f"{who} får ikke at vide,"
        return f"{not_told} {what}: {WHY_NOT[line.withheld or Withheld.NO_GROUND]}."
    until = f", til og med {written(line.ground.until)}" if line.ground.until else ""
    basis = "; ".join(one.reading for one in (line.ground.basis, *line.ground.row.beside))
    if line.field.received:
        return f"Vi modtager {what}{until}. Grundlag: {basis}."
    return f"{who} får at vide, {what}{until}. Grundlag: {basis}."


def citation(row: LawText) -> str:
    """Which text of the law was read, who signed it off, and of an old basis which consents it counts for."""
    signed = f"Underskrevet af {row.signed_by}" if row.signed_by else "Ikke underskrevet af en jurist endnu"
    old = (
        f" Gammelt grundlag: kun for samtykker fra før {written(row.given_before)}, til de udløber."
        if isinstance(row, Row) and row.given_before
        else ""
    )
    return f"{row.version}. {signed}.{old}"

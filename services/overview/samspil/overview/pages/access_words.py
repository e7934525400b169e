"""The Danish words for a look: what it was for, how a case was at hand, and else for which reason."""

from dataclasses import dataclass

from samspil.rulebook.case_at_hand import AccessReason, Relation


@dataclass(frozen=True, slots=True)
class Purpose:
    """One code of a door's, in the words of staff and in those of the citizen."""

    staff: str
    verb: str
    """As the citizen is told it: who ``så`` …"""
    seen: str
    """… ``din plan``."""


PURPOSE = {
    "read-view": Purpose("Læste overblikket", "så", "dit overblik"),
    "read-citizen-file": Purpose("Læste stamoplysninger", "så", "dine stamoplysninger"),
    "read-referrals": Purpose("Læste henvendelser", "så", "dine henvendelser"),
    "read-messages": Purpose("Læste beskeder med regionen", "så", "beskeder mellem kommunen og hospitalet"),
    "read-attachment": Purpose(
        "Hentede en fil fra en besked", "hentede", "en fil, hospitalet har sendt om dig"
    ),
    "read-held": Purpose("Så navnet blandt advis, der venter", "så", "dit navn på en liste"),
    "read-work": Purpose("Læste om arbejde og møder hos ⟦jobcentret⟧", "så", "dine skridt mod arbejde"),
    "read-plan": Purpose("Læste planen", "så", "din plan"),
    "report-plan": Purpose("Lavede en indberetning om planen", "så", "dit CPR-nummer til en indberetning"),
    "read-plan-versions": Purpose("Læste planens udgaver", "så", "hvordan din plan har ændret sig"),
    "read-reviews": Purpose("Læste opfølgninger", "så", "hvornår din hjælp skal ses efter"),
    "read-meetings": Purpose("Læste møder", "så", "dine møder"),
    "read-agreements": Purpose(
        "Læste aftaler om udskrivning", "så", "hvad der er aftalt om tiden efter din indlæggelse"
    ),
    "read-support-questions": Purpose("Læste spørgsmål om støtten", "så", "spørgsmål om din støtte"),
    "read-consents": Purpose("Læste samtykker", "så", "dine samtykker"),
    "read-sharing": Purpose("Læste, hvad der deles", "så", "hvad der deles om dig"),
    "read-told-together": Purpose(
        "Læste, hvad der blev fortalt, mens to sager var lagt sammen", "så", "hvad der er delt om dig"
    ),
    "read-disclosures": Purpose("Læste, hvad der deles", "så", "hvad der deles om dig"),
    "register-citizen": Purpose("Oprettede en, der findes allerede", "sammenlignede", "dit navn"),
    "correct-citizen": Purpose("Rettede oplysningerne", "rettede", "dine oplysninger"),
    "link-number": Purpose("Skrev et CPR-nummer på", "skrev", "dit CPR-nummer på"),
    "merge-files": Purpose("Så navnet, før to sager blev lagt sammen", "så", "dit navn"),
    "pass-on-answer": Purpose(
        "Førte et svar hen til den rigtige sag", "førte", "et svar om dig hen til din sag"
    ),
    "move-citizen": Purpose("Skrev en flytning", "skrev", "at du er flyttet"),
    "record-death": Purpose("Registrerede et dødsfald", "registrerede", "et dødsfald"),
    "read-file": Purpose("Læste oplysningerne", "så", "dine oplysninger"),
    "read-relatives": Purpose("Læste, hvem der er pårørende", "så", "hvem dine pårørende er"),
    "let-relative-sign-in": Purpose("Lod en pårørende logge ind", "lod", "en af dine pårørende logge ind"),
    "end-relative-sign-in": Purpose(
        "Tog en pårørendes login tilbage", "tog", "en af dine pårørendes login tilbage"
    ),
    "read-own-page": Purpose("Så sin egen side", "så", "din egen side"),
    "read-own-sharing": Purpose("Så, hvem der ved hvad", "så", "hvem der ved hvad om dig"),
    "read-what-relatives-know": Purpose("Så det, borgeren lader dem vide", "så", "det, du lader dem vide"),
    "preview-consent": Purpose("Så, hvad et samtykke ændrer", "så", "hvad et samtykke ville ændre"),
    "search-by-name": Purpose("Så navnet under en søgning ved navn", "så", "dit navn på en liste"),
    "show-number": Purpose("Så CPR-nummeret", "så", "dit CPR-nummer"),
    "search": Purpose("Søgte på CPR-nummeret", "søgte efter", "dig"),
    "recently-opened": Purpose("Så navnet blandt senest åbnede", "så", "dit navn på en liste"),
    "work-list": Purpose("Så navnet på arbejdslisten", "så", "dit navn på en liste"),
    "own-citizens": Purpose("Så navnet blandt sine borgere", "så", "dit navn på en liste"),
    "team": Purpose("Så navnet blandt opgaver over fristen", "så", "dit navn på en liste"),
    "looks-without-case": Purpose("Så, hvem der læste uden sag", "så", "hvem der har set dine oplysninger"),
    "read-access-log": Purpose("Læste adgangsloggen", "så", "hvem der har set dine oplysninger"),
    "read-held-requests": Purpose("Læste en anmodning, der venter", "så", "en anmodning om dig"),
    "read-unplaced-messages": Purpose("Læste en meddelelse, der venter", "så", "en meddelelse om dig"),
    "place-message": Purpose("Lagde en meddelelse i sagen", "fik", "en meddelelse om dig"),
    "compare-contact-person": Purpose(
        "Så, om en meddelelse var til kontaktpersonen", "så", "navnet på din kontaktperson"
    ),
    "answer-unplaced-message": Purpose(
        "Læste en meddelelse for at svare på den", "så", "en meddelelse om dig"
    ),
    "answer-stranger": Purpose("Svarede hospitalet", "svarede", "hospitalet"),
    "read-held-notices": Purpose(
        "Læste en besked fra sygehuset, der venter", "så", "en besked fra sygehuset om dig"
    ),
    "compare-with-what-was-told": Purpose(
        "Sammenlignede med det, ⟦jobcentret⟧ har fået fortalt", "læste", "det, ⟦jobcentret⟧ har fået fortalt"
    ),
    "tell-jobcenter": Purpose("Fortalte ⟦jobcentret⟧ noget", "fortalte ⟦jobcentret⟧", "det, det må vide"),
    "tell-region": Purpose("Fortalte regionen noget", "fortalte regionen", "det, den må vide"),
    "tell-region-again": Purpose("Fortalte regionen det igen", "fortalte regionen", "det, den må vide"),
}
"""By the code that a door writes into the log; a test reads every door."""

RELATION: dict[str, str] = {
    Relation.COORDINATOR: "koordinator",
    Relation.WORKER: "hjælper borgeren",
    Relation.DEPUTY: "stedfortræder",
    Relation.UNIT: "enhedens sag",
}
REASON: dict[str, str] = {
    AccessReason.ACUTE: "Akut situation",
    AccessReason.COVERING: "Dækker for en kollega",
    AccessReason.CITIZEN_CONTACT: "Borgeren henvendte sig",
    AccessReason.NEW_CASE: "Ny sag",
    AccessReason.SUPERVISION: "Tilsyn med arbejdet",
    AccessReason.OTHER: "Andet",
}

SYSTEMS = {
    "jobcenter-bridge": "Samspil (⟦jobcentret⟧)",
    "region-bridge": "Samspil (regionen)",
    "referral": "Samspil",
}
"""Who looks and is nobody: the parts of ours that hear a partner, and speak with one."""


def purpose(why: str) -> str:
    """In the words of staff; a code that nobody has words for, as it stands."""
    return PURPOSE[why].staff if why in PURPOSE else why

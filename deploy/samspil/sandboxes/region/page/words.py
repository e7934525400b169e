"""The page's Danish words."""

from datetime import datetime
from typing import Final

from samspil.sandboxes.region.behaviour import How
from samspil.sandboxes.region.categories import Category
from samspil.sandboxes.region.hospital import What
from samspil.sandboxes.region.ward import Writes
from samspil.vocabulary import copenhagen

_COURSE: Final[dict[str, str]] = {
    What.ADMIT: "Indlæg",
    What.ADMIT_EMERGENCY: "Modtag akut ambulant",
    What.TRANSFER: "Flyt til en anden afdeling",
    What.START_LEAVE: "Start orlov",
    What.END_LEAVE: "Slut orlov",
    What.DISCHARGE: "Udskriv til hjemmet",
    What.DEATH: "Meld død",
}
_CORRECTIONS: Final[dict[str, str]] = {
    What.CORRECT: "Ret indlæggelsen",
    What.CORRECT_START_LEAVE: "Ret orlovens start",
    What.CORRECT_END_LEAVE: "Ret orlovens slutning",
    What.CORRECT_DISCHARGE: "Ret udskrivningen",
}
_CANCELLATIONS: Final[dict[str, str]] = {
    What.CANCEL: "Annullér indlæggelsen",
    What.CANCEL_START_LEAVE: "Annullér orlovens start",
    What.CANCEL_END_LEAVE: "Annullér orlovens slutning",
    What.CANCEL_DISCHARGE: "Annullér udskrivningen",
    What.RETRACT_DEATH: "Annullér døden",
}
TELLS: Final = {"Forløbet": _COURSE, "Rettelser": _CORRECTIONS, "Annulleringer": _CANCELLATIONS}
"""Heading → what can be told."""
ENDED: Final[dict[str, str]] = {
    **_COURSE,
    **_CORRECTIONS,
    **_CANCELLATIONS,
    Writes.NEW: "Ny besked",
    Writes.REPLY: "Svar",
    Writes.FORWARD: "Videresendt besked",
    "ok": "Kvittering: modtaget",
    "transient-error": "Kvittering: send igen",
    "fatal-error": "Kvittering: afvist",
}
"""What a message of the region's was."""
CATEGORIES: Final = {
    Category.PSYCHIATRY_SOCIAL_DISABILITY: "Psykiatri, social og handicap",
    Category.CARECOORDINATION: "Koordinering",
    Category.DISCHARGE: "Udskrivning",
    Category.ALCOHOL_AND_DRUG_TREATMENT: "Alkohol- og stofbehandling",
    Category.ASSISTIVE_DEVICES: "Hjælpemidler",
    Category.DECEASE: "Dødsfald",
    Category.EXAMINATION_RESULTS: "Undersøgelsesresultater",
    Category.HEALTHCARE: "Sundhedspleje",
    Category.HOME_CARE_ASSESSMENT: "Visitation til hjemmepleje",
    Category.MEDICINE: "Medicin",
    Category.NURSING: "Sygepleje",
    Category.OUTPATIENT: "Ambulant",
    Category.REGARDING_REFERRAL: "Vedrørende henvisning",
    Category.TELEMEDICINE: "Telemedicin",
    Category.TRAINING: "Træning",
    Category.ACUTE_AMBULANT: "Akut ambulant",
    Category.EXTENDED_CARE_RESPONSIBILITY: "Udvidet behandlingsansvar",
    Category.OTHER: "Andet",
}
BEHAVES: Final = {
    How.WELL: "svarer, som den skal",
    How.SLOW: "svarer langsomt",
    How.LATE: "svarer først, når ingen venter mere",
    How.SILENT: "modtager og svarer ikke",
    How.LATER: "modtager og kvitterer bagefter",
    How.TWICE: "modtager og kvitterer to gange",
    How.OUT_OF_ORDER: "modtager og kvitterer bagefter for den nyeste først",
    How.WRONG: "modtager og kvitterer for en anden meddelelse",
    How.UNKNOWN: "modtager og kvitterer også for noget, der aldrig er sendt",
    How.ERROR_WITH_EFFECT: "modtager og svarer med en fejl",
    How.ERROR: "svarer med en fejl og modtager ikke",
    How.AWAY: "er ude af drift",
    How.BUSY: "beder om at få meddelelsen igen senere",
    How.REFUSING: "afviser meddelelsen",
}
TOLD: Final = {
    "ikke-indlagt": "Det kan ikke siges om nogen, der ikke er indlagt.",
    "findes-ikke": "Den besked findes ikke.",
}


def written_at(moment: datetime) -> str:
    """Day and time, in Denmark."""
    return copenhagen.written_at(moment)

"""The Danish word for every code of messages between municipality and hospital, and of what waits there."""

from samspil.contracts.hospital import HeldWhat
from samspil.contracts.message import Category
from samspil.overview.domain.disclose import Withheld
from samspil.overview.domain.threads import Sending

CATEGORY: dict[str, str] = {
    Category.ALCOHOL_AND_DRUG_TREATMENT: "Alkohol- og stofbehandling",
    Category.ASSISTIVE_DEVICES: "Hjælpemidler",
    Category.CARE_COORDINATION: "Koordinering af forløb",
    Category.DECEASE: "Dødsfald",
    Category.DISCHARGE: "Udskrivning",
    Category.EXAMINATION_RESULTS: "Svar på undersøgelser",
    Category.HEALTHCARE: "Sundhed",
    Category.HOME_CARE_ASSESSMENT: "Vurdering af hjælp i hjemmet",
    Category.MEDICINE: "Medicin",
    Category.NURSING: "Sygepleje",
    Category.OUTPATIENT: "Ambulant forløb",
    Category.PSYCHIATRY_SOCIAL_DISABILITY: "Psykiatri, social og handicap",
    Category.REGARDING_REFERRAL: "Om en henvisning",
    Category.TELEMEDICINE: "Telemedicin",
    Category.TRAINING: "Træning",
    Category.ACUTE_AMBULANT: "Akut ambulant",
    Category.EXTENDED_CARE_RESPONSIBILITY: "Udvidet behandlingsansvar",
    Category.OTHER: "Andet",
}
"""What a message is about; the heading says the rest."""

HELD: dict[str, str] = {
    HeldWhat.NOTICE: "Et advis fra hospitalet venter på, at nogen ser på det",
    HeldWhat.MESSAGE: "En besked fra hospitalet venter på, at nogen ser på den",
}

SENDING: dict[str, str] = {
    Sending.WAITS: "Venter på at blive sendt",
    Sending.SENT: "Sendt",
    Sending.RECEIVED: "Modtaget",
    Sending.REFUSED: "Afvist: ret og send igen",
    Sending.NO_ANSWER: "Intet svar i tide: det er ikke sikkert, at den kom frem",
    Sending.NOT_SENT: "Ikke sendt: regionen måtte ikke få den",
}
"""How far a message of ours has come."""

_ASK = "Spørg borgeren, og skriv samtykket, før du skriver."
WITHHELD: dict[str, str] = {
    Withheld.NO_GROUND: f"Regionen må ikke få noget at vide om borgeren nu. {_ASK}",
    Withheld.NO_IDENTITY: f"Regionen må ikke få at vide, hvem borgeren er. {_ASK}",
    Withheld.NOT_CARRIED: "Der kan ikke skrives til regionen nu.",
    Withheld.NOT_OURS: "Borgeren er død, eller en anden kommune har overtaget sagen. Der kan ikke skrives.",
    Withheld.NO_NUMBER: "Borgeren har intet CPR-nummer i Samspil. Skriv det på under Oplysninger først.",
    Withheld.ELSEWHERE: "Sagen er lagt sammen med en anden. Skriv fra den.",
}
"""Why nothing can be written to the region, and what to do about it."""

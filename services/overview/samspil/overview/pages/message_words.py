"""The Danish word for every code of messages between municipality and hospital, and of what waits there."""

from samspil.contracts.hospital import HeldWhat
from samspil.contracts.message import Category

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

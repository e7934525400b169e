"""What a message between municipality and hospital is about: MedCom's codes, the same in both directions."""

from enum import StrEnum


class Category(StrEnum):
    """What a CareCommunication is about (medcom-careCommunication-categoryCodes, terminology 2.0)."""

    ALCOHOL_AND_DRUG_TREATMENT = "alcohol-and-drug-treatment"
    ASSISTIVE_DEVICES = "assistive-devices"
    CARE_COORDINATION = "carecoordination"
    DECEASE = "decease"
    DISCHARGE = "discharge"
    EXAMINATION_RESULTS = "examination-results"
    HEALTHCARE = "healthcare"
    HOME_CARE_ASSESSMENT = "home-care-assessment"
    MEDICINE = "medicine"
    NURSING = "nursing"
    OUTPATIENT = "outpatient"
    PSYCHIATRY_SOCIAL_DISABILITY = "psychiatry-social-disability"
    REGARDING_REFERRAL = "regarding-referral"
    TELEMEDICINE = "telemedicine"
    TRAINING = "training"
    ACUTE_AMBULANT = "acute-ambulant"
    EXTENDED_CARE_RESPONSIBILITY = "extended-care-responsibility"
    OTHER = "other"


class Urgency(StrEnum):
    """How fast it is to be read; told with what regards a referral, and with nothing else."""

    ROUTINE = "routine"
    ASAP = "asap"

"""What a message is about: MedCom's eighteen categories of CareCommunication."""

from enum import StrEnum


class Category(StrEnum):
    """As they are published."""

    PSYCHIATRY_SOCIAL_DISABILITY = "psychiatry-social-disability"
    CARECOORDINATION = "carecoordination"
    DISCHARGE = "discharge"
    ALCOHOL_AND_DRUG_TREATMENT = "alcohol-and-drug-treatment"
    ASSISTIVE_DEVICES = "assistive-devices"
    DECEASE = "decease"
    EXAMINATION_RESULTS = "examination-results"
    HEALTHCARE = "healthcare"
    HOME_CARE_ASSESSMENT = "home-care-assessment"
    MEDICINE = "medicine"
    NURSING = "nursing"
    OUTPATIENT = "outpatient"
    REGARDING_REFERRAL = "regarding-referral"
    TELEMEDICINE = "telemedicine"
    TRAINING = "training"
    ACUTE_AMBULANT = "acute-ambulant"
    EXTENDED_CARE_RESPONSIBILITY = "extended-care-responsibility"
    OTHER = "other"

"""What became of discharge agreements and coordination plans, as staff read it on the timeline."""

from typing import assert_never

from samspil.contracts.plan import (
    AgreementEnd,
    AgreementFact,
    AgreementKind,
    AgreementStage,
    PlanDischargeAgreementAgreed,
    PlanDischargeAgreementAsked,
    PlanDischargeAgreementDrafted,
    PlanDischargeAgreementEnded,
    PlanDischargeAgreementReplaced,
)
from samspil.overview.pages.danish import day
from samspil.vocabulary.sector import Sector

KIND: dict[str, str] = {
    AgreementKind.DISCHARGE_AGREEMENT: "Udskrivningsaftale",
    AgreementKind.COORDINATION_PLAN: "Koordinationsplan",
}
WHO = {Sector.SOCIAL: "kommunen", Sector.REGION: "afdelingen", Sector.EMPLOYMENT: "⟦jobcentret⟧"}
STAGE: dict[str, str] = {
    AgreementStage.ASKED: "bedt om",
    AgreementStage.DRAFTED: "udkast skrevet",
    AgreementStage.AGREED: "indgået",
    AgreementStage.REPLACED: "afløst af en ny",
    AgreementStage.ENDED: "slut",
}
END: dict[str, str] = {
    AgreementEnd.KEPT: "Det aftalte er gjort",
    AgreementEnd.NO_LONGER_NEEDED: "Der er ikke brug for den længere",
    AgreementEnd.NOT_MADE: "Der blev ikke brug for den",
    AgreementEnd.NOT_OURS: "Borgeren er død, eller en anden kommune handler",
}


def agreement_told(fact: AgreementFact) -> tuple[str, str]:
    """What happened, and what is to be said of it besides."""
    match fact:
        case PlanDischargeAgreementAsked():
            return f"Bedt om en {KIND[fact.kind].lower()}", f"Af {WHO[fact.asked_by]}"
        case PlanDischargeAgreementDrafted():
            return "Skrevet udkast til aftale om udskrivning", f"Af {WHO[fact.drafted_by]}"
        case PlanDischargeAgreementAgreed():
            with_whom = "Borgeren er med i den" if fact.with_citizen else "Borgeren er ikke med i den"
            return f"Aftale om udskrivning indgået {day(fact.agreed_on)}", with_whom
        case PlanDischargeAgreementReplaced():
            return "En ny aftale om udskrivning har taget den gamles plads", ""
        case PlanDischargeAgreementEnded():
            return "Aftale om udskrivning er slut", END[fact.why]
    assert_never(fact)

"""Danish words of what the jobcenter tells: calls to meetings, and how a step ended."""

from samspil.contracts.employment import CallForm, CallKind, MilestoneOutcome, Pay

CALL = {
    CallKind.JOB_INTERVIEW: "Jobsamtale",
    CallKind.FOLLOW_UP: "Opfølgningssamtale",
    CallKind.FLEX_JOB_FOLLOW_UP: "Opfølgning på fleksjob",
    CallKind.INFORMATION: "Informationsmøde",
    CallKind.CV_INTERVIEW: "Samtale om CV",
    CallKind.OTHER: "Møde",
}

CALL_FORM = {CallForm.IN_PERSON: "fremmøde", CallForm.PHONE: "telefon", CallForm.VIDEO: "video"}

MILESTONE_OUTCOME: dict[str, str] = {
    MilestoneOutcome.RAN_OUT: "Perioden er slut",
    MilestoneOutcome.NOT_ACHIEVED: "Det lykkedes ikke",
    MilestoneOutcome.DROPPED_BY_CITIZEN: "Borgeren ønskede det ikke mere",
    MilestoneOutcome.DROPPED_BY_OTHERS: "Arbejdsgiveren, skolen eller ⟦jobcentret⟧ stoppede det",
}

PAY = {
    Pay.ORDINARY: "Fra en arbejdsgiver alene",
    Pay.SUBSIDISED: "Fra en arbejdsgiver med offentligt tilskud",
    Pay.NONE: "Ingen",
}

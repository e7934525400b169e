"""What the region-bridge says of stays, counted into what is known of each."""

from uuid import UUID

from samspil.contracts.hospital import (
    HospitalDischargeCancelled,
    HospitalStayAdmitted,
    HospitalStayCorrected,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
    StayStep,
)
from samspil.plan.domain.stay import Beginning, Stay, Stays

HospitalStay = (
    HospitalStayAdmitted
    | HospitalStayDischarged
    | HospitalStayEnded
    | HospitalStayStepTakenBack
    | HospitalStayRetracted
    | HospitalStayCorrected
    | HospitalDischargeCancelled
)


def beginning(fact: HospitalStayAdmitted | HospitalStayCorrected) -> Beginning:
    """What names the stay, whichever citizen id its own id was made from."""
    return Beginning(fact.admitted_at, fact.kind.value)


def stay_after(stays: Stays, fact: HospitalStay) -> Stay:
    """The stay with one more fact of it; a leave changes nothing here."""
    id_: UUID = fact.stay_id
    stay = stays.get(id_, Stay(id_))
    match fact:
        case HospitalStayAdmitted():
            return stay.admitted_once_more(beginning(fact))
        case HospitalStayRetracted():
            return stay.retracted_once_more()
        case HospitalStayDischarged(discharged_at=at):
            return stay.ended_once_more(at, at_home=True)
        case HospitalStayEnded(ended_at=at):
            return stay.ended_once_more(at, at_home=False)
        case HospitalStayCorrected(number=number):
            return stay.corrected_to(number, beginning(fact))
        case (
            HospitalDischargeCancelled(discharged_at=at)
            | HospitalStayStepTakenBack(step=StayStep.DISCHARGED, step_at=at)
        ):
            return stay.ended_once_more(at, at_home=True, by=-1)
        case HospitalStayStepTakenBack(step=StayStep.ENDED, step_at=at):
            return stay.ended_once_more(at, at_home=False, by=-1)
    return stay

"""What this service hears."""

from samspil.contracts import topics
from samspil.contracts.hospital import (
    HospitalStayAdmitted,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
)
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.hear import Subscriptions
from samspil.plan.handlers.follow_stay import follow_stay
from samspil.plan.handlers.open_plan import open_plan
from samspil.plan.storage.transaction import PlanTransaction

HEARD: Subscriptions[PlanTransaction] = {
    topics.REFERRAL: {ReferralAccepted: open_plan},
    topics.HOSPITAL: {
        HospitalStayAdmitted: follow_stay,
        HospitalStayDischarged: follow_stay,
        HospitalStayEnded: follow_stay,
        HospitalStayStepTakenBack: follow_stay,
        HospitalStayRetracted: follow_stay,
    },
    # Known and not used: progress towards work is set with the citizen, never by what a partner reports.
    topics.CITIZEN: {},
    topics.EMPLOYMENT: {},
    topics.COORDINATION: {},
}

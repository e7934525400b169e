"""What this service hears."""

from samspil.contracts import topics
from samspil.contracts.hospital import HospitalStayAdmitted, HospitalStayDischarged, HospitalStayRetracted
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.hear import Subscriptions
from samspil.plan.handlers.ask_about_support import ask_about_support
from samspil.plan.handlers.end_stay import end_stay
from samspil.plan.handlers.open_plan import open_plan
from samspil.plan.handlers.retract_stay import retract_stay
from samspil.plan.storage.transaction import PlanTransaction

HEARD: Subscriptions[PlanTransaction] = {
    topics.REFERRAL: {ReferralAccepted: open_plan},
    topics.HOSPITAL: {
        HospitalStayAdmitted: ask_about_support,
        HospitalStayDischarged: end_stay,
        HospitalStayRetracted: retract_stay,
    },
    # Known and not used: progress towards work is set with the citizen, never by what a partner reports.
    topics.CITIZEN: {},
    topics.EMPLOYMENT: {},
    topics.COORDINATION: {},
}

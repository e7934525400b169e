"""What this service hears."""

from functools import partial

from samspil.contracts import topics
from samspil.contracts.citizen import (
    CitizenContactOpened,
    CitizenCorrected,
    CitizenDeathRetracted,
    CitizenDied,
    CitizenMerged,
    CitizenMoved,
    CitizenRegistered,
    CitizenSplit,
)
from samspil.contracts.employment import (
    EmploymentMilestoneEnded,
    EmploymentMilestoneStarted,
    EmploymentMilestoneVoided,
)
from samspil.contracts.hospital import (
    HospitalDischargeCancelled,
    HospitalStayAdmitted,
    HospitalStayCorrected,
    HospitalStayDischarged,
    HospitalStayEnded,
    HospitalStayRetracted,
    HospitalStayStepTakenBack,
)
from samspil.contracts.referral import ReferralAccepted
from samspil.ledger.hear import Subscriptions
from samspil.plan.handlers.follow_citizen import follow_citizen
from samspil.plan.handlers.follow_merge import follow_merge
from samspil.plan.handlers.follow_milestone import follow_milestone
from samspil.plan.handlers.follow_stay import follow_stay
from samspil.plan.handlers.open_plan import open_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.rulebook import Rulebook


def heard(rules: Rulebook) -> Subscriptions[PlanTransaction]:
    """Each fact with its handler, under this rulebook."""
    stay = partial(follow_stay, rules=rules)
    citizen = partial(follow_citizen, rules=rules)
    milestone = partial(follow_milestone, rules=rules)
    return {
        topics.REFERRAL: {ReferralAccepted: open_plan},
        topics.HOSPITAL: {
            HospitalStayAdmitted: stay,
            HospitalStayDischarged: stay,
            HospitalStayEnded: stay,
            HospitalStayStepTakenBack: stay,
            HospitalStayRetracted: stay,
            HospitalStayCorrected: stay,
            HospitalDischargeCancelled: stay,
        },
        topics.CITIZEN: {
            CitizenRegistered: citizen,
            CitizenContactOpened: citizen,
            CitizenCorrected: citizen,
            CitizenMoved: citizen,
            CitizenDied: citizen,
            CitizenDeathRetracted: citizen,
            CitizenMerged: follow_merge,
            CitizenSplit: follow_merge,
        },
        # It has people look at the plan; progress is set with the citizen, never by what a partner reports.
        topics.EMPLOYMENT: {
            EmploymentMilestoneStarted: milestone,
            EmploymentMilestoneEnded: milestone,
            EmploymentMilestoneVoided: milestone,
        },
        topics.COORDINATION: {},
    }

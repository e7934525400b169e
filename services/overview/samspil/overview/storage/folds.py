"""Which topics are folded, and how.

Whoever changes a fold, or the shape of a state, raises the version (a test says so): the next start then
folds everything again from the journal and has every citizen looked at.
"""

from pydantic import TypeAdapter

from samspil.contracts import topics
from samspil.ledger.fold import Fold, FoldSet
from samspil.overview.domain.citizen_state import CitizenState, fold_citizen
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.fold_employment import fold_employment
from samspil.overview.domain.fold_plan import fold_plan
from samspil.overview.domain.hospital_state import HospitalState, fold_hospital
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.referral_state import ReferralState, fold_referral

FOLDS = FoldSet(
    version=10,
    folds=(
        Fold(topics.CITIZEN, TypeAdapter(CitizenState), fold_citizen),
        Fold(topics.REFERRAL, TypeAdapter(ReferralState), fold_referral),
        Fold(topics.PLAN, TypeAdapter(PlanState), fold_plan),
        Fold(topics.EMPLOYMENT, TypeAdapter(EmploymentState), fold_employment),
        Fold(topics.HOSPITAL, TypeAdapter(HospitalState), fold_hospital),
    ),
)

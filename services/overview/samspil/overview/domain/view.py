"""The coordinated view: one state per topic, and our own decisions, combined when it is read."""

from dataclasses import dataclass, field
from uuid import UUID

from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.hospital_state import HospitalState
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.referral_state import ReferralStanding, ReferralState
from samspil.vocabulary.citizen_id import CitizenId


@dataclass(frozen=True, slots=True)
class View:
    """What is known of a citizen across the parties; every part may come before every other."""

    citizen: CitizenState
    referrals: tuple[ReferralStanding, ...]
    """The newest first."""
    plan: PlanState
    employment: EmploymentState
    hospital: HospitalState
    coordination: Coordination
    elsewhere: dict[UUID, CitizenId] = field(default_factory=dict)
    """What lies in another of the person's files: the id of the thing → the citizen id of that file."""
    part_of: CitizenId | None = None
    """The file that this one is shown with; None: it stands alone."""


def combine(
    *,
    citizen: CitizenState | None = None,
    referrals: ReferralState | None = None,
    plan: PlanState | None = None,
    employment: EmploymentState | None = None,
    hospital: HospitalState | None = None,
    coordination: Coordination | None = None,
) -> View:
    """The view; it does not depend on the order in which topics were heard."""
    newest_first = sorted(
        (referrals or {}).values(), key=lambda one: (one.submitted_at, one.id), reverse=True
    )
    return View(
        citizen=citizen or CitizenState(),
        referrals=tuple(newest_first),
        plan=plan or PlanState(),
        employment=employment or EmploymentState(),
        hospital=hospital or HospitalState(),
        coordination=coordination or Coordination(),
    )

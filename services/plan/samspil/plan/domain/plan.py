"""The plan: what the citizen wants, and the help that was decided for it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.plan import LifeArea
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Goal:
    """Something the citizen wants, in the citizen's own words."""

    id: UUID
    area: LifeArea
    words: Sealed
    added_by: str
    agreed: bool = False
    """Whether it was in the plan when the citizen last agreed to it."""


@dataclass(frozen=True, slots=True)
class Intervention:
    """Help that was decided for a goal, and who gives it."""

    id: UUID
    goal_id: UUID
    provision: LegalBasis
    decision_reference: str
    support_worker: str
    """Staff id."""
    support_worker_name: Sealed
    added_by: str
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A citizen's one plan."""

    id: UUID
    referral_id: UUID
    """The first referral that was accepted; what is decided about the plan belongs to this case."""
    opened_at: datetime
    goals: dict[UUID, Goal]
    interventions: dict[UUID, Intervention]
    agreed_on: date | None = None
    """The last day on which the citizen agreed to it."""
    version: int = 0
    """The number of the last fact about it."""

    @property
    def support(self) -> tuple[Intervention, ...]:
        """The socio-pedagogic support (serviceloven § 85) that is in force: agreed to with the citizen."""
        return tuple(
            one for one in self.interventions.values() if one.agreed and one.provision is LegalBasis.SEL_85
        )


class NoPlan(Exception):
    """The citizen has no plan: no referral was accepted."""


def require_plan(plan: Plan | None) -> Plan:
    """The plan, if it is there. Raises ``NoPlan``."""
    if plan is None:
        raise NoPlan
    return plan

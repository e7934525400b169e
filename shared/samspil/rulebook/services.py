"""The service catalogue: what help there is, under which paragraph, and whether a decision grants it."""

from dataclasses import dataclass
from enum import StrEnum

from samspil.rulebook.dated import Dated
from samspil.vocabulary.legal_basis import LegalBasis


class ServiceFamily(StrEnum):
    """The six families of help in social psychiatry, and what other parties give."""

    PREVENTION = "prevention"
    """Forebyggelse og tidlig indsats."""
    OWN_HOME = "own_home"
    """Støtte i eget hjem."""
    PRACTICAL_HELP = "practical_help"
    """Personlig og praktisk hjælp."""
    TREATMENT = "treatment"
    """Behandling."""
    ACTIVITY = "activity"
    """Beskæftigelse og aktivitet."""
    HOUSING = "housing"
    """Botilbud og husly."""
    EMPLOYMENT = "employment"
    """Beskæftigelsesrettet hjælp: the employment function's."""
    HEALTH = "health"
    """Hjælp i psykiatrien: a region's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Dated):
    """One entry of the catalogue."""

    basis: LegalBasis
    family: ServiceFamily
    needs_decision: bool
    """Whether help is granted by a decision (afgørelse). Open-access offers start without one."""

    @property
    def is_open_access(self) -> bool:
        """Whether anybody may come, and nothing about it is told to anybody."""
        return not self.needs_decision and self.family not in _OF_OTHERS


_OF_OTHERS = {ServiceFamily.EMPLOYMENT, ServiceFamily.HEALTH}

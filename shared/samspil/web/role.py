"""What somebody may do here."""

from dataclasses import dataclass
from enum import StrEnum

from samspil.vocabulary.sector import Sector


class Role(StrEnum):
    """What somebody may do here; the Danish title is what they call themselves."""

    CASEWORKER = "caseworker"
    """Sagsbehandler."""
    VISITATOR = "visitator"
    """Visitator: decides on referrals."""
    SUPPORT_WORKER = "support_worker"
    """Støtte-kontaktperson or mentor."""
    LEADER = "leader"
    """Leder."""
    CITIZEN = "citizen"
    """The citizen, about their own."""
    RELATIVE = "relative"
    """Somebody close to a citizen, about what the citizen lets them know."""
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    """Databeskyttelsesrådgiver: reads who looked at whom, and nothing of what they saw."""
    INTEGRATOR = "integrator"
    """A partner's system."""
    OPERATOR = "operator"
    """Whoever keeps the services running; sees no personal data."""


@dataclass(frozen=True, slots=True)
class Admits:
    """Whom a door lets in: these roles, of one sector where it is named."""

    roles: tuple[Role, ...]
    sector: Sector | None = None
    own: tuple[Role, ...] = ()
    """Besides, of no sector: who is let in about themselves, or whoever lets them."""

    def lets_in(self, role: Role, sector: Sector | None) -> bool:
        """Whether somebody of this role and sector is; whom they ask about is another question."""
        return role in self.own or (role in self.roles and self.sector in {None, sector})

    def __str__(self) -> str:
        of = f"of the sector {self.sector}" if self.sector else "of any sector, or of none"
        staff = [f"For {' or '.join(self.roles)}, {of}."] if self.roles else []
        own = [f"For {' or '.join(self.own)}, about nobody else."] if self.own else []
        return " ".join(staff + own).replace("_", " ")

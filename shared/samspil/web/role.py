"""Whom a door lets in."""

from dataclasses import dataclass

from samspil.vocabulary.role import Role as Role
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Admits:
    """Whom a door lets in: these roles, of one sector where it is named."""

    roles: tuple[Role, ...]
    sector: Sector | None

    def __str__(self) -> str:
        of = f"of the sector {self.sector}" if self.sector else "of any sector, or of none"
        return f"For {' or '.join(self.roles)}, {of}.".replace("_", " ")

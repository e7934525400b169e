"""Whom a door lets in."""

from dataclasses import dataclass

from samspil.vocabulary.role import Role as Role
from samspil.vocabulary.sector import Sector


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

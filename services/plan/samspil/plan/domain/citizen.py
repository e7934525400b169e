"""Whether anything is asked of people about the citizen: of nobody who is dead, or in another's care."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Citizen:
    """What the plan has to know of its citizen."""

    dead: bool = False
    acting_municipality: str | None = None
    """Kommunekode; None: not heard of, and taken to be ours."""
    resting: tuple[UUID, ...] = ()
    """The stays that would ask something and ask nothing for as long as this lasts."""

    def is_ours(self, ours: Collection[str]) -> bool:
        """Whether the citizen lives, and one of our municipalities acts."""
        return not self.dead and (self.acting_municipality is None or self.acting_municipality in ours)

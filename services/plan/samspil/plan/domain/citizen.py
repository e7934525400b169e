"""Whether anything is asked of people about the citizen: of nobody who is dead, or in another's care."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Citizen:
    """What the plan has to know of its citizen."""

    dead: bool = False
    acting_municipality: str | None = None
    """Kommunekode; None: not heard of, and taken to be ours."""
    is_away: bool = False
    """Whether nothing is asked of people about them, as it was looked at last."""
    resting: tuple[UUID, ...] = ()
    """The stays and milestones that would ask something, and ask nothing while the citizen is not ours, or is
    in hospital again."""
    survivor: UUID | None = None
    """The file that this one is part of, as was said of this one: they are of one person."""
    absorbed: tuple[UUID, ...] = ()
    """The files that are part of this one, as was said of this one."""
    accepted: UUID | None = None
    """The first referral that was accepted while the person had other files.

    Forgotten when the person's plan ends.
    """

    @property
    def has_other_files(self) -> bool:
        """Whether this is one of several files of one person."""
        return self.survivor is not None or bool(self.absorbed)

    def part_of(self, survivor: UUID) -> "Citizen":
        """Told to be of the same person as that file, which survives."""
        return replace(self.parted_from(survivor), survivor=survivor)

    def with_part(self, absorbed: UUID) -> "Citizen":
        """Told to be of the same person as that file, which is absorbed."""
        alone = self.parted_from(absorbed)
        return replace(alone, absorbed=(*alone.absorbed, absorbed))

    def parted_from(self, other: UUID) -> "Citizen":
        """Told to be of another person than that file."""
        return replace(
            self,
            survivor=None if self.survivor == other else self.survivor,
            absorbed=tuple(one for one in self.absorbed if one != other),
        )

    def is_ours(self, ours: Collection[str]) -> bool:
        """Whether the citizen lives, and one of our municipalities acts."""
        return not self.dead and (self.acting_municipality is None or self.acting_municipality in ours)

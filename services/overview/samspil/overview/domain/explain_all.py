"""Everybody who looks at a view here, and of each every field of it; what partners are told is disclosed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.insight import Sight, insight
from samspil.overview.domain.reader import Insider, Reader, TheCitizen, TheRelative, readers
from samspil.overview.domain.view import View
from samspil.rulebook.case_at_hand import Tie
from samspil.rulebook.law import LawPack


@dataclass(frozen=True, slots=True)
class Alike:
    """Some who see the same, because of the same case or for want of one."""

    readers: tuple[Reader, ...]
    """One at least; several are our own people, who differ by role alone."""
    lines: tuple[Sight, ...]

    @property
    def first(self) -> Reader:
        """One of them."""
        return self.readers[0]


def explain_readers(view: View, pack: LawPack, today: date, ours: Collection[str]) -> tuple[Alike, ...]:
    """What everybody here sees, the citizen, and each relative: those together who see it alike."""
    found: dict[tuple[Tie | TheCitizen | TheRelative | None, tuple[Sight, ...]], list[Reader]] = {}
    for reader in readers(view, today):
        case = reader.tie if isinstance(reader, Insider) else reader
        found.setdefault((case, insight(view, reader, pack, today, ours)), []).append(reader)
    return tuple(Alike(tuple(some), lines) for (_, lines), some in found.items())

"""Whose the citizen is: ours for as long as they live, and a municipality acts that our units work for.

The acting municipality is the controller of the overview (retssikkerhedsloven § 9). Which are ours is said by
the rulebook, and not by what a file had at first: that may have been a slip that was put right since.
"""

from collections.abc import Collection

from samspil.overview.domain.citizen_state import CitizenState


class NotOurs(Exception):
    """The citizen is dead, or another municipality acts: nothing more is decided here."""


def require_ours(citizen: CitizenState, ours: Collection[str]) -> None:
    """Raises ``NotOurs``."""
    if not is_ours(citizen, ours):
        raise NotOurs


def is_ours(citizen: CitizenState, ours: Collection[str]) -> bool:
    """Of whom nothing else was said is ours: the facts of a citizen come in any order."""
    return citizen.dead_since is None and not acts_elsewhere(citizen, ours)


def acts_elsewhere(citizen: CitizenState, ours: Collection[str]) -> bool:
    """Whether another municipality acts."""
    return citizen.who is not None and citizen.who.acting_municipality not in ours

"""The leader's list of looks without a case at hand: who of their own units looked, at whom, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from samspil.overview.pages.access_log_page import name_of
from samspil.overview.pages.access_words import REASON
from samspil.overview.pages.danish import day
from samspil.overview.pages.folded_looks import Folded, fold
from samspil.sealing.read_access import Look
from samspil.vocabulary.citizen_id import CitizenId

ERASED: Final = "Borgeren er slettet"
CLOSED: Final = "Navnet kan ikke åbnes lige nu"


@dataclass(frozen=True, slots=True)
class TeamLook:
    """One person at one citizen on one day for one reason."""

    who: str
    day: str
    times: int
    whom: str
    reason: str
    words: str
    """Their own, of why; empty without any."""


def team_looks(
    looks: Iterable[Look],
    staff: Mapping[str, str],
    names: Mapping[CitizenId, str] | None,
    words: Mapping[int, str],
) -> tuple[TeamLook, ...]:
    """The newest first. ``names`` are the citizens', ``words`` by the ids of looks: opened for this list.

    ``names`` are None while they cannot be opened; who was erased has none.
    """

    def alike(look: Look) -> tuple[object, ...]:
        return look.who, look.citizen, look.reason, words.get(look.id)

    return tuple(_line(one, staff, names, words) for one in fold(looks, alike))


def _line(
    folded: Folded, staff: Mapping[str, str], names: Mapping[CitizenId, str] | None, words: Mapping[int, str]
) -> TeamLook:
    look = folded.newest
    return TeamLook(
        name_of(look, staff),
        day(folded.day),
        folded.times,
        CLOSED if names is None else names.get(look.citizen, ERASED),
        REASON.get(look.reason or "", look.reason or ""),
        words.get(look.id, ""),
    )

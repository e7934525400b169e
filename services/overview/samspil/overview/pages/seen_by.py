"""Who has seen a citizen's data, as the citizen is told: one sentence for each person and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samspil.overview.pages import words
from samspil.overview.pages.access_words import PURPOSE, REASON, Purpose
from samspil.overview.pages.danish import listed, spoken
from samspil.sealing.read_access import Look
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Role

OTHERWISE = Purpose("", "så", "dine oplysninger")
"""Where nobody has words for what it was for."""
NO_CASE = "Havde ikke din sag. Grund: "


@dataclass(frozen=True, slots=True)
class Seen:
    """What one person saw on one day."""

    sentence: str
    """``Mette Prøvesen, sagsbehandler, så din plan 28. november.``"""
    reason: str
    """Of looks without a case at hand, why; empty where there was one, or nobody was asked."""
    words: tuple[str, ...] = ()
    """The reader's own, of why; each once."""


def seen_by(
    looks: Iterable[Look], staff: Mapping[str, str], today: date, words: Mapping[int, str] | None = None
) -> tuple[Seen, ...]:
    """``looks`` at one citizen, the newest first, and so the days. ``staff``: names by subject id.

    ``words`` are those of why, by the ids of looks, opened for this list.
    """
    found: dict[tuple[date, str], list[Look]] = {}
    for look in looks:
        found.setdefault((danish_day(look.at), look.who), []).append(look)
    return tuple(_seen(day, of, staff, today, words or {}) for (day, _), of in found.items())


def _seen(
    day: date, looks: list[Look], staff: Mapping[str, str], today: date, written: Mapping[int, str]
) -> Seen:
    given = dict.fromkeys(one.reason for one in looks if one.is_without_case and one.reason)
    reasons = [REASON.get(one, one).lower() for one in given]
    return Seen(
        f"{_who(looks[0], staff)} {_what(looks)} {spoken(day, today)}.",
        f"{NO_CASE}{listed(reasons)}." if reasons else "",
        tuple(dict.fromkeys(written[one.id] for one in looks if one.id in written)),
    )


def _who(look: Look, staff: Mapping[str, str]) -> str:
    if look.role == Role.INTEGRATOR:
        return "Samspil"
    role = words.ROLE[Role(look.role)].lower() if look.role in set(Role) else "medarbejder"
    return f"{staff[look.who]}, {role}," if look.who in staff else f"En {role}"


def _what(looks: Iterable[Look]) -> str:
    seen: dict[str, dict[str, None]] = {}
    for look in looks:
        purpose = PURPOSE.get(look.why, OTHERWISE)
        seen.setdefault(purpose.verb, {})[purpose.seen] = None
    return listed([f"{verb} {listed([*what])}" for verb, what in seen.items()])

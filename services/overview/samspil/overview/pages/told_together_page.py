"""What was told of one file under another's name, in sentences that somebody can act on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samspil.overview.domain.told_together import ToldTogether, Why
from samspil.overview.pages.danish import instant
from samspil.overview.pages.disclosure_words import FIELDS, RECEIVERS

REASON = {
    Why.LIES_THERE: "Det hører til den anden sag.",
    Why.THEIR_CONSENT: "Det kan være fortalt på et samtykke, der hører til den anden sag.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a partner was told."""

    sentence: str
    when: str
    referral: UUID | None
    """The referral that it was, for a link."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time in which the two files were one."""

    survivor: UUID
    """In whose file they were told and written."""
    heading: str
    told: tuple[Told, ...]
    written: tuple[tuple[str, UUID], ...]
    """Referrals that were written meanwhile: when, and which."""


def sentence(told: ToldTogether) -> str:
    """What the partner was told, and why that may have been wrong."""
    return f"{RECEIVERS[told.receiver]} fik at vide, {FIELDS[told.field]}. {REASON[told.why]}"


def period(
    survivor: UUID,
    since: datetime,
    until: datetime | None,
    told: Iterable[ToldTogether],
    written: Iterable[tuple[datetime, UUID]],
) -> Period:
    """As it is read."""
    return Period(
        survivor,
        f"Fra {instant(since)} til {instant(until)}" if until else f"Siden {instant(since)}",
        tuple(Told(sentence(one), _when(one), _referral(one)) for one in told),
        tuple((instant(at), id_) for at, id_ in written),
    )


def _when(told: ToldTogether) -> str:
    first, last = instant(told.first), instant(told.last)
    return first if first == last else f"første gang {first}, sidst {last}"


def _referral(told: ToldTogether) -> UUID | None:
    return told.thing if told.field == "referrals" else None

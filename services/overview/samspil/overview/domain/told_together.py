"""What partners were told of one file under the name of another, while the two were taken for one person.

Who parts two files has to know it: told to the wrong name it may be a breach (GDPR article 33).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from samspil.overview.domain.inform import Informed
from samspil.overview.domain.merges import Merge
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.together import things
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class Why(StrEnum):
    """Why a thing that was told may have been told wrongly."""

    LIES_THERE = "lies_there"
    """It lies in the other file."""
    THEIR_CONSENT = "their_consent"
    """It is the person's own, and may have been told on a consent that lies in the other file."""


class Said(NamedTuple):
    """One time that a partner was told all it may know."""

    at: datetime
    receiver: Receiver
    informed: Informed


@dataclass(frozen=True, slots=True)
class ToldTogether:
    """One thing that a partner was told under the survivor's name."""

    receiver: Receiver
    field: str
    thing: UUID | None
    """Its id, where it has one."""
    why: Why
    first: datetime
    last: datetime
    """When it was said first and last; it was known until something else was said."""


def told_together(said: Iterable[Said], other: View, merge: Merge) -> tuple[ToldTogether, ...]:
    """Of what was ``said`` of the survivor, the oldest first; ``other`` is the absorbed file alone."""
    theirs = frozenset((*things(other), *(one.request for one in other.referrals if one.request)))
    names = frozenset(_names(other))
    consenting = _consenting(other, merge)
    found: dict[tuple[Receiver, str, UUID | None, Why], ToldTogether] = {}
    for one in said:
        during = merge.since <= one.at and (merge.until is None or one.at <= merge.until)
        for field, thing, name in _parts(one.informed):
            if thing in theirs or name in names:
                why = Why.LIES_THERE
            elif during and one.receiver in consenting:
                why = Why.THEIR_CONSENT
            else:
                continue
            before = found.get((one.receiver, field, thing, why))
            told = before or ToldTogether(one.receiver, field, thing, why, one.at, one.at)
            found[one.receiver, field, thing, why] = replace(told, last=one.at)
    return tuple(sorted(found.values(), key=lambda one: (one.first, one.receiver, one.field, str(one.thing))))


def _parts(informed: Informed) -> Iterator[tuple[str, UUID | None, Sealed | None]]:
    """Each field, what it is about, and whom it names."""
    if informed.identity:
        yield "identity", None, None
    if hold := getattr(informed, "contact_hold", None):
        yield "contact_hold", hold.hold_id, None
    if person := getattr(informed, "contact_person", None):
        yield "contact_person", None, person.name
    yield from (("referrals", one.referral_id, None) for one in getattr(informed, "referrals", ()))
    yield from (("requests", one.request_id, None) for one in getattr(informed, "requests", ()))


def _names(other: View) -> Iterator[Sealed]:
    yield from (one.support_worker_name for one in other.plan.interventions)
    if other.citizen.coordinator:
        yield other.citizen.coordinator.name


def _consenting(other: View, merge: Merge) -> Collection[Receiver]:
    """Whom a consent of the other file let tell something, on a day on which the two were one."""
    ends = danish_day(merge.until) if merge.until else None
    standing = [
        one
        for one in other.citizen.consents
        if one.until >= danish_day(merge.since)
        and (one.withdrawn_at is None or one.withdrawn_at > merge.since)
        and (ends is None or danish_day(one.given_at) <= ends)
    ]
    return {to for to in Receiver for one in standing if to.sector in one.to_sectors}

"""Merging: two files are of one person. Nothing moves; one of them is part of the other from then on."""

from dataclasses import dataclass, replace
from datetime import datetime

from samspil.contracts.citizen import CitizenMerged
from samspil.referral.domain.citizen_file import (
    CitizenFile,
    FileIsMerged,
    require_alive,
    require_standing,
)
from samspil.vocabulary.citizen_id import CitizenId


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files of one person."""

    survivor: CitizenId
    """Of which everything new is said."""
    absorbed: CitizenId
    """Which keeps what is its own, and is answered there."""


class SameFile(Exception):
    """It is one file."""


class IntoMerged(Exception):
    """The file that is to survive is part of another one itself: that one survives."""

    def __init__(self, survivor: CitizenId) -> None:
        super().__init__()
        self.citizen_id = survivor


class HasAbsorbed(Exception):
    """Others are part of the file that is to be absorbed: they are parted first."""


class ActsElsewhere(Exception):
    """Another municipality acts in the one than in the other: that is corrected first, or one has moved."""


class SurvivorWithoutNumber(Exception):
    """The one that is to survive has no number, and the other has."""


CANNOT_BE_MERGED = (FileIsMerged, SameFile, IntoMerged, HasAbsorbed, ActsElsewhere, SurvivorWithoutNumber)
"""Why two files stay two, beside that somebody is dead."""

Both = tuple[CitizenFile, CitizenFile]
"""The survivor's file, and the absorbed one."""


def merge(
    pair: Pair, survivor: CitizenFile, absorbed: CitizenFile, by: str, now: datetime
) -> tuple[Both, CitizenMerged]:
    """Both files as they are from then on, and what is said of each.

    Raises ``CitizenIsDead`` and one of ``CANNOT_BE_MERGED``.
    """
    if pair.survivor == pair.absorbed:
        raise SameFile
    require_standing(absorbed)
    if survivor.merged_into is not None:
        raise IntoMerged(survivor.merged_into)
    if absorbed.absorbed:
        raise HasAbsorbed
    require_alive(absorbed)
    require_alive(survivor)
    if absorbed.acting_municipality != survivor.acting_municipality:
        raise ActsElsewhere
    if survivor.cpr is None and absorbed.cpr is not None:
        raise SurvivorWithoutNumber
    both = (
        replace(
            survivor,
            absorbed=(*survivor.absorbed, pair.absorbed),
            parted=tuple(one for one in survivor.parted if one != pair.absorbed),
        ),
        replace(
            absorbed,
            merged_into=pair.survivor,
            parted=tuple(one for one in absorbed.parted if one != pair.survivor),
        ),
    )
    fact = CitizenMerged(survivor=pair.survivor, absorbed=pair.absorbed, merged_by=by, occurred_at=now)
    return both, fact

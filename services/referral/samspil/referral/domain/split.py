"""Splitting: they are two persons after all, and each file has what always was its own."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.citizen import CitizenSplit
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.merge import Both, Pair
from samspil.vocabulary.citizen_id import CitizenId


class NotMerged(Exception):
    """The file is part of no other."""


def require_merged(file: CitizenFile) -> CitizenId:
    """The one that survives. Raises ``NotMerged``."""
    if file.merged_into is None:
        raise NotMerged
    return file.merged_into


def split(
    pair: Pair, survivor: CitizenFile, absorbed: CitizenFile, by: str, now: datetime
) -> tuple[Both, CitizenSplit]:
    """Both files as they are from then on, and what is said of each. Raises ``NotMerged``."""
    require_merged(absorbed)
    both = (
        replace(
            survivor,
            absorbed=tuple(one for one in survivor.absorbed if one != pair.absorbed),
            parted=(*survivor.parted, pair.absorbed),
        ),
        replace(absorbed, merged_into=None, parted=(*absorbed.parted, pair.survivor)),
    )
    fact = CitizenSplit(survivor=pair.survivor, absorbed=pair.absorbed, split_by=by, occurred_at=now)
    return both, fact

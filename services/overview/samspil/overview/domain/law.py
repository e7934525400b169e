"""The law pack: which class of information may go to whom on which basis, as dated data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis


class Receiver(StrEnum):
    """To whom: an organisation in a function."""

    JOBCENTER = "jobcenter"
    """The municipality's employment function."""
    REGION = "region"
    """The region's hospitals."""


@dataclass(frozen=True, slots=True)
class LawPack:
    """What the law allows from a day on. What it does not name goes to nobody."""

    valid_from: date
    allows: Mapping[tuple[Receiver, DataClass], frozenset[LegalBasis]]

    def bases(self, receiver: Receiver, kind: DataClass) -> frozenset[LegalBasis]:
        """On which of these the receiver may have the class; none: never."""
        return self.allows.get((receiver, kind), frozenset())


Law = Sequence[LawPack]
"""All packs."""


def in_force(law: Law, today: date) -> LawPack:
    """The newest pack that is valid on the day; before the first one nothing is allowed."""
    valid = [pack for pack in law if pack.valid_from <= today]
    return max(valid, key=lambda pack: pack.valid_from, default=LawPack(date.min, {}))


def next_change(law: Law, today: date) -> date | None:
    """The day on which another pack comes into force."""
    return min((pack.valid_from for pack in law if pack.valid_from > today), default=None)

"""Grounds: on what information about this citizen may go to a receiver, and until when."""

from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.law import LawPack, Receiver
from samspil.overview.domain.view import View
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

SECTOR = {Receiver.JOBCENTER: Sector.EMPLOYMENT, Receiver.REGION: Sector.REGION}

NOTICE_GIVING = frozenset({LegalBasis.SEL_85, LegalBasis.SEL_99, LegalBasis.SEL_107, LegalBasis.SEL_108})
"""Support for whose sake hospitals' notices are received: chapter 16 and §§ 107, 108 of serviceloven."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A basis for some classes, with its last day where it has one."""

    basis: LegalBasis
    kinds: frozenset[DataClass]
    until: date | None
    inbound: bool = False
    """Whether it is the partner who may tell us."""


def grounds(view: View, receiver: Receiver, today: date) -> tuple[Ground, ...]:
    """Everything that stands today: consents towards the receiver, and what the law itself gives."""
    partner = SECTOR[receiver]
    standing = [consent for consent in view.citizen.consents if consent.holds(today)]
    outbound = (
        Ground(one.law, frozenset(one.kinds), one.until)
        for one in standing
        if one.from_sector is Sector.SOCIAL and partner in one.to_sectors
    )
    inbound = (
        Ground(one.law, frozenset(one.kinds), one.until, inbound=True)
        for one in standing
        if one.from_sector is partner and Sector.SOCIAL in one.to_sectors
    )
    by_law = (Ground(LegalBasis.RSL_12C, frozenset({DataClass.STAY}), None, inbound=True),)
    return (*outbound, *inbound, *(by_law if receiver is Receiver.REGION and _has_support(view) else ()))


def _has_support(view: View) -> bool:
    return any(one.provision in NOTICE_GIVING for one in view.plan.agreed_help)


def ground_for(
    kind: DataClass, found: tuple[Ground, ...], pack: LawPack, receiver: Receiver, *, inbound: bool
) -> Ground | None:
    """The ground that lasts longest, of those in that direction that the law accepts for the class."""
    accepted = pack.bases(receiver, kind)
    standing = [
        one for one in found if one.inbound is inbound and kind in one.kinds and one.basis in accepted
    ]
    return max(standing, key=lambda one: one.until or date.max, default=None)

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


def grounds(view: View, receiver: Receiver, today: date) -> tuple[Ground, ...]:
    """Everything that stands today: consents towards the receiver, and what the law itself gives."""
    given = tuple(
        Ground(consent.law, frozenset(consent.kinds), consent.until)
        for consent in view.citizen.consents
        if consent.holds(today) and _concerns(consent.from_sector, consent.to_sectors, SECTOR[receiver])
    )
    if receiver is Receiver.REGION and _has_support(view):
        return (*given, Ground(LegalBasis.RSL_12C, frozenset({DataClass.STAY}), None))
    return given


def _concerns(from_sector: Sector, to_sectors: tuple[Sector, ...], partner: Sector) -> bool:
    """A consent speaks of one direction between us and the partner: what we tell, or what it may tell us."""
    return (from_sector is Sector.SOCIAL and partner in to_sectors) or (
        from_sector is partner and Sector.SOCIAL in to_sectors
    )


def _has_support(view: View) -> bool:
    return view.plan.agreed_on is not None and any(
        one.provision in NOTICE_GIVING for one in view.plan.interventions
    )


def ground_for(
    kind: DataClass, found: tuple[Ground, ...], pack: LawPack, receiver: Receiver
) -> Ground | None:
    """The ground that lasts longest, of those that the law accepts for the class and the receiver."""
    accepted = pack.bases(receiver, kind)
    standing = [one for one in found if kind in one.kinds and one.basis in accepted]
    return max(standing, key=lambda one: one.until or date.max, default=None)

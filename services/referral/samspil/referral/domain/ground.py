"""The ground of a referral to another party: what it tells and what is answered must both be allowed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from samspil.referral.domain.consent import Consents
from samspil.rulebook.law import Circumstances, LawPack, without_ground
from samspil.rulebook.whole_consent import (
    Agreement,
    EndsInThePast,
    KindWithoutEffect,
    LastsTooLong,
    NotInWriting,
    OverAYear,
)
from samspil.vocabulary.consent_form import ConsentForm
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

TOLD = (DataClass.IDENTITY, DataClass.REFERRAL)
"""Of whom it is, and what is asked."""
ANSWERED: Final[Mapping[Sector, tuple[DataClass, ...]]] = {
    Sector.EMPLOYMENT: (DataClass.REFERRAL,),
    Sector.REGION: (DataClass.REFERRAL, DataClass.MESSAGE),
}
"""A hospital answers in a message: what may not be received of it, nobody reads, and nobody can enter."""


class NumberWanted(Exception):
    """The citizen has no number yet, and no other party can be asked about somebody without one."""


class NoGround(Exception):
    """Nothing lets the asked party have the referral, or lets it answer us."""


class AgreedInThePast(Exception):
    """The last day of what is agreed to with the referral has passed."""


class AgreedForOverAYear(Exception):
    """It lies more than a year ahead, and the law by which that party answers lets a consent hold for one."""


class AgreedForTooLong(Exception):
    """It lies further ahead than the law lets a consent hold."""


class NotAgreedInWriting(Exception):
    """The law by which that party answers asks for it in writing, and it is not said to be."""


WRONG_WITH_REFERRAL: Final[Mapping[type[Exception], type[Exception]]] = {
    EndsInThePast: AgreedInThePast,
    OverAYear: AgreedForOverAYear,
    LastsTooLong: AgreedForTooLong,
    NotInWriting: NotAgreedInWriting,
    KindWithoutEffect: NoGround,
}
"""What a consent lacks, as it is said of one given with a referral: its parts have other names there."""


def require_ground(to_sector: Sector, consents: Consents, pack: LawPack, today: date) -> None:
    """Among ourselves none is needed. Raises ``NoGround``."""
    if to_sector is Sector.SOCIAL:
        return
    known = Circumstances(tuple(consents.values()))
    missing = without_ground(pack, Sector.SOCIAL, to_sector, TOLD, known, today)
    missing |= without_ground(pack, to_sector, Sector.SOCIAL, ANSWERED[to_sector], known, today)
    if missing:
        raise NoGround


def require_number(to_sector: Sector, number: Sealed | None) -> None:
    """Among ourselves none is needed. Raises ``NumberWanted``."""
    if number is None and to_sector is not Sector.SOCIAL:
        raise NumberWanted


def agreements(case: UUID, to_sector: Sector, until: date, form: ConsentForm | None) -> Iterable[Agreement]:
    """The consents that a referral to that party stands on, where the citizen gives them with it."""
    for giver, taker, kinds in (
        (Sector.SOCIAL, to_sector, TOLD),
        (to_sector, Sector.SOCIAL, ANSWERED[to_sector]),
    ):
        yield Agreement(None, kinds, giver, (taker,), case, until, form)

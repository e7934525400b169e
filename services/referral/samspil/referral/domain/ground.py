"""The ground of a referral to another party: what it tells and what is answered must both be allowed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from samspil.referral.domain.consent import Consents
from samspil.rulebook.law import Circumstances, LawPack, without_ground
from samspil.rulebook.whole_consent import Agreement
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

TOLD = (DataClass.IDENTITY, DataClass.REFERRAL)
"""Of whom it is, and what is asked."""
ANSWERED = (DataClass.REFERRAL,)


class NumberWanted(Exception):
    """The citizen has no number yet, and no other party can be asked about somebody without one."""


class NoGround(Exception):
    """Nothing lets the asked party have the referral, or lets it answer us."""


def require_ground(to_sector: Sector, consents: Consents, pack: LawPack, today: date) -> None:
    """Among ourselves none is needed. Raises ``NoGround``."""
    if to_sector is Sector.SOCIAL:
        return
    known = Circumstances(tuple(consents.values()))
    missing = without_ground(pack, Sector.SOCIAL, to_sector, TOLD, known, today)
    missing |= without_ground(pack, to_sector, Sector.SOCIAL, ANSWERED, known, today)
    if missing:
        raise NoGround


def require_number(to_sector: Sector, number: Sealed | None) -> None:
    """Among ourselves none is needed. Raises ``NumberWanted``."""
    if number is None and to_sector is not Sector.SOCIAL:
        raise NumberWanted


def agreements(case: UUID, to_sector: Sector, until: date) -> Iterable[Agreement]:
    """The consents that a referral to that party stands on, where the citizen gives them with it."""
    for giver, taker, kinds in (
        (Sector.SOCIAL, to_sector, TOLD),
        (to_sector, Sector.SOCIAL, ANSWERED),
    ):
        yield Agreement(None, kinds, giver, (taker,), case, until)

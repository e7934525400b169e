"""What makes a consent less: some of its kinds, some of its takers, an earlier end, and never nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from samspil.rulebook.law import Consent
from samspil.rulebook.whole_consent import EndsInThePast, NoKind, NoReceiver
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Rest:
    """What still holds."""

    kinds: tuple[DataClass, ...]
    to_sectors: tuple[Sector, ...]
    until: date
    """Its last day."""


class UnknownConsent(Exception):
    """The citizen has given no such consent."""


class AlreadyWithdrawn(Exception):
    """The consent was taken back before."""


class ConsentIsOver(Exception):
    """The consent's last day has passed."""


class KindAdded(Exception):
    """It names a kind of information that the consent does not."""


class ReceiverAdded(Exception):
    """It names somebody who may be told and whom the consent does not name."""


class EndsLater(Exception):
    """Its last day lies after that of the consent."""


class NothingLess(Exception):
    """It names all that the consent does."""


WRONG_RESTS = (
    AlreadyWithdrawn,
    ConsentIsOver,
    NoKind,
    NoReceiver,
    KindAdded,
    ReceiverAdded,
    EndsLater,
    EndsInThePast,
    NothingLess,
)
"""Why a consent is not made less: it is over, or what is named is more, nothing, or the same."""

C = TypeVar("C", bound=Consent)


def require_consent(consents: Mapping[UUID, C], consent_id: UUID) -> C:
    """The citizen's consent. Raises ``UnknownConsent``."""
    consent = consents.get(consent_id)
    if consent is None:
        raise UnknownConsent
    return consent


def require_not_withdrawn(consent: Consent) -> None:
    """Let on who takes it back, whether it is over or not. Raises ``AlreadyWithdrawn``."""
    if consent.withdrawn_at is not None:
        raise AlreadyWithdrawn


def require_less(consent: Consent, rest: Rest, today: date) -> Rest:
    """What still holds, in the consent's own order. Raises one of ``WRONG_RESTS``."""
    require_not_withdrawn(consent)
    if consent.until < today:
        raise ConsentIsOver
    if not rest.kinds:
        raise NoKind
    if not rest.to_sectors:
        raise NoReceiver
    if not set(rest.kinds) <= set(consent.kinds):
        raise KindAdded
    if not set(rest.to_sectors) <= set(consent.to_sectors):
        raise ReceiverAdded
    if rest.until > consent.until:
        raise EndsLater
    if rest.until < today:
        raise EndsInThePast
    less = Rest(
        tuple(one for one in consent.kinds if one in rest.kinds),
        tuple(one for one in consent.to_sectors if one in rest.to_sectors),
        rest.until,
    )
    if less == Rest(consent.kinds, consent.to_sectors, consent.until):
        raise NothingLess
    return less

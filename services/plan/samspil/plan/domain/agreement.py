"""A discharge agreement or coordination plan (psykiatriloven §§ 13 a-c): it needs no plan to be there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.contracts.plan import AgreementEnd, AgreementKind, AgreementStage
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class Agreement:
    """One of them, from asked to ended."""

    id: UUID
    kind: AgreementKind
    asked_by: Sector
    asked_on: date
    stage: AgreementStage = AgreementStage.ASKED
    stay_id: UUID | None = None
    """The stay at whose end it is to be there, where one is known."""
    words: Sealed | None = None
    """What was drafted last; once agreed, what is agreed."""
    drafted_by: Sector | None = None
    agreed_on: date | None = None
    with_citizen: bool | None = None
    ended_on: date | None = None
    ended_by: Sector | None = None
    why: AgreementEnd | None = None
    replaced_by: UUID | None = None
    version: int = 0
    """The number of the last fact about it."""

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be agreed."""
        return self.stage.is_under_way

    @property
    def is_open(self) -> bool:
        """Whether it is worked on, or kept to."""
        return self.stage.is_open


Agreements = dict[UUID, Agreement]
"""All of one citizen's."""


class UnknownAgreement(Exception):
    """No such agreement was asked for about this citizen."""


class AgreementOver(Exception):
    """It ended, or another one took its place: nothing about it changes any more."""


class AlreadyAgreed(Exception):
    """Both sides stand by it: another one is asked for in its place."""


def require_agreement(agreements: Agreements, agreement_id: UUID) -> Agreement:
    """The citizen's agreement. Raises ``UnknownAgreement``."""
    agreement = agreements.get(agreement_id)
    if agreement is None:
        raise UnknownAgreement
    return agreement


def require_under_way(agreement: Agreement) -> None:
    """It is still to be agreed. Raises ``AgreementOver`` or ``AlreadyAgreed``."""
    if not agreement.is_open:
        raise AgreementOver
    if not agreement.is_under_way:
        raise AlreadyAgreed

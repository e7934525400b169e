"""A service that knows who has a case at hand vouches for a caller at one that does not.

For one person, one thing and a minute, sealed with the citizen's key: only our own services can say it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from samspil.rulebook.case_at_hand import AccessReason, Relation
from samspil.sealing.errors import NotThisCitizens, TamperedToken
from samspil.sealing.keyring import VOUCHER, Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller
from samspil.web.problem_types import NO_CASE_AT_HAND
from samspil.web.problems import Problem

HEADER: Final = "Samspil-Voucher"
HOLDS_FOR: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Voucher:
    who: str
    thing: UUID
    until: AwareDatetime
    relation: Relation | None
    reason: AccessReason | None


_VOUCHER: Final = TypeAdapter(_Voucher)


async def vouch(keyring: Keyring, citizen: CitizenId, caller: Caller, thing: UUID, now: datetime) -> Sealed:
    """That the caller, as the citizen's doors know them, may see the thing; goes as the header ``HEADER``.

    Raises ``UnknownCitizen``, ``KeyDestroyed``, ``KeyringAway``.
    """
    said = _Voucher(caller.subject, thing, now + HOLDS_FOR, caller.relation, caller.reason)
    return await keyring.seal(citizen, VOUCHER, _VOUCHER.dump_json(said).decode())


async def vouched(
    keyring: Keyring, citizen: CitizenId, caller: Caller, thing: UUID, told: Sealed | None, now: datetime
) -> Caller:
    """The caller, with how a case is at hand or why they look.

    Raises ``Problem`` where nobody vouches for them, ``UnknownCitizen``, ``KeyDestroyed``, ``KeyringAway``.
    """
    if told is None:
        raise Problem(NO_CASE_AT_HAND)
    try:
        said = _VOUCHER.validate_json(await keyring.open_voucher(citizen, told))
    except (NotThisCitizens, TamperedToken, ValidationError):
        raise Problem(NO_CASE_AT_HAND) from None
    if (said.who, said.thing) != (caller.subject, thing) or now > said.until:
        raise Problem(NO_CASE_AT_HAND)
    return replace(caller, relation=said.relation, reason=said.reason)

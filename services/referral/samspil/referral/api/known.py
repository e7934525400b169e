"""What a door has to know of a citizen before it can answer."""

from datetime import date
from uuid import UUID

from samspil.referral.api.doors import ReferralDoor
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.referral import Referral, require_referral
from samspil.referral.storage.queries import Read, read_file
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr, InvalidCpr
from samspil.web import problem_types
from samspil.web.auth import Caller
from samspil.web.problems import Problem


async def known(door: ReferralDoor, citizen: CitizenId) -> Read:
    """Everything that is kept of a citizen who has a file. Raises ``Problem``."""
    found = await read_file(door.store.pool, citizen)
    if found is None:
        raise Problem(problem_types.UNKNOWN_CITIZEN)
    return found


async def standing(door: ReferralDoor, citizen: CitizenId) -> tuple[CitizenId, Read | None]:
    """Whoever stands for the citizen, and their file: somebody else where this one's is part of theirs."""
    found = await read_file(door.store.pool, citizen)
    if found is None or found.file.merged_into is None:
        return citizen, found
    return found.file.merged_into, await read_file(door.store.pool, found.file.merged_into)


async def known_referral(door: ReferralDoor, citizen: CitizenId, referral_id: UUID) -> Referral:
    """One of the citizen's referrals. Raises ``Problem``, ``UnknownReferral``."""
    found = await known(door, citizen)
    return require_referral({one.id: one for one in found.referrals}, referral_id)


async def birthday(
    door: ReferralDoor, citizen: CitizenId, file: CitizenFile, caller: Caller, why: str
) -> date | None:
    """As the number tells it; None where it tells none, or there is none. Opening it is logged."""
    if file.cpr is None:
        return None
    number = (await door.open(citizen, {"cpr": file.cpr}, caller, why))["cpr"]
    try:
        return Cpr.parse(number).birthday
    except InvalidCpr:  # kept before numbers were read as strictly
        return None

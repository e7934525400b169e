"""What a citizen's file says in somebody's words, sealed at the door: what reads as before is no change."""

from samspil.referral.api.doors import ReferralDoor
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller


async def seal_name(
    door: ReferralDoor, citizen: CitizenId, file: CitizenFile | None, name: str, caller: Caller, why: str
) -> Sealed:
    """The file's own token where it reads the same; opening that is logged."""
    return await _seal(door, citizen, "name", name, file.name if file else None, caller, why)


async def seal_address(
    door: ReferralDoor, citizen: CitizenId, file: CitizenFile, address: str, caller: Caller, why: str
) -> Sealed:
    """The same of the address."""
    return await _seal(door, citizen, "address", address, file.address, caller, why)


async def seal_number(
    door: ReferralDoor, citizen: CitizenId, file: CitizenFile, number: str, caller: Caller, why: str
) -> Sealed:
    """The same of the number."""
    return await _seal(door, citizen, "cpr", number, file.cpr, caller, why)


async def _seal(
    door: ReferralDoor,
    citizen: CitizenId,
    kind: str,
    text: str,
    kept: Sealed | None,
    caller: Caller,
    why: str,
) -> Sealed:
    if kept and (await door.open(citizen, {kind: kept}, caller, why))[kind] == text:
        return kept
    return await door.keyring.seal(citizen, kind, text)

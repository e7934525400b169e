"""Whose a number is, asked before it is written down for somebody, and led there."""

from samspil.referral.api.doors import ReferralDoor
from samspil.referral.api.known import known, standing
from samspil.referral.api.remedies import NUMBER_OF_ANOTHER
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr
from samspil.web import problem_types
from samspil.web.at_hand import as_known
from samspil.web.auth import Caller
from samspil.web.problems import Problem


async def require_free(
    door: ReferralDoor, citizen: CitizenId, file: CitizenFile, cpr: Cpr, caller: Caller
) -> CitizenId | None:
    """The id that the number leads to, of which there is no other file; None: it leads nowhere.

    A number that another file goes by is that one's, also where the two are one person's: whoever has the
    number is the one that survives. Raises ``Problem``.
    """
    owner = await door.keyring.find(cpr)
    if owner is None:
        return None
    whose, found = await standing(door, owner)
    if found is not None and whose not in (citizen, file.merged_into):
        raise await _of_another(door, whose, caller)
    for one in file.absorbed:
        theirs = (await known(door, one)).file
        opened = await door.open(one, {"cpr": theirs.cpr} if theirs.cpr else {}, caller, "link-number")
        if opened.get("cpr") == cpr.number:
            raise await _of_another(door, one, caller)
    return owner


async def lead_here(door: ReferralDoor, citizen: CitizenId, cpr: Cpr, owner: CitizenId | None) -> None:
    """Before it is said, as it is in registering. Raises ``Problem`` where it leads elsewhere by now."""
    if owner != citizen and not await door.keyring.link(cpr, citizen, instead_of=owner):
        raise Problem(problem_types.CONFLICT)


async def _of_another(door: ReferralDoor, other: CitizenId, caller: Caller) -> Problem:
    """Which file that is says it to whoever may look there."""
    ties = await door.ties(other)
    may_look = ties is not None and await as_known(door, other, ties, caller)
    return Problem(NUMBER_OF_ANOTHER, citizen_id=other if may_look else None)

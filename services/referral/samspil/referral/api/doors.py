"""What every route of this service works with."""

from itertools import chain
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from samspil.contracts import topics
from samspil.ledger.heard import read_heard
from samspil.ledger.store import Store
from samspil.referral.domain import referral
from samspil.referral.domain.cancel import NotTheAuthor
from samspil.referral.domain.referral import AskedOfAnother, OwnReferral
from samspil.referral.messages.plan import helpers
from samspil.referral.storage.queries import read_case, read_person
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.case_at_hand import Ties, ties_of
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.at_hand import at_hand
from samspil.web.auth import Caller, Role, allow, refusal
from samspil.web.own import of_their_own
from samspil.web.own import relative_id as own_relative_id
from samspil.web.problem_types import NOT_THEIR_OWN
from samspil.web.refusals import refuses


class ReferralDoor(door.Door[ReferralTransaction]):
    """Beside store and keyring what is decided by: who can be asked for what, and what may be told."""

    def __init__(
        self, store: Store[ReferralTransaction], keyring: Keyring, rules: Rulebook, law: Law
    ) -> None:
        super().__init__(store, keyring)
        self.rules = rules
        self.law = law

    async def ties(self, citizen: CitizenId) -> Ties | None:
        """By every file of the person and its referrals, and what was heard of the plan."""
        files = await read_person(self.store.pool, citizen)
        found = [ties for one in files if (ties := await self._ties_of(one)) is not None]
        return tuple(chain.from_iterable(found)) if found else None

    async def _ties_of(self, citizen: CitizenId) -> Ties | None:
        known = await read_case(self.store.pool, citizen)
        if known is None:
            return None
        try:
            heard = await read_heard(self.store.pool, citizen, (topics.PLAN,))
        except ValueError:  # it can no longer be read: whoever helps gives a reason meanwhile
            heard = []
        return ties_of(known.coordinator, known.opened_by, helpers(heard), known.referrals)


Door = Annotated[ReferralDoor, Depends(door.door_of)]

_staff = allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL)
_of_units = allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL)

Registering = Annotated[Caller, Depends(_staff)]
"""Who opens files, whoever has cases of the citizen's at hand."""
Searching = Annotated[Caller, Depends(_of_units)]
Staff = Annotated[Caller, Depends(at_hand(_staff))]
StaffOrOwn = Annotated[
    Caller,
    Depends(at_hand(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL, own=(Role.CITIZEN,)))),
]
"""``Staff``, or the citizen about their own."""
OfUnits = Annotated[Caller, Depends(at_hand(_of_units))]
Leading = Annotated[
    Caller,
    Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, Role.LEADER, sector=Sector.SOCIAL)),
]
"""Who sees what their own units owe and wait for."""
Naming = Annotated[
    Caller, Depends(at_hand(allow(Role.CASEWORKER, Role.VISITATOR, Role.LEADER, sector=Sector.SOCIAL)))
]
"""Who names a citizen's coordinator."""


def staff(caller: Caller) -> referral.Staff:
    """The caller as the domain knows who takes a step."""
    return referral.Staff(caller.subject, caller.units, decides=caller.role is Role.VISITATOR)


@refuses(AskedOfAnother, OwnReferral)
async def _answerer(caller: OfUnits) -> referral.Staff:
    return staff(caller)


@refuses(NotTheAuthor)
async def _author(caller: Staff) -> referral.Staff:
    return staff(caller)


Answering = Annotated[referral.Staff, Depends(_answerer)]
"""Who takes referrals to their own units in and answers them."""
Author = Annotated[referral.Staff, Depends(_author)]
"""Who changes what they asked."""


@refuses(NOT_THEIR_OWN)
async def _relative(
    relative_id: UUID, caller: Annotated[Caller, Depends(of_their_own(allow(own=(Role.RELATIVE,))))]
) -> Caller:
    if own_relative_id(caller) != relative_id:
        raise refusal(NOT_THEIR_OWN)
    return caller


Themselves = Annotated[Caller, Depends(_relative)]
"""The relative whom the address names, whatever they may be told by now."""

"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends

from samspil.ledger.store import Store
from samspil.referral.domain import referral
from samspil.referral.domain.cancel import NotTheAuthor
from samspil.referral.domain.referral import AskedOfAnother, OwnReferral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow
from samspil.web.refusals import refuses


class ReferralDoor(door.Door[ReferralTransaction]):
    """Beside store and keyring what is decided by: who can be asked for what, and what may be told."""

    def __init__(
        self, store: Store[ReferralTransaction], keyring: Keyring, rules: Rulebook, law: Law
    ) -> None:
        super().__init__(store, keyring)
        self.rules = rules
        self.law = law


Door = Annotated[ReferralDoor, Depends(door.door_of)]

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
OfUnits = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]
Leading = Annotated[
    Caller,
    Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, Role.LEADER, sector=Sector.SOCIAL)),
]
"""Who sees what their own units owe and wait for."""
Naming = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.LEADER, sector=Sector.SOCIAL))]
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

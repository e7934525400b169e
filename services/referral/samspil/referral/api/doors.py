"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends

from samspil.ledger.store import Store
from samspil.referral.domain.referral import Answerer, AskedOfAnother, OwnReferral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.rulebook.law import Law
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow
from samspil.web.refusals import refuses


class ReferralDoor(door.Door[ReferralTransaction]):
    """Beside store and keyring the law: under what a citizen consents, and what a referral stands on."""

    def __init__(self, store: Store[ReferralTransaction], keyring: Keyring, law: Law) -> None:
        super().__init__(store, keyring)
        self.law = law


Door = Annotated[ReferralDoor, Depends(door.door_of)]

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
Visitator = Annotated[Caller, Depends(allow(Role.VISITATOR, sector=Sector.SOCIAL))]


@refuses(AskedOfAnother, OwnReferral)
async def _answerer(caller: Visitator) -> Answerer:
    return Answerer(caller.subject, caller.sector or Sector.SOCIAL)


Answering = Annotated[Answerer, Depends(_answerer)]
"""Who takes referrals in and answers them."""

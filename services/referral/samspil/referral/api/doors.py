"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends, Request

from samspil.referral.domain.referral import Answerer
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow


async def _door(request: Request) -> door.Door[ReferralTransaction]:
    behind: door.Door[ReferralTransaction] = request.app.state.door
    return behind


Door = Annotated[door.Door[ReferralTransaction], Depends(_door)]

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
Visitator = Annotated[Caller, Depends(allow(Role.VISITATOR, sector=Sector.SOCIAL))]


async def _answerer(caller: Visitator) -> Answerer:
    return Answerer(caller.subject, caller.sector or Sector.SOCIAL)


Answering = Annotated[Answerer, Depends(_answerer)]
"""Who takes referrals in and answers them."""

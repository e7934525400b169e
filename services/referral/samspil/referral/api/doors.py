"""What every route of this service works with."""

from typing import Annotated

from fastapi import Depends

from samspil.referral.domain.referral import Answerer, AskedOfAnother, OwnReferral
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.auth import Caller, Role, allow
from samspil.web.refusals import refuses

Door = Annotated[door.Door[ReferralTransaction], Depends(door.door_of)]

Staff = Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))]
Finder = Annotated[
    Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))
]
"""Who may find a citizen's id by the number: whoever may see the view."""
Visitator = Annotated[Caller, Depends(allow(Role.VISITATOR, sector=Sector.SOCIAL))]


@refuses(AskedOfAnother, OwnReferral)
async def _answerer(caller: Visitator) -> Answerer:
    return Answerer(caller.subject, caller.sector or Sector.SOCIAL)


Answering = Annotated[Answerer, Depends(_answerer)]
"""Who takes referrals in and answers them."""

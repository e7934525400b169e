"""What every route of this service works with."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from samspil.contracts import topics
from samspil.ledger.heard import read_heard
from samspil.ledger.store import Store
from samspil.plan.domain.support_question import QuestionState
from samspil.plan.messages.case import ties_heard
from samspil.plan.storage.queries import Read, read_files, read_plan
from samspil.plan.storage.transaction import PlanTransaction
from samspil.rulebook.case_at_hand import Helper, Ties
from samspil.rulebook.rulebook import Rulebook
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.at_hand import at_hand
from samspil.web.auth import Caller, Role, allow


class PlanDoor(door.Door[PlanTransaction]):
    """Beside store and keyring the catalogue of the help that is given, and the municipality that reports."""

    def __init__(
        self, store: Store[PlanTransaction], keyring: Keyring, rules: Rulebook, organisation: UUID
    ) -> None:
        super().__init__(store, keyring)
        self.rules = rules
        self.organisation = organisation

    async def ties(self, citizen: CitizenId) -> Ties | None:
        """By every file of the person: whoever has a case by one of them has it by the others."""
        ties: Ties | None = None
        for file in await read_files(self.store.pool, citizen):
            if (found := await self._ties_of(file)) is not None:
                ties = (*(ties or ()), *found)
        return ties

    async def _ties_of(self, citizen: CitizenId) -> Ties | None:
        """By the plan's own help, and what was heard of the file and of referrals."""
        heard = await read_heard(self.store.pool, citizen, (topics.CITIZEN, topics.REFERRAL))
        found = await read_plan(self.store.pool, citizen)
        if not heard and found is None:
            return None
        return ties_heard(heard, _helpers(found) if found else ())


def _helpers(found: Read) -> Iterator[Helper]:
    """Who gives help that was agreed, over or not, or is asked something by name."""
    for one in found.plan.interventions.values():
        if one.agreed:
            yield Helper(one.support_worker, one.deputy, one.away_until, one.ended_on)
    yield from (Helper(one.support_worker) for one in found.questions if one.state is QuestionState.OPEN)
    yield from (Helper(one.support_worker) for one in found.follow_ups if one.waits)


Door = Annotated[PlanDoor, Depends(door.door_of)]

Planner = Annotated[Caller, Depends(at_hand(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL)))]
PlannerOrOwn = Annotated[
    Caller,
    Depends(at_hand(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL, own=(Role.CITIZEN,)))),
]
"""``Planner``, or the citizen about their own."""
SupportWorker = Annotated[Caller, Depends(at_hand(allow(Role.SUPPORT_WORKER, sector=Sector.SOCIAL)))]
Reader = Annotated[
    Caller,
    Depends(at_hand(allow(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER, sector=Sector.SOCIAL))),
]
ReaderOrOwn = Annotated[
    Caller,
    Depends(
        at_hand(
            allow(
                *(Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER),
                sector=Sector.SOCIAL,
                own=(Role.CITIZEN,),
            )
        )
    ),
]
"""``Reader``, or the citizen about their own."""

THE_CITIZEN = "citizen"
"""Who wrote what came from home: whose the plan is says which citizen."""


def written_by(caller: Caller) -> str:
    """Staff id, or ``citizen``."""
    return THE_CITIZEN if caller.role is Role.CITIZEN else caller.subject

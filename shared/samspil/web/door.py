"""The one way through a door: whom it is about, what is decided once on the transaction, the answer."""

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Request
from starlette.responses import Response

from samspil.ledger.shelf import OutOfReach
from samspil.ledger.store import Store
from samspil.ledger.transaction import Transaction
from samspil.ledger.versions import StaleVersion
from samspil.rulebook.case_at_hand import Ties
from samspil.sealing.errors import KeyDestroyed, KeyringAway, UnknownCitizen
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web import problem_types as types
from samspil.web.auth import Caller
from samspil.web.idempotency import Answer, Once
from samspil.web.read_model import sealed_in
from samspil.web.refusals import refuses

T = TypeVar("T", bound=Transaction)


@refuses(UnknownCitizen, KeyDestroyed)
async def _citizen(
    citizen_id: Annotated[UUID, Path(description="Samspil's own id.")],
) -> CitizenId:
    return CitizenId(citizen_id)


Citizen = Annotated[CitizenId, Depends(_citizen)]
"""The citizen that the address names."""


@refuses(types.DATABASE_AWAY, KeyringAway)
async def door_of(request: Request) -> Any:
    """The door of this application, as a dependency."""
    return request.app.state.door


class Door(Generic[T]):
    """What is behind every route of a service: its store and the keyring."""

    def __init__(self, store: Store[T], keyring: Keyring) -> None:
        self.store = store
        self.keyring = keyring

    async def ties(self, citizen: CitizenId) -> Ties | None:
        """Who has a case of the citizen's at hand, as far as this service knows; None: it knows of none."""
        raise NotImplementedError

    async def decide(
        self,
        citizen: CitizenId,
        once: Once,
        decision: Callable[[T], Answer],
        also: Collection[CitizenId] = (),
    ) -> Response:
        """Decide on the citizen's transaction, once for each idempotency key; what is raised undoes it.

        ``also`` are others whom the decision turns to.
        """
        try:
            answer = await self._decide(citizen, once, decision, also)
        except OutOfReach:  # a file became part of the same person while this one's lock was waited for
            answer = await self._decide(citizen, once, decision, also)
        return answer.response()

    async def _decide(
        self, citizen: CitizenId, once: Once, decision: Callable[[T], Answer], also: Collection[CitizenId]
    ) -> Answer:
        async with self.store.transaction({citizen, *also}) as tx:
            tx.turn_to(citizen)
            try:
                return await once.answer(tx.connection, lambda: decision(tx))
            except StaleVersion as stale:
                stale.since = await tx.said_since(stale)
                raise

    async def sealed(self, citizen: CitizenId, kind: str, text: str | None) -> Sealed | None:
        """The text as a token, where there is one."""
        return None if text is None else await self.keyring.seal(citizen, kind, text)

    async def opened(self, citizen: CitizenId, things: object, caller: Caller, why: str) -> dict[Sealed, str]:
        """The texts of all that is sealed in these things; who looked and why is logged first."""
        tokens = dict(sealed_in(things))
        texts = await self.open(citizen, tokens, caller, why)
        return {tokens[where]: text for where, text in texts.items()}

    async def open(
        self, citizen: CitizenId, tokens: Mapping[str, Sealed], caller: Caller, why: str
    ) -> dict[str, str]:
        """The texts by the same names; who looked and why is logged first."""
        return await self.keyring.open(citizen, tokens, caller.access(why))

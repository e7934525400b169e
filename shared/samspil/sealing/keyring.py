"""The keyring as doors use it: numbers to citizens, values to tokens and back."""

import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

import asyncpg

from samspil.rulebook.case_at_hand import AccessReason
from samspil.sealing import access as access_log
from samspil.sealing.access import Access
from samspil.sealing.cipher import open_token, seal_text
from samspil.sealing.data_keys import DataKeys
from samspil.sealing.errors import NotThisCitizens, reaching_the_keyring
from samspil.sealing.find import find
from samspil.sealing.get_or_create import get_or_create
from samspil.sealing.held import destroy_held, find_held, open_held, seal_held
from samspil.sealing.index_key import IndexKey
from samspil.sealing.link import NoKeys, link
from samspil.sealing.master_key import MasterKey
from samspil.sealing.merge import follow_merges
from samspil.sealing.new_citizen import new_citizen
from samspil.sealing.reasons import GivenReason, give_reason, reason_given
from samspil.sealing.relatives import (
    RelativeOf,
    end_sign_in,
    find_relatives,
    let_sign_in,
    who_signs_in,
)
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import Sealed

VOUCHER: Final = "voucher"
"""The kind of what services tell each other of a caller: nothing that anybody writes is sealed as this."""


class Keyring:
    """Every call commits by itself, before the service's own transaction begins.

    While the keyring database cannot be reached, every call that needs it raises ``KeyringAway``.
    """

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        master_key: MasterKey,
        index_key: IndexKey,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pool = pool
        self._master_key = master_key
        self._index_key = index_key
        self._keys = DataKeys(pool, master_key, monotonic)

    async def reach(self) -> None:
        """Raises ``KeyringAway`` unless the keyring database answers."""
        with reaching_the_keyring():
            await self._pool.fetchval("SELECT 1")

    async def get_or_create(self, cpr: Cpr) -> CitizenId:
        """The citizen of the number; a new one, with a data key, for a number not seen before."""
        return await get_or_create(self._pool, self._index_key, self._master_key, cpr)

    async def find(self, cpr: Cpr) -> CitizenId | None:
        """The citizen of the number; None for a number not seen before, of which nothing is kept."""
        return await find(self._pool, self._index_key, cpr)

    async def find_to_seal(self, numbers: Collection[Cpr]) -> dict[Cpr, CitizenId]:
        """Of these numbers those that lead to somebody, whose keys are loaded with it: they seal next."""
        hmacs = {self._index_key.of(cpr): cpr for cpr in numbers}
        found = await self._keys.of_numbers(hmacs)
        return {hmacs[number_hmac]: citizen for number_hmac, citizen in found.items()}

    async def seal(self, citizen: CitizenId, kind: str, text: str) -> Sealed:
        """A token that opens for this citizen only; ``kind`` is a code such as ``name``.

        Raises ``UnknownCitizen``, ``KeyDestroyed``.
        """
        newest, *_ = await self._keys.of(citizen)
        return seal_text(newest, kind, text)

    async def note(self, citizen: CitizenId, access: Access, fields: Iterable[str] = ()) -> None:
        """Log a look that opens nothing sealed, before it is answered; ``fields`` names what is looked at.

        The same look within 15 minutes writes no further row. Nothing is asked of the citizen's keys.
        """
        await access_log.record(self._pool, citizen, fields, access)

    async def give_reason(self, citizen: CitizenId, given: GivenReason) -> None:
        """Keep why somebody without a case at hand has to look; given again under its id, it is one."""
        await give_reason(self._pool, citizen, given)

    async def reason_given(self, citizen: CitizenId, who: str) -> AccessReason | None:
        """The reason of theirs that holds now."""
        return await reason_given(self._pool, citizen, who)

    async def seal_held(self, kind: str, text: str) -> Sealed:
        """A token under no citizen's key, for what nobody can place; after thirty days nothing opens it."""
        return await seal_held(self._pool, self._master_key, kind, text)

    async def open_held(self, token: Sealed, access: Access) -> str:
        """What was sealed so; the look is logged first, under the key's id. Raises ``KeyDestroyed``."""
        return await open_held(self._pool, self._master_key, token, access)

    async def find_held(self, token: Sealed) -> frozenset[CitizenId]:
        """Whom the numbers lead to that were sealed so, one a line; they are shown to nobody.

        Raises ``KeyDestroyed``.
        """
        return await find_held(self._pool, self._master_key, self._index_key, token)

    async def destroy_held(self) -> int:
        """Destroy the keys of what was held for thirty days; how many."""
        return await destroy_held(self._pool)

    async def open(self, citizen: CitizenId, tokens: Mapping[str, Sealed], access: Access) -> dict[str, str]:
        """The texts under the names they were given; the look is logged first, as ``note`` does.

        All or none are opened.
        Raises ``UnknownCitizen``, ``KeyDestroyed``, ``NotThisCitizens``, ``TamperedToken``.
        """
        await access_log.record(self._pool, citizen, tokens, access)
        return await self._opened(citizen, tokens)

    async def open_voucher(self, citizen: CitizenId, token: Sealed) -> str:
        """What one service of ours sealed for another: of the citizen it tells nothing, so it is no look.

        Raises ``UnknownCitizen``, ``KeyDestroyed``, ``NotThisCitizens``, ``TamperedToken``.
        """
        if token.kind != VOUCHER:
            raise NotThisCitizens(token.kind)
        return (await self._opened(citizen, {VOUCHER: token}))[VOUCHER]

    async def _opened(self, citizen: CitizenId, tokens: Mapping[str, Sealed]) -> dict[str, str]:
        keys = await self._keys.of(citizen)
        if not {token.key_id for token in tokens.values()} <= {key.id for key in keys}:
            self._keys.forget(citizen)  # one that came since, or another person's
            keys = await self._keys.of(citizen)
        return {name: open_token(keys, token) for name, token in tokens.items()}

    async def link(self, cpr: Cpr, citizen: CitizenId, instead_of: CitizenId | None = None) -> bool:
        """Point one more number at the citizen: one that leads nowhere yet, or to ``instead_of``.

        False where it leads to somebody else. Raises ``UnknownCitizen``, ``KeyDestroyed``.
        """
        try:
            return await link(self._pool, self._index_key, cpr, citizen, instead_of)
        except NoKeys:
            self._keys.forget(citizen)
            await self._keys.of(citizen)  # says which of the two it is
            raise

    async def new_citizen(self) -> CitizenId:
        """A citizen whom no number leads to, with a data key."""
        return await new_citizen(self._pool, self._master_key)

    async def follow_merges(
        self, merged: Mapping[CitizenId, CitizenId], about: CitizenId | None = None
    ) -> None:
        """Let each survivor open what either's keys sealed, and lead both's numbers there; part all others.

        ``merged`` is absorbed → survivor; with ``about`` only that one is looked at.
        """
        await follow_merges(self._pool, merged, about)

    async def let_sign_in(self, citizen: CitizenId, relative: UUID, cpr: Cpr) -> None:
        """Let this number, and no other from now on, sign in as a relative of the citizen's.

        Nothing of it joins with whom the number means. Raises ``UnknownCitizen``, ``KeyDestroyed``.
        """
        if not await let_sign_in(self._pool, self._index_key, RelativeOf(citizen, relative), cpr):
            self._keys.forget(citizen)
            await self._keys.of(citizen)  # says which of the two it is

    async def end_sign_in(self, citizen: CitizenId, relative: UUID) -> None:
        """Nobody signs in as this relative any more; once more does nothing."""
        await end_sign_in(self._pool, RelativeOf(citizen, relative))

    async def find_relatives(self, cpr: Cpr) -> tuple[RelativeOf, ...]:
        """As whose relatives the number signs in; of a stranger nothing is kept."""
        return await find_relatives(self._pool, self._index_key, cpr)

    async def who_signs_in(self, citizen: CitizenId) -> frozenset[UUID]:
        """Which of the citizen's relatives have a number to sign in with."""
        return await who_signs_in(self._pool, citizen)


@asynccontextmanager
async def keyring_at(
    url: str, master_key: MasterKey, index_key: IndexKey, *, connections: int = 4
) -> AsyncIterator[Keyring]:
    """The keyring in the database at ``url``; it need not be there yet, the first call finds out."""
    async with asyncpg.create_pool(
        url, min_size=0, max_size=connections, timeout=3, command_timeout=5, reset=_nothing_to_reset
    ) as pool:
        yield Keyring(pool, master_key, index_key)


async def _nothing_to_reset(connection: object) -> None:
    """Every statement here commits by itself and sets nothing, so a returned connection is as good as new."""

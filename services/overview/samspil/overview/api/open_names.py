"""The names of several citizens, opened for a list."""

from collections.abc import Iterable
from itertools import islice

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.storage.queries import read_names
from samspil.sealing.access import Access
from samspil.vocabulary.citizen_id import CitizenId

NAME = "citizen.who.name"
"""The field as the access log knows it."""

NAMES_AT_MOST = 50
"""Each citizen whose name is opened is an access: nobody reads more of them at once."""


async def open_names(
    door: OverviewDoor, citizens: Iterable[CitizenId], why: Access
) -> dict[CitizenId, str] | None:
    """The first citizens' names, in their order; who was erased is left out.

    None while the keyring is away.
    """
    first = list(islice(citizens, NAMES_AT_MOST))
    known = await read_names(door.store.pool, first)
    sealed = {citizen: known[citizen].citizen for citizen in first if citizen in known}
    tokens = {citizen: {NAME: name} if name else {} for citizen, name in sealed.items()}
    opened = await door.open_each(tokens, why)
    if opened is None:
        return None
    return {citizen: texts.get(NAME, NAMELESS) for citizen, texts in opened.items()}

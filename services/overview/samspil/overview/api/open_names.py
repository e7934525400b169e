"""The names of several citizens, opened for a list."""

from collections.abc import Iterable
from itertools import islice

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.storage.queries import read_names
from samspil.sealing.errors import KeyringAway
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.at_hand import as_known
from samspil.web.auth import Caller

NAME = "citizen.who.name"
"""The field as the access log knows it."""

NAMES_AT_MOST = 50
"""Each citizen whose name is opened is an access: nobody reads more of them at once."""


async def open_names(
    door: OverviewDoor, citizens: Iterable[CitizenId], caller: Caller, why: str, at_most: int = NAMES_AT_MOST
) -> dict[CitizenId, str] | None:
    """The first citizens' names, in their order; who was erased is left out, or is none of the caller's.

    None while the keyring is away.
    """
    first = list(islice(citizens, at_most))
    known = await read_names(door.store.pool, first)
    tokens, looks = {}, {}
    for citizen in first:
        if names := known.get(citizen):
            try:
                found = await as_known(door, citizen, names.ties, caller)
            except KeyringAway:
                return None
            if found:
                tokens[citizen] = {NAME: names.citizen} if names.citizen else {}
                looks[citizen] = found.access(why)
    opened = await door.open_each(tokens, looks)
    if opened is None:
        return None
    return {citizen: texts.get(NAME, NAMELESS) for citizen, texts in opened.items()}

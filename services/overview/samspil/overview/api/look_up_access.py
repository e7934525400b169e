"""A question to the log of looks, which is a look itself: at the citizen asked for, else at the log."""

from collections.abc import Iterator
from datetime import date

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.storage.queries import read_view
from samspil.sealing.errors import UnknownCitizen
from samspil.sealing.read_access import AT_MOST, THE_LOG, AccessLog, Asked, Page, Place
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import day_after, start_of
from samspil.web.auth import Caller


def question(
    citizen: CitizenId | None = None,
    who: str | None = None,
    first: date | None = None,
    last: date | None = None,
    *,
    without_case: bool = False,
) -> Asked:
    """By Danish days, the last one with them. Raises ``NothingAsked``, ``PeriodEndsEarly``."""
    after = day_after(last) if last else None
    return Asked(
        citizen,
        who,
        start_of(first) if first else None,
        start_of(after) if after else None,
        without_case=without_case,
    )


def place(text: str) -> Place | None:
    """Where a page goes on; from the newest where the text says nothing."""
    try:
        return Place.read(text)
    except ValueError:
        return None


async def look_up(
    door: OverviewDoor,
    log: AccessLog,
    asked: Asked,
    caller: Caller,
    older_than: Place | None = None,
    at_most: int = AT_MOST,
) -> Page:
    """The answer, after the look was logged. Raises ``UnknownCitizen``, ``KeyringAway``.

    Whoever was erased is known to the log for as long as it lasts.
    """
    if asked.citizen is not None and not await _is_known(asked.citizen, door, log):
        raise UnknownCitizen
    await door.keyring.note(asked.citizen or THE_LOG, caller.access("read-access-log"), _looked_at(asked))
    return await log.page(asked, older_than, at_most)


def _looked_at(asked: Asked) -> Iterator[str]:
    """Of one person's looks also whose: to read another's is another look."""
    if asked.citizen is not None:
        yield "access.citizen"
    if asked.who is not None:
        yield f"access.who.{asked.who}"
    if asked.since is not None or asked.until is not None:
        yield "access.period"


async def _is_known(citizen: CitizenId, door: OverviewDoor, log: AccessLog) -> bool:
    return await log.knows(citizen) or await read_view(door.store.pool, citizen) is not None

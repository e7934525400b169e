"""The citizen looks at who knows what about them, and who looked: what is shown is opened and logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.let_know import who_signs_in
from samspil.overview.api.look_up_access import place
from samspil.overview.api.see_own import read_own
from samspil.overview.api.staff_names import staff_names
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.pages.own_sharing_page import OwnSharingPage, own_sharing_page
from samspil.overview.pages.seen_by import Seen, seen_by
from samspil.sealing.read_access import Asked, Page, Place
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller


@dataclass(frozen=True, slots=True)
class OwnSharing:
    """What was seen."""

    page: OwnSharingPage
    is_whole: bool
    """Whether all that is kept of the citizen can be read."""
    looks: tuple[Seen, ...] | None
    """Who looked, the newest first; None where this process may not read the log."""
    older: Place | None
    """Where the looks go on."""


async def see_own_sharing(
    door: OverviewDoor, citizen: CitizenId, caller: Caller, older_than: str = ""
) -> OwnSharing:
    """Everything on the page. Raises ``Problem`` where nothing was heard of the citizen."""
    view, is_whole = await read_own(door, citizen)
    found = await _looks(door, citizen, caller, older_than)
    written = await door.access_log.words(found.looks) if door.access_log and found else {}
    tokens = _tokens(view, written)
    opened = await door.keyring.open(citizen, tokens, caller.access("read-own-sharing"))
    texts = {tokens[where]: text for where, text in opened.items()}
    today = danish_day(datetime.now(UTC))
    ours = door.rules.municipalities
    page = own_sharing_page(
        view,
        [disclose(view, receiver, door.law, today, ours) for receiver in Receiver],
        texts.__getitem__,
        await who_signs_in(door, citizen, view),
        today,
    )
    if found is None:
        return OwnSharing(page, is_whole, None, None)
    names = {**await staff_names(door), **_relatives(view, texts)}
    words = {look: texts[token] for look, token in written.items()}
    return OwnSharing(page, is_whole, seen_by(found.looks, names, today, words), found.older)


async def _looks(door: OverviewDoor, citizen: CitizenId, caller: Caller, older_than: str) -> Page | None:
    """Of everybody but the citizen, who knows their own."""
    if door.access_log is None:
        return None
    return await door.access_log.page(Asked(citizen=citizen, not_by=caller.subject), place(older_than))


def _tokens(view: View, words: Mapping[int, Sealed]) -> dict[str, Sealed]:
    relatives = {
        f"citizen.relatives.{one.id}.name": one.name for one in view.citizen.relatives if one.left is None
    }
    return relatives | {f"access_reason.words.{look}": token for look, token in words.items()}


def _relatives(view: View, texts: Mapping[Sealed, str]) -> dict[str, str]:
    """By what the log knows them by."""
    return {str(one.id): texts[one.name] for one in view.citizen.relatives if one.name in texts}

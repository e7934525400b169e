"""What somebody sees of messages with hospitals: opened after one access row for all of it."""

from collections.abc import Mapping
from dataclasses import replace

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_view import open_message_texts
from samspil.overview.api.seen_by import seen_by
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import field_at
from samspil.overview.storage.queries import read_view
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller
from samspil.web.problem_types import UNKNOWN_CITIZEN
from samspil.web.problems import Problem

MESSAGES = field_at("hospital.messages")
"""The field of a view that they are."""


async def known(door: OverviewDoor, citizen: CitizenId, caller: Caller) -> View:
    """The view, with messages where the caller sees them. Raises ``Problem``."""
    view = await read_view(door.store.pool, citizen)
    if view is None:
        raise Problem(UNKNOWN_CITIZEN)
    if MESSAGES in seen_by(view, caller, door):
        return view
    hospital, decided = replace(view.hospital, messages=()), replace(view.coordination, messages=())
    return replace(view, hospital=hospital, coordination=decided)


async def read_texts(
    door: OverviewDoor, citizen: CitizenId, view: View, caller: Caller, *, on_page: bool = False
) -> Mapping[Sealed, str]:
    """The text of each sealed value of theirs; that they are read is logged first."""
    fields = seen_by(view, caller, door)
    look = caller.access("read-messages")
    texts = await open_message_texts(door.keyring, citizen, view, look, fields, on_page=on_page)
    return {Sealed(token): text for token, text in texts.items()}

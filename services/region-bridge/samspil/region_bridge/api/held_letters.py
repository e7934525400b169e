"""Messages about known citizens that wait for a person: how they are shown, and how they are settled."""

from collections.abc import Iterator
from uuid import UUID

from samspil.contracts.hospital import HeldWhat, Segment
from samspil.contracts.message import Category
from samspil.ledger.versions import require_version
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.api.held_shown import HeldNoticeShown, MessageShown
from samspil.region_bridge.domain.waiting import WaitingMessage
from samspil.region_bridge.handlers.let_in_message import let_in_message
from samspil.region_bridge.handlers.put_message_aside import put_message_aside
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller


class Unsettled:
    """A message that waits has one version, and when it is settled another."""

    version = 0


async def shown_letter(
    door: RegionDoor, citizen: CitizenId, waiting: WaitingMessage, caller: Caller
) -> HeldNoticeShown | None:
    """None where it was settled, or the citizen erased, in this very moment."""
    incoming = waiting.incoming
    if incoming is None:
        return None
    tokens = {"sender": incoming.sender}
    if incoming.headline.topic is not None:
        tokens["topic"] = incoming.headline.topic
    words = list(_words(waiting))
    tokens |= {f"words.{number}": token for number, token in enumerate(words)}
    try:
        opened = await door.open(citizen, tokens, caller, "read-held-notices")
    except (KeyDestroyed, UnknownCitizen):
        return None
    return HeldNoticeShown(
        held_id=waiting.id,
        version=Unsettled.version,
        citizen_id=citizen,
        what=HeldWhat.MESSAGE,
        why=waiting.why,
        received_at=waiting.held_at,
        until=None,
        says=None,
        message=MessageShown(
            category=Category(incoming.headline.category),
            topic=opened.get("topic"),
            sender=opened["sender"],
            texts=[opened[f"words.{number}"] for number in range(len(words))],
        ),
        names=[],
        numbers=[],
        confirmed_by=[],
        before=None,
        after=None,
    )


def _words(waiting: WaitingMessage) -> Iterator[Sealed]:
    """Of the texts that travel; a longer one is read when it has been let in."""
    for one in waiting.incoming.payloads if waiting.incoming else ():
        if isinstance(one.what, Segment) and one.what.words is not None:
            yield one.what.words


def let_in(
    tx: RegionTransaction, citizen: CitizenId, held_id: UUID, by: str, reason: Sealed, seen: int | None
) -> None:
    """Raises ``NotWaiting``, ``StaleVersion``."""
    require_version(Unsettled(), seen)
    let_in_message(tx, citizen, held_id, by, reason)


def put_aside(
    tx: RegionTransaction, citizen: CitizenId, held_id: UUID, by: str, reason: Sealed, seen: int | None
) -> None:
    """Raises ``NotWaiting``, ``StaleVersion``."""
    require_version(Unsettled(), seen)
    put_message_aside(tx, citizen, held_id, by, reason)

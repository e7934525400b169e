"""Messages about known citizens that wait for a person: how they are shown."""

from collections.abc import Iterator

from samspil.contracts.hospital import HeldWhat, Segment
from samspil.contracts.message import Category
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.api.held_shown import HeldNoticeShown, MessageShown
from samspil.region_bridge.domain.held import Unsettled
from samspil.region_bridge.domain.waiting import WaitingMessage
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller


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

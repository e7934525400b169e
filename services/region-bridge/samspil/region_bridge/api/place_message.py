"""Looking again at a message under no citizen: whoever it is about may be known by now."""

import re
from datetime import UTC, datetime
from typing import Final

from samspil.ledger.store import Store
from samspil.region_bridge.api.take_message import receive, seal_for, whose_now
from samspil.region_bridge.domain.whose import Unclear
from samspil.region_bridge.partner.medcom import care_communication_in
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.reading import Written
from samspil.region_bridge.storage import unplaced
from samspil.region_bridge.storage.attachments import Attachment, attachments_of
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.region_bridge.storage.unplaced import Unplaced
from samspil.sealing.access import Access
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.sealing.keyring import Keyring
from samspil.sealing.parcel import FILE_KEY
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector

_CUT: Final = re.compile(r"urn:samspil:cut:[0-9]+")
PLACES: Final = Access(who="region-bridge", role="integrator", sector=Sector.REGION, why="place-message")


def read_again(text: str) -> Written:
    """A message that was accepted before; of the files that were cut out of it nothing but what it tells."""
    message = Message.read(text.encode(), dict.fromkeys(_CUT.findall(text), b""))
    return care_communication_in.read(message, message.header(), datetime.now(UTC))


async def place(store: Store[RegionTransaction], keyring: Keyring, held: Unplaced) -> bool:
    """Whether it has become its citizen's, once; nothing is opened while nobody is known."""
    try:
        if not await keyring.find_held(held.numbers):
            return False
        text = await keyring.open_held(held.raw, PLACES)
        written = read_again(text)
        match await whose_now(keyring, written.named):
            case None:
                return False
            case Unclear() as why:
                await unplaced.found_unclear(store.pool, held.message_id, why)
                return False
            case citizen:
                return await _place(store, keyring, held, citizen, text, written)
    except (KeyDestroyed, UnknownCitizen):  # it has just had its time, or the citizen was erased
        return False


async def _place(
    store: Store[RegionTransaction],
    keyring: Keyring,
    held: Unplaced,
    citizen: CitizenId,
    text: str,
    written: Written,
) -> bool:
    async with store.pool.acquire() as connection:
        held_files = await attachments_of(connection, held.message_id)
    moved = tuple([await _sealed_for(keyring, citizen, one) for one in held_files])
    sealed = await seal_for(keyring, store.pool, citizen, text, written.message, moved=moved)
    async with store.transaction([citizen]) as tx:
        if not await unplaced.release(tx.connection, held.message_id):
            return False
        await receive(tx, citizen, sealed)
    return True


async def _sealed_for(keyring: Keyring, citizen: CitizenId, file: Attachment) -> Attachment:
    secret = await keyring.open_held(file.key, PLACES)
    return file._replace(citizen_id=citizen, key=await keyring.seal(citizen, FILE_KEY, secret))

"""Taking in what a hospital wrote: about somebody known here, about a stranger, or about who knows whom.

The answer is the same for each of them.
"""

from functools import partial
from typing import NamedTuple

from samspil.ledger.database import Connection, Pool
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.api.seal_message import NewFile, Seal, seal_files, seal_long_texts, seal_message
from samspil.region_bridge.domain.contact_person import is_named
from samspil.region_bridge.domain.hospital_message import HospitalMessage
from samspil.region_bridge.domain.incoming import Incoming
from samspil.region_bridge.domain.thread import Addressee
from samspil.region_bridge.domain.whose import Named, Unclear, whose
from samspil.region_bridge.handlers.receive_message import receive_message
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.reading import Written
from samspil.region_bridge.storage import unplaced
from samspil.region_bridge.storage.attachments import Attachment, keep_attachment, move_attachment
from samspil.region_bridge.storage.inbox import earlier_answer
from samspil.region_bridge.storage.messages_in import KeptMessage
from samspil.region_bridge.storage.queries import contact_person_of
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.sealing.access import Access
from samspil.sealing.errors import KeyDestroyed, UnknownCitizen
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

_COMPARES = Access(who="region-bridge", role="integrator", sector=Sector.REGION, why="compare-contact-person")


async def take_message(door: RegionDoor, message: Message, written: Written) -> bytes:
    """The answer, when all is kept."""
    match await whose_now(door.keyring, written.named):
        case None:
            return await _of_nobody(door, message, written, None)
        case Unclear() as why:
            return await _of_nobody(door, message, written, why)
        case citizen:
            return await _of(door, message, citizen, written)


async def whose_now(keyring: Keyring, named: Named) -> CitizenId | Unclear | None:
    """Whom the numbers lead to today."""
    return whose(named, await keyring.find_to_seal(named.numbers))


async def _of(door: RegionDoor, message: Message, citizen: CitizenId, written: Written) -> bytes:
    try:
        files = await seal_files(written.message, partial(door.keyring.seal, citizen), citizen)
        sealed = await seal_for(door.keyring, door.store.pool, citizen, message.text, written.message, files)
    except (UnknownCitizen, KeyDestroyed):  # erased in this very moment
        return await _of_nobody(door, message, written, None)
    async with door.store.transaction([citizen]) as tx:
        answer = acknowledgement(message, door.us, door.region, tx.now)
        earlier = await earlier_answer(tx.connection, message.bundle_id, message.id, answer, tx.now)
        if earlier is None:
            await receive(tx, citizen, sealed)
    return earlier or answer


async def _of_nobody(door: RegionDoor, message: Message, written: Written, why: Unclear | None) -> bytes:
    """Kept under keys of its own, which end after thirty days, and never under a citizen."""
    seal = door.keyring.seal_held
    raw = await seal("message", message.text)
    numbers = await seal("numbers", "\n".join(one.number for one in written.named.numbers))
    files = await seal_files(written.message, seal)
    async with door.store.transaction([]) as tx:
        answer = acknowledgement(message, door.us, door.region, tx.now)
        earlier = await earlier_answer(tx.connection, message.bundle_id, message.id, answer, tx.now)
        if earlier is None:
            await unplaced.keep(tx.connection, unplaced.Unplaced(message.id, raw, numbers, why, tx.now))
            await keep_files(tx.connection, files)
    return earlier or answer


class SealedMessage(NamedTuple):
    """A message as it may be kept for its citizen, with its files."""

    incoming: Incoming
    raw: Sealed
    tolerated: tuple[str, ...]
    files: tuple[NewFile, ...]
    moved: tuple[Attachment, ...] = ()
    """Files that were nobody's, with their keys sealed for the citizen."""


async def seal_for(
    keyring: Keyring,
    pool: Pool,
    citizen: CitizenId,
    text: str,
    message: HospitalMessage,
    files: tuple[NewFile, ...] = (),
    moved: tuple[Attachment, ...] = (),
) -> SealedMessage:
    """Seal it; ``files`` and ``moved`` are hers already. Raises ``UnknownCitizen``, ``KeyDestroyed``."""
    seal: Seal = partial(keyring.seal, citizen)
    meant = await _meant(keyring, pool, citizen, message.recipient)
    return SealedMessage(
        await seal_message(message, meant, (*moved, *(one.attachment for one in files)), seal),
        await seal("message", text),
        message.tolerated,
        (*files, *await seal_long_texts(message, seal, citizen)),
        moved,
    )


async def _meant(
    keyring: Keyring, pool: Pool, citizen: CitizenId, recipient: Addressee | None
) -> Sealed | None:
    """The contact person whom the region was told, if the message names that person."""
    contact = await contact_person_of(pool, citizen) if recipient and recipient.name else None
    if contact is None or recipient is None or recipient.name is None:
        return None
    opened = await keyring.open(citizen, {"contact_person.name": contact}, _COMPARES)
    return contact if is_named(recipient.name, opened["contact_person.name"]) else None


async def receive(tx: RegionTransaction, citizen: CitizenId, sealed: SealedMessage) -> None:
    """Receive it on the citizen's transaction."""
    kept = KeptMessage(sealed.incoming.message_id, sealed.raw, sealed.tolerated, tx.now)
    receive_message(tx, citizen, sealed.incoming, kept)
    await keep_files(tx.connection, sealed.files)
    for one in sealed.moved:
        await move_attachment(tx.connection, one.attachment_id, citizen, one.key)


async def keep_files(connection: Connection, files: tuple[NewFile, ...]) -> None:
    """Keep the files of one message."""
    for one in files:
        await keep_attachment(connection, one.attachment, one.secret, one.content)

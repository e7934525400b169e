"""Files that came with messages lie sealed, part by part, and who helps reads them; each look is logged."""

import tracemalloc
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from samspil.region_bridge.api.held import look
from samspil.region_bridge.storage.attachments import (
    Attachment,
    attachment_of,
    attachments_of,
    contents,
    keep_attachment,
    let_attachments_go,
    move_attachment,
)
from samspil.rulebook.case_at_hand import AccessReason
from samspil.sealing.access import Access
from samspil.sealing.errors import TamperedToken
from samspil.sealing.parcel import FILE_KEY, PART_BYTES, new_file_key
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO, VERA
from samspil.testkit.region_bridge import HELPER, RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role
from samspil.web.vouching import HOLDS_FOR, vouch

PDF = b"%PDF-1.7 " + bytes(range(256)) * 3 * (PART_BYTES // 256)
LOOKS = "SELECT why, fields, relation, reason FROM access WHERE citizen_id = $1"
LETTING_IN = Access("person-1", Role.CASEWORKER, Sector.SOCIAL, "let-in")


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def kept(bridge: RegionBridge, citizen: CitizenId | None, content: bytes = PDF) -> Attachment:
    """A file of somebody's, or of one whom nobody knows."""
    secret = new_file_key()
    seal = bridge.keyring
    key = await (seal.seal(citizen, FILE_KEY, secret) if citizen else seal.seal_held(FILE_KEY, secret))
    attachment = Attachment(uuid4(), citizen, "message-1", key, "application/pdf", len(content))
    async with bridge.pool.acquire() as connection, connection.transaction():
        await keep_attachment(connection, attachment, secret, memoryview(content))
    return attachment


async def read(bridge: RegionBridge, one: Attachment, role: Role = Role.CASEWORKER) -> httpx2.Response:
    """By whoever may: of a stranger's, who may see its message."""
    if one.citizen_id is not None:
        return await bridge.read_file(one.citizen_id, one.attachment_id)
    headers = {"authorization": bearer(role, Sector.SOCIAL)}
    door = f"/v1/unplaced-messages/{one.message_id}/attachments/{one.attachment_id}"
    return await bridge.client.get(door, headers=headers)


async def looks(bridge: RegionBridge, whose: UUID) -> list[tuple[Any, ...]]:
    async with bridge.owner_of_the_keyring() as keyring:
        return [tuple(row) for row in await keyring.fetch(LOOKS, whose)]


async def test_a_file_is_read_as_it_came_and_who_read_it_is_logged(bridge: RegionBridge) -> None:
    citizen = await bridge.keyring.get_or_create(BRUNO.cpr)
    attachment = await kept(bridge, citizen)

    answer = await read(bridge, attachment)

    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="bilag.pdf"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert await looks(bridge, citizen) == [("read-attachment", ["attachment"], "worker", None)]


async def test_who_has_no_case_reads_it_for_the_reason_that_they_gave(bridge: RegionBridge) -> None:
    citizen = await bridge.keyring.get_or_create(BRUNO.cpr)
    attachment = await kept(bridge, citizen)
    reasoning = replace(HELPER, relation=None, reason=AccessReason.ACUTE)

    word = await vouch(bridge.keyring, citizen, reasoning, attachment.attachment_id, datetime.now(UTC))

    assert (await bridge.read_file(citizen, attachment.attachment_id, word)).content == PDF
    assert await looks(bridge, citizen) == [("read-attachment", ["attachment"], None, "acute")]


@pytest.mark.parametrize(
    "why",
    [
        "nobody vouches",
        "another's",
        "another file's",
        "another citizen's",
        "too old",
        "no voucher",
        "touched",
    ],
)
async def test_whoever_helps_and_has_no_case_is_not_let_in_and_has_not_looked(
    bridge: RegionBridge, why: str
) -> None:
    citizen = await bridge.keyring.get_or_create(BRUNO.cpr)
    attachment, keyring, now = await kept(bridge, citizen), bridge.keyring, datetime.now(UTC)
    file, other = attachment.attachment_id, await keyring.get_or_create(VERA.cpr)
    good = await vouch(keyring, citizen, HELPER, file, now)
    word = {
        "nobody vouches": "",
        "another's": await vouch(keyring, citizen, replace(HELPER, subject="person-2"), file, now),
        "another file's": await vouch(keyring, citizen, HELPER, uuid4(), now),
        "another citizen's": await vouch(keyring, other, HELPER, file, now),
        "too old": await vouch(keyring, citizen, HELPER, file, now - HOLDS_FOR - timedelta(seconds=1)),
        "no voucher": await keyring.seal(citizen, "words", await keyring.open_voucher(citizen, good)),
        "touched": good[:-1] + ("A" if good[-1] != "A" else "B"),
    }[why]

    answer = await bridge.read_file(citizen, file, word)

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/no-case-at-hand")
    assert await looks(bridge, citizen) == []
    assert (await bridge.read_file(citizen, file, good)).status_code == 200


async def test_the_survivor_of_two_files_reads_what_came_for_either(bridge: RegionBridge) -> None:
    absorbed, survivor = [await bridge.keyring.get_or_create(one.cpr) for one in (BRUNO, VERA)]
    attachment = await kept(bridge, absorbed)
    await bridge.keyring.follow_merges({absorbed: survivor})

    assert (await bridge.read_file(survivor, attachment.attachment_id)).content == PDF


async def test_a_strangers_file_is_for_who_may_see_its_message_and_no_way_in_to_a_citizens(
    bridge: RegionBridge,
) -> None:
    citizen = await bridge.keyring.get_or_create(BRUNO.cpr)
    held, mine = await kept(bridge, None), await kept(bridge, citizen)

    assert (await read(bridge, held, Role.SUPPORT_WORKER)).status_code == 403
    assert (await read(bridge, held._replace(message_id="message-2"))).status_code == 404
    assert (await read(bridge, mine._replace(citizen_id=None))).status_code == 404
    assert (await bridge.read_file(citizen, held.attachment_id)).status_code == 404


async def test_nothing_of_a_file_lies_open(bridge: RegionBridge) -> None:
    attachment = await kept(bridge, await bridge.keyring.get_or_create(BRUNO.cpr))

    boxes = [row["box"] for row in await bridge.pool.fetch("SELECT box FROM attachment_part")]

    assert len(boxes) == 4
    assert not any(b"PDF" in box or bytes(range(64)) in box for box in boxes)
    assert await attachment_of(bridge.pool, attachment.attachment_id) == attachment


async def test_of_what_is_not_there_nothing_is_read_and_no_look_is_logged(bridge: RegionBridge) -> None:
    citizen = await bridge.keyring.get_or_create(BRUNO.cpr)

    answer = await bridge.read_file(citizen, uuid4())

    assert answer.status_code == 404
    async with bridge.owner_of_the_keyring() as keyring:
        assert await keyring.fetchval("SELECT count(*) FROM access") == 0


async def test_a_held_file_becomes_somebodys_by_its_key_alone(bridge: RegionBridge) -> None:
    held = await kept(bridge, None)
    before = await bridge.pool.fetch("SELECT number, box FROM attachment_part ORDER BY number")
    assert (await read(bridge, held)).content == PDF
    assert await looks(bridge, held.key.key_id) == [("read-attachment", [FILE_KEY], None, None)]

    citizen = await bridge.keyring.get_or_create(BRUNO.cpr)
    secret = await bridge.keyring.open_held(held.key, LETTING_IN)
    key = await bridge.keyring.seal(citizen, FILE_KEY, secret)
    async with bridge.pool.acquire() as connection, connection.transaction():
        (found,) = await attachments_of(connection, "message-1")
        await move_attachment(connection, found.attachment_id, citizen, key)

    assert await bridge.pool.fetch("SELECT number, box FROM attachment_part ORDER BY number") == before
    assert (await read(bridge, held)).status_code == 404
    assert (await bridge.read_file(citizen, held.attachment_id)).content == PDF
    assert await looks(bridge, citizen) == [("read-attachment", ["attachment"], "worker", None)]


@pytest.mark.parametrize("how", ["let go", "forgotten"])
async def test_only_held_files_go_and_their_parts_with_them(bridge: RegionBridge, how: str) -> None:
    mine = await kept(bridge, await bridge.keyring.get_or_create(BRUNO.cpr))
    held = await kept(bridge, None)
    await look(bridge.pool, bridge.keyring)
    assert await bridge.count("attachment") == 2

    if how == "let go":
        async with bridge.pool.acquire() as connection:
            await let_attachments_go(connection, "message-1")
    else:
        await bridge.pool.execute("UPDATE attachment SET received_at = now() - interval '31 days'")
        await look(bridge.pool, bridge.keyring)

    assert (await read(bridge, held)).status_code == 404
    assert (await read(bridge, mine)).content == PDF
    assert await bridge.count("attachment_part") == 4


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM attachment_part WHERE number = 3",
        "DELETE FROM attachment_part WHERE number = 1",
        "UPDATE attachment_part SET number = 9 - number",
        "UPDATE attachment_part SET box = (SELECT box FROM attachment_part WHERE number = 0)",
        "UPDATE attachment SET size = size - 262144",
    ],
)
async def test_what_was_tampered_with_is_never_read_to_its_end(bridge: RegionBridge, tampering: str) -> None:
    attachment = await kept(bridge, await bridge.keyring.get_or_create(BRUNO.cpr))
    await bridge.pool.execute(tampering)

    with pytest.raises(TamperedToken):
        await read(bridge, attachment)


async def test_neither_keeping_nor_reading_a_large_file_needs_it_whole(bridge: RegionBridge) -> None:
    content = bytes(20 * 1024 * 1024)
    tracemalloc.start()
    try:
        attachment = await kept(bridge, None, content)
        secret = await bridge.keyring.open_held(attachment.key, LETTING_IN)
        sizes = [len(part) async for part in contents(bridge.pool, attachment, secret)]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert sum(sizes) == len(content)
    assert peak < len(content) // 4


async def test_an_empty_file_is_read_too(bridge: RegionBridge) -> None:
    attachment = await kept(bridge, await bridge.keyring.get_or_create(BRUNO.cpr), b"")

    assert (await read(bridge, attachment)).content == b""

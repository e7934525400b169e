"""Messages of which nobody can say whom they are about: held under no citizen, listed, counted, forgotten."""

import gzip
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from samspil.region_bridge.api.held import look
from samspil.region_bridge.partner.medcom.codes import CPR
from samspil.region_bridge.storage.held import read_held
from samspil.sandboxes.region.hospital import Patient, What
from samspil.sandboxes.region.travel import Travel
from samspil.sealing.cipher import DataKey, open_token
from samspil.sealing.errors import NotThisCitizens
from samspil.telemetry import metrics
from samspil.testkit.people import BRUNO, NANCY, NANCY_FORMERLY, Person
from samspil.testkit.region_bridge import RegionBridge, ids, notice, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.sealed import Sealed

MONTH = timedelta(days=30)


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def admission(*identifiers: dict[str, Any], **subject: str) -> bytes:
    """An admission of somebody who goes by these."""
    bundle = json.loads(notice(NANCY))
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == "Patient":
            entry["resource"]["identifier"] = list(identifiers)
        if entry["resource"]["resourceType"] == "Encounter":
            entry["resource"]["subject"].update(subject)
    return json.dumps(bundle, ensure_ascii=False).encode()


def number(person: Person, **more: Any) -> dict[str, Any]:
    return {"system": CPR, "value": person.cpr.number, **more}


FORMER_FIRST = (number(NANCY_FORMERLY, use="old"), number(NANCY, use="official"))
TWO_CURRENT = (number(NANCY), number(BRUNO))


async def left(bridge: RegionBridge) -> list[int]:
    return [await bridge.count(table) for table in ("event", "outbox", "notice", "stay", "held_message")]


async def keys(bridge: RegionBridge) -> int:
    async with bridge.owner_of_the_keyring() as owner:
        return int(await owner.fetchval("SELECT count(*) FROM held_key"))


async def test_a_number_that_was_hers_before_stands_first_and_the_stay_is_hers(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(NANCY)

    assert (await bridge.post(admission(*FORMER_FIRST))).status_code == 200

    assert [event.type for event in await bridge.said(citizen)] == ["hospital.stay_admitted.v1"]


async def test_a_stay_never_lands_in_the_file_of_somebody_whose_number_is_the_former_one(
    bridge: RegionBridge,
) -> None:
    hers, anothers = await bridge.disclose(NANCY), await bridge.disclose(NANCY_FORMERLY)

    answer = await bridge.post(admission(*FORMER_FIRST))

    assert '"code":"ok"' in answer.text
    assert await bridge.said(hers) == await bridge.said(anothers) == []
    assert [one.why for one in await read_held(bridge.pool, 9)] == ["citizen_unclear"]


@pytest.mark.parametrize(
    ("body", "known", "why"),
    [
        (admission(*FORMER_FIRST), NANCY_FORMERLY, "citizen_unclear"),
        (admission(*TWO_CURRENT), BRUNO, "number_unclear"),
        (admission(number(NANCY, use="old")), NANCY, "number_unclear"),
        (admission(number(NANCY), reference="Patient/nobody"), NANCY, "patient_unclear"),
    ],
)
async def test_what_is_ambiguous_is_held_under_neither_citizens_key_and_answered_alike(
    bridge: RegionBridge, body: bytes, known: Person, why: str
) -> None:
    citizen = await bridge.disclose(known)

    first, again = await bridge.post(body), await bridge.post(body)

    assert first.content == again.content
    assert first.json()["entry"][0]["resource"]["response"]["code"] == "ok"
    assert await left(bridge) == [0, 0, 0, 0, 1]
    (waiting,) = await read_held(bridge.pool, 9)
    assert (waiting.message_id, waiting.why) == (ids(body)[1], why)
    everything = await bridge.everything()
    assert str(citizen) not in "\n".join(
        line for line in everything.splitlines() if waiting.message_id in line
    )
    for told in (NANCY.cpr.number, NANCY_FORMERLY.cpr.number, BRUNO.cpr.number, "Berggren"):
        assert told not in everything
    async with bridge.owner_of_the_keyring() as owner:
        token = Sealed(await bridge.pool.fetchval("SELECT raw FROM held_message"))
        assert not await owner.fetchval("SELECT count(*) FROM citizen_key WHERE key_id = $1", token.key_id)
        assert not await owner.fetchval("SELECT count(*) FROM access")
        wrapped = await owner.fetchrow("SELECT * FROM held_key WHERE key_id = $1", token.key_id)
    assert wrapped is not None
    secret = await bridge.master_key.unwrap(wrapped["wrapped"], wrapped["master_key_id"])
    assert open_token([DataKey(token.key_id, secret)], token) == body.decode()


@pytest.mark.parametrize("body", [admission(*FORMER_FIRST), admission(*TWO_CURRENT)])
@pytest.mark.parametrize("known", [False, True], ids=["stranger", "no basis"])
async def test_of_somebody_whose_notices_are_not_received_nothing_is_held(
    bridge: RegionBridge, body: bytes, known: bool
) -> None:
    if known:
        await bridge.disclose(NANCY, shares=False)

    answer = await bridge.post(body)

    assert answer.json()["entry"][0]["resource"]["response"]["code"] == "ok"
    assert await left(bridge) == [0, 0, 0, 0, 0]


async def test_after_thirty_days_row_and_key_are_gone_and_every_copy_is_unreadable(
    bridge: RegionBridge,
) -> None:
    await bridge.disclose(BRUNO)
    await bridge.post(admission(*TWO_CURRENT))
    await bridge.post(admission(*TWO_CURRENT))
    first, *_ = await read_held(bridge.pool, 9)
    copy = await bridge.pool.fetchval("SELECT raw FROM held_message WHERE message_id = $1", first.message_id)
    await look(bridge.pool, bridge.keyring)
    assert (await bridge.count("held_message"), await keys(bridge)) == (2, 2)

    await bridge.pool.execute(
        "UPDATE held_message SET received_at = received_at - $2::interval WHERE message_id = $1",
        first.message_id,
        MONTH,
    )
    async with bridge.owner_of_the_keyring() as owner:
        await owner.execute(
            "UPDATE held_key SET until = until - $2::interval WHERE key_id = $1", Sealed(copy).key_id, MONTH
        )
    await look(bridge.pool, bridge.keyring)

    assert (await bridge.count("held_message"), await keys(bridge)) == (1, 1)
    async with bridge.owner_of_the_keyring() as owner:
        rest = await owner.fetchrow("SELECT * FROM held_key")
    assert rest is not None
    secret = await bridge.master_key.unwrap(rest["wrapped"], rest["master_key_id"])
    with pytest.raises(NotThisCitizens):
        open_token([DataKey(rest["key_id"], secret)], Sealed(copy))


async def test_the_answer_given_before_outlives_what_was_held(bridge: RegionBridge) -> None:
    await bridge.disclose(BRUNO)
    body = admission(*TWO_CURRENT)
    answer = await bridge.post(body)
    await bridge.pool.execute("UPDATE held_message SET received_at = received_at - $1::interval", MONTH)
    await look(bridge.pool, bridge.keyring)

    assert (await bridge.post(body)).content == answer.content
    assert await bridge.count("held_message") == 0


async def test_a_key_without_its_message_is_what_a_kill_leaves_and_goes_by_itself(
    bridge: RegionBridge,
) -> None:
    await bridge.disclose(BRUNO)
    await bridge.keyring.seal_held("message", "the process ends here")
    body = admission(*TWO_CURRENT)

    await bridge.post(body)

    assert (await bridge.count("held_message"), await keys(bridge)) == (1, 2)
    async with bridge.owner_of_the_keyring() as owner:
        await owner.execute("UPDATE held_key SET until = until - $1::interval", MONTH)
    assert await bridge.keyring.destroy_held() == 2
    assert await bridge.keyring.destroy_held() == 0


async def test_a_service_neither_reads_nor_keeps_nor_ends_a_held_key_by_itself(
    bridge: RegionBridge, servers: Servers
) -> None:
    await bridge.keyring.seal_held("message", "x")
    url = await servers.postgres.role(bridge.keyring_url, "keyring_user")
    service = await asyncpg.connect(url)
    try:
        for forbidden in (
            "SELECT * FROM held_key",
            "DELETE FROM held_key",
            "UPDATE held_key SET until = 'infinity'",
            "TRUNCATE held_key",
            "INSERT INTO held_key VALUES (gen_random_uuid(), '', '', 'infinity')",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await service.execute(forbidden)
        await service.execute(
            "INSERT INTO held_key (key_id, wrapped, master_key_id) VALUES (gen_random_uuid(), '', '')"
        )
        assert await service.fetchval("SELECT destroy_held_keys()") == 0
    finally:
        await service.close()
    assert await keys(bridge) == 2


async def test_what_waits_is_counted_and_listed_the_oldest_first_without_what_it_says(
    bridge: RegionBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bridge.disclose(BRUNO)
    death, unclear = notice(BRUNO, What.ADMIT, What.DEATH), admission(*TWO_CURRENT)
    for body in (death, unclear, notice(BRUNO)):
        await bridge.post(body)
    counted: list[int] = []
    monkeypatch.setattr(metrics.messages_held, "set", counted.append)

    await look(bridge.pool, bridge.keyring)

    listed = await read_held(bridge.pool, 9)
    assert [(one.message_id, one.why) for one in listed] == [
        (ids(death)[1], "death"),
        (ids(unclear)[1], "number_unclear"),
    ]
    assert await read_held(bridge.pool, 1) == listed[:1]
    assert counted == [2]


async def test_the_sandbox_sends_a_former_number_first_and_a_packed_message(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(NANCY)

    sent = await bridge.sandbox.send(
        What.ADMIT, Patient(NANCY.cpr.number, NANCY.name, NANCY_FORMERLY.cpr.number), Travel(packed=True)
    )

    assert (sent.status, sent.code) == (200, "ok")
    assert NANCY_FORMERLY.cpr.number in sent.body
    assert len(await bridge.said(citizen)) == 1


async def test_a_packed_message_with_a_byte_order_mark_is_read(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    packed: dict[str, Any] = {"content-encoding": "gzip"}

    answer = await bridge.post(gzip.compress(b"\xef\xbb\xbf" + notice(BRUNO)), **packed)

    assert answer.status_code == 200
    assert len(await bridge.said(citizen)) == 1

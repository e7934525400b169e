"""Records that cannot be applied, through the real Kafka: one citizen waits, everybody else goes on."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from confluent_kafka import Producer

from samspil.contracts.topics import CITIZEN, REFERRAL
from samspil.ledger import parked
from samspil.messaging.kafka import Kafka
from samspil.stack import databases
from samspil.testkit.forger import Forger, Letter, forger, letters, partition_of
from samspil.testkit.load import Speaker, speaker
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.vocabulary.citizen_id import CitizenId

STRANGER = b"2f1b7d4e-5a8e-4d0e-9a4e-0d6a1f0c2b3a"

PARKED = """
SELECT seq, state, error_class FROM parked
WHERE topic = $1 AND citizen_id IS NOT DISTINCT FROM $2 AND state <> 'done' ORDER BY seq NULLS FIRST, id
"""

HEARD = "SELECT array_agg(seq ORDER BY pos) FROM journal WHERE topic = $1 AND citizen_id = $2"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    """No relay runs: the tests write what it would, and worse."""
    async with system_under_test(servers, tmp_path_factory.mktemp("system"), "overview-worker") as built:
        yield built


@pytest.fixture(scope="module")
async def speaks(here: SystemUnderTest) -> AsyncIterator[Speaker]:
    async with here.keyring() as keyring, speaker(here, keyring, citizens=0, first=100) as speaks:
        yield speaks


@pytest.fixture(scope="module")
async def forge(here: SystemUnderTest) -> AsyncIterator[Forger]:
    async with forger(here, "referral") as forges:
        yield forges


@pytest.fixture
async def pair(here: SystemUnderTest, speaks: Speaker, forge: Forger) -> tuple[CitizenId, CitizenId]:
    """Two citizens in one partition, each with five referrals that were said and not sent yet."""
    met: dict[int, CitizenId] = {}
    while True:
        other = await speaks.register()
        await forge.write(*await letters(here, CITIZEN, other))
        if (one := met.setdefault(partition_of(other), other)) != other:
            break
    for citizen in (one, other):
        for _ in range(5):
            await speaks.say(citizen)
    await here.fetch("referral", "DELETE FROM outbox")
    return one, other


async def heard(here: SystemUnderTest, citizen: UUID) -> list[int] | None:
    found: list[int] | None = (await here.fetch("overview", HEARD, REFERRAL.name, citizen))[0][0]
    return found


async def open_parked(here: SystemUnderTest, citizen: UUID | None) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await here.fetch("overview", PARKED, REFERRAL.name, citizen)]


async def release(here: SystemUnderTest) -> int:
    async with databases.connected(here.urls["overview"]) as connection:
        return await parked.release(connection)


def typed(kind: str) -> Callable[[Letter], Letter]:
    return lambda letter: letter.with_json(type=kind)


def titled(content_type: bytes | None) -> Callable[[Letter], Letter]:
    return lambda letter: replace(letter, headers=(("content-type", content_type),))


def valued(value: bytes | None) -> Callable[[Letter], Letter]:
    return lambda letter: replace(letter, value=value)


def of_five_megabytes(letter: Letter) -> Letter:
    data = json.loads(letter.value or b"")["data"]
    return letter.with_json(data={**data, "words": data["words"] + "A" * (5 << 20)})


THIRD = 3

# What no client hinders anybody from writing; tests/component has more kinds, that differ in their JSON only.
OF_A_CITIZEN: dict[str, tuple[Callable[[Letter], Letter], int | None, str]] = {
    "bad JSON": (valued(b'{"specversion": "1.0", "id'), None, "JsonInvalid"),
    "null value": (valued(None), None, "ValueMissing"),
    "null header": (titled(None), THIRD, "ContentTypeForeign"),
    "header that is no text": (titled(b"\xff\xfe\x00"), THIRD, "ContentTypeForeign"),
    "unknown type": (typed("referral.vanished.v1"), THIRD, "TypeUnknown"),
    "five megabytes": (of_five_megabytes, THIRD, "ValueTooLarge"),
}

NOBODYS: dict[str, tuple[Callable[[Letter], Letter], str]] = {
    "key that is no uuid": (lambda letter: replace(letter, key=b"\xff\xfe"), "KeyUnreadable"),
    "no key": (lambda letter: replace(letter, key=b""), "KeyUnreadable"),
    "key of another citizen": (lambda letter: replace(letter, key=STRANGER), "KeyDiffersFromSubject"),
}


@pytest.fixture(scope="module")
async def roomy(here: SystemUnderTest) -> AsyncIterator[None]:
    """While it runs, the topic takes records of many megabytes."""
    admin = AIOKafkaAdminClient(**here.admin.aiokafka)
    await admin.start()

    async def at_most(size: int) -> None:
        settings = {
            "message.timestamp.type": "LogAppendTime",
            "retention.ms": "-1",
            "max.message.bytes": str(size),
            "compression.type": "uncompressed",
        }
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, REFERRAL.name, settings)])

    await at_most(8 << 20)
    yield
    await at_most(1 << 20)
    await admin.close()


@pytest.mark.parametrize("kind", OF_A_CITIZEN)
async def test_only_the_poisoned_citizen_waits_and_is_drained_in_order_when_the_record_comes_whole(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId], roomy: None, kind: str
) -> None:
    poisoned, bystander = pair
    spoil, seq, error_class = OF_A_CITIZEN[kind]
    first, second, third, *later = await letters(here, REFERRAL, poisoned)

    await forge.write(first, second, spoil(third), *later, *await letters(here, REFERRAL, bystander))

    await eventually(lambda: is_so(heard(here, bystander), [1, 2, 3, 4, 5]))
    assert await heard(here, poisoned) == [1, 2]
    failed = (seq, "failed", error_class)
    assert await open_parked(here, poisoned) == [failed, (4, "waiting", "Gap"), (5, "waiting", "Gap")]

    await forge.write(third)
    await eventually(lambda: is_so(heard(here, poisoned), [1, 2, 3, 4, 5]))
    await release(here)  # of one that told no number nobody knows that it has come whole
    assert await here.wrongs() == []


@pytest.mark.parametrize("kind", NOBODYS)
async def test_a_record_that_is_nobodys_holds_up_nobody_and_its_gap_heals_when_it_comes_whole(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId], kind: str
) -> None:
    about, bystander = pair
    spoil, error_class = NOBODYS[kind]
    first, second, third, *later = await letters(here, REFERRAL, about)

    await forge.write(first, second, spoil(third), *later, *await letters(here, REFERRAL, bystander))

    await eventually(lambda: is_so(heard(here, bystander), [1, 2, 3, 4, 5]))
    assert await open_parked(here, None) == [(None, "failed", error_class)]
    assert await open_parked(here, about) == [(4, "waiting", "Gap"), (5, "waiting", "Gap")]

    await forge.write(third)
    assert await release(here) == 1
    assert await here.wrongs() == []


async def test_headers_that_are_not_ours_are_no_poison(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId]
) -> None:
    strange = (("traceparent", b"\xff\xfe"), ("traceparent", None), ("æøå", b""), ("", None))
    said = [letter for citizen in pair for letter in await letters(here, REFERRAL, citizen)]

    await forge.write(*(replace(letter, headers=(*letter.headers, *strange)) for letter in said))

    assert await here.wrongs() == []


def write_packed(kafka: Kafka, codec: str, packed: list[Letter]) -> None:
    """Write these as one batch, compressed by another client than ours."""
    producer = Producer(
        {
            "bootstrap.servers": kafka.bootstrap,
            "security.protocol": kafka.protocol,
            "sasl.mechanism": kafka.mechanism,
            "sasl.username": kafka.user,
            "sasl.password": kafka.password,
            "compression.type": codec,
            "linger.ms": 50,
        }
    )
    for one in packed:
        producer.produce(one.topic, one.value, one.key, one.partition, headers=list(one.headers))
    assert producer.flush(15) == 0


@pytest.mark.parametrize("codec", ["snappy", "lz4", "zstd", "gzip"])
async def test_a_batch_packed_with_a_library_that_hearers_lack_is_no_poison(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId], codec: str
) -> None:
    one, other = pair

    await asyncio.to_thread(write_packed, here.kafka("referral"), codec, await letters(here, REFERRAL, one))
    await forge.write(*await letters(here, REFERRAL, other))

    assert await here.wrongs() == []


async def test_a_header_name_that_is_no_text_is_no_poison(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId]
) -> None:
    one, other = pair
    first, second, *later = await letters(here, REFERRAL, one)
    odd = replace(second, headers=(*second.headers, ("strange-name", b"1")))

    await forge.write_bytes_for("strange-name", b"\xff\xfe\x00ange-name", first, odd, *later)
    await forge.write(*await letters(here, REFERRAL, other))

    assert await here.wrongs() == []


async def test_a_gap_that_is_filled_later_is_drained_in_order(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId]
) -> None:
    one, other = pair
    first, second, third, fourth, fifth = await letters(here, REFERRAL, one)

    await forge.write(fifth, third, first, *await letters(here, REFERRAL, other))
    await eventually(lambda: is_so(heard(here, other), [1, 2, 3, 4, 5]))
    assert await heard(here, one) == [1]
    await forge.write(second)
    await eventually(lambda: is_so(heard(here, one), [1, 2, 3]))
    await forge.write(fourth)

    await eventually(lambda: is_so(heard(here, one), [1, 2, 3, 4, 5]))
    assert await here.wrongs() == []


async def test_what_is_delivered_again_is_dropped(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId]
) -> None:
    said = [letter for citizen in pair for letter in await letters(here, REFERRAL, citizen)]

    await forge.write(*said[:2], *said, *said[::-1], *said[3:])

    assert await here.wrongs() == []


async def test_a_number_with_another_event_in_it_is_parked_and_what_follows_goes_on(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId]
) -> None:
    one, other = pair
    first, second, *later = await letters(here, REFERRAL, one)

    await forge.write(first, second, second.with_json(id=str(uuid4())), *later)
    await forge.write(*await letters(here, REFERRAL, other))

    await eventually(lambda: is_so(heard(here, other), [1, 2, 3, 4, 5]))
    assert await heard(here, one) == [1, 2, 3, 4, 5]
    assert await open_parked(here, one) == [(2, "failed", "SeqReused")]
    assert await release(here) == 1
    assert await here.wrongs() == []


UNKNOWN = [(seq, "failed", "TypeUnknown") for seq in (1, 2, 3, 4, 5)]
BEHIND_A_FAILURE = [(1, "failed", "LookupError"), *((seq, "waiting", "Gap") for seq in (2, 3, 4, 5))]


@pytest.mark.parametrize(("bug", "rows"), [("older_binary", UNKNOWN), ("handler_fails", BEHIND_A_FAILURE)])
async def test_what_one_binary_could_not_apply_the_next_one_drains_in_order_when_it_is_released(
    here: SystemUnderTest, forge: Forger, pair: tuple[CitizenId, CitizenId], bug: str, rows: list[object]
) -> None:
    victim, other = pair
    here.children["overview-worker"].stop()
    here.start("overview", "worker", runner=("samspil.testkit.planted", bug), VICTIM=str(victim))

    await forge.write(*await letters(here, REFERRAL, victim))
    await eventually(lambda: is_so(open_parked(here, victim), rows))
    here.children["overview-worker"].stop()
    here.start("overview", "worker")
    await forge.write(*await letters(here, REFERRAL, other))
    await eventually(lambda: is_so(heard(here, other), [1, 2, 3, 4, 5]))
    assert await heard(here, victim) is None

    await release(here)
    await eventually(lambda: is_so(heard(here, victim), [1, 2, 3, 4, 5]))
    assert await here.wrongs() == []


async def is_so(question: Any, answer: object) -> bool:
    return bool(await question == answer)

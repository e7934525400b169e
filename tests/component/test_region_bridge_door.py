"""The region-bridge's door on real databases: what it takes in, what it leaves alone, what it refuses."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from samspil.rulebook.organisations import ReceiverType
from samspil.sandboxes.region.hospital import Course, Patient, What, tell
from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.testkit.people import BRUNO, EJNAR, NANCY, Person, synthetic_cpr
from samspil.testkit.region_bridge import NOW, RegionBridge, ids, notice, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


def code(answer: httpx2.Response) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/fhir+json"
    header = answer.json()["entry"][0]["resource"]
    return str(header["response"]["code"])


async def test_an_admission_becomes_an_event_and_its_message_is_kept_sealed(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    body = notice(BRUNO)

    answer = await bridge.post(body)

    assert code(answer) == "ok"
    (event,) = await bridge.said(citizen)
    assert (event.type, event.data.admitted_at) == ("hospital.stay_admitted.v1", NOW)
    assert str(event.causationid) == ids(body)[1]
    row = await bridge.pool.fetchrow("SELECT citizen_id, raw, held FROM notice")
    assert row is not None
    assert (row["citizen_id"], row["held"], Sealed(row["raw"]).kind) == (citizen, None, "message")


async def test_a_course_of_notices_is_one_stay(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    course: Course | None = None
    for what in (What.ADMIT, What.START_LEAVE, What.END_LEAVE, What.DISCHARGE):
        course, body = tell(what, course, Patient(BRUNO.cpr.number, BRUNO.name), NOW)
        assert code(await bridge.post(body)) == "ok"

    events = await bridge.said(citizen)

    assert [event.type.split(".")[1] for event in events] == [
        "stay_admitted",
        "stay_leave_started",
        "stay_leave_ended",
        "stay_discharged",
    ]
    assert len({event.data.stay_id for event in events}) == 1


async def test_the_same_message_gets_the_same_bytes_and_happens_once(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    body = notice(BRUNO)
    sent_again = notice(BRUNO, message_id=ids(body)[1])
    assert ids(sent_again)[0] != ids(body)[0]

    answers = [await bridge.post(each) for each in (body, body, sent_again)]

    assert len({answer.content for answer in answers}) == 1
    assert len(await bridge.said(citizen)) == 1
    assert await bridge.pool.fetchval("SELECT count(*) FROM transmission") == 2


async def test_twins_at_the_same_time_happen_once(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    known, strange = notice(BRUNO), notice(EJNAR)

    answers = await asyncio.gather(*(bridge.post(body) for body in [known, strange] * 6))

    assert len({answer.content for answer in answers}) == 2
    assert len(await bridge.said(citizen)) == 1


async def test_of_many_at_once_one_that_breaks_the_protocol_is_refused_and_all_others_are_kept(
    bridge: RegionBridge,
) -> None:
    people = [Person(synthetic_cpr(61_000 + number), "Ida Test Opdigtet") for number in range(12)]
    citizens = [await bridge.disclose(one) for one in people]
    used = notice(EJNAR)
    await bridge.post(used)
    bodies = [json.loads(notice(one)) for one in people]
    bodies[5]["id"] = ids(used)[0]

    answers = await asyncio.gather(*(bridge.post(json.dumps(one).encode()) for one in bodies))

    assert [one.status_code for one in answers] == [409 if at == 5 else 200 for at in range(12)]
    assert [len(await bridge.said(one)) for one in citizens] == [0 if at == 5 else 1 for at in range(12)]


async def test_whoever_is_locked_holds_up_nobody_who_comes_at_the_same_time(bridge: RegionBridge) -> None:
    people = [Person(synthetic_cpr(61_100 + number), "Ida Test Opdigtet") for number in range(8)]
    citizens = [await bridge.disclose(one) for one in people]

    async with bridge.store.transaction([citizens[3]]):
        sent = [asyncio.create_task(bridge.post(notice(one))) for one in people]
        await asyncio.wait_for(asyncio.gather(*sent[:3], *sent[4:]), 10)
        assert not sent[3].done()

    assert [code(await one) for one in sent] == ["ok"] * 8
    assert [len(await bridge.said(one)) for one in citizens] == [1] * 8


@pytest.mark.parametrize("person", [BRUNO, EJNAR], ids=["known", "stranger"])
async def test_a_bundle_id_used_for_another_message_breaks_the_protocol(
    bridge: RegionBridge, person: Person
) -> None:
    citizen = await bridge.disclose(BRUNO)
    first = notice(person)
    await bridge.post(first)
    other = json.loads(notice(person))
    other["id"] = ids(first)[0]

    answer = await bridge.post(json.dumps(other).encode())

    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (409, "conflict")
    assert len(await bridge.said(citizen)) == (person is BRUNO)
    assert await bridge.pool.fetchval("SELECT count(*) FROM message") == 1


@pytest.mark.parametrize("known", [False, True], ids=["stranger", "no basis"])
async def test_a_notice_about_anybody_else_leaves_its_ids_and_its_answer(
    bridge: RegionBridge, known: bool
) -> None:
    person = Person(NANCY.cpr, "Nancy Kanariefugl")
    if known:
        await bridge.disclose(person, shares=False)
    empty = {
        table: await bridge.count(table) for table in ("stay_notice", "notice", "stream", "event", "outbox")
    }
    body = notice(person)

    answer = await bridge.post(body)

    assert code(answer) == "ok"
    assert empty == {table: await bridge.count(table) for table in empty}
    assert (await bridge.keyring.find(person.cpr) is not None) == known
    rows = [tuple(row) for row in await bridge.pool.fetch("SELECT message_id, answer FROM message")]
    assert rows == [(ids(body)[1], answer.content)]
    left = await bridge.everything() + answer.text
    assert NANCY.cpr.number not in left
    assert "Kanariefugl" not in left
    assert json.loads(body)["entry"][2]["resource"]["episodeOfCare"][0]["identifier"]["value"] not in left


async def test_known_and_unknown_are_answered_alike(bridge: RegionBridge) -> None:
    await bridge.disclose(BRUNO)

    answers = [await bridge.post(notice(person)) for person in (BRUNO, EJNAR)]

    shapes = [[one["resource"]["resourceType"] for one in answer.json()["entry"]] for answer in answers]
    assert shapes[0] == shapes[1]
    assert {code(answer) for answer in answers} == {"ok"}


async def test_a_death_is_acknowledged_and_held_for_people(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)

    assert code(await bridge.post(notice(BRUNO, What.ADMIT, What.DEATH))) == "ok"

    assert [event.type for event in await bridge.said(citizen)] == ["hospital.held.v1"]
    assert await bridge.pool.fetchval("SELECT kept ->> 'why' FROM held") == "death"


async def test_a_death_that_is_taken_back_by_an_ordinary_notice_is_held_with_it_and_the_notice_is_told(
    bridge: RegionBridge,
) -> None:
    citizen = await bridge.disclose(BRUNO)
    course, admission = tell(What.ADMIT, None, Patient(BRUNO.cpr.number, BRUNO.name), NOW)
    _, death = tell(What.DEATH, course, Patient(BRUNO.cpr.number, BRUNO.name), NOW)
    alive = json.loads(admission)
    alive["id"], alive["entry"][0]["resource"]["id"] = str(uuid4()), str(uuid4())
    alive["entry"][0]["fullUrl"] = f"MessageHeader/{alive['entry'][0]['resource']['id']}"
    for entry in alive["entry"]:
        if entry["resource"]["resourceType"] == "Patient":
            entry["resource"]["deceasedBoolean"] = False
        if entry["resource"]["resourceType"] == "Provenance":
            entry["resource"]["target"] = [{"reference": alive["entry"][0]["fullUrl"]}]

    for body in (death, json.dumps(alive).encode()):
        assert code(await bridge.post(body)) == "ok"

    held = await bridge.pool.fetch("SELECT kept ->> 'why' AS why FROM held ORDER BY received_at")
    assert [row["why"] for row in held] == ["death", "death_retracted"]
    assert [event.type for event in await bridge.said(citizen)] == [
        "hospital.held.v1",
        "hospital.stay_admitted.v1",
        "hospital.held.v1",
    ]


async def test_as_receiver_of_type_c_all_is_taken_in_and_another_system_acknowledges(
    bridge: RegionBridge,
) -> None:
    bridge.app.state.door.receiver_type = ReceiverType.C
    citizen = await bridge.disclose(BRUNO)
    body = notice(BRUNO)
    refused = json.loads(notice(BRUNO))
    del refused["entry"][0]["resource"]["eventCoding"]

    answers = [await bridge.post(one) for one in (body, body, notice(NANCY), json.dumps(refused).encode())]

    assert [(one.status_code, one.content) for one in answers] == [(202, b"")] * 4
    assert [event.type for event in await bridge.said(citizen)] == ["hospital.stay_admitted.v1"]


@pytest.mark.parametrize(("days", "said"), [(1, ["hospital.held.v1"]), (31, [])], ids=["in doubt", "gone"])
async def test_on_a_basis_that_ran_out_nothing_follows_even_if_nothing_new_was_heard(
    bridge: RegionBridge, days: int, said: list[str]
) -> None:
    citizen = await bridge.disclose(BRUNO, until=danish_day(datetime.now(UTC)) - timedelta(days=days))

    assert code(await bridge.post(notice(BRUNO))) == "ok"

    assert [event.type for event in await bridge.said(citizen)] == said
    assert await bridge.count("notice") == len(said)


async def test_a_message_that_is_not_accepted_is_told_why_and_answered_alike_again(
    bridge: RegionBridge,
) -> None:
    body = json.loads(notice(BRUNO))
    body["entry"][2]["resource"].pop("class")

    first, again = [await bridge.post(json.dumps(body).encode()) for _ in range(2)]

    assert code(first) == "fatal-error"
    assert "MSG_VALUESET_VALUE_UNKNOWN" in first.text
    assert first.content == again.content


@pytest.mark.parametrize(
    ("body", "changed", "status", "issue"),
    [
        (b"{", {}, 400, "structure"),
        (notice(BRUNO), {"content-type": "application/json"}, 415, "not-supported"),
        (notice(BRUNO), {"authorization": ""}, 401, "login"),
        (notice(BRUNO), {"role": Role.CASEWORKER}, 403, "forbidden"),
        (notice(BRUNO), {"sector": Sector.EMPLOYMENT}, 403, "forbidden"),
        (b" " * (1024 * 1024 + 1), {}, 413, "too-long"),
    ],
)
async def test_bad_input_is_answered_by_an_operation_outcome(
    bridge: RegionBridge, body: bytes, changed: dict[str, Any], status: int, issue: str
) -> None:
    answer = await bridge.post(body, **changed)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/fhir+json")
    outcome = answer.json()
    assert (outcome["resourceType"], outcome["issue"][0]["code"]) == ("OperationOutcome", issue)
    assert BRUNO.cpr.number not in answer.text
    assert await bridge.count("message") == 0


async def test_what_is_not_there_below_fhir_is_an_operation_outcome_too(bridge: RegionBridge) -> None:
    missing = await bridge.client.get("/fhir/Patient/1")
    elsewhere = await bridge.client.get("/v1/nothing")

    assert missing.json()["resourceType"] == "OperationOutcome"
    assert elsewhere.json()["type"] == "/problems/not-found"


async def test_the_capability_statement_names_the_operation(bridge: RegionBridge) -> None:
    statement = (await bridge.client.get("/fhir/metadata")).json()

    assert statement["resourceType"] == "CapabilityStatement"
    assert [one["name"] for one in statement["rest"][0]["operation"]] == ["process-message"]


async def test_while_the_keyring_is_away_nothing_is_half_done(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    async with keyring_at(
        "postgres://nobody@127.0.0.1:1/none", EnvironmentMasterKey(bytes(32)), IndexKey(bytes(32))
    ) as nowhere:
        door = bridge.app.state.door
        bridge.app.state.door = type(door)(door.store, nowhere, door.us, door.region)
        answer = await bridge.post(notice(BRUNO))

    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (503, "transient")
    assert int(answer.headers["retry-after"]) > 0
    assert await bridge.count("message") == 0
    assert await bridge.said(citizen) == []


async def test_while_the_database_is_away_nothing_is_half_done(bridge: RegionBridge) -> None:
    await bridge.pool.close()

    answer = await bridge.post(notice(EJNAR))

    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (503, "transient")

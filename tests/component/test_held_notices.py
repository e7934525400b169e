"""The doors of what is held, on real databases: it is listed with what would follow, and settled once."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from medcom import changed
from samspil.contracts.hospital import HospitalDeathReported
from samspil.region_bridge.api.held import look
from samspil.region_bridge.api.routes.held_notices import ApplyHeld, DiscardHeld
from samspil.region_bridge.handlers.follow_notices import FOLLOW_NOTICES, follow_notices
from samspil.region_bridge.partner.medcom.codes import CPR
from samspil.region_bridge.storage.held import read_held
from samspil.region_bridge.storage.transaction import region_store
from samspil.sandboxes.region.hospital import What
from samspil.telemetry import metrics
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO, NANCY, NATIONAL_REPLACEMENT, REGIONAL_REPLACEMENT, VERA, Person
from samspil.testkit.region_bridge import RegionBridge, ids, notice, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

EXAMPLES = {"apply": ApplyHeld.EXAMPLE, "discard": DiscardHeld.EXAMPLE}


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def listed(bridge: RegionBridge) -> list[dict[str, Any]]:
    headers = {"authorization": bearer(Role.CASEWORKER, Sector.SOCIAL, "one")}
    answer = await bridge.client.get("/v1/held-notices", headers=headers)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def settles(
    bridge: RegionBridge,
    one: dict[str, Any],
    verb: str,
    who: str = "one",
    key: str | None = None,
    **body: str,
) -> httpx2.Response:
    headers = {
        "authorization": bearer(Role.CASEWORKER, Sector.SOCIAL, who),
        "if-match": f'"{one["version"]}"',
    }
    if key:
        headers["idempotency-key"] = key
    address = f"/v1/held-notices/{one['held_id']}/{verb}"
    return await bridge.client.post(address, json={**EXAMPLES[verb], **body}, headers=headers)


async def types(bridge: RegionBridge, citizen: CitizenId) -> list[str]:
    return [one.type.removeprefix("hospital.").removesuffix(".v1") for one in await bridge.said(citizen)]


def contradiction(person: Person = BRUNO) -> bytes:
    return changed(lambda one: one["Encounter"].update(status="finished"), notice(person))


def two_numbers() -> bytes:
    numbers = [{"system": CPR, "value": one.cpr.number} for one in (BRUNO, NANCY)]
    return changed(lambda one: one["Patient"].update(identifier=numbers), notice(BRUNO))


async def rows(bridge: RegionBridge, whose: UUID, who: str = "one") -> int:
    async with bridge.owner_of_the_keyring() as owner:
        return int(
            await owner.fetchval("SELECT count(*) FROM access WHERE citizen_id = $1 AND who = $2", whose, who)
        )


async def test_what_waits_is_shown_with_what_would_follow_and_every_look_is_logged(
    bridge: RegionBridge,
) -> None:
    citizen = await bridge.disclose(BRUNO)
    await bridge.post(contradiction())

    (one,) = await listed(bridge)

    assert (one["citizen_id"], one["why"], one["until"], one["names"]) == (
        str(citizen),
        "contradiction",
        None,
        [],
    )
    assert (one["says"]["what"], one["says"]["activity"]) == ("contradiction", "admitted")
    assert one["before"] == []
    assert [stay["kind"] for stay in one["after"]] == ["inpatient"]
    assert await rows(bridge, citizen) == 1
    again = await bridge.client.get(
        f"/v1/held-notices/{one['held_id']}",
        headers={"authorization": bearer(Role.VISITATOR, Sector.SOCIAL, "two")},
    )
    assert (again.json(), again.headers["etag"]) == (one, f'"{one["version"]}"')
    assert await rows(bridge, citizen, "two") == 1


async def test_applied_it_follows_once_and_a_repetition_is_answered_alike(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    await bridge.post(contradiction())
    (one,) = await listed(bridge)

    first = await settles(bridge, one, "apply", key="k")
    again = await settles(bridge, one, "apply", key="k")
    another = await settles(bridge, one, "apply", who="two")

    assert (first.status_code, first.json()["state"]) == (200, "applied")
    assert (again.json(), again.headers["idempotency-replayed"]) == (first.json(), "true")
    assert first.headers["etag"] == f'"{first.json()["version"]}"'
    assert (another.status_code, another.json()["type"]) == (409, "/problems/held-settled")
    assert await types(bridge, citizen) == ["held", "held_settled", "stay_admitted"]
    assert await listed(bridge) == []
    kept = json.loads(await bridge.pool.fetchval("SELECT kept FROM held"))
    assert kept["settled"]["look"]["by"] == "one"
    assert str(ApplyHeld.EXAMPLE["reason"]) not in json.dumps(kept)


@pytest.mark.parametrize("nobodys", [False, True])
async def test_of_two_people_at_the_same_time_one_decides_and_the_other_is_told(
    bridge: RegionBridge, nobodys: bool
) -> None:
    citizen = await bridge.disclose(BRUNO)
    await bridge.post(two_numbers() if nobodys else contradiction())
    (one,) = await listed(bridge)
    whose = {"citizen_id": str(citizen)} if nobodys else {}

    answers = await asyncio.gather(
        *(settles(bridge, one, "apply", f"a{n}", **whose) for n in range(3)),
        *(settles(bridge, one, "discard", f"d{n}") for n in range(3)),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert {answer.json()["type"] for answer in answers if answer.status_code == 409} == {
        "/problems/held-settled"
    }
    assert await listed(bridge) == []


async def test_a_death_is_taken_from_the_first_and_decided_by_the_second(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    await bridge.post(notice(BRUNO, What.ADMIT, What.DEATH))
    (one,) = await listed(bridge)

    first = await settles(bridge, one, "apply", "one")
    (waiting,) = await listed(bridge)
    same = await settles(bridge, waiting, "apply", "one")
    second = await settles(bridge, waiting, "apply", "two")

    assert (first.status_code, first.json()["state"], first.json()["confirmed_by"]) == (
        202,
        "confirmed",
        ["one"],
    )
    assert waiting["confirmed_by"] == ["one"]
    assert (same.status_code, same.json()["type"]) == (409, "/problems/second-person-wanted")
    assert (second.status_code, second.json()["confirmed_by"]) == (200, ["one", "two"])
    told = (await bridge.said(citizen))[-1].data
    assert isinstance(told, HospitalDeathReported)
    assert (told.confirmed_by, told.died_on) == (("one", "two"), date(2026, 11, 22))


async def test_what_is_nobodys_is_shown_with_names_and_numbers_and_becomes_hers_whom_somebody_names(
    bridge: RegionBridge,
) -> None:
    citizen, stranger = await bridge.disclose(BRUNO), await bridge.keyring.get_or_create(VERA.cpr)
    await bridge.post(two_numbers())
    (one,) = await listed(bridge)
    assert (one["citizen_id"], one["why"], one["before"], one["after"]) == (
        None,
        "number_unclear",
        None,
        None,
    )
    assert one["numbers"] == sorted(person.cpr.number for person in (BRUNO, NANCY))
    assert one["names"] == ["Elmer"]  # as the hospital writes it

    refused = [
        await settles(bridge, one, "apply"),
        await settles(bridge, one, "apply", citizen_id=str(stranger)),
        await settles(bridge, one, "apply", citizen_id=str(uuid4())),
        await settles(bridge, {**one, "version": 7}, "apply", citizen_id=str(citizen)),
    ]
    done = await settles(bridge, one, "apply", key="k", citizen_id=str(citizen))
    again = await settles(bridge, one, "apply", key="k", citizen_id=str(citizen))

    assert [(answer.status_code, answer.json()["type"]) for answer in refused] == [
        (422, "/problems/invalid-request"),
        (409, "/problems/notices-not-received"),
        (404, "/problems/unknown-citizen"),
        (412, "/problems/stale-version"),
    ]
    assert (done.status_code, again.json()) == (200, done.json())
    assert await types(bridge, citizen) == ["stay_admitted"]
    assert await bridge.count("notice") == 1
    assert await listed(bridge) == []


async def test_what_is_nobodys_is_put_aside_with_a_reason_that_goes_with_it(bridge: RegionBridge) -> None:
    await bridge.disclose(BRUNO)
    await bridge.post(two_numbers())
    (one,) = await listed(bridge)

    assert (await settles(bridge, one, "discard")).status_code == 200

    assert await read_held(bridge.pool, 9) == []
    assert await listed(bridge) == []
    assert str(DiscardHeld.EXAMPLE["reason"]) not in str(
        await bridge.pool.fetchval("SELECT settled FROM held_message")
    )


@pytest.mark.parametrize("verb", ["apply", "discard"])
async def test_what_is_not_held_is_not_there(bridge: RegionBridge, verb: str) -> None:
    one = {"held_id": str(uuid4()), "version": 0}
    headers = {"authorization": bearer(Role.CASEWORKER, Sector.SOCIAL, "one")}

    assert (await settles(bridge, one, verb)).status_code == 404
    assert (await bridge.client.get(f"/v1/held-notices/{one['held_id']}", headers=headers)).status_code == 404


@pytest.mark.parametrize(
    ("person", "system"),
    [
        (NATIONAL_REPLACEMENT, "urn:oid:1.2.208.176.1.6.1.1"),
        (REGIONAL_REPLACEMENT, "urn:oid:1.2.208.176.1.6.1.3"),
        (REGIONAL_REPLACEMENT, "urn:oid:1.2.208.176.1.6.1.3.177"),
    ],
)
async def test_a_replacement_number_is_acknowledged_alike_and_held_where_it_leads_to_somebody(
    bridge: RegionBridge, person: Person, system: str
) -> None:
    def replaced() -> bytes:
        identifier = [{"use": "temp", "system": system, "value": person.cpr.number}]
        return changed(lambda one: one["Patient"].update(identifier=identifier), notice(BRUNO))

    strange = await bridge.post(replaced())
    left = [await bridge.count(table) for table in ("notice", "held", "held_message", "event")]
    citizen = await bridge.disclose(person)
    known = await bridge.post(replaced())

    codes = [answer.json()["entry"][0]["resource"]["response"]["code"] for answer in (strange, known)]
    assert (codes, left) == (["ok", "ok"], [0, 0, 0, 0])
    (one,) = await listed(bridge)
    assert (one["citizen_id"], one["why"]) == (str(citizen), "replacement_number")
    assert await types(bridge, citizen) == ["held"]
    await settles(bridge, one, "apply")
    assert await types(bridge, citizen) == ["held", "held_settled", "stay_admitted"]


async def test_what_the_version_before_holds_is_taken_over_said_and_applied(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO)
    body = notice(BRUNO, What.ADMIT, What.CORRECT)
    _, message_id = ids(body)
    await bridge.pool.execute(
        "INSERT INTO message (message_id, answer, answered_at) VALUES ($1, '', clock_timestamp())", message_id
    )
    await bridge.pool.execute(
        "INSERT INTO notice (message_id, citizen_id, raw, held, received_at) "
        "VALUES ($1, $2, $3, 'correction', clock_timestamp())",
        message_id,
        citizen,
        await bridge.keyring.seal(citizen, "message", body.decode()),
    )

    for _ in range(2):
        await look(bridge.pool, bridge.keyring)
        async with region_store(bridge.pool).transaction([citizen]) as tx:
            follow_notices(tx, citizen, "")

    assert await bridge.pool.fetchval("SELECT array_agg(what) FROM due") == [FOLLOW_NOTICES]
    assert await types(bridge, citizen) == ["held"]
    (one,) = await listed(bridge)
    assert (one["why"], one["says"]["what"]) == ("correction", "admission_corrected")
    assert (await settles(bridge, one, "apply")).status_code == 200
    assert await types(bridge, citizen) == ["held", "held_settled", "stay_admitted"]


async def test_what_waits_is_counted_with_the_age_of_the_oldest(
    bridge: RegionBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    monkeypatch.setattr(metrics.messages_held_oldest_seconds, "set", told.append)
    await bridge.disclose(BRUNO)
    await look(bridge.pool, bridge.keyring)
    await bridge.post(contradiction())
    await bridge.pool.execute("UPDATE held SET received_at = received_at - $1::interval", timedelta(hours=2))
    await look(bridge.pool, bridge.keyring)

    assert told[0] == 0
    assert 7200 <= told[1] < 7300


async def test_a_report_that_the_ward_asks_for_is_said_once_with_who_is_to_have_it_sealed(
    bridge: RegionBridge,
) -> None:
    citizen = await bridge.disclose(BRUNO)
    prefix = (
        "http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/medcom-messaging-reportOfAdmission"
    )

    body = json.loads(notice(BRUNO))
    body["entry"][0]["resource"]["extension"] = [
        {"url": f"{prefix}Extension", "valueBoolean": True},
        {"url": f"{prefix}RecipientExtension", "valueReference": {"reference": "Organization/ward"}},
    ]
    ward = {"resourceType": "Organization", "id": "ward", "name": "Afdeling Q"}
    body["entry"].append({"resource": ward})
    first = json.dumps(body).encode()
    again = first
    for one in ids(first):
        again = again.replace(one.encode(), str(uuid4()).encode())
    for each in (first, again):
        assert (await bridge.post(each)).status_code == 200

    admitted, asked = [one.data for one in await bridge.said(citizen)]
    assert (asked.stay_id, asked.recipient.kind) == (admitted.stay_id, "unit")
    assert "Afdeling Q" not in str(await bridge.pool.fetch("SELECT report_to FROM stay_notice"))

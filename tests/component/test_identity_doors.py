"""Correcting, moving, dying and a death by mistake at the referral service's real doors."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from samspil.referral.app.web import application
from samspil.stack import databases
from samspil.testkit.people import EJNAR, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.auth import Role

NEW = count(40_000)
ENTRY = {"name": "Ingen Prøve", "acting_municipality": "101", "basis": "sel-85"}
STREET = "Prøvevej 1, 2. th.\n1000 København"


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


def in_days(days: int) -> str:
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


async def registered(doors: WebUnderTest, **more: Any) -> tuple[str, dict[str, Any]]:
    """A new citizen's address, and what was registered."""
    entry = {"cpr": synthetic_cpr(next(NEW)).number, **ENTRY, **more}
    answer = await doors.post("/v1/citizens", entry)
    return f"/v1/citizens/{answer.json()['citizen_id']}", entry


def whole(**changed: Any) -> dict[str, Any]:
    return {
        "name": ENTRY["name"],
        "acting_municipality": "101",
        "address_protected": False,
        **changed,
    }


async def said(doors: WebUnderTest, citizen: str) -> list[str]:
    return await doors.types_said(UUID(citizen.rpartition("/")[2]))


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def wrong(answer: Any) -> list[tuple[str, str]]:
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


async def test_a_correction_is_the_whole_identity_and_the_same_words_again_say_nothing(
    doors: WebUnderTest,
) -> None:
    citizen, _ = await registered(doors)
    body = whole(name="Ingen Prøvesen", address=STREET, address_protected=True, residence_municipality="265")

    first = await doors.post(f"{citizen}/correct", body, if_match='"1"')
    again = await doors.post(f"{citizen}/correct", body, if_match='"2"')
    stale = await doors.post(f"{citizen}/correct", body, if_match='"1"')

    assert (first.status_code, first.headers["etag"], again.headers["etag"]) == (200, '"2"', '"2"')
    assert refusal(stale) == (412, "stale-version")
    assert refusal(await doors.post(f"{citizen}/correct", body)) == (428, "version-needed")
    assert await said(doors, citizen) == ["citizen.registered.v1", "citizen.corrected.v1"]
    shown = (await doors.get(citizen)).json()
    assert shown["version"] == 2
    assert {name: shown[name] for name in body} == body
    assert (shown["moved_on"], shown["death"]) == (None, None)

    less = await doors.post(f"{citizen}/correct", whole(), if_match='"2"')
    assert less.status_code == 200
    shown = (await doors.get(citizen)).json()
    assert (shown["name"], shown["address"], shown["residence_municipality"]) == (ENTRY["name"], None, None)


async def test_nothing_of_a_name_or_an_address_is_kept_or_said_in_the_clear(doors: WebUnderTest) -> None:
    citizen, _ = await registered(doors)
    await doors.post(f"{citizen}/correct", whole(name="Klar Tekstesen", address=STREET), if_match='"1"')

    id_ = UUID(citizen.rpartition("/")[2])
    kept = await doors.pool.fetchval("SELECT state::text FROM citizen_file WHERE citizen_id = $1", id_)
    told = await doors.pool.fetch("SELECT record FROM event WHERE citizen_id = $1", id_)
    for text in (kept, *(bytes(one["record"]).decode() for one in told)):
        assert "Tekstesen" not in text
        assert "Prøvevej" not in text


async def test_registering_again_names_what_differs_and_never_how(doors: WebUnderTest) -> None:
    citizen, entry = await registered(doors)

    same = await doors.post("/v1/citizens", entry)
    other = await doors.post(
        "/v1/citizens",
        {
            **entry,
            "name": "En Anden",
            "residence_municipality": "265",
        },
    )

    assert (same.status_code, same.json()["differs"]) == (200, [])
    assert other.status_code == 200
    assert other.json() == {
        "citizen_id": citizen.rpartition("/")[2],
        "version": 1,
        "differs": ["name", "residence_municipality"],
    }
    assert (await doors.get(citizen)).json()["name"] == ENTRY["name"]
    assert await said(doors, citizen) == ["citizen.registered.v1"]


async def test_a_death_ends_what_is_open_and_its_retraction_asks_it_anew(doors: WebUnderTest) -> None:
    citizen, _ = await registered(doors)
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
    referral = (await doors.post(f"{citizen}/referrals", asked)).json()["referral_id"]

    died = await doors.post(
        f"{citizen}/record-death",
        {"died_on": in_days(-1), "source": "civil_register"},
        if_match='"1"',
    )
    assert died.status_code == 200
    death = (await doors.get(citizen)).json()["death"]
    assert (death["died_on"], death["source"]) == (in_days(-1), "civil_register")
    consent = {**CONSENT, "case": referral, "until": in_days(30)}
    seen: dict[str, Any] = {"if_match": '"2"'}
    nothing: dict[str, Any] = {}
    for path, body, headers in (
        ("referrals", asked, nothing),
        ("consents", consent, nothing),
        ("move", MOVE, seen),
        ("record-death", {"source": "relatives"}, seen),
    ):
        answer = await doors.post(f"{citizen}/{path}", body, **headers)
        assert refusal(answer) == (409, "citizen-is-dead"), path

    back = await doors.post(f"{citizen}/retract-death", if_match='"2"')
    assert back.status_code == 200
    assert refusal(await doors.post(f"{citizen}/retract-death", if_match='"3"')) == (409, "citizen-not-dead")
    newest, oldest = (await doors.get(f"{citizen}/referrals")).json()["referrals"]
    assert (newest["state"], newest["follows"], newest["words"]) == ("submitted", referral, "Jeg vil ud.")
    assert (oldest["state"], oldest["closed"]) == ("closed", "dead")
    assert sorted(await said(doors, citizen)) == [
        "citizen.death_retracted.v1",
        "citizen.died.v1",
        "citizen.registered.v1",
        "referral.closed.v1",
        "referral.submitted.v1",
        "referral.submitted.v1",
    ]


CONSENT = {"kinds": ["identity"], "from_sector": "social", "to_sectors": ["employment"]}
MOVE = {"moved_on": in_days(0), "residence_municipality": "751", "acting_municipality": "751"}


async def test_a_move_elsewhere_ends_what_is_open_here(doors: WebUnderTest) -> None:
    citizen, _ = await registered(doors)
    asked = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
    await doors.post(f"{citizen}/referrals", asked)

    near = await doors.post(f"{citizen}/move", {**MOVE, "acting_municipality": "101"}, if_match='"1"')
    open_ = (await doors.get(f"{citizen}/referrals")).json()["referrals"][0]["state"]
    far = await doors.post(f"{citizen}/move", MOVE, if_match='"2"')

    assert (near.status_code, open_, far.status_code) == (200, "submitted", 200)
    shown = (await doors.get(citizen)).json()
    assert (shown["acting_municipality"], shown["moved_on"]) == ("751", in_days(0))
    [closed] = (await doors.get(f"{citizen}/referrals")).json()["referrals"]
    assert (closed["state"], closed["closed"]) == ("closed", "moved")
    there = await doors.post(f"{citizen}/move", MOVE, if_match='"3"')
    assert refusal(there) == (409, "lives-there-already")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("move", MOVE, "moved_on"),
        ("record-death", {"source": "hospital"}, "died_on"),
    ],
)
async def test_a_day_that_has_not_come_or_lies_before_birth_is_said_beside_its_field(
    doors: WebUnderTest, path: str, body: dict[str, Any], field: str
) -> None:
    citizen, _ = await registered(doors, cpr=EJNAR.cpr.number)

    for day, code in (
        (in_days(1), "date_future"),
        ("1960-01-01", "date_before_birth"),
        ("9999-12-31", "date_implausible"),
        ("0001-01-01", "date_implausible"),
        (20261123, "date_parsing"),
    ):
        answer = await doors.post(f"{citizen}/{path}", {**body, field: day}, if_match='"1"')
        assert (answer.status_code, wrong(answer)) == (422, [(f"#/{field}", code)]), day
    assert await said(doors, citizen) == ["citizen.registered.v1"]


async def test_who_looked_to_change_a_file_stands_in_the_access_log(doors: WebUnderTest) -> None:
    citizen, entry = await registered(doors)
    await doors.post("/v1/citizens", entry)
    await doors.post(f"{citizen}/correct", whole(address=STREET), if_match='"1"')
    await doors.post(f"{citizen}/correct", whole(address="Prøvevej 2"), if_match='"2"')
    await doors.post(f"{citizen}/move", MOVE, if_match='"3"')
    await doors.post(f"{citizen}/record-death", {"source": "relatives"}, if_match='"4"')

    async with databases.connected(doors.keyring_url) as keyring:
        rows = await keyring.fetch(
            "SELECT why, fields FROM access WHERE citizen_id = $1 ORDER BY at, why",
            UUID(citizen.rpartition("/")[2]),
        )
    assert [(row["why"], list(row["fields"])) for row in rows] == [
        ("register-citizen", ["name"]),
        ("correct-citizen", ["name"]),  # a second look at the same within minutes is the same look
        ("correct-citizen", ["address"]),
        ("move-citizen", ["cpr"]),
        ("record-death", ["cpr"]),
    ]


@pytest.mark.parametrize("role", [Role.SUPPORT_WORKER, Role.LEADER, Role.CITIZEN])
async def test_whoever_keeps_no_files_changes_none(doors: WebUnderTest, role: Role) -> None:
    citizen, _ = await registered(doors)

    for path in ("correct", "move", "record-death", "retract-death"):
        assert refusal(await doors.post(f"{citizen}/{path}", whole(), role)) == (403, "forbidden-role")

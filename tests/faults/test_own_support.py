"""A relative's own support is a file of its own: nothing that is kept or sent leads from one to the other."""

import re
from collections.abc import AsyncIterator, Iterable
from functools import partial
from typing import NamedTuple
from uuid import UUID

import pytest

from faults.test_canary import pages_of
from samspil.sandboxes.journey.state import day
from samspil.sealing.index_key import IndexKey
from samspil.stack import databases
from samspil.testkit.pages import at, hidden
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, eventually, system_under_test
from samspil.testkit.walk import Walk
from samspil.vocabulary.citizen_id import CitizenId
from scanned import in_databases, in_the_log

CITIZEN = Person(synthetic_cpr(63_001), "Villy Test Opdigtet")
SISTERS = 63_002
SISTER = Person(synthetic_cpr(SISTERS), "Lone Test Opdigtet")

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HEX = re.compile(r"[0-9a-f]{32,}")


class Own(NamedTuple):
    """What is somebody's: their id, their keys, the hash that their number is found by."""

    id: str
    keys: frozenset[str]
    hash: str


class Both(NamedTuple):
    """The citizen whose relative the other is, and that relative with a file of their own."""

    citizen: Own
    sister: Own


def marks(row: bytes) -> frozenset[str]:
    """Whatever in it is like nothing else: ids, hashes, parts of tokens; also in what is kept as bytes."""
    text = row.decode(errors="replace").lower()
    inner = [bytes.fromhex(one[: len(one) // 2 * 2]).decode(errors="replace") for one in HEX.findall(text)]
    return frozenset(
        found.replace("-", "") for part in (text, *map(str.lower, inner)) for found in _marks(part)
    )


def _marks(text: str) -> Iterable[str]:
    yield from ID.findall(text)
    yield from HEX.findall(text)


def reached(rows: Iterable[bytes], start: Own) -> set[str]:
    """Every mark to which one comes from somebody's, from row to row by what these have in common."""
    left = [one for one in map(marks, rows) if one]
    known, grew = {start.id, *start.keys, start.hash}, True
    while grew:
        near = [one for one in left if one & known]
        left = [one for one in left if not one & known]
        known.update(*near)
        grew = bool(near)
    return known


def joins(rows: list[bytes], both: Both) -> set[str]:
    """What leads from one of them to the other."""
    ways = ((both.citizen, both.sister), (both.sister, both.citizen))
    return {
        mark for start, other in ways for mark in reached(rows, start) & {other.id, *other.keys, other.hash}
    }


async def own(here: SystemUnderTest, person: Person, citizen: str) -> Own:
    found = await here.fetch(
        databases.KEYRING, "SELECT key_id FROM citizen_key WHERE citizen_id = $1", UUID(citizen)
    )
    index = IndexKey.from_base64(here.keys["index"]).of(person.cpr)
    return Own(UUID(citizen).hex, frozenset(row["key_id"].hex for row in found), index.hex())


async def rows_of(here: SystemUnderTest) -> list[bytes]:
    """Every row of every table of every service and the keyring, and every record."""
    return [*await in_databases(here), *await in_the_log(here)]


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    settings = {"EMBEDDED_SIGN_IN": "true"}
    async with system_under_test(servers, tmp_path_factory.mktemp("system"), settings=settings) as built:
        yield built


@pytest.fixture(scope="module")
async def both(here: SystemUnderTest) -> Both:
    """Both have walked the way of whoever is helped, and the sister is entered in the citizen's file."""
    await here.start_partners()
    walk, hers = Walk(here, CITIZEN, within=60), Walk(here, SISTER, within=60)
    for one in (walk, hers):
        await one.refer()
        await one.consent()
        await one.plan()
    about = {
        "kind": "sibling",
        "name": SISTER.name,
        "contact": "Ring om aftenen",
        "wishes": "Vil gerne selv have støtte.",
        "may_know": ["plan"],
        "until": day(365),
    }
    added = await walk.post("caseworker", "referral", walk.about("/relatives"), about)
    sister = f"/relatives/{added['relative_id']}"
    await walk.post("support_worker", "referral", walk.about(f"{sister}/change"), about, seen=added)
    number = {"cpr": SISTER.cpr.number}
    await walk.post("support_worker", "referral", walk.about(f"{sister}/sign-in"), number)
    for each in (walk, hers):
        file = await each.get("caseworker", "referral", each.about(""))
        assert file is not None
        wishes = {"ways": ["visit"], "words": "Ring først."}
        wished = await each.post("caseworker", "referral", each.about("/contact-wishes"), wishes, seen=file)
        named = {"coordinator": "sagsbehandler-social", "name": "Mette Prøvesen"}
        after = await each.post("leader", "referral", each.about("/coordinator"), named, seen=wished)
        await eventually(partial(heard, here, each.citizen_id, after["version"]))
    await walk.get("support_worker", "referral", walk.about("/relatives"))
    for way, home in ((0, "/min-side"), (1, "/paaroerende")):
        await visits(here, way, home)
    return Both(await own(here, CITIZEN, walk.citizen_id), await own(here, SISTER, hers.citizen_id))


async def visits(here: SystemUnderTest, way: int, home: str) -> None:
    """The sister signs in and looks: as herself, or as the citizen's relative; she stays signed in."""
    async with at(pages_of(here)) as http:
        fields = hidden((await http.get("/log-ind")).text, "/log-ind/hjemmefra")
        asked = await http.post("/log-ind/hjemmefra", data={**fields, "subject": f"opdigtet-{SISTERS}"})
        choice = hidden(asked.text, "/log-ind/som")
        chosen = await http.post("/log-ind/som", data={**choice, "way": str(way)})
        assert (chosen.status_code, chosen.headers["location"]) == (303, home), chosen.text
        assert (await http.get(home)).status_code == 200


async def heard(here: SystemUnderTest, citizen: str, version: int) -> bool:
    view = await here.view(CitizenId(UUID(citizen)))
    return view is not None and view["citizen"]["version"] >= version


async def test_nothing_kept_or_sent_leads_from_a_citizen_to_a_relatives_own_file_or_back(
    here: SystemUnderTest, both: Both
) -> None:
    rows = await rows_of(here)

    for one in both:
        about = [found for found in map(marks, rows) if found & {one.id, *one.keys}]
        assert len(about) > 40, "of each there is something in every service"
        assert one.hash in reached(rows, one), "the keyring finds each by their number"
    assert joins(rows, both) == set()
    signed_in = await here.fetch("overview", "SELECT FROM session")
    looked = await here.fetch(
        databases.KEYRING, "SELECT role FROM access WHERE role IN ('citizen', 'relative')"
    )
    assert len(signed_in) == 2, "she is here twice, as herself and as the citizen's relative"
    assert {row["role"] for row in looked} == {"citizen", "relative"}


@pytest.mark.parametrize("what", ["id", "hash", "key", "bytes"])
async def test_one_row_that_names_both_would_be_found(here: SystemUnderTest, both: Both, what: str) -> None:
    citizen, sister = both
    id_ = str(UUID(sister.id))
    hers = {
        "id": id_,
        "hash": f"\\x{sister.hash}",
        "key": f"s1.{min(sister.keys)}.name.{'0' * 32}.{'A' * 48}",
        "bytes": f"\\x{id_.encode().hex()}",
    }
    row = f'{{"id": "{UUID(citizen.id)}", "of": "{hers[what]}"}}'.encode()

    assert joins([*await rows_of(here), row], both)


async def test_a_join_planted_in_the_citizens_file_is_found_however_many_steps_it_takes(
    here: SystemUnderTest, both: Both
) -> None:
    citizen, sister = (UUID(one.id) for one in both)
    async with databases.connected(here.urls["referral"]) as connection:
        planted = """UPDATE relative SET kept = (kept::jsonb || jsonb_build_object('own', (
            SELECT id FROM referral WHERE citizen_id = $2 LIMIT 1)))::json WHERE citizen_id = $1"""
        assert await connection.execute(planted, citizen, sister) == "UPDATE 1"

        assert joins(await rows_of(here), both)

        await connection.execute("UPDATE relative SET kept = (kept::jsonb - 'own')::json")
    assert joins(await rows_of(here), both) == set()

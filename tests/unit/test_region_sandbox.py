"""The region's sandbox: what it takes, what it forgets never, how it misbehaves, and its page."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx2
import pytest

from samspil.contracts.delivery import Told
from samspil.exchange.courier import Answer, PartnerAway
from samspil.region_bridge.partner.letter import letter
from samspil.region_bridge.partner.medcom.care_communication import Author, care_communication
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.post import Post
from samspil.sandboxes.region.app import region_app
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.region import Region
from samspil.testkit.people import BRUNO

MESSAGE_ID = UUID(int=7)


def message(name: str = "Aisha Digtet") -> bytes:
    said = letter(Told.CONTACT_PERSON, BRUNO.cpr, BRUNO.name, {"name": name})
    us, region = (
        Organisation("999990000000002", "5799999900020"),
        Organisation("999990000000001", "5799999900013"),
    )
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return care_communication(said, MESSAGE_ID, us, region, Author("Socialpsykiatrien", "00000000"), now)


def a_region(file: Path | None = None) -> Region:
    nobody = httpx2.AsyncClient(transport=httpx2.ASGITransport(region_app_of_nobody))
    return Region(Bridge("http://bridge", "http://issuer", nobody), file)


async def region_app_of_nobody(*_: object) -> None:
    raise httpx2.ConnectError("nobody listens")


def client_of(region: Region) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(region_app(region)), base_url="http://region")


async def told(region: Region, body: bytes | None = None) -> Answer:
    return await Post("http://region", client_of(region)).hand_over(str(MESSAGE_ID), body or message())


async def test_a_message_counts_once_however_often_it_comes_also_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "region.jsonl"

    for _ in range(2):
        assert await told(a_region(file)) is Answer.ACKNOWLEDGED
    received = (await client_of(a_region(file)).get("/received")).json()

    assert [(one["message_id"], one["receptions"], one["same_bytes"]) for one in received] == [
        (str(MESSAGE_ID), 2, True)
    ]
    assert received[0]["text"] == "Kontaktperson i socialpsykiatrien: Aisha Digtet"


async def test_other_bytes_under_the_same_id_are_seen() -> None:
    region = a_region()
    await told(region)
    await told(region, message("Nogen Anden"))

    assert not region.memory.received[0].same_bytes


@pytest.mark.parametrize(
    ("how", "answer", "effects"),
    [
        ("well", Answer.ACKNOWLEDGED, 1),
        ("refusing", Answer.REFUSED, 0),
        ("busy", PartnerAway, 0),
        ("away", PartnerAway, 0),
        ("error-with-effect", PartnerAway, 1),
    ],
)
async def test_the_door_behaves_as_it_is_told(
    how: str, answer: Answer | type[PartnerAway], effects: int
) -> None:
    region = a_region()
    await client_of(region).post("/behave", json={"how": how, "times": 1})

    found: object
    try:
        found = await told(region)
    except PartnerAway as away:
        found = type(away)

    assert (found, len(region.memory.received)) == (answer, effects)
    assert await told(region) is Answer.ACKNOWLEDGED


async def test_what_is_no_message_is_refused() -> None:
    assert await told(a_region(), b"{}") is Answer.REFUSED


async def test_an_acknowledgement_of_another_message_is_no_answer() -> None:
    other = json.loads(message())
    other["entry"][0]["resource"]["id"] = str(UUID(int=8))

    with pytest.raises(PartnerAway):
        await told(a_region(), json.dumps(other).encode())


async def test_nobody_at_the_bridge_is_shown_as_no_answer() -> None:
    region = a_region()

    sent = await client_of(region).post("/send", json={"what": "admit", "cpr": BRUNO.cpr.number})

    assert (sent.status_code, sent.json()["status"]) == (200, None)
    assert "intet svar" in (await client_of(region).get("/")).text


async def test_there_is_nobody_to_discharge_before_an_admission() -> None:
    answer = await client_of(a_region()).post("/send", json={"what": "discharge", "cpr": BRUNO.cpr.number})

    assert answer.status_code == 409


async def test_the_page_shows_in_danish_what_came_and_needs_no_scripts() -> None:
    region = a_region()
    await told(region, message("<b>Aisha</b>"))

    page = await client_of(region).get("/")

    assert '<html lang="da">' in page.text
    assert "Kontaktperson i socialpsykiatrien: &lt;b&gt;Aisha&lt;/b&gt;" in page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


async def test_a_button_of_the_page_sends_and_returns_to_it() -> None:
    region = a_region()
    form = {"what": "admit", "cpr": BRUNO.cpr.number, "name": BRUNO.name}

    answer = await client_of(region).post("/page/send", data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert [one.what for one in region.memory.sent] == ["admit"]

"""What hospitals write about citizens who are known here: received, or held until a person has looked."""

import base64
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from care_communications import Letter, file, letter, text
from samspil.contracts.disclosure import DisclosedAgreement
from samspil.contracts.hospital import HeldWhat, HospitalHeld, HospitalHeldSettled, HospitalMessageReceived
from samspil.contracts.plan_agreements import AgreementKind, AgreementStage
from samspil.region_bridge.api.held import look
from samspil.region_bridge.domain.waiting import NotWaiting
from samspil.region_bridge.handlers.settle_message import settle_message
from samspil.region_bridge.storage.held import read_held
from samspil.region_bridge.storage.threads import payloads_of
from samspil.sealing.access import Access
from samspil.telemetry import metrics
from samspil.testkit.people import BRUNO, NANCY
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

TODAY = datetime.now(UTC).date()
READER = Access(who="test", role="caseworker", sector=Sector.SOCIAL, why="read-view")
PDF = base64.b64encode(b"%PDF-1.7 Epikrise").decode()


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def opened(bridge: RegionBridge, citizen: CitizenId, token: Sealed | None) -> str:
    assert token is not None
    return (await bridge.keyring.open(citizen, {"it": token}, READER))["it"]


async def facts(bridge: RegionBridge, citizen: CitizenId) -> list[Any]:
    return [event.data for event in await bridge.said(citizen)]


async def received(bridge: RegionBridge, citizen: CitizenId) -> HospitalMessageReceived:
    [fact] = await facts(bridge, citizen)
    assert isinstance(fact, HospitalMessageReceived)
    return fact


async def test_a_message_becomes_known_with_its_words_sealed(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True, messages_until=TODAY)
    one = letter(text("Kan I komme på fredag?"), file("Epikrise", PDF))

    answer = await bridge.post(one.body())

    fact = await received(bridge, citizen)
    assert '"code":"ok"' in answer.text
    assert (str(fact.message_id), fact.thread_id) == (one.sent.id, one.thread)
    assert (fact.basis, fact.let_in_by) == (LegalBasis.SUL_43_1, None)
    [segment], [attachment] = fact.segments, fact.attachments
    assert await opened(bridge, citizen, segment.words) == "Kan I komme på fredag?"
    assert await opened(bridge, citizen, segment.author) == "Michael Burns"
    assert await opened(bridge, citizen, segment.role) == "sygeplejerske"
    assert await opened(bridge, citizen, segment.phone) == "38683868"
    assert await opened(bridge, citizen, fact.topic) == "Udskrivning"
    assert await opened(bridge, citizen, fact.sender) == "Psykiatrisk Center, afsnit O82"
    assert await opened(bridge, citizen, attachment.title) == "Epikrise"
    assert attachment.size == len(b"%PDF-1.7 Epikrise")
    everything = await bridge.everything()
    for told in (
        "fredag",
        "Burns",
        "38683868",
        "Epikrise",
        "afsnit O82",
        "Udskrivning",
        PDF,
        BRUNO.cpr.number,
    ):
        assert told not in everything
    assert await bridge.count("message_in") == await bridge.count("attachment") == 1


async def test_an_agreement_that_is_asked_for_is_the_laws_own_ground(bridge: RegionBridge) -> None:
    agreement = DisclosedAgreement(
        agreement_id=UUID(int=1),
        kind=AgreementKind.DISCHARGE_AGREEMENT,
        stage=AgreementStage.ASKED,
        words=None,
        day=None,
    )
    citizen = await bridge.disclose(BRUNO, messages=True, agreements=(agreement,))

    await bridge.post(letter().body())

    assert (await received(bridge, citizen)).basis is LegalBasis.PSL_13C


@pytest.mark.parametrize(
    "told", [{}, {"messages": True, "messages_until": TODAY - timedelta(days=1)}], ids=["no", "no more"]
)
async def test_without_a_ground_it_is_held_and_said_to_wait_and_nothing_else(
    bridge: RegionBridge, told: dict[str, Any]
) -> None:
    citizen = await bridge.disclose(BRUNO, **told)
    one = letter(text("Kan I komme på fredag?"))

    answer = await bridge.post(one.body())

    assert '"code":"ok"' in answer.text
    [fact] = await facts(bridge, citizen)
    assert isinstance(fact, HospitalHeld)
    assert (str(fact.held_id), fact.what) == (one.sent.id, HeldWhat.MESSAGE)
    assert [(one.message_id, one.why) for one in await read_held(bridge.pool, 9)] == [
        (one.sent.id, "ground_unclear")
    ]
    assert await bridge.count("thread") == 0
    assert "fredag" not in await bridge.everything()


async def test_what_is_held_is_counted(bridge: RegionBridge, monkeypatch: pytest.MonkeyPatch) -> None:
    await bridge.disclose(BRUNO)
    await bridge.post(letter().body())
    await bridge.post(letter(person=NANCY).body())
    counted: list[int] = []
    monkeypatch.setattr(metrics.messages_held, "set", counted.append)

    await look(bridge.pool, bridge.keyring)

    assert counted == [2]


async def held(bridge: RegionBridge, one: Letter) -> tuple[CitizenId, UUID, Sealed]:
    citizen = await bridge.disclose(BRUNO)
    await bridge.post(one.body())
    return citizen, UUID(one.sent.id), await bridge.keyring.seal(citizen, "words", "Hun har bedt om det.")


async def test_a_person_lets_it_in_and_it_becomes_known_on_her_word(bridge: RegionBridge) -> None:
    one = letter(text("Kan I komme på fredag?"), file("Epikrise", PDF))
    citizen, held_id, reason = await held(bridge, one)

    async with bridge.store.transaction([citizen]) as tx:
        settle_message(tx, citizen, held_id, "sagsbehandler-1", reason, let_in=True)

    _, fact, settled = await facts(bridge, citizen)
    assert isinstance(fact, HospitalMessageReceived)
    assert (fact.basis, fact.let_in_by) == (None, "sagsbehandler-1")
    assert await opened(bridge, citizen, fact.segments[0].words) == "Kan I komme på fredag?"
    assert len(fact.attachments) == 1
    assert isinstance(settled, HospitalHeldSettled)
    assert settled.settled_by == "sagsbehandler-1"
    assert await read_held(bridge.pool, 9) == []


async def test_a_person_puts_it_aside_and_nothing_of_it_is_told(bridge: RegionBridge) -> None:
    citizen, held_id, reason = await held(bridge, letter())

    async with bridge.store.transaction([citizen]) as tx:
        settle_message(tx, citizen, held_id, "sagsbehandler-1", reason, let_in=False)

    assert await bridge.types_said(citizen) == ["hospital.held.v1", "hospital.held_settled.v1"]
    assert await read_held(bridge.pool, 9) == []


@pytest.mark.parametrize("let_in", [True, False])
async def test_what_was_settled_or_never_waited_is_refused(bridge: RegionBridge, let_in: bool) -> None:
    citizen, held_id, reason = await held(bridge, letter())
    async with bridge.store.transaction([citizen]) as tx:
        settle_message(tx, citizen, held_id, "sagsbehandler-1", reason, let_in=False)

    for wanted in (held_id, UUID(int=7)):
        with pytest.raises(NotWaiting):
            async with bridge.store.transaction([citizen]) as tx:
                settle_message(tx, citizen, wanted, "sagsbehandler-2", reason, let_in=let_in)

    assert len(await facts(bridge, citizen)) == 2


async def test_what_is_let_in_late_joins_the_thread_that_went_on_without_it(bridge: RegionBridge) -> None:
    first = letter(text("Kan I komme?"))
    citizen, held_id, reason = await held(bridge, first)
    await bridge.disclose(BRUNO, messages=True)
    await bridge.post(first.reply(text("Hører vi noget?")).body())

    async with bridge.store.transaction([citizen]) as tx:
        settle_message(tx, citizen, held_id, "sagsbehandler-1", reason, let_in=True)

    told = [one for one in await facts(bridge, citizen) if isinstance(one, HospitalMessageReceived)]
    assert [len(one.segments) for one in told] == [2, 0]
    [thread] = await bridge.pool.fetch("SELECT id FROM thread")
    assert len(await payloads_of(bridge.pool, citizen, thread["id"])) == 2


@pytest.mark.parametrize(("named", "hers"), [(" vera  HOLM", True), ("Ida Holm", False)])
async def test_a_message_to_the_contact_person_is_told_to_be(
    bridge: RegionBridge, named: str, hers: bool
) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True, contact="Vera Holm")

    await bridge.post(letter(recipient=named).body())

    assert (await received(bridge, citizen)).to_contact_person is hers
    async with bridge.owner_of_the_keyring() as owner:
        rows = await owner.fetch("SELECT why FROM access WHERE citizen_id = $1", citizen)
    assert {row["why"] for row in rows} == {"compare-contact-person"}


async def test_where_nobody_is_named_nothing_is_opened(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True, contact="Vera Holm")

    await bridge.post(letter().body())

    assert (await received(bridge, citizen)).to_contact_person is False
    async with bridge.owner_of_the_keyring() as owner:
        assert not await owner.fetchval("SELECT count(*) FROM access")


async def test_a_long_text_lies_sealed_beside_the_files(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True)

    await bridge.post(letter(text("lang " * 4000)).body())

    [segment] = (await received(bridge, citizen)).segments
    assert segment.words is None
    assert segment.document_id is not None
    read = await bridge.read_file(citizen, segment.document_id)
    assert (read.status_code, read.headers["content-type"].partition(";")[0]) == (200, "text/plain")
    assert read.text == ("lang " * 4000).strip()


async def test_the_same_message_again_gets_the_same_answer_and_is_told_once(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True)
    one = letter()

    answers = [await bridge.post(one.body()) for _ in range(3)]

    assert len({answer.content for answer in answers}) == 1
    assert await bridge.types_said(citizen) == ["hospital.message_received.v1"]


async def test_what_was_tolerated_is_kept_with_the_message(bridge: RegionBridge) -> None:
    await bridge.disclose(BRUNO, messages=True)

    await bridge.post(letter().body(lambda found: found["Communication"].update(status="completed")))

    assert await bridge.pool.fetchval("SELECT tolerated FROM message_in") == ["status"]


async def test_one_thread_id_about_two_citizens_is_two_threads(bridge: RegionBridge) -> None:
    first = letter()
    citizens = [await bridge.disclose(person, messages=True) for person in (BRUNO, NANCY)]

    for one in (first, Letter(first.thread, letter().sent, first.wrote, person=NANCY)):
        assert (await bridge.post(one.body())).status_code == 200

    assert [len(await facts(bridge, citizen)) for citizen in citizens] == [1, 1]
    assert await bridge.count("thread") == 2


async def test_a_refused_message_leaves_its_ids_and_its_answer(bridge: RegionBridge) -> None:
    await bridge.disclose(BRUNO, messages=True)

    answer = await bridge.post(letter(category="gossip").body())

    assert '"diagnostics":"Communication.category.coding.code"' in answer.text
    assert '"code":"fatal-error"' in answer.text
    assert [await bridge.count(table) for table in ("message", "message_in", "unplaced_message")] == [1, 0, 0]


async def test_until_the_last_day_and_not_after(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True, messages_until=date.max)

    await bridge.post(letter().body())

    assert (await received(bridge, citizen)).basis is LegalBasis.SUL_43_1

"""What a ward answers to a referral is said of it, once somebody reads it in the ward's message."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.disclosure import DisclosedReferral, ReferralStage
from samspil.contracts.hospital import HospitalMessageReceived, HospitalReferralAnswered
from samspil.sandboxes.region.threads import Signer, Thread
from samspil.sandboxes.region.ward import Words, Writes
from samspil.sealing.access import Access
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO
from samspil.testkit.region_bridge import RegionBridge, region_bridge
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

WARD = Signer("Emma Test Waters", "Sygeplejerske", "87654321")
LOOKS = Access(who="test", role="caseworker", sector=Sector.SOCIAL, why="read-answer")
IN_A_MONTH = date.today() + timedelta(days=30)  # noqa: DTZ011  # any later day will do
YES = "Han kan begynde i vores ambulatorium."


@pytest.fixture
async def bridge(servers: Servers) -> AsyncIterator[RegionBridge]:
    async with region_bridge(servers) as bridge:
        yield bridge


async def referral(bridge: RegionBridge, citizen: CitizenId) -> DisclosedReferral:
    return DisclosedReferral(
        referral_id=uuid4(),
        stage=ReferralStage.ASKED,
        to_unit="REGION-1",
        urgent=False,
        words=await bridge.keyring.seal(citizen, "words", "Bruno vil gerne tale med en læge."),
        information=None,
        answer_by=IN_A_MONTH,
        until=None,
    )


async def newest(bridge: RegionBridge, citizen: CitizenId) -> HospitalMessageReceived:
    facts = [event.data for event in await bridge.said(citizen)]
    return [one for one in facts if isinstance(one, HospitalMessageReceived)][-1]


async def answers(bridge: RegionBridge, citizen: CitizenId) -> list[HospitalReferralAnswered]:
    facts = [event.data for event in await bridge.said(citizen)]
    return [one for one in facts if isinstance(one, HospitalReferralAnswered)]


async def asked_and_answered(bridge: RegionBridge) -> tuple[CitizenId, UUID, UUID]:
    """The citizen, a referral that the ward has read, and the message in which it answers."""
    citizen = await bridge.disclose(BRUNO, messages=True)
    asked = await referral(bridge, citizen)
    await bridge.disclose(BRUNO, messages=True, referrals=(asked,))
    await bridge.courier.round()
    (letter,) = bridge.sandbox.memory.received
    thread = bridge.sandbox.memory.thread(letter.thread)
    assert thread is not None
    await bridge.sandbox.write(Writes.REPLY, thread, Words(WARD, (YES,)))
    return citizen, asked.referral_id, (await newest(bridge, citizen)).message_id


async def enter(
    bridge: RegionBridge, citizen: CitizenId, message: UUID, role: Role = Role.CASEWORKER, **said: Any
) -> httpx2.Response:
    body = {"message_id": str(message), "answer": "accepted", "words": YES} | said
    headers = {"authorization": bearer(role, Sector.SOCIAL)}
    door = f"/v1/citizens/{citizen}/referral-answers"
    return await bridge.client.post(door, json=body, headers=headers)


async def test_what_they_answer_is_said_of_the_referral_with_their_words_and_where_it_stands(
    bridge: RegionBridge,
) -> None:
    citizen, asked, message = await asked_and_answered(bridge)

    done = await enter(bridge, citizen, message, day=IN_A_MONTH.isoformat())

    assert done.status_code == 201
    assert done.json()["referral_id"] == str(asked)
    (said,) = await answers(bridge, citizen)
    assert done.json()["version"] == (await bridge.said(citizen))[-1].seq
    assert (said.referral_id, said.answer, said.day) == (asked, PartnerAnswer.ACCEPTED, IN_A_MONTH)
    assert (said.message_id, said.basis) == (message, LegalBasis.SUL_43_1)
    assert said.entered_by is not None
    assert await bridge.keyring.open(citizen, {"words": said.words}, LOOKS) == {"words": YES}
    assert YES not in await bridge.everything()


async def test_the_same_answer_read_twice_in_one_message_is_the_same(bridge: RegionBridge) -> None:
    citizen, _, message = await asked_and_answered(bridge)

    for _ in range(2):
        assert (await enter(bridge, citizen, message)).status_code == 201

    assert len({one.answer_id for one in await answers(bridge, citizen)}) == 1


async def test_what_answers_no_referral_of_ours_is_refused(bridge: RegionBridge) -> None:
    citizen = await bridge.disclose(BRUNO, messages=True)
    own = Thread(f"urn:uuid:{uuid4()}", BRUNO.cpr.number, BRUNO.name, "discharge", "Udskrivning")
    await bridge.sandbox.write(Writes.NEW, own, Words(WARD, ("Hvem tager imod ham?",)))
    theirs = (await newest(bridge, citizen)).message_id

    refused = await enter(bridge, citizen, theirs)
    unknown = await enter(bridge, citizen, uuid4())

    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "not-about-referral")
    assert unknown.status_code == 404
    assert await answers(bridge, citizen) == []


async def test_nothing_is_said_when_what_they_write_may_no_longer_be_known(bridge: RegionBridge) -> None:
    citizen, _, message = await asked_and_answered(bridge)
    await bridge.disclose(BRUNO, messages=False)

    assert (await enter(bridge, citizen, message)).status_code == 409
    assert await answers(bridge, citizen) == []


async def test_whoever_may_not_write_a_referral_may_not_answer_one(bridge: RegionBridge) -> None:
    citizen, _, message = await asked_and_answered(bridge)

    assert (await enter(bridge, citizen, message, Role.SUPPORT_WORKER)).status_code == 403

"""The region's sandbox is as bad as it is told to be: what it answers, and what comes afterwards."""

import json
from typing import NamedTuple
from uuid import UUID

import pytest

from samspil.exchange.courier import Answer, PartnerAway
from samspil.sandboxes.region.behaviour import TAKING, WAITS, Behaviour, How
from sandbox_region import MESSAGE_ID, Heard, a_heard_region, client_of, message, told

FIRST, SECOND = str(MESSAGE_ID), str(UUID(int=8))


class Ends(NamedTuple):
    """What the bridge makes of it, of what a later acknowledgement tells, and whether it was taken."""

    answer: Answer | type[PartnerAway]
    afterwards: list[str]
    is_taken: bool = True


AWAY = PartnerAway
EVERY_WAY = {
    How.WELL: Ends(Answer.ACKNOWLEDGED, []),
    How.SLOW: Ends(Answer.ACKNOWLEDGED, []),
    How.LATE: Ends(Answer.ACKNOWLEDGED, []),  # by whoever waits as long; the bridge does not
    How.SILENT: Ends(AWAY, []),
    How.LATER: Ends(AWAY, [FIRST]),
    How.TWICE: Ends(Answer.ACKNOWLEDGED, [FIRST]),
    How.OUT_OF_ORDER: Ends(AWAY, [FIRST]),
    How.WRONG: Ends(AWAY, []),
    How.UNKNOWN: Ends(Answer.ACKNOWLEDGED, ["somebody else's"]),
    How.ERROR_WITH_EFFECT: Ends(AWAY, []),
    How.ERROR: Ends(AWAY, [], is_taken=False),
    How.AWAY: Ends(AWAY, [], is_taken=False),
    How.BUSY: Ends(AWAY, [], is_taken=False),
    How.REFUSING: Ends(Answer.REFUSED, [], is_taken=False),
}


async def met(heard: Heard, body: bytes | None = None, message_id: UUID = MESSAGE_ID) -> object:
    try:
        return await told(heard.region, body, message_id)
    except PartnerAway as away:
        return type(away)


def acknowledged(heard: Heard) -> list[str]:
    """Of which messages acknowledgements came by themselves."""
    headers = [json.loads(body)["entry"][0]["resource"] for body in heard.bodies]
    assert {one["eventCoding"]["code"] for one in headers} <= {"acknowledgement-message"}
    return [one["response"]["identifier"] for one in headers]


@pytest.mark.parametrize("how", How)
async def test_the_door_behaves_as_it_is_told(how: How, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in WAITS:
        monkeypatch.setitem(WAITS, one, 0.01)
    heard, ends = a_heard_region(), EVERY_WAY[how]
    await client_of(heard.region).post("/behave", json={"how": how, "times": 1})

    answer = await met(heard)
    await heard.region.afterwards.done()

    afterwards = [one if one == FIRST else "somebody else's" for one in acknowledged(heard)]
    assert (answer, afterwards, len(heard.region.memory.received)) == (
        ends.answer,
        ends.afterwards,
        ends.is_taken,
    )
    assert await met(heard) is Answer.ACKNOWLEDGED  # and well from then on
    assert len(heard.region.memory.received) == 1


def test_every_way_is_told_here() -> None:
    assert [*EVERY_WAY] == [*How]
    assert {how for how, ends in EVERY_WAY.items() if ends.is_taken} == TAKING


async def test_out_of_order_is_the_newest_first() -> None:
    heard = a_heard_region()
    heard.region.behaviour = Behaviour(How.OUT_OF_ORDER)
    other = message(message_id=UUID(int=8)).replace(b"Aisha", b"Bente")

    await met(heard)
    await met(heard, other, UUID(int=8))
    await heard.region.afterwards.done()

    assert acknowledged(heard) == [SECOND, FIRST]


async def test_a_wrong_acknowledgement_is_of_an_earlier_message_where_there_is_one() -> None:
    heard = a_heard_region()
    await met(heard)
    heard.region.behaviour = Behaviour(How.WRONG)

    sent = message(message_id=UUID(int=8))
    answer = await client_of(heard.region).post("/fhir/$process-message", content=sent)

    assert answer.json()["entry"][0]["resource"]["response"] == {"identifier": FIRST, "code": "ok"}


async def test_anybody_may_have_it_acknowledge_anything() -> None:
    heard = a_heard_region()

    for code in ("transient-error", "fatal-error", "ok"):
        wish = {"message_id": SECOND, "code": code}
        assert (await client_of(heard.region).post("/acknowledge", json=wish)).status_code == 200

    responses = [json.loads(body)["entry"][0]["resource"]["response"] for body in heard.bodies]
    assert [(one["identifier"], one["code"]) for one in responses] == [
        (SECOND, "transient-error"),
        (SECOND, "fatal-error"),
        (SECOND, "ok"),
    ]
    assert [("details" in one) for one in responses] == [True, True, False]

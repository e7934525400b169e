"""What the jobcenter answers and asks: read strictly, and said once whatever is looked at how often."""

import json
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.contracts.answer import PartnerAnswer
from samspil.jobcenter_bridge.domain.answers import Answer, answered
from samspil.jobcenter_bridge.domain.newest import take
from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.partner.entity import UnreadableEntity
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.request import Asked, from_anmodning
from samspil.jobcenter_bridge.partner.task import NOTHING_WRITTEN, Reply, from_opgave
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis

TODAY = date(2026, 11, 23)
TASK, REFERRAL = UUID(int=7), UUID(int=8)
OPGAVE: dict[str, Any] = {
    "id": str(TASK),
    "taskType": "HENVENDELSE",
    "status": "accepteret",
    "note": "Vi ses.",
    "date": "2026-12-04",
    "externalReference": str(REFERRAL),
    "version": 3,
}
ANMODNING: dict[str, Any] = {
    "id": str(TASK),
    "version": 1,
    "name": "Vera Test Opdigtet",
    "words": "Hun har brug for støtte.",
    "urgent": True,
    "askedFor": "stoette_kontaktperson",
}


def reply(**changed: object) -> Reply | None:
    return from_opgave(json.dumps({**OPGAVE, **changed}).encode(), TASK, Reading({}), TODAY)


def asked(**changed: object) -> Asked:
    return from_anmodning(json.dumps({**ANMODNING, **changed}).encode(), TASK, Reading({}))


def without(whole: dict[str, Any], name: str) -> bytes:
    return json.dumps({key: value for key, value in whole.items() if key != name}).encode()


def test_a_task_in_their_words_becomes_an_answer() -> None:
    assert reply() == Reply(3, REFERRAL, PartnerAnswer.ACCEPTED, date(2026, 12, 4), "Vi ses.")
    assert reply(note=None, date=None) == Reply(3, REFERRAL, PartnerAnswer.ACCEPTED, None, NOTHING_WRITTEN)


@pytest.mark.parametrize("name", ["note", "date"])
def test_what_a_task_need_not_say_may_be_left_out(name: str) -> None:
    assert from_opgave(without(OPGAVE, name), TASK, Reading({}), TODAY) is not None


@pytest.mark.parametrize("name", ["id", "taskType", "status", "version"])
def test_what_a_task_of_ours_has_to_say_may_not(name: str) -> None:
    with pytest.raises(UnreadableEntity):
        from_opgave(without(OPGAVE, name), TASK, Reading({}), TODAY)


@pytest.mark.parametrize(
    "changed",
    [
        {"externalReference": None},
        {"externalReference": "somebody else's 7"},
        {"externalReference": 7},
        {"taskType": "ORIENTERING"},
        {"status": "oprettet"},
    ],
    ids=str,
)
def test_a_task_that_asks_nothing_of_ours_or_has_no_answer_yet_is_none(changed: dict[str, object]) -> None:
    assert reply(**changed) is None


@pytest.mark.parametrize(
    "changed",
    [
        *({"id": odd} for odd in (str(REFERRAL), "", 7, None)),
        *({"status": odd} for odd in ("noget andet", "Accepteret", "", 1)),
        *({"version": odd} for odd in ("3", 3.0, True, -1, 2**63)),
        *({"date": odd} for odd in ("2026-12", "04-12-2026", 7, "9999-12-31", "1066-10-14", "")),
        *({"note": odd} for odd in (7, ["Ja"], "a" * 4001)),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_read(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableEntity):
        reply(**changed)


@pytest.mark.parametrize(
    ("note", "words"),
    [("  Ja,\r\ngerne \u202e", "Ja, gerne"), ("", NOTHING_WRITTEN), ("\u200b \n", NOTHING_WRITTEN)],
)
def test_a_note_is_read_as_somebody_can_read_it(note: str, words: str) -> None:
    found = reply(note=note)

    assert found is not None
    assert found.words == words


def test_their_codes_are_settings() -> None:
    reading = Reading(
        {}, asking="SVAR", answers={"ja": PartnerAnswer.STARTED}, bases={"x": LegalBasis.SEL_107}
    )

    found = from_opgave(
        json.dumps({**OPGAVE, "taskType": "SVAR", "status": "ja"}).encode(), TASK, reading, TODAY
    )
    assert found is not None
    assert found.answer is PartnerAnswer.STARTED
    assert from_opgave(json.dumps(OPGAVE).encode(), TASK, reading, TODAY) is None
    asks = from_anmodning(json.dumps({**ANMODNING, "askedFor": "x"}).encode(), TASK, reading)
    assert asks.asked_for is LegalBasis.SEL_107


def test_a_request_in_their_words_is_what_is_asked_for() -> None:
    assert asked() == Asked(1, "Vera Test Opdigtet", "Hun har brug for støtte.", True, LegalBasis.SEL_99)
    assert asked(askedFor="noget andet").asked_for is LegalBasis.SEL_85


@pytest.mark.parametrize("name", list(ANMODNING))
def test_a_request_says_all_of_it(name: str) -> None:
    with pytest.raises(UnreadableEntity):
        from_anmodning(without(ANMODNING, name), TASK, Reading({}))


@pytest.mark.parametrize(
    "changed",
    [
        *({"id": odd} for odd in (str(REFERRAL), 7)),
        *({"name": odd} for odd in ("", "\u200b", 7, "a" * 4001)),
        *({"words": odd} for odd in ("", " ", None, "a" * 4001)),
        *({"urgent": odd} for odd in ("true", 1, None)),
        *({"askedFor": odd} for odd in ("", 85, "a" * 101)),
    ],
    ids=lambda changed: str(changed)[:40],
)
def test_what_cannot_be_asked_is_not_read(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableEntity):
        asked(**changed)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from([OPGAVE, ANMODNING]), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_answer_is_an_entity_or_refused(whole: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(whole)))
    body = json.dumps({**whole, name: data.draw(json_values)}).encode()
    for read in (
        lambda: from_opgave(body, TASK, Reading({}), TODAY),
        lambda: from_anmodning(body, TASK, Reading({})),
    ):
        with suppress(UnreadableEntity):
            read()


WORDS = sealed("words")


def answer(version: int, step: PartnerAnswer = PartnerAnswer.ACCEPTED, task: UUID = TASK) -> Answer:
    return Answer(task, version, REFERRAL, step, None, WORDS)


steps = st.sampled_from([PartnerAnswer.ACCEPTED, PartnerAnswer.DECLINED])


@given(st.data())
def test_whatever_is_looked_at_how_often_and_in_which_order_the_newest_version_stands_and_was_said_last(
    data: st.DataObject,
) -> None:
    versions = [
        answer(number, data.draw(steps), task)
        for task in (TASK, REFERRAL)
        for number in range(1, data.draw(st.integers(1, 4)) + 1)
    ]
    again = data.draw(st.lists(st.sampled_from(versions), max_size=4))
    known: dict[UUID, Answer] = {}
    said: dict[UUID, list[Answer]] = {}
    for heard in data.draw(st.permutations([*versions, *again])):
        before = known.get(heard.id)
        known, is_news, state = take(known, heard)
        assert (state is State.OVERTAKEN) == (before is not None and heard.version < before.version)
        if is_news:
            said.setdefault(heard.id, []).append(heard)

    assert known == {one.id: one for one in versions}
    for task, news in said.items():
        assert news[-1].answer is known[task].answer
        assert all(one.answer is not two.answer for one, two in pairwise(news))
        assert [one.version for one in news] == sorted({one.version for one in news})


def test_the_same_version_counts_once_whatever_it_says_now() -> None:
    known, *_ = take({}, answer(1))

    assert take(known, answer(1, PartnerAnswer.DECLINED)) == (known, False, State.RECEIVED)


def test_an_answer_is_known_by_its_task_and_version() -> None:
    one = answered(answer(2), MONDAY)

    assert one.answer_id == uuid5(TASK, "2")
    assert {answered(answer(2, task=REFERRAL), MONDAY).answer_id, answered(answer(3), MONDAY).answer_id} & {
        one.answer_id
    } == set()
    assert (one.referral_id, one.basis, one.occurred_at) == (REFERRAL, LegalBasis.RSL_11A_1, MONDAY)

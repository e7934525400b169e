"""Calls to meetings: read strictly, said when they are made or moved, and called off once."""

import json
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.contracts.employment import (
    CallForm,
    CallKind,
    EmploymentMeetingCalled,
    EmploymentMeetingCancelled,
)
from samspil.jobcenter_bridge.domain.meetings import Called, Meeting, said_of
from samspil.jobcenter_bridge.domain.newest import look
from samspil.jobcenter_bridge.domain.notification import State
from samspil.jobcenter_bridge.partner.call import from_indkaldelse
from samspil.jobcenter_bridge.partner.entity import UnreadableEntity, Worded
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.fold_employment import fold_employment
from samspil.testkit.builders import MONDAY, event, sealed
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.plausible import Meaning, is_plausible

TODAY = date(2026, 11, 23)
ID = UUID(int=7)
CANARY = "Kanariefugl"
INDKALDELSE: dict[str, Any] = {
    "indkaldelseIdentifier": str(ID),
    "status": "indkaldt",
    "samtaletype": 7,
    "kontaktform": "personlig",
    "tidspunkt": "2026-12-04T10:00:00+01:00",
    "varighedMinutter": 45,
    "sted": "Rådhuset",
    "ansvarligMyndighed": {"organisationskode": "-1", "navn": "Ingensteds"},
}
AT = datetime(2026, 12, 4, 9, tzinfo=UTC)
CALLED = Called(CallKind.JOB_INTERVIEW, CallForm.IN_PERSON, AT, 45)


def each(name: str, *odd: object) -> list[dict[str, object]]:
    return [{name: one} for one in odd]


def read(**changed: object) -> Worded[Called | None]:
    body = json.dumps({**INDKALDELSE, **changed}).encode()
    return from_indkaldelse(body, ID, Reading({}), TODAY)


def test_a_call_in_their_words_becomes_ours() -> None:
    assert read() == Worded(CALLED, "Rådhuset")


def test_what_a_call_need_not_say_may_be_left_out() -> None:
    least = {name: INDKALDELSE[name] for name in ("indkaldelseIdentifier", "status", "tidspunkt")}

    found = from_indkaldelse(json.dumps(least).encode(), ID, Reading({}), TODAY)
    assert found == Worded(Called(CallKind.OTHER, None, AT, None), None)


@pytest.mark.parametrize("name", ["indkaldelseIdentifier", "status", "tidspunkt"])
def test_what_it_has_to_say_may_not(name: str) -> None:
    with pytest.raises(UnreadableEntity):
        read(**{name: None})


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (4, CallKind.FOLLOW_UP),
        ("4", CallKind.FOLLOW_UP),
        (7, CallKind.JOB_INTERVIEW),
        ("informationsmoede", CallKind.INFORMATION),
        ("fleksjobopfoelgning", CallKind.FLEX_JOB_FOLLOW_UP),
        ("cv_samtale", CallKind.CV_INTERVIEW),
        (99, CallKind.OTHER),
        ("noget andet", CallKind.OTHER),
    ],
)
def test_each_kind_has_its_code_and_any_other_is_some_other(code: object, kind: CallKind) -> None:
    found = read(samtaletype=code).entity

    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    ("code", "form"),
    [("telefon", CallForm.PHONE), ("video", CallForm.VIDEO), ("hologram", None), (None, None)],
)
def test_how_they_meet_is_read_or_unknown(code: str | None, form: CallForm | None) -> None:
    found = read(kontaktform=code).entity

    assert found is not None
    assert found.form is form


def test_of_one_that_is_off_nothing_else_is_read() -> None:
    assert read(status="aflyst", tidspunkt=CANARY, sted=[CANARY]) == Worded(None, None)


NO_CALLS: list[dict[str, object]] = [
    *each("indkaldelseIdentifier", str(UUID(int=8)), "", 7, f"{{{ID}}}"),
    *each("status", CANARY, "", 1, "Indkaldt", ["indkaldt"]),
    *each("samtaletype", True, 7.0, "", ["7"], "a" * 101, {}),
    *each("kontaktform", 1, "", [], "telefon\x00"),
    *each("varighedMinutter", 0, -1, 1441, "45", 45.0, True),
    *each("sted", 7, [CANARY], "a" * 4001),
    *each(
        "tidspunkt",
        "2026-12-04T10:00:00",
        "2026-12-04",
        "2026-12-04T25:00:00Z",
        "2026-12-04 10:00+01:00",
        "9999-12-31T23:59:59+00:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "1066-10-14T10:00Z",
        1796374800,
        "",
        ["2026-12-04T10:00:00Z"],
    ),
]


@pytest.mark.parametrize(
    "changed",
    NO_CALLS,
    ids=str,
)
def test_what_cannot_be_meant_is_not_read_and_no_word_of_it_is_said(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableEntity) as refused:
        read(**changed)

    assert CANARY not in f"{refused.value!r} {refused.value.__cause__!r}"
    assert refused.value.__suppress_context__


ZONES = st.sampled_from([timedelta(hours=hours) for hours in (-12, 0, 1, 2, 14)]).map(timezone)


@given(st.datetimes(timezones=ZONES), st.sampled_from(["seconds", "minutes", "microseconds"]))
def test_every_moment_is_read_as_itself_or_refused(at: datetime, exactness: str) -> None:
    text = at.isoformat(timespec=exactness)
    if is_plausible(danish_day(at), Meaning.AGREED, TODAY):
        found = read(tidspunkt=text).entity
        assert found is not None
        assert found.at == datetime.fromisoformat(text)
    else:
        with pytest.raises(UnreadableEntity):
            read(tidspunkt=text)


@given(st.binary() | st.dictionaries(st.sampled_from(list(INDKALDELSE)), st.integers() | st.text()))
def test_any_answer_is_a_call_or_refused(answer: bytes | dict[str, object]) -> None:
    body = answer if isinstance(answer, bytes) else json.dumps({**INDKALDELSE, **answer}).encode()
    with suppress(UnreadableEntity):
        found = from_indkaldelse(body, ID, Reading({}), TODAY).entity
        assert found is None or found.at.tzinfo is not None


LATER = replace(CALLED, at=AT + timedelta(days=7))
ELSEWHERE = replace(CALLED, place=sealed("words"))


def said(*versions: Called | None) -> list[type]:
    known: dict[UUID, Meeting] = {}
    facts: list[type] = []
    for version, called in enumerate(versions, 1):
        before, meeting = known.get(ID), Meeting(ID, version, called)
        known, is_news, _ = look(known, meeting)
        facts += [type(one) for one in said_of(meeting, before, MONDAY) if is_news]
    return facts


IS_CALLED, IS_OFF = EmploymentMeetingCalled, EmploymentMeetingCancelled


@pytest.mark.parametrize(
    ("versions", "facts"),
    [
        ([CALLED, CALLED], [IS_CALLED]),
        ([CALLED, LATER], [IS_CALLED, IS_CALLED]),
        ([CALLED, ELSEWHERE], [IS_CALLED, IS_CALLED]),
        ([CALLED, None, None], [IS_CALLED, IS_OFF]),
        ([CALLED, None, CALLED], [IS_CALLED, IS_OFF, IS_CALLED]),
        ([None], []),
    ],
    ids=["again", "moved", "elsewhere", "off", "off and on", "never called"],
)
def test_what_becomes_of_a_call_is_said_once(versions: list[Called | None], facts: list[type]) -> None:
    assert said(*versions) == facts


def test_a_moved_call_is_said_whole_with_its_new_moment() -> None:
    [fact] = said_of(Meeting(ID, 2, LATER), Meeting(ID, 1, CALLED), MONDAY)

    assert isinstance(fact, EmploymentMeetingCalled)
    assert (fact.at, fact.minutes, fact.kind) == (AT + timedelta(days=7), 45, CallKind.JOB_INTERVIEW)


HISTORY = st.builds(
    lambda earlier, newest: [*earlier, newest],
    st.lists(st.sampled_from([CALLED, LATER, ELSEWHERE, None]), max_size=4),
    st.sampled_from([CALLED, None, LATER, None, LATER]),
)


def test_whatever_is_notified_how_often_and_in_which_order_the_newest_call_stands() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=200)
    @given(HISTORY, st.data())
    def holds(history: list[Called | None], data: st.DataObject) -> None:
        versions = list(enumerate(history, 1))
        again = data.draw(st.lists(st.sampled_from(versions), max_size=5))
        shuffled = data.draw(st.permutations([*versions, *again]))
        known: dict[UUID, Meeting] = {}
        state, seq, states = EmploymentState(), 0, []
        for version, called in shuffled:
            before, meeting = known.get(ID), Meeting(ID, version, called)
            known, is_news, became = look(known, meeting)
            states.append(became)
            for fact in said_of(meeting, before, MONDAY) if is_news else ():
                seq += 1
                state = fold_employment(state, event(fact, seq))

        newest = history[-1]
        assert known[ID] == Meeting(ID, len(history), newest)
        standing = [call for call in state.calls if call.cancelled_at is None]
        assert [(call.at, call.place) for call in standing] == (
            [] if newest is None else [(newest.at, newest.place)]
        )
        met["off"] += newest is None and bool(state.calls)
        met["overtaken"] += State.OVERTAKEN in states
        met["moved"] += newest is LATER and len(set(history)) > 1

    holds()
    assert min(met[one] for one in ("off", "overtaken", "moved")) >= 5

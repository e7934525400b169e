"""Where a citizen stands at the jobcenter: every period is told, and what is not known is told as unknown."""

import json
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import employment_tables, needs_standards
from samspil.contracts.employment import StatusPeriod
from samspil.jobcenter_bridge.domain.group_codes import (
    CONTACT_GROUPS,
    contact_group,
    target_group,
)
from samspil.jobcenter_bridge.domain.newest import look
from samspil.jobcenter_bridge.domain.standing import Groups, Standing, said_of
from samspil.jobcenter_bridge.partner.entity import UnreadableEntity, Worded
from samspil.jobcenter_bridge.partner.reading import Reading
from samspil.jobcenter_bridge.partner.standing import MOST_PERIODS, from_kontaktgruppe
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.fold_employment import fold_employment
from samspil.testkit.builders import MONDAY, RULES, event, sealed

TODAY = date(2026, 11, 23)
ID = UUID(int=7)
READING = Reading({}, target_groups=RULES.target_groups)
CANARY = "Kanariefugl"
OLD = {"kontaktgruppe": 2, "maalgruppe": "6.3", "fra": "2024-01-01", "til": "2025-05-31"}
NEW = {"kontaktgruppe": 13, "maalgruppe": "6.7", "fra": "2025-06-01", "til": None}
KONTAKTGRUPPE: dict[str, Any] = {
    "kontaktgruppeIdentifier": str(ID),
    "perioder": [NEW, OLD],
    "koordinator": "Aisha Digtet",
}


def period(contact: int | None, target: str | None, since: date, until: date | None) -> StatusPeriod:
    return StatusPeriod(contact_group=contact, target_group=target, since=since, until=until)


BEFORE = period(2, "6.3", date(2024, 1, 1), date(2025, 5, 31))
NOW = period(13, "6.7", date(2025, 6, 1), None)


def each(name: str, *odd: object) -> list[dict[str, object]]:
    return [{name: one} for one in odd]


def read(**changed: object) -> Worded[Groups | None]:
    return from_kontaktgruppe(json.dumps({**KONTAKTGRUPPE, **changed}).encode(), ID, TODAY, READING)


def periods(*told: object) -> tuple[StatusPeriod, ...]:
    found = read(perioder=list(told)).entity
    return found.periods if found else ()


def test_groups_in_their_words_become_ours_the_first_one_first() -> None:
    assert read() == Worded(Groups((BEFORE, NOW)), "Aisha Digtet")
    assert read(koordinator=None).words is None


def test_one_that_tells_of_no_group_tells_nothing() -> None:
    assert read(perioder=[]) == Worded(None, None)


@pytest.mark.parametrize(
    ("changed", "contact", "target"),
    [
        ({"maalgruppe": "6.15"}, 13, None),
        ({"maalgruppe": "2.3"}, 13, None),
        ({"maalgruppe": "noget nyt"}, 13, None),
        ({"maalgruppe": None}, 13, None),
        ({"kontaktgruppe": 30}, None, "6.7"),
        ({"kontaktgruppe": 0}, None, "6.7"),
        ({"kontaktgruppe": -(2**70)}, None, "6.7"),
        ({"kontaktgruppe": None}, None, "6.7"),
        ({"kontaktgruppe": 99, "maalgruppe": CANARY}, None, None),
    ],
    ids=str,
)
def test_a_code_that_is_not_known_is_told_as_unknown_and_its_period_is_not_dropped(
    changed: dict[str, object], contact: int | None, target: str | None
) -> None:
    assert periods({**NEW, **changed}) == (period(contact, target, date(2025, 6, 1), None),)


FIRST, LAST = date(2019, 1, 1), date(2030, 1, 1)


@pytest.mark.parametrize(
    ("code", "since", "until", "is_known"),
    [
        ("6.7", date(2019, 12, 1), None, True),
        ("6.7", date(2018, 1, 1), date(2019, 12, 31), False),
        ("6.7", date(2018, 1, 1), date(2020, 1, 1), True),
        ("6.8", date(2026, 6, 30), None, True),
        ("6.8", date(2026, 7, 1), None, False),
        ("6.10", date(2020, 7, 1), date(2027, 1, 1), True),
        ("6.10", date(2026, 7, 1), date(2027, 1, 1), False),
        ("6.9", date(2026, 7, 1), None, True),
    ],
)
def test_a_target_group_is_known_while_it_stands_in_the_list(
    code: str, since: date, until: date | None, is_known: bool
) -> None:
    assert target_group(code, since, until, RULES.target_groups) == (code if is_known else None)


@needs_standards
def test_the_groups_are_those_that_are_published() -> None:
    tables = employment_tables()
    published = {one["code"]: "closedForNewFrom" in one for one in tables["targetGroups"]}

    ours = RULES.target_groups
    assert set(published) == {one.code for one in ours}
    assert {code for code, runs_out in published.items() if runs_out} == {
        one.code for one in ours if not one.enters
    }
    assert {one["id"] for one in tables["contactGroupsKnown"]} <= set(CONTACT_GROUPS)
    assert tables["contactGroupIdRange"].startswith(f"{CONTACT_GROUPS[0]}-{CONTACT_GROUPS[-1]} ")


@given(st.none() | st.integers())
def test_a_contact_group_is_one_of_theirs_or_unknown(number: int | None) -> None:
    assert contact_group(number) == (number if number is not None and 1 <= number <= 29 else None)


NO_CONTACT_GROUPS: list[dict[str, object]] = [
    *each("kontaktgruppeIdentifier", str(UUID(int=8)), "", 7, None),
    *each("perioder", None, NEW, CANARY, [CANARY], [None], [[NEW]], [NEW] * 201),
    *each("koordinator", 7, [CANARY], "a" * 4001, True),
]


@pytest.mark.parametrize(
    "changed",
    NO_CONTACT_GROUPS,
    ids=lambda changed: str(changed)[:40],
)
def test_what_is_no_contact_group_is_refused_without_a_word_of_it(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableEntity) as refused:
        read(**changed)

    assert CANARY not in f"{refused.value!r} {refused.value.__cause__!r}"
    assert refused.value.__suppress_context__


NO_PERIODS: list[dict[str, object]] = [
    *each("fra", None, "", "2025-06", 20250601, "9999-12-31", "0001-01-01", True),
    *each("til", "", "9999-12-31", "2025-05-31", 7, []),
    *each("kontaktgruppe", "13", 13.0, True, [], ""),
    *each("maalgruppe", 6.7, "", [], True, "6.7\x00", "6" * 101),
]


@pytest.mark.parametrize(
    "changed",
    NO_PERIODS,
    ids=str,
)
def test_a_period_that_cannot_be_meant_is_not_read(changed: dict[str, object]) -> None:
    with pytest.raises(UnreadableEntity):
        periods({**NEW, **changed})


PERIODS = st.lists(
    st.builds(
        lambda first, lasts, contact, target: {
            "fra": (FIRST + timedelta(days=first)).isoformat(),
            "til": None if lasts is None else (FIRST + timedelta(days=first + lasts)).isoformat(),
            "kontaktgruppe": contact,
            "maalgruppe": target,
        },
        st.integers(0, 4000),
        st.none() | st.integers(0, 400),
        st.none() | st.integers(-3, 40),
        st.none() | st.sampled_from(["6.1", "6.8", "6.14", "2.5", "x"]),
    ),
    max_size=8,
)


@given(PERIODS, st.data())
def test_every_period_is_told_in_one_order_whatever_the_order_in_which_they_came(
    told: list[dict[str, Any]], data: st.DataObject
) -> None:
    found = periods(*told)

    assert periods(*data.draw(st.permutations(told))) == found
    assert {(one.since.isoformat(), one.until and one.until.isoformat()) for one in found} == {
        (one["fra"], one["til"]) for one in told
    }
    assert [one.since for one in found] == sorted(one.since for one in found)


@given(st.binary() | st.dictionaries(st.sampled_from(list(KONTAKTGRUPPE)), st.integers() | st.text()))
def test_any_answer_is_a_contact_group_or_refused(answer: bytes | dict[str, object]) -> None:
    body = answer if isinstance(answer, bytes) else json.dumps({**KONTAKTGRUPPE, **answer}).encode()
    with suppress(UnreadableEntity):
        found = from_kontaktgruppe(body, ID, TODAY, READING).entity
        assert found is None or 0 < len(found.periods) <= MOST_PERIODS


def test_the_whole_of_it_is_said_when_it_differs_and_nothing_of_what_never_told_of_a_group() -> None:
    one, other = Standing(ID, 1, Groups((BEFORE,))), Standing(ID, 2, Groups((BEFORE, NOW), sealed("name")))

    [fact] = said_of(other, one, MONDAY)
    assert (fact.periods, fact.coordinator) == ((BEFORE, NOW), other.groups and other.groups.coordinator)
    assert said_of(one, one, MONDAY) == ()
    assert said_of(Standing(ID, 1, None), None, MONDAY) == ()
    [gone] = said_of(Standing(ID, 3, None), other, MONDAY)
    assert (gone.periods, gone.coordinator) == ((), None)


WHOLES = [None, Groups((BEFORE,)), Groups((BEFORE, NOW)), Groups((NOW,), sealed("name"))]


def test_whatever_is_notified_how_often_and_in_which_order_the_newest_standing_holds() -> None:
    met: Counter[str] = Counter()

    @settings(max_examples=200)
    @given(st.lists(st.sampled_from(WHOLES), min_size=1, max_size=5), st.booleans(), st.data())
    def holds(history: list[Groups | None], is_gone: bool, data: st.DataObject) -> None:
        history = [*history, *([None] if is_gone else [])]
        versions = list(enumerate(history, 1))
        again = data.draw(st.lists(st.sampled_from(versions), max_size=5))
        known: dict[UUID, Standing] = {}
        state, seq = EmploymentState(), 0
        for version, groups in data.draw(st.permutations([*versions, *again])):
            before, standing = known.get(ID), Standing(ID, version, groups)
            known, is_news, _ = look(known, standing)
            for fact in said_of(standing, before, MONDAY) if is_news else ():
                seq += 1
                state = fold_employment(state, event(fact, seq))

        newest = history[-1]
        assert [(one.periods, one.coordinator) for one in state.status] == (
            [] if newest is None else [(newest.periods, newest.coordinator)]
        )
        met["gone"] += newest is None and seq > 0
        met["changed"] += seq > 1

    holds()
    assert min(met["gone"], met["changed"]) >= 5

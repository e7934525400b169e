"""Looks as people read them: repeats as one line, a case or a reason in words, and no citizen's name."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.overview.pages.access_log_page import look_lines, summary, table_line
from samspil.overview.pages.access_words import PURPOSE
from samspil.overview.pages.folded_looks import fold
from samspil.overview.pages.seen_by import seen_by
from samspil.overview.pages.team_looks_page import CLOSED, ERASED, team_looks
from samspil.sealing.read_access import THE_LOG, Look
from samspil.testkit.people import BRUNO
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

CITIZEN = CitizenId(UUID("3f2a91c0-0000-4000-8000-000000000001"))
OTHER = CitizenId(UUID("77aa0000-0000-4000-8000-000000000001"))
NOON = datetime(2026, 11, 28, 11, 5, tzinfo=UTC)
TODAY = danish_day(NOON)
METTE, LARS = "sagsbehandler-social", "visitator-social"
STAFF = {METTE: "Mette Prøvesen", LARS: "Lars Tænkt"}


def look(
    at: datetime = NOON,
    who: str = METTE,
    citizen: CitizenId = CITIZEN,
    why: str = "read-plan",
    role: str = "caseworker",
    relation: str | None = "worker",
    reason: str | None = None,
    id_: int = 1,
) -> Look:
    return Look(
        id_, at, who, role, "social", citizen, why, ("plan.goals.0.words",), ("VOKSEN-1",), relation, reason
    )


MANY = st.lists(
    st.builds(
        look,
        st.integers(0, 72).map(lambda hours: NOON - timedelta(hours=hours)),
        st.sampled_from([METTE, LARS]),
        st.sampled_from([CITIZEN, OTHER]),
        st.sampled_from(["read-plan", "read-view"]),
        relation=st.none(),
        reason=st.sampled_from(["acute", "other", None]),
        id_=st.integers(1, 99),
    ),
    max_size=30,
).map(lambda looks: sorted(looks, key=lambda one: one.at, reverse=True))


@given(MANY)
def test_folding_keeps_every_look_and_the_order_of_the_newest(looks: list[Look]) -> None:
    def key(one: Look) -> tuple[object, ...]:
        return one.who, one.citizen, one.why

    folded = fold(looks, key)

    assert {(one.day, *key(one.newest)): one.times for one in folded} == Counter(
        (danish_day(one.at), *key(one)) for one in looks
    )
    assert [one.newest.at for one in folded] == sorted((one.newest.at for one in folded), reverse=True)


@given(MANY)
def test_no_look_without_a_case_hides_behind_one_with_another_ground(looks: list[Look]) -> None:
    lines = look_lines(looks, STAFF, None)

    told = {(line.who, line.whom, line.what, line.ground) for line in lines}
    assert len([line for line in lines if line.is_without_case]) == len(
        {
            (danish_day(one.at), one.who, one.citizen, one.why, one.reason)
            for one in looks
            if one.is_without_case
        }
    )
    assert all(("Uden sag: Akut situation" in one) or ("Andet" in one[3]) or one[3] == "" for one in told)


def test_a_look_says_when_who_at_whom_what_for_and_how_a_case_was_at_hand() -> None:
    [line] = look_lines([look()], STAFF, CITIZEN)

    assert line.when == "28.11.2026 kl.\N{NO-BREAK SPACE}12.05"
    assert (line.who, line.id, line.role) == ("Mette Prøvesen", METTE, "Sagsbehandler")
    assert (line.whom, line.what) == ("Den borger, du søgte på", "Læste planen")
    assert (line.ground, line.is_without_case) == ("Sag: hjælper borgeren", False)


def test_repeats_of_a_day_are_one_line_that_counts_them() -> None:
    looks = [look(NOON - timedelta(minutes=20 * number)) for number in range(3)]
    lines = look_lines([*looks, look(NOON - timedelta(days=1))], STAFF, CITIZEN)

    assert [line.when for line in lines] == [
        "28.11.2026: 3 gange, senest kl.\N{NO-BREAK SPACE}12.05",
        "27.11.2026 kl.\N{NO-BREAK SPACE}12.05",
    ]
    assert summary(lines, 4) == "4 opslag på 2 linjer."


def test_a_look_without_a_case_is_marked_in_words_with_its_reason() -> None:
    [line] = look_lines([look(relation=None, reason="covering")], {}, CITIZEN)

    assert line.is_without_case
    assert line.ground == "Uden sag: Dækker for en kollega"
    assert (line.who, line.id) == (METTE, None)
    assert summary([line], 1) == "1 opslag på 1 linje, 1 uden sag."


def test_whom_nobody_asked_for_is_told_by_the_beginning_of_a_random_id() -> None:
    lines = look_lines(
        [look(), look(citizen=OTHER), look(citizen=THE_LOG, why="read-access-log")], {}, CITIZEN
    )

    assert [line.whom for line in lines] == [
        "Den borger, du søgte på",
        "Borger 77aa0000",
        "Adgangsloggen selv",
    ]


def test_what_nobody_has_words_for_is_told_all_the_same() -> None:
    odd = look(role="auditor", why="read-more", relation="friend")
    [line] = look_lines([odd], {}, None)

    assert (line.role, line.what, line.ground) == ("auditor", "read-more", "Sag: friend")
    [unknown] = look_lines([look(relation=None, reason="curious")], {}, None)
    assert unknown.ground == "Uden sag: curious"
    assert seen_by([odd], {}, TODAY)[0].sentence == "En medarbejder så dine oplysninger 28. november."


def test_a_part_of_ours_is_not_told_as_a_person() -> None:
    system = look(who="region-bridge", role="integrator", why="tell-region", relation=None)
    [line] = look_lines([system], {}, CITIZEN)

    assert (line.who, line.role, line.what) == (
        "Samspil (regionen)",
        "Partnersystem",
        "Fortalte regionen noget",
    )
    assert (
        seen_by([system], {}, TODAY)[0].sentence == "Samspil fortalte regionen det, den må vide 28. november."
    )


def test_the_table_has_a_line_for_each_look_and_folds_nothing() -> None:
    assert table_line(look(), STAFF, None) == (
        *("2026-11-28 12:05:00", "Mette Prøvesen", METTE, "Sagsbehandler", "Borger 3f2a91c0"),
        *("Læste planen", "Sag: hjælper borgeren", "plan.goals.0.words"),
    )


@pytest.mark.parametrize("who", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_the_table_is_a_formula(who: str) -> None:
    assert f"'{who}" in table_line(look(who=who, why=who), {}, None)
    assert not [cell for cell in table_line(look(who=who, why=who), {}, None) if cell[:1] in {*"=+-@"}]


def test_nothing_found_says_so() -> None:
    assert look_lines([], {}, CITIZEN) == ()
    assert summary([], 0) == "Ingen opslag i perioden."


def test_the_leaders_list_tells_who_when_at_whom_and_why_in_their_own_words() -> None:
    looks = [
        look(relation=None, reason="other", id_=3),
        look(NOON - timedelta(hours=1), relation=None, reason="other", why="read-view", id_=2),
        look(NOON - timedelta(days=1), LARS, OTHER, relation=None, reason="acute"),
    ]
    mette, lars = team_looks(looks, STAFF, {CITIZEN: BRUNO.name}, {3: "Ringede til os", 2: "Ringede til os"})

    assert (mette.who, mette.day, mette.times, mette.whom) == ("Mette Prøvesen", "28.11.2026", 2, BRUNO.name)
    assert (mette.reason, mette.words) == ("Andet", "Ringede til os")
    assert (lars.who, lars.day, lars.whom) == ("Lars Tænkt", "27.11.2026", ERASED)
    assert (lars.reason, lars.words) == ("Akut situation", "")


def test_while_names_cannot_be_opened_the_leaders_list_says_so_and_shows_the_rest() -> None:
    [line] = team_looks([look(relation=None, reason="acute")], STAFF, None, {})

    assert (line.who, line.whom, line.reason) == ("Mette Prøvesen", CLOSED, "Akut situation")


def test_other_words_of_the_same_day_are_another_line_of_the_leaders_list() -> None:
    looks = [look(relation=None, reason="other", id_=number) for number in (2, 1)]

    lines = team_looks(looks, STAFF, {}, {2: "Ringede til os", 1: "Stod i døren"})
    assert [line.words for line in lines] == ["Ringede til os", "Stod i døren"]


def test_the_citizen_is_told_in_one_sentence_for_each_person_and_day() -> None:
    looks = [
        look(),
        look(why="show-number"),
        look(who=LARS, role="visitator", why="search"),
        look(NOON - timedelta(hours=2)),
        look(NOON - timedelta(days=30)),
        look(NOON - timedelta(days=365), "somebody-gone"),
    ]

    assert [one.sentence for one in seen_by(looks, STAFF, TODAY)] == [
        "Mette Prøvesen, sagsbehandler, så din plan og dit CPR-nummer 28. november.",
        "Lars Tænkt, visitator, søgte efter dig 28. november.",
        "Mette Prøvesen, sagsbehandler, så din plan 29. oktober.",
        "En sagsbehandler så din plan 28. november 2025.",
    ]
    assert {one.reason for one in seen_by(looks, STAFF, TODAY)} == {""}


def test_the_citizen_is_told_of_a_look_without_a_case_and_why() -> None:
    looks = [look(relation=None, reason="covering"), look(why="read-view", relation=None, reason="acute")]
    [seen] = seen_by(looks, STAFF, TODAY)

    assert seen.sentence == "Mette Prøvesen, sagsbehandler, så din plan og dit overblik 28. november."
    assert seen.reason == "Havde ikke din sag. Grund: dækker for en kollega og akut situation."


@given(MANY)
def test_every_person_and_day_has_its_sentence_and_there_are_no_others(looks: list[Look]) -> None:
    seen = seen_by(looks, STAFF, TODAY)

    assert len(seen) == len({(one.who, danish_day(one.at)) for one in looks})
    assert len({one.sentence for one in seen}) == len(seen)


@pytest.mark.parametrize("why", PURPOSE)
def test_every_purpose_makes_a_sentence(why: str) -> None:
    [seen] = seen_by([look(why=why)], STAFF, TODAY)

    assert seen.sentence.startswith("Mette Prøvesen, sagsbehandler, ")
    assert seen.sentence.endswith(" 28. november.")
    assert "  " not in seen.sentence

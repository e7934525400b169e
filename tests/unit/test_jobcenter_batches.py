"""A file of activities is cut and read: whatever stands in a row is that row's trouble, and named."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import event, given, target
from hypothesis import strategies as st

from activity_file import COLUMNS, Row, as_csv, as_json, row
from an_activity import CANARY
from samspil.jobcenter_bridge.domain.activity import Status
from samspil.jobcenter_bridge.partner import batch_row
from samspil.jobcenter_bridge.partner.activity import from_aktivitet
from samspil.jobcenter_bridge.partner.batch_file import (
    LONGEST_ROW,
    CsvCutter,
    Cut,
    Cutter,
    JsonCutter,
    UnreadableFile,
)
from samspil.jobcenter_bridge.partner.batch_row import BadRow, read_row
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, Reading
from samspil.testkit.people import (
    ADMINISTRATIVE_REPLACEMENT,
    BRUNO,
    NATIONAL_REPLACEMENT,
    synthetic_cpr,
)
from samspil.web.field_errors import FieldError

TODAY = date(2026, 11, 23)
READING = Reading(ACTIVITY_KINDS)
ID = UUID(int=7)


def cut(cutter: Cutter, text: str, pieces: Sequence[int] = ()) -> list[Cut]:
    """The rows of a text that comes in pieces which end at these places."""
    ends = [0, *sorted(min(one, len(text)) for one in pieces), len(text)]
    found = [one for at, end in pairwise(ends) for one in cutter.feed(text[at:end])]
    return [*found, *cutter.end()]


def read(cells: object) -> batch_row.Row | BadRow:
    """One row, as it comes in JSON."""
    [found] = cut(JsonCutter(), json.dumps([cells]))
    return read_row(1, found, READING, TODAY)


def wrong(cells: object) -> dict[str, str]:
    found = read(cells)
    return dict(found.wrong) if isinstance(found, BadRow) else {}


def test_a_row_is_read_as_the_same_activity_that_is_fetched() -> None:
    cells = row(BRUNO, ID, formaal="At prøve\net lager", status="afsluttet", resultat="udloebet")
    found = read(cells)

    assert isinstance(found, batch_row.Row)
    assert (found.cpr, found.version) == (BRUNO.cpr, 1)
    assert found.told == from_aktivitet(json.dumps(cells).encode(), ID, READING, TODAY)


def test_the_columns_are_those_that_the_readme_tells() -> None:
    assert {*CsvCutter().feed(",".join(COLUMNS) + "\n")} == set()
    with pytest.raises(UnreadableFile):
        CsvCutter().feed(",".join((*COLUMNS, "helbred")) + "\n")
    assert wrong({**row(BRUNO), "helbred": CANARY}) == {"": "extra_forbidden"}


CELLS = st.sampled_from(["", "a", "ø;,", 'et "lager"', "to\nlinjer", "\r\n", " ", "'", '""', "2026-12-01"])
TEXTS = st.lists(
    st.fixed_dictionaries({"cpr": st.just("x"), "formaal": CELLS, "resultat": CELLS}), min_size=1, max_size=8
)
PIECES = st.lists(st.integers(0, 600), max_size=6)


@given(TEXTS, PIECES, st.sampled_from([(as_csv, ","), (as_csv, ";"), (as_json, "")]))
def test_a_file_says_the_same_in_whatever_form_and_pieces_it_comes(
    rows: list[Row], pieces: list[int], form: tuple[Callable[..., bytes], str]
) -> None:
    how, separator = form
    text = (how(rows, separator) if separator else how(rows)).decode()
    found = cut(CsvCutter() if separator else JsonCutter(), text, pieces)
    event(f"ends within quotes: {any(text[:one].count(chr(34)) % 2 for one in pieces)}")

    expected = [{name: cell for name, cell in one.items() if cell} for one in rows]
    assert [{name: cell for name, cell in dict(one).items() if cell} for one in found] == expected  # type: ignore[arg-type]


def implausible(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1, 1, 1), date(1899, 12, 31)) | st.dates(TODAY + timedelta(3654), date.max))
    return day.isoformat()


NO_DAYS = st.sampled_from(["1/12-2026", "20261201", "2026-02-30", " 2026-12-01", "i dag", 20261201, True, []])
TOO_FAR = st.composite(implausible)()
NO_IDS = st.sampled_from([ID.hex, f"{{{ID}}}", 7, "x", f"{ID}\n"])
NO_CPRS = st.sampled_from(["1", "250947998", "9999999999", 2509479989, "Bruno", []])
NO_NUMBERS: st.SearchStrategy[Any] = st.sampled_from(
    ["", "1.5", "-1", -1, 1.0, True, "01:30", None, 10**30, []]
)

DOUBTS: dict[str, tuple[st.SearchStrategy[dict[str, Any]], set[tuple[str, str]]]] = {
    "form of a day": (
        st.fixed_dictionaries({"startdato": NO_DAYS}),
        {("startdato", "date_parsing")},
    ),
    "range of a day": (
        st.fixed_dictionaries({"slutdato": TOO_FAR}),
        {("slutdato", "date_implausible")},
    ),
    "range of minutes": (
        st.fixed_dictionaries({"minutterPrUge": st.integers(60) | st.integers(max_value=-1)}),
        {("minutterPrUge", "from_0_to_59")},
    ),
    "order of days": (
        st.integers(1, 9000).map(lambda n: {"slutdato": (date(2026, 11, 2) - timedelta(n)).isoformat()}),
        {("slutdato", "period_ends_early")},
    ),
    "order of minutes": (
        st.integers(1, 900).map(
            lambda n: {"timerGaelderFra": (date(2027, 2, 26) + timedelta(n)).isoformat()}
        ),
        {("timerGaelderFra", "date_after_end")},
    ),
    "form of an id": (
        st.fixed_dictionaries(
            {"aktivitetIdentifier": st.sampled_from([ID.hex, f"{{{ID}}}", 7, "x", f"{ID}\n"])}
        ),
        {("aktivitetIdentifier", "uuid_parsing")},
    ),
    "whom": (
        st.fixed_dictionaries(
            {"cpr": st.sampled_from(["1", "250947998", "9999999999", 2509479989, "Bruno", []])}
        ),
        {("cpr", "cpr_invalid")},
    ),
    "status": (
        st.fixed_dictionaries({"status": st.sampled_from(["igang", "OPRETTET", 1, []])}),
        {("status", "enum")},
    ),
}


@pytest.mark.parametrize("which", list(DOUBTS))
@given(data=st.data())
def test_each_cell_is_doubted_and_named(which: str, data: st.DataObject) -> None:
    changed, told = DOUBTS[which]
    cells = row(BRUNO, **data.draw(changed))

    assert {*wrong(cells).items()} == told


@given(st.lists(st.sampled_from(list(DOUBTS)), min_size=2, max_size=4, unique=True), st.data())
def test_of_several_wrong_cells_each_is_named_at_once(which: list[str], data: st.DataObject) -> None:
    changed: dict[str, Any] = {}
    named: set[tuple[str, str]] = set()
    for one in which:
        cells, told = DOUBTS[one]
        if not one.startswith("order") and not {name for name, _ in told} & changed.keys():
            changed |= data.draw(cells)
            named |= told
    target(float(len(named)))

    assert {*wrong(row(BRUNO, **changed)).items()} == named


@given(data=st.data())
def test_an_odd_number_never_becomes_another(data: st.DataObject) -> None:
    odd = data.draw(NO_NUMBERS)
    found = wrong(row(BRUNO, versionIdentifier=odd))

    assert found == {"versionIdentifier": "missing" if odd is None else "int_type"}


def test_cells_of_csv_are_numbers_only_in_digits() -> None:
    for odd in ("1.5", "-1", "१", "1e3", " 1", "9" * 20):
        [found] = cut(CsvCutter(), as_csv([row(BRUNO, versionIdentifier=odd)]).decode())
        assert isinstance(read_row(1, found, READING, TODAY), BadRow)
    [found] = cut(CsvCutter(), as_csv([row(BRUNO, versionIdentifier="007")]).decode())
    assert read_row(1, found, READING, TODAY).version == 7  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "cpr", ["0" * 10, NATIONAL_REPLACEMENT.cpr.number, ADMINISTRATIVE_REPLACEMENT.cpr.number]
)
def test_who_has_no_civil_number_is_nobody_we_know(cpr: str) -> None:
    found = read(row(cpr))

    assert isinstance(found, batch_row.Row)
    assert found.cpr is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "row_object"),
        ("null", "row_object"),
        ("[]", "row_object"),
        ('{"cpr": "a", "cpr": "b"}', "row_name_twice"),
    ],
)
def test_an_item_that_is_no_row_stops_no_other(text: str, code: str) -> None:
    found = cut(JsonCutter(), f"[{text}, {json.dumps(row(BRUNO))}]")
    first, second = (read_row(number, one, READING, TODAY) for number, one in enumerate(found, 1))

    assert isinstance(first, BadRow)
    assert first.wrong == {"": code}
    assert isinstance(second, batch_row.Row)


def test_a_value_that_is_told_twice_or_is_no_number_is_none() -> None:
    for odd in ('{"a": 1, "a": 2}', "NaN", "Infinity", "1" * 5000):
        text = json.dumps(row(BRUNO, formaal=0)).replace('"formaal": 0', f'"formaal": {odd}')
        [found] = cut(JsonCutter(), f"[{text}]")
        assert read_row(1, found, READING, TODAY).wrong == {"formaal": "string_type"}  # type: ignore[union-attr]


def test_a_row_with_too_many_or_too_few_cells_is_bad_and_stops_no_other() -> None:
    head, good = as_csv([row(BRUNO)]).decode().splitlines()
    found = cut(CsvCutter(), "\n".join((head, good + ",", "x", "", good)))

    read = [read_row(number, one, READING, TODAY) for number, one in enumerate(found, 1)]
    assert [one.wrong for one in read if isinstance(one, BadRow)] == [{"": "row_columns"}] * 2
    assert len(read) == 3


def endless(start: str, more: str) -> Iterator[str]:
    yield start
    while True:
        yield more


@pytest.mark.parametrize(
    ("cutter", "text", "code"),
    [
        (CsvCutter, endless(",".join(COLUMNS) + '\n"', "a"), "csv_invalid"),
        (CsvCutter, endless(",".join(COLUMNS) + '\n"', "a\n"), "csv_invalid"),
        (CsvCutter, endless("", "a"), "csv_invalid"),
        (JsonCutter, endless('[{"cpr": "', "a"), "json_invalid"),
        (JsonCutter, endless("[", "["), "json_invalid"),
    ],
    ids=["quotes", "lines in quotes", "head", "text", "depth"],
)
def test_what_never_ends_is_held_for_no_longer_than_a_row(
    cutter: Callable[[], Cutter], text: Iterator[str], code: str
) -> None:
    cutting, fed = cutter(), [0]

    def feed_for_ever() -> None:
        for piece in text:
            fed.append(fed[-1] + 1000 * len(piece))
            cutting.feed(piece * 1000)

    with pytest.raises(UnreadableFile) as refused:
        feed_for_ever()
    assert refused.value.code == code
    assert fed[-1] < 3 * LONGEST_ROW


def test_every_code_has_its_sentence_in_both_languages() -> None:
    codes = {code for _, told in DOUBTS.values() for _, code in told}
    codes |= {"row_columns", "row_object", "row_name_twice", "int_type", "missing", "extra_forbidden"}
    codes |= {"file_columns", "file_empty", "file_not_utf_8", "csv_invalid", "json_invalid", "json_no_array"}
    codes |= {"string_type", "text_too_long", "text_unreadable", "date_future"}
    for code in sorted(codes):
        english, danish = (FieldError("", code).told(danish=one)["message"] for one in (False, True))
        assert english not in {danish, "Not valid."}


def test_nothing_that_stands_in_a_row_is_told_of_it() -> None:
    cells = dict.fromkeys(COLUMNS, CANARY)

    assert CANARY not in str(read(cells))
    assert len(wrong(cells)) >= 9


def test_a_status_of_each_kind_is_read() -> None:
    for told, status in (("oprettet", Status.CREATED), ("slettet", Status.DELETED), (None, Status.CREATED)):
        found = read(row(synthetic_cpr(1).number, status=told))
        assert isinstance(found, batch_row.Row)
        assert found.told.entity.status is status

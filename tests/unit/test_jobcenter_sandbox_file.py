"""The file that the jobcenter's sandbox makes, read by the bridge, and how its page tells what came of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.jobcenter_bridge.partner.activity import from_aktivitet
from samspil.jobcenter_bridge.partner.batch_file import CsvCutter, Cut, Cutter, JsonCutter
from samspil.jobcenter_bridge.partner.batch_row import BadRow, Row, read_row
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, Reading
from samspil.sandboxes.jobcenter.activities import Activity, KeptActivity, More, What
from samspil.sandboxes.jobcenter.activity_file import FileForm, activity_file
from samspil.sandboxes.jobcenter.case_system import CaseSystem
from samspil.sandboxes.jobcenter.notifier import BridgeAway, FileAnswer, Notifier
from samspil.sandboxes.jobcenter.page.told_of_file import WrongCell, told_of_file
from samspil.testkit.people import BRUNO, VERA, synthetic_cpr
from samspil.vocabulary.cpr import Cpr
from samspil.web import problem_types
from samspil.web.field_errors import FieldError
from samspil.web.problems import Problem

TODAY = date(2026, 11, 23)
READING = Reading(ACTIVITY_KINDS)
CUTTERS: Mapping[FileForm, type[CsvCutter | JsonCutter]] = {
    FileForm.CSV: CsvCutter,
    FileForm.JSON: JsonCutter,
}

WORDS = st.lists(st.sampled_from(["ø", ",", ";", '"', "\n", " ", "'", "=1+1"]), min_size=1).map("".join)
ENTITIES = st.builds(
    Activity,
    aktivitet_identifier=st.uuids(),
    startdato=st.dates(date(2026, 1, 1), TODAY),
    slutdato=st.none() | st.dates(TODAY, date(2027, 1, 1)),
    aktiveringstype=st.sampled_from(["virksomhedspraktik", "fleksjob"]),
    timer_pr_uge=st.integers(0, 37),
    minutter_pr_uge=st.integers(0, 59),
    status=st.sampled_from(["foreslaaet", "oprettet", "paabegyndt", "slettet"]),
    formaal=st.none() | WORDS,
)
KEPT = st.builds(
    KeptActivity,
    cpr=st.integers(0, 99).map(lambda n: synthetic_cpr(n).number),
    version=st.integers(1, 9),
    entity=ENTITIES,
)


def cut(content: bytes, form: FileForm) -> list[Cut]:
    """As the bridge cuts it."""
    cutter: Cutter = CUTTERS[form]()
    return [*cutter.feed(content.decode()), *cutter.end()]


def test_the_bridge_reads_the_same_in_both_forms_and_what_it_would_have_fetched() -> None:
    signs: Counter[str] = Counter()

    @settings(max_examples=200, derandomize=True, database=None)
    @given(st.lists(KEPT, min_size=1, max_size=5))
    def reads(kept: list[KeptActivity]) -> None:
        signs.update({sign for one in kept for sign in one.entity.formaal or ""})
        rows = {form: cut(activity_file(kept, form).content, form) for form in FileForm}

        assert rows[FileForm.CSV] == rows[FileForm.JSON]
        for one, cells in zip(kept, rows[FileForm.CSV], strict=True):
            read = read_row(1, cells, READING, TODAY)
            assert isinstance(read, Row)
            assert (read.cpr, read.version) == (Cpr.parse(one.cpr), one.version)
            fetched = one.entity.model_dump_json().encode()
            assert read.told == from_aktivitet(fetched, one.entity.aktivitet_identifier, READING, TODAY)

    reads()
    assert min(signs[sign] for sign in ',;"\n') > 10


@pytest.mark.parametrize("form", [*FileForm])
def test_the_bad_row_comes_first_with_one_thing_wrong_and_the_others_are_as_they_were(form: FileForm) -> None:
    kept = [
        KeptActivity(
            cpr=BRUNO.cpr.number,
            version=1,
            entity=Activity(aktivitet_identifier=UUID(int=7), startdato=TODAY),
        )
    ]
    good = cut(activity_file(kept, form).content, form)
    bad, *rest = cut(activity_file(kept, form, with_a_bad_row=True).content, form)

    assert read_row(1, bad, READING, TODAY) == BadRow(1, {"startdato": "date_parsing"})
    assert rest == good


@pytest.mark.parametrize("form", [*FileForm])
def test_the_same_activities_are_the_same_bytes_also_after_a_restart(tmp_path: Path, form: FileForm) -> None:
    file = tmp_path / "jobcenter.jsonl"
    cases = CaseSystem(file)
    for what, person in ((What.CREATED, VERA), (What.CREATED, BRUNO), (What.STARTED, VERA)):
        cases.change(what, person.cpr.number, More(purpose="At prøve"))
    first = activity_file(cases.activities.values(), form)

    assert activity_file(cases.activities.values(), form) == first
    assert activity_file(CaseSystem(file).activities.values(), form) == first


def taken(status: int, rows: int, bad: int) -> FileAnswer:
    errors = [
        {"row": row, "column": column, "code": "missing", "message": "Skal udfyldes."}
        for row in range(1, bad + 1)
        for column in ("cpr", "startdato")
    ]
    return FileAnswer(status, {"rows": rows, "bad_rows": bad, "errors": errors})


def test_the_page_says_what_was_taken_and_that_the_same_file_changed_nothing() -> None:
    assert told_of_file(taken(202, 1, 0)).sentence == "Filen er modtaget: 1 række, heraf 0 med fejl."
    again = told_of_file(taken(200, 3, 1))
    assert again.sentence == "Den samme fil er kommet før, og intet er ændret: 3 rækker, heraf 1 med fejl."
    assert again.wrong == (WrongCell(1, "cpr", "Skal udfyldes."), WrongCell(1, "startdato", "Skal udfyldes."))


def test_the_page_tells_what_is_wrong_in_the_first_twenty_bad_rows() -> None:
    wrong = told_of_file(taken(202, 30, 25)).wrong

    assert [one.row for one in wrong] == [row for row in range(1, 21) for _ in range(2)]


@pytest.mark.parametrize(("pointer", "row"), [("#", None), ("#/3", 4)])
def test_the_page_says_why_a_file_was_refused_and_where(pointer: str, row: int | None) -> None:
    problem = Problem(problem_types.INVALID_REQUEST, errors=[FieldError(pointer, "csv_invalid")])
    body: dict[str, Any] = json.loads(json.dumps(problem.document("urn:uuid:0", None, danish=True)))
    told = told_of_file(FileAnswer(422, body))

    assert told.sentence == f"Filen er afvist. {problem_types.INVALID_REQUEST.danish}"
    assert [(one.row, one.column) for one in told.wrong] == [(row, "")]


def test_the_page_says_that_a_file_was_refused_where_nothing_in_it_is_wrong() -> None:
    told = told_of_file(FileAnswer(503, {"detail": "Prøv igen."}))

    assert (told.sentence, told.wrong) == ("Filen er afvist. Prøv igen.", ())


@pytest.mark.parametrize("said", [b"<!doctype html>", b"[]", b""])
async def test_an_answer_that_is_no_object_is_none_of_the_bridges(said: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        body = b'{"access_token": "a"}' if asked.startswith(b"POST /token ") else said
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(BridgeAway):
            await Notifier(address, address).send_file(activity_file([], FileForm.CSV), danish=True)

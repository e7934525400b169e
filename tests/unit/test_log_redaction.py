"""What stands in the log, whoever wrote it."""

import asyncio
import json
import logging
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from samspil.telemetry.log import get_logger
from samspil.telemetry.redact import MASK, mask, redact
from samspil.telemetry.trace import span
from samspil.testkit.people import BRUNO, PEOPLE, Person, synthetic_cpr

pytestmark = pytest.mark.usefixtures("json_log")

NUMBER = BRUNO.cpr.number


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person.cpr.kind))
@pytest.mark.parametrize("separator", ["", "-", "–"])
def test_a_number_of_any_kind_is_masked_however_it_is_written(person: Person, separator: str) -> None:
    number = person.cpr.number
    spaced = f"{number[:6]} {number[6:]}"

    assert mask(f"({number[:6]}{separator}{number[6:]})") == f"({MASK})"
    assert (mask(spaced) == MASK) is number.isdigit()  # six digits, a space and letters are everyday text


@given(st.integers(0, 60_000_000))
def test_every_synthetic_number_is_masked_in_text_and_as_a_bare_integer(n: int) -> None:
    number = synthetic_cpr(n).number

    assert mask(number) == MASK
    assert redact(int(number)) == MASK


@given(st.uuids())
def test_ids_stay_readable(some_id: UUID) -> None:
    assert str(some_id) == redact(some_id) == mask(str(some_id))


def test_a_line_is_json_with_danish_letters_and_a_time_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    get_logger().info("blåbærgrød", topic="citizen.v1", count=3)

    out = capsys.readouterr().out
    line = json.loads(out)

    assert "blåbærgrød" in out
    assert tuple(line[key] for key in ("event", "level", "service", "topic", "count")) == (
        "blåbærgrød",
        "info",
        "test",
        "citizen.v1",
        3,
    )
    assert datetime.fromisoformat(line["time"]).utcoffset() == UTC.utcoffset(None)


def test_a_line_within_a_span_carries_its_ids(
    capsys: pytest.CaptureFixture[str], spans: InMemorySpanExporter
) -> None:
    with span("work") as current:
        get_logger().info("inside")

    (line,) = _lines(capsys)
    context = current.get_span_context()

    assert (f"{context.trace_id:032x}", f"{context.span_id:016x}") == (line["trace_id"], line["span_id"])


def test_denied_keys_are_dropped_at_any_depth(capsys: pytest.CaptureFixture[str]) -> None:
    get_logger().info("kept", cpr="x", Name=BRUNO.name, kept={"body": b"x", "deep": [{"value": 1, "seq": 2}]})

    (line,) = _lines(capsys)

    assert line["kept"] == {"deep": [{"seq": 2}]}
    assert {"cpr", "Name"}.isdisjoint(line)


def test_an_object_is_told_by_its_class_alone(capsys: pytest.CaptureFixture[str]) -> None:
    get_logger().info("object", held=BRUNO)

    assert _lines(capsys)[0]["held"] == "<Person>"


def test_an_error_is_told_by_class_and_place_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        try:
            raise KeyError(BRUNO.name)
        except KeyError as error:
            raise ValueError(f"{BRUNO.name} {NUMBER}") from error
    except ValueError:
        get_logger().exception("failed")

    out = capsys.readouterr().out
    line = json.loads(out)

    assert line["exception"] == "builtins.ValueError"
    assert line["caused_by"] == ["builtins.KeyError"]
    assert "test_log_redaction.py" in line["at"][-1]
    assert BRUNO.name not in out


def test_a_library_that_logs_an_error_logs_its_class(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("aiokafka").warning("Cannot decode %s at %d", ValueError(BRUNO.name), 7)
    logging.getLogger("other").error(ValueError(BRUNO.name))
    logging.getLogger("other").error("%(who)s", {"who": BRUNO})

    assert [line["event"] for line in _lines(capsys)] == [
        "Cannot decode <ValueError> at 7",
        "<ValueError>",
        "<Person>",
    ]


async def test_a_task_that_failed_unseen_does_not_tell_its_error(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": ValueError(BRUNO.name), "task": BRUNO}
    )

    out = capsys.readouterr().out

    assert "Task exception was never retrieved" in out
    assert BRUNO.name not in out


def test_a_message_that_does_not_fit_its_arguments_is_still_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bridge = logging.root.handlers[0]

    bridge.handle(logging.makeLogRecord({"msg": "%d apples", "args": ("two",), "levelno": logging.ERROR}))

    assert _lines(capsys)[0]["event"] == "%d apples"

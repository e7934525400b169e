"""``samspil parked``: every id whole, every service at once, and a sentence for whatever cannot be done."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from typer.testing import CliRunner

from samspil.cli import parked
from samspil.cli.service_database import Service
from samspil.ledger.discard import ReasonUnfit

CITIZEN = UUID("3f8f6a5e-2a63-4f0c-9d61-7f6f1f0c9b11")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def row(name: str, what: str, seq: int | None, state: str, hours: int = 0) -> dict[str, Any]:
    return {
        "id": name,
        "what": what,
        "citizen_id": CITIZEN,
        "seq": seq,
        "state": state,
        "error_class": "OverflowErrorOfALongName",
        "attempts": 3,
        "since": MONDAY + timedelta(hours=hours),
        "total": 1,
    }


OPEN = {
    Service.OVERVIEW: [row(f"coordinate/{CITIZEN}", "coordinate", None, "failing", hours=1)],
    Service.PLAN: [row("17", "hospital.v1", 4, "failed")],
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Service]]:
    """The services whose databases were asked; they answer ``OPEN``."""
    services: list[Service] = []

    def answer(service: Service, _question: object) -> Any:
        services.append(service)
        return OPEN.get(service, [])

    monkeypatch.setattr(parked, "_ask", answer)
    return iter([services])


def run(*words: str) -> Any:
    return CliRunner().invoke(parked.app, list(words))


def test_piped_the_list_is_a_line_a_row_of_every_service_with_whole_ids(
    asked: Iterator[list[Service]],
) -> None:
    done = run("list")

    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == ["plan/17", f"overview/coordinate/{CITIZEN}"]
    assert all(len(line) == len(parked.COLUMNS) and line[2] == str(CITIZEN) for line in lines)
    assert next(asked) == list(Service)


@pytest.mark.parametrize("width", [20, 80, 200])
def test_on_a_terminal_of_any_width_no_id_is_cut(
    asked: Iterator[list[Service]], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(parked, "_on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))

    done = run("list")

    assert "citizen_id" in done.stdout
    assert f"overview/coordinate/{CITIZEN}" in done.stdout
    assert done.stdout.count(str(CITIZEN)) == 3
    assert "…" not in done.stdout


def test_json_tells_the_same_rows(asked: Iterator[list[Service]]) -> None:
    rows = json.loads(run("list", "--json").stdout)

    assert [(one["id"], one["error_class"]) for one in rows] == [
        ("plan/17", "OverflowErrorOfALongName"),
        (f"overview/coordinate/{CITIZEN}", "OverflowErrorOfALongName"),
    ]


def test_one_service_can_be_asked_alone_and_nothing_is_no_row(asked: Iterator[list[Service]]) -> None:
    done = run("list", "--service", "referral")

    assert (done.stdout, done.stderr) == ("", "Nothing is parked at referral.\n")
    assert next(asked) == [Service.REFERRAL]


@pytest.mark.parametrize("name", ["17", "nobody/17", "overview/", "overview"])
@pytest.mark.parametrize("verb", [("show",), ("release",), ("discard", "--reason", "why")])
def test_a_name_that_is_none_is_refused_in_a_sentence(
    asked: Iterator[list[Service]], verb: tuple[str, ...], name: str
) -> None:
    done = run(*verb, name)

    assert done.exit_code == 1
    assert done.stderr == f"samspil: {name} is no id: the list shows them, such as overview/17.\n"
    assert next(asked) == []


def test_a_name_leads_to_its_own_service(asked: Iterator[list[Service]]) -> None:
    assert run("discard", f"overview/coordinate/{CITIZEN}", "--reason", "moved by hand").exit_code == 0
    assert next(asked) == [Service.OVERVIEW]


def test_a_discard_without_a_reason_or_with_an_unfit_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unfit(*_: object) -> None:
        raise ReasonUnfit

    monkeypatch.setattr(parked, "_ask", unfit)

    assert run("discard", "overview/17").exit_code == 2
    done = run("discard", "overview/17", "--reason", " ")
    assert done.exit_code == 1
    assert done.stderr.startswith("samspil: Give a reason in plain words")


def test_the_help_says_that_no_names_belong_in_a_reason() -> None:
    assert "no names" in " ".join(run("discard", "--help").stdout.replace("│", " ").split())

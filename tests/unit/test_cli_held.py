"""``samspil held``: what waits at both bridges, in whole words, and never what it says."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from rich.console import Console
from typer.testing import CliRunner

from samspil.cli import held
from samspil.cli.main import app
from samspil.cli.service_database import Service
from samspil.jobcenter_bridge.domain.notification import Notification
from samspil.jobcenter_bridge.storage.held_requests import HeldRequest
from samspil.jobcenter_bridge.storage.notifications import Failed
from samspil.region_bridge.storage.held import Waiting
from samspil.stack.problem import StackProblem
from samspil.testkit.builders import sealed

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LONG = "9f6c1d1e-7f5b-4a2e-9d5c-" * 2 + "0123456789ab"
ROWS: dict[Service, list[Any]] = {
    Service.REGION_BRIDGE: [
        Waiting(LONG, NOW, "citizen_unclear"),
        Waiting("m-2", NOW + timedelta(2), "death"),
    ],
    Service.JOBCENTER_BRIDGE: [
        Failed(Notification(4, UUID(int=7), 3), "FetchRefused", NOW + timedelta(1)),
        HeldRequest(UUID(int=8), 1, sealed("request"), NOW + timedelta(3)),
    ],
}


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[Service, list[Any]]:
    """What the two services have; a test may change it."""
    rows = dict(ROWS)
    monkeypatch.setattr(held, "ask", lambda service, question: rows[service])
    return rows


def lines(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, ["held", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


@pytest.mark.usefixtures("rows")
def test_piped_each_stands_whole_on_a_line_the_oldest_first() -> None:
    assert [line.split("\t") for line in lines()] == [
        [LONG, "2026-11-22 10:30:00+00:00", "citizen_unclear", "region-bridge"],
        [f"4/{UUID(int=7)}/3", "2026-11-23 10:30:00+00:00", "FetchRefused", "jobcenter-bridge"],
        ["m-2", "2026-11-24 10:30:00+00:00", "death", "region-bridge"],
        [str(UUID(int=8)), "2026-11-25 10:30:00+00:00", "citizen_unknown", "jobcenter-bridge"],
    ]


@pytest.mark.usefixtures("rows")
def test_programs_are_given_json() -> None:
    told = json.loads("\n".join(lines("--json")))

    assert [set(one) for one in told] == [{"id", "received", "why", "service"}] * 4
    assert [one["id"] for one in told] == [LONG, f"4/{UUID(int=7)}/3", "m-2", str(UUID(int=8))]


@pytest.mark.usefixtures("rows")
def test_people_are_shown_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "Console", lambda: Console(force_terminal=True, width=200))

    shown = "\n".join(lines())

    assert all(word in shown for word in (LONG, "FetchRefused", "death", "region-bridge", "received", "why"))


def test_where_nothing_is_held_programs_read_nothing(rows: dict[Service, list[Any]]) -> None:
    rows.update({service: [] for service in rows})

    assert lines() == []
    assert lines("--json") == ["[]"]


def test_a_service_that_is_away_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StackProblem("The database of region-bridge does not answer.")

    monkeypatch.setattr(held, "ask", away)

    result = CliRunner().invoke(app, ["held"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "samspil: The database of region-bridge does not answer.\n"

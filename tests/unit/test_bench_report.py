"""The shape of what a benchmark run leaves behind."""

import json
from pathlib import Path

import pytest

from bench.report import Figure, beside, rates, table, write


def test_a_rate_is_a_ratio_of_medians_with_the_spread_of_the_rounds() -> None:
    figure = rates("emit", [90.0, 80.0, 70.0, 80.0, 10.0], [100.0] * 5, 0.75)

    assert figure.value == pytest.approx(0.8)
    assert figure.remark.endswith("spread 0.70 – 0.80")


def test_a_latency_is_a_multiple_of_the_bare_chains_at_the_same_percentile() -> None:
    ours, bare = [float(ms) for ms in range(1, 102)], [10.0, 20.0, 30.0]

    figure = beside("end to end", 50, ours, bare, 2.0)

    assert figure.name == "end to end, p50 / bare chain"
    assert figure.value == pytest.approx(51 / 20)


def test_the_table_shows_each_figure_beside_its_goal() -> None:
    lines = table(
        [Figure("emit", 0.8, at_least=0.85), Figure("idle", 3.5, "%", at_most=4, remark="webs 1.0")]
    )

    assert [line.split() for line in lines.splitlines()] == [
        ["emit", "0.80", "≥", "0.85"],
        ["idle", "3.50", "%", "≤", "4", "webs", "1.0"],
    ]


def test_a_part_that_is_measured_again_leaves_the_others_figures(tmp_path: Path) -> None:
    kept = tmp_path / "build" / "bench.json"
    write({"emit": [Figure("emit", 0.8)], "idle": [Figure("idle", 5.0)]}, kept)

    write({"idle": [Figure("idle", 3.0)]}, kept)

    found = json.loads(kept.read_text())
    assert (found["emit"][0]["value"], found["idle"][0]["value"]) == (0.8, 3.0)

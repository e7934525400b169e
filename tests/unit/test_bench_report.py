"""The shape of what a benchmark run leaves behind."""

import json
from pathlib import Path

import pytest

from bench.report import Journey, Latency, Ratio, Report

REPORT = Report(
    emit=Ratio(ours=[90.0, 80.0, 70.0, 80.0, 10.0], bare=[100.0, 100.0, 100.0, 100.0, 100.0], goal=0.75),
    relay=Ratio(ours=[50.0, 50.0], bare=[100.0, 100.0], goal=0.40),
    projector=Ratio(ours=[40.0, 40.0], bare=[100.0, 100.0], goal=0.35),
    end_to_end=Latency(ms=[float(ms) for ms in range(1, 101)], per_s=200.0),
    journey=Journey(
        parts={"there": [10.0, 20.0, 30.0], "back": [300.0, 200.0, 100.0]},
        hops={"there": [10.0, 20.0, 30.0], "out": [100.0, 50.0, 30.0], "in": [200.0, 150.0, 70.0]},
        per_s=2.0,
    ),
)


def test_the_kept_report_has_a_ratio_of_medians_with_its_spread_and_two_percentiles(tmp_path: Path) -> None:
    REPORT.write(tmp_path / "build" / "bench.json")

    kept = json.loads((tmp_path / "build" / "bench.json").read_text())

    assert (kept["emit"]["ratio"], kept["emit"]["spread"]) == (0.8, [0.7, 0.8])
    assert {name: kept[name]["ratio"] for name in ("relay", "projector")} == {"relay": 0.5, "projector": 0.4}
    assert kept["end_to_end"]["p50_ms"] == pytest.approx(50.5)
    assert 99 <= kept["end_to_end"]["p99_ms"] <= 100


def test_the_table_shows_each_path_beside_its_goal() -> None:
    lines = REPORT.table().splitlines()

    assert [line.split()[0] for line in lines[1:4]] == ["emit", "relay", "projector"]
    assert all("≥" in line for line in lines[1:4])
    assert "p50 50.5 ms (≤ 15)" in lines[4]


def test_a_journey_is_the_sum_of_its_parts_beside_the_sum_of_its_hops_percentiles() -> None:
    kept = REPORT.kept()["journey"]

    assert kept["p50_ms"] == 220.0
    assert kept["p99_ms"] == pytest.approx(308.2)
    assert kept["hops_p50_ms"] == 20.0 + 50.0 + 150.0
    assert kept["hops_p99_ms"] == pytest.approx(29.8 + 99.0 + 199.0)
    assert kept["parts"]["back"] == {"p50_ms": 200.0, "p99_ms": 298.0}
    assert kept["hops"].keys() == {"there", "out", "in"}
    assert (kept["journeys"], kept["per_s"]) == (3, 2.0)

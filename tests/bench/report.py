"""What a run found: the table that is read and the JSON that is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

KEPT_AT = Path("build/bench.json")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Our rates and those of the bare limit, round by round, in events a second."""

    ours: Sequence[float]
    bare: Sequence[float]
    goal: float

    @property
    def rate(self) -> float:
        """Our events a second."""
        return median(self.ours)

    @property
    def ratio(self) -> float:
        """Median by median."""
        return self.rate / median(self.bare)

    @property
    def spread(self) -> tuple[float, float]:
        """Between which ratios the middle half of the single rounds lies."""
        each = [ours / bare for ours, bare in zip(self.ours, self.bare, strict=True)]
        lower, _, upper = quantiles(each, n=4, method="inclusive")
        return lower, upper

    def kept(self) -> dict[str, Any]:
        """As it stands in the JSON."""
        return {
            "ratio": round(self.ratio, 3),
            "spread": [round(end, 3) for end in self.spread],
            "goal": self.goal,
            "ours_per_s": round(self.rate),
            "bare_per_s": round(median(self.bare)),
        }

    def row(self, name: str) -> str:
        """As it stands in the table."""
        low, high = self.spread
        return (
            f"{name:<12}{self.rate:>10,.0f}/s{median(self.bare):>12,.0f}/s"
            f"{self.ratio:>9.0%}{low:>8.0%} – {high:.0%}{'':>4}≥ {self.goal:.0%}"
        )


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from commit to visible, one for each event, under a steady rate."""

    ms: Sequence[float]
    per_s: float
    goal_p50: float = 15.0
    goal_p99: float = 50.0

    def percentile(self, which: int) -> float:
        """The ``which``-th of a hundred."""
        return quantiles(self.ms, n=100)[which - 1]

    def kept(self) -> dict[str, Any]:
        """As it stands in the JSON."""
        return {
            "p50_ms": round(self.percentile(50), 1),
            "p99_ms": round(self.percentile(99), 1),
            "max_ms": round(max(self.ms), 1),
            "goal_p50_ms": self.goal_p50,
            "goal_p99_ms": self.goal_p99,
            "events": len(self.ms),
            "per_s": round(self.per_s),
        }

    def rows(self) -> str:
        """As it stands in the table."""
        return (
            f"end to end at {self.per_s:,.0f}/s, commit to visible: "
            f"p50 {self.percentile(50):.1f} ms (≤ {self.goal_p50:.0f}), "
            f"p99 {self.percentile(99):.1f} ms (≤ {self.goal_p99:.0f}), max {max(self.ms):.1f} ms"
        )


@dataclass(frozen=True, slots=True)
class Journey:
    """Milliseconds of each journey, in the same order everywhere: by part, and by the hops within them."""

    parts: Mapping[str, Sequence[float]]
    hops: Mapping[str, Sequence[float]]
    per_s: float

    @property
    def ms(self) -> list[float]:
        """Each journey as a whole."""
        return [sum(parts) for parts in zip(*self.parts.values(), strict=True)]

    def hops_sum(self, which: int) -> float:
        """The ``which``-th of a hundred of every hop, added up."""
        return sum(_percentile(ms, which) for ms in self.hops.values())

    def kept(self) -> dict[str, Any]:
        """As it stands in the JSON."""
        return {
            **_percentiles(self.ms),
            "hops_p50_ms": round(self.hops_sum(50), 1),
            "hops_p99_ms": round(self.hops_sum(99), 1),
            "parts": {name: _percentiles(ms) for name, ms in self.parts.items()},
            "hops": {name: _percentiles(ms) for name, ms in self.hops.items()},
            "journeys": len(self.ms),
            "per_s": round(self.per_s, 1),
        }

    def rows(self) -> str:
        """As it stands in the table."""
        head = (
            f"journey at {self.per_s:,.1f}/s, acknowledged to the hold at the jobcenter without the human: "
            f"p50 {_percentile(self.ms, 50):.0f} ms, p99 {_percentile(self.ms, 99):.0f} ms "
            f"(sum of the hops: {self.hops_sum(50):.0f} and {self.hops_sum(99):.0f})"
        )
        lines = (
            f"  {name:<32}{_percentile(ms, 50):>8.1f}{_percentile(ms, 99):>8.1f}"
            for name, ms in {**self.parts, **self.hops}.items()
        )
        return "\n".join([head, *lines])


def _percentile(ms: Sequence[float], which: int) -> float:
    """The ``which``-th of a hundred."""
    return quantiles(ms, n=100, method="inclusive")[which - 1]


def _percentiles(ms: Sequence[float]) -> dict[str, float]:
    return {f"p{which}_ms": round(_percentile(ms, which), 1) for which in (50, 99)}


@dataclass(frozen=True, slots=True)
class Report:
    """One whole run."""

    emit: Ratio
    relay: Ratio
    projector: Ratio
    end_to_end: Latency
    journey: Journey

    def kept(self) -> dict[str, Any]:
        """As it is written down."""
        return {
            "emit": self.emit.kept(),
            "relay": self.relay.kept(),
            "projector": self.projector.kept(),
            "end_to_end": self.end_to_end.kept(),
            "journey": self.journey.kept(),
        }

    def table(self) -> str:
        """As it is read."""
        head = f"{'':<12}{'ours':>12}{'bare':>14}{'ratio':>9}{'spread':>14}{'goal':>11}"
        ratios = {"emit": self.emit, "relay": self.relay, "projector": self.projector}
        rows = [ratio.row(name) for name, ratio in ratios.items()]
        return "\n".join([head, *rows, self.end_to_end.rows(), self.journey.rows()])

    def write(self, path: Path = KEPT_AT) -> None:
        """Keep it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.kept(), indent=2) + "\n")

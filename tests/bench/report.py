"""What a run found, one figure a line: the table that is read and the JSON that is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

KEPT_AT = Path("build/bench.json")


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured, beside its goal where it has one."""

    name: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None
    remark: str = ""

    def row(self) -> str:
        """As it stands in the table."""
        goal = ""
        if self.at_most is not None:
            goal = f"≤ {self.at_most:g}"
        elif self.at_least is not None:
            goal = f"≥ {self.at_least:g}"
        return f"{self.name:<44}{self.value:>9.2f} {self.unit:<5}{goal:<8}{self.remark}".rstrip()


def rates(name: str, ours: Sequence[float], bare: Sequence[float], at_least: float | None) -> Figure:
    """Our events a second beside those of the bare limit, round by round: the ratio of the medians.

    The spread tells between which ratios the middle half of the single rounds lies.
    """
    each = [one / other for one, other in zip(ours, bare, strict=True)]
    lower, _, upper = quantiles(each, n=4, method="inclusive")
    remark = f"{median(ours):,.0f}/s and {median(bare):,.0f}/s, spread {lower:.2f} – {upper:.2f}"
    return Figure(name, median(ours) / median(bare), at_least=at_least, remark=remark)


def percentile(ms: Sequence[float], which: int) -> float:
    """The ``which``-th of a hundred."""
    return quantiles(ms, n=100, method="inclusive")[which - 1]


def beside(name: str, which: int, ours: Sequence[float], bare: Sequence[float], at_most: float) -> Figure:
    """The ``which``-th of a hundred of our milliseconds, as a multiple of that of the bare chain's."""
    one, other = percentile(ours, which), percentile(bare, which)
    remark = f"{one:.1f} ms and {other:.1f} ms, {len(ours)} events"
    return Figure(f"{name}, p{which} / bare chain", one / other, at_most=at_most, remark=remark)


def table(figures: Sequence[Figure]) -> str:
    """As it is read."""
    return "\n".join(figure.row() for figure in figures)


def write(parts: Mapping[str, Sequence[Figure]], path: Path = KEPT_AT) -> None:
    """Keep what was measured, part by part; parts measured in other runs stay."""
    kept = json.loads(path.read_text()) if path.exists() else {}
    kept |= {part: [asdict(figure) for figure in figures] for part, figures in parts.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")

"""What was found and what was not: a table by room, and each survivor with its reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mutmut.stats import status_by_exit_code

from mutants.rooms import Room

REASONS = Path(__file__).with_name("survivors.txt")

RAISED = re.compile(r"[-+] raise (\w+)\(.*\)( from \w+)?$")
EXCEPTIONS = "worth less than its test: the text of an exception; it is told by its class"

FOUND = {"killed", "timeout", "suspicious", "segfault"}


@dataclass(frozen=True, slots=True)
class Survivor:
    """A planted bug that no test found."""

    where: str
    """The module and the function."""
    change: str
    """The changed lines."""
    reason: str | None
    """Why it may live; None: nobody has said so."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How it went in one room."""

    room: Room
    planted: int
    found: int
    survivors: tuple[Survivor, ...]

    @property
    def share(self) -> float:
        """The part that was found."""
        return self.found / self.planted

    @property
    def enough(self) -> bool:
        """Whether that is as much as the room needs."""
        return self.share >= self.room.least


def is_found(ended: int | None) -> bool:
    """Whether the tests ended as they do when they find something."""
    return status_by_exit_code[ended] in FOUND


def where(name: str) -> str:
    """``samspil.web.auth.xǁIssuerǁread__mutmut_3`` → ``web.auth Issuer.read``."""
    module, _, function = name.removeprefix("samspil.").partition("__mutmut_")[0].rpartition(".")
    return f"{module} {function.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def read_reasons(text: str) -> dict[tuple[str, str], str]:
    """(where, changed lines) → reason; blocks between empty lines: the reason, the place, the lines."""
    reasons: dict[tuple[str, str], str] = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if lines:
            reasons[lines[1], "\n".join(lines[2:])] = lines[0]
    return reasons


def table(tallies: list[Tally]) -> str:
    """A line for each room."""
    head = f"{'room':<26}{'planted':>8}{'found':>7}{'share':>8}{'needed':>8}{'unexplained':>13}"
    rows = [
        f"{one.room.name:<26}{one.planted:>8}{one.found:>7}{one.share:>8.1%}{one.room.least:>8.0%}"
        f"{sum(survivor.reason is None for survivor in one.survivors):>13}{'' if one.enough else '  too few'}"
        for one in tallies
    ]
    return "\n".join([head, *rows])


def survivors(tallies: list[Tally]) -> str:
    """Every survivor, in the form in which its reason is written down."""
    blocks = [
        f"{one.reason or 'unexplained'}\n{one.where}\n{one.change}\n"
        for tally in tallies
        for one in tally.survivors
    ]
    return "\n".join(blocks)


def of_its_kind(change: str) -> str | None:
    """The reason of a kind of change that lives anywhere: what an exception says, and not which one it is."""
    raised = [match[1] for line in change.splitlines() if (match := RAISED.match(line))]
    return EXCEPTIONS if len(raised) == 2 and len(set(raised)) == 1 else None


def tally(room: Room, results: Mapping[str, int | None], changes: Mapping[str, str]) -> Tally:
    """Count; ``changes`` has the lines of each bug that was not found."""
    reasons = read_reasons(REASONS.read_text())
    lived = [
        Survivor(
            where(name),
            changes[name],
            reasons.get((where(name), changes[name])) or of_its_kind(changes[name]),
        )
        for name, ended in results.items()
        if not is_found(ended)
    ]
    return Tally(room, len(results), len(results) - len(lived), tuple(lived))

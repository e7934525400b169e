"""What processes cost: time on the processor, and memory; read from Linux's own tables."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def seconds(pid: int | None) -> float:
    """Seconds of a processor that a process, its children and those of them that ended have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ours = sum(int(ticks) for ticks in fields[11:15]) / TICK  # user and system, own and of ended children
    return ours + sum(seconds(child) for child in _children(pid))


def resident(pids: Iterable[int | None]) -> int:
    """Bytes of memory; what several share counts for each."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE for pid in pids)


def _children(pid: int | None) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

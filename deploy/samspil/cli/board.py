"""The status of every part: a small table that stays in place on a terminal, plain lines elsewhere."""

import threading
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from samspil.stack.supervisor import Condition

COLOURS = {
    Condition.STARTING: "yellow",
    Condition.READY: "green",
    Condition.RESTARTING: "yellow",
    Condition.STOPPING: "dim",
    Condition.STOPPED: "dim",
    Condition.FAILED: "red",
}


class Board:
    """``told`` is what a supervisor calls, from any thread; ``say`` is for other news."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._parts: dict[str, tuple[Condition, str]] = {}
        self._lock = threading.Lock()
        self._live = Live(console=console, refresh_per_second=4) if console.is_terminal else None

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def told(self, part: str, condition: Condition, word: str) -> None:
        """Show how a part is."""
        with self._lock:
            self._parts[part] = (condition, word)
            if self._live:
                self._live.update(self._table())
            else:
                self._line(f"{part}: {condition}{f' ({word})' if word else ''}")

    def say(self, line: str) -> None:
        """Show a line that stays; on a terminal above the table."""
        self._line(line)

    def _line(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for part, (condition, word) in self._parts.items():
            table.add_row(part, Text(condition, COLOURS[condition]), Text(word))
        return table

"""The lines that show that a benchmark is alive."""

import sys
import time

_started = time.monotonic()


def tell(line: str) -> None:
    """One line, with the seconds since the start."""
    sys.stdout.write(f"{time.monotonic() - _started:6.1f} s  {line}\n")
    sys.stdout.flush()

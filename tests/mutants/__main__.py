"""Plant small bugs and ask which tests find them: ``make mutants``, or ``make mutants ROOM="web auth"``.

It goes on where it was stopped. The exit status is 1 when a room's tests find too few.
"""

import argparse
import sys
import time

from mutants import report
from mutants.rooms import ROOMS, Room
from mutants.workshop import BENCH, Workshop


def main() -> int:
    """The rooms that are named, or all of them."""
    names = [room.name for room in ROOMS]
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("room", nargs="?", choices=names, help="all, unless one is named")
    asked = parser.parse_args().room
    tallies = [_try(room) for room in ROOMS if asked in (None, room.name)]
    BENCH.joinpath("survivors.txt").write_text(report.survivors(tallies))
    print(f"\n{report.table(tallies)}\n\nWhat survived: {BENCH / 'survivors.txt'}")  # noqa: T201
    return 0 if all(one.enough for one in tallies) else 1


def _try(room: Room) -> report.Tally:
    began = time.monotonic()
    print(f"{room.name} ...", end=" ", flush=True)  # noqa: T201
    workshop = Workshop(room)
    workshop.open()
    workshop.run()
    results = workshop.results()
    lived = [name for name, ended in results.items() if not report.is_found(ended)]
    tally = report.tally(room, results, workshop.changes(lived))
    print(f"{tally.found} of {tally.planted} found, {time.monotonic() - began:.0f} s")  # noqa: T201
    return tally


if __name__ == "__main__":
    sys.exit(main())

"""``python -m samspil.contracts.schemas`` keeps a new revision of every event whose schema has changed.

It refuses a change that breaks an earlier revision; with ``--check`` it only says what there is to keep.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from samspil.contracts.envelope import Fact
from samspil.contracts.schemas.revisions import ALL, FOLDER, broken, changed, keep


def main(arguments: Sequence[str], facts: Sequence[type[Fact]] = ALL, folder: Path = FOLDER) -> int:
    """0 when every event is kept and nothing breaks, else 1 and a line for each reason."""
    reasons = broken(facts, folder)
    if not reasons and "--check" in arguments:
        reasons = [f"{fact.TYPE}: has changed and is not kept" for fact in changed(facts, folder)]
    elif not reasons:
        for fact in changed(facts, folder):
            sys.stdout.write(f"{keep(fact, folder)}\n")
    sys.stderr.writelines(f"{reason}\n" for reason in reasons)
    return 1 if reasons else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

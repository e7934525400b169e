"""What goes wrong reaches people as one sentence and a non-zero exit."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from samspil.stack.problem import StackProblem


@contextmanager
def one_sentence() -> Iterator[None]:
    """End the command with status 1 and one sentence when what is inside cannot be done."""
    try:
        yield
    except StackProblem as problem:
        sentence = str(problem)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sentence = "The disk is full: make room and start again."
    else:
        return
    print(f"samspil: {sentence}", file=sys.stderr)
    raise SystemExit(1)

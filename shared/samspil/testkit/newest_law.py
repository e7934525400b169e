"""Runs a process under the newest law that is shipped, whatever today is.

``python -m samspil.testkit.newest_law MODULE``: what only that law lets is tested before its first day, too.
The product knows nothing of it: the packs are read otherwise from outside, before the module runs as always.
"""

import runpy
import sys
from dataclasses import replace
from datetime import date
from typing import Final

from samspil.rulebook import law_files
from samspil.rulebook.law import Law
from samspil.rulebook.law_files import read_law

UNDER_IT: Final = dict.fromkeys(
    ("referral-web", "overview-web", "overview-worker"), ("samspil.testkit.newest_law",)
)
"""The processes that read the law, each with what runs it."""


def newest_law() -> Law:
    """The newest pack alone, as if it had always held."""
    newest = max(read_law(), key=lambda pack: pack.valid_from)
    return [replace(newest, valid_from=date.min)]


if __name__ == "__main__":
    law_files.read_law = newest_law
    del sys.argv[0]  # what is left is the module and its own arguments: it may be another runner
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)

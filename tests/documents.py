"""The command blocks of the documents, and what stands below them.

An ``output`` block is compared with what came out: ``…`` stands for anything in its line, a line of it alone
for any lines; ids, times, dates and durations may differ.
"""

import re
from typing import NamedTuple

from repository import ROOT

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "services/referral/README.md",
    "services/overview/README.md",
    "services/plan/README.md",
    "services/jobcenter-bridge/README.md",
    "services/region-bridge/README.md",
    "deploy/README.md",
)

BLOCK = re.compile(
    r"^```sh\n(?P<commands>.*?)^```$(?:\n\n```output\n(?P<output>.*?)^```$)?", re.MULTILINE | re.DOTALL
)
VARYING = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<trace>"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)"), "<time>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "<date>"),
    (re.compile(r"\b\d+ (?=ms\b|µs)"), "<n> "),
)


class Block(NamedTuple):
    """Commands, and what stands below them."""

    commands: str
    output: str | None

    @property
    def first(self) -> str:
        return self.commands.split(maxsplit=1)[0]

    @property
    def is_make(self) -> bool:
        return all(re.fullmatch(r"make (?!help)[a-z]+", line) for line in self.commands.splitlines())

    @property
    def is_installation(self) -> bool:
        return self.commands.startswith("sudo apt-get install ")

    @property
    def runs(self) -> bool:
        return not (self.is_make or self.is_installation or self.first == "rm")


def blocks(document: str) -> list[Block]:
    found = [
        Block(*match.group("commands", "output")) for match in BLOCK.finditer((ROOT / document).read_text())
    ]
    assert found, document
    return found


ALL = [block for document in DOCUMENTS for block in blocks(document)]


def alike(text: str) -> str:
    for pattern, name in VARYING:
        text = pattern.sub(name, text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def assert_says(said: str, output: str) -> None:
    """Compare line by line, so that a failure shows where; ``…`` within a line stays within it."""
    expected = re.escape(alike(output))
    pattern = re.sub(r"^…\\\n|\\\n…$|^…$", "(?:.*\n)*?", expected, flags=re.MULTILINE).replace("…", ".*")
    assert re.fullmatch(pattern, alike(said)), f"expected:\n{alike(output)}\n\nsaid:\n{alike(said)}"

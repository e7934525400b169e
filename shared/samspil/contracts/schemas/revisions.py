"""Every revision of every event's schema, as files that are written once and never edited."""

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from samspil.contracts.catalogue import FACTS, dataschema, envelope
from samspil.contracts.envelope import Fact
from samspil.contracts.schemas.compatibility import NAMES, Schema, breaks

FOLDER = Path(__file__).parent
"""``<type>/<revision>.json``, each with an event that was read by it: ``<type>/<revision>.example.json``."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ALL = tuple(chain.from_iterable(FACTS.values()))


def generate(fact: type[Fact]) -> Schema:
    """Today's schema of the whole event, envelope and fact. Prose is left out: it is no contract."""
    return {"$schema": DIALECT, "$id": dataschema(fact), **_bare(envelope(fact).model_json_schema())}


def _bare(node: Any) -> Any:
    if isinstance(node, list):
        return [_bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    bare: Schema = {}
    for keyword, value in node.items():
        if keyword in ("properties", "$defs"):  # keyed by names of ours: a property may be called "title"
            bare[keyword] = {name: _bare(schema) for name, schema in value.items()}
        elif keyword in ("required", "enum"):  # their order tells nothing
            bare[keyword] = sorted(value, key=str)
        elif keyword not in NAMES:
            bare[keyword] = _bare(value)
    return bare


def kept(fact: type[Fact], folder: Path = FOLDER) -> list[Schema]:
    """Every kept revision, oldest first; none when the fact is new."""
    files = (file for file in (folder / fact.TYPE).glob("*.json") if file.stem.isdigit())
    return [json.loads(file.read_bytes()) for file in sorted(files, key=lambda file: int(file.stem))]


def changed(facts: Iterable[type[Fact]] = ALL, folder: Path = FOLDER) -> list[type[Fact]]:
    """The facts whose newest kept revision is not today's schema."""
    return [fact for fact in facts if kept(fact, folder)[-1:] != [generate(fact)]]


def broken(facts: Iterable[type[Fact]] = ALL, folder: Path = FOLDER) -> list[str]:
    """What today's schemas break of any kept revision: one line each."""
    known = {fact.TYPE: fact for fact in facts}
    forgotten = sorted({file.parent.name for file in folder.glob("*/1.json")} - known.keys())
    return [f"{name}: kept, and nobody reads it any longer" for name in forgotten] + [
        f"{name}: breaks revision {revision}: {line}"
        for name, fact in known.items()
        for revision, older in enumerate(kept(fact, folder), start=1)
        for line in breaks(older, generate(fact))
    ]


def keep(fact: type[Fact], folder: Path = FOLDER) -> Path:
    """Write today's schema as the next revision and tell where."""
    file = folder / fact.TYPE / f"{len(kept(fact, folder)) + 1}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(generate(fact), indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    return file

"""What a sandbox remembers, in a file of JSON lines: one for each change, and the newest of a key counts."""

import json
import os
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_json

T = TypeVar("T")


class Notebook:
    """Entries under a kind and a key; without a file they are forgotten with the process."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._found: dict[str, dict[str, Any]] = {}
        if file is not None and file.exists():
            self._read(file)

    def entries(self, kind: str, shape: type[T]) -> dict[str, T]:
        """Key → entry, as the file had them at the start; a key stands where it came first."""
        adapter = TypeAdapter(shape)
        return {key: adapter.validate_python(entry) for key, entry in self._found.get(kind, {}).items()}

    def note(self, kind: str, key: str, entry: object) -> None:
        """Add a line."""
        if self._file is not None:
            with self._file.open("ab") as out:
                out.write(to_json([kind, key, entry]) + b"\n")

    def _read(self, file: Path) -> None:
        content = file.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):  # a kill tore the last line, and the next one must not be joined to it
            os.truncate(file, whole)
        for line in content[:whole].splitlines():
            kind, key, entry = json.loads(line)
            self._found.setdefault(kind, {})[key] = entry

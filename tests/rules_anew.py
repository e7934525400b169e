"""The rules of who sees what, loaded anew, as they stand or with one of their lines put otherwise."""

import sys
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

MODULES: Final = {
    "cases": "samspil.rulebook.case_at_hand",
    "ties": "samspil.overview.domain.case_at_hand",
    "reader": "samspil.overview.domain.reader",
    "insight": "samspil.overview.domain.insight",
}
"""In the order in which they stand on each other."""


def rules(module: str | None = None, line: str = "", other: str = "") -> Any:
    """The four modules by their short names; ``line`` stands in the named one exactly once."""
    loaded: dict[str, ModuleType] = {}
    with patch.dict(sys.modules):
        for short, name in MODULES.items():
            spec = find_spec(name)
            assert spec
            assert spec.origin
            source = Path(spec.origin).read_text()
            if short == module:
                assert source.count(line) == 1, f"{name} has not one: {line}"
                source = source.replace(line, other)
            loaded[short] = sys.modules[name] = module_from_spec(spec)
            exec(compile(source, spec.origin, "exec"), loaded[short].__dict__)  # noqa: S102  it is our own
    return SimpleNamespace(**loaded)

"""Where bugs are planted: a copy of the project, for mutmut, with the namespace package in one place.

mutmut names a planted bug by its file's path and finds it again by its module's name. The two agree only
where the path is the module's name, so the roots that hold parts of ``samspil`` are laid together.
"""

import contextlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from mutants.rooms import Room
from repository import ROOT, ROOTS

BENCH = ROOT / "build" / "mutants"

BESIDE = ("services", "shared", "deploy", "README.md", "CONTRIBUTING.md")
"""What tests read of the project beside its modules."""

SEED = "Samspil"

SETTINGS = """
use_git_change_detection = false
process_isolation = "forkserver"
"""
"""Each bug in a process of its own; how long its tests may take is as mutmut has it."""

MUTMUT = Path(sys.executable).with_name("mutmut")


class Workshop:
    """One room's workshop; what was tried in it stays until the product or the tests change."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.folder = BENCH / room.folder

    def open(self) -> None:
        """Lay it out, unless it is as it has to be."""
        stamp = self.folder / "stamp"
        now = _stamp(self.room)
        if stamp.is_file() and stamp.read_text() == now:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        for root in ROOTS:
            shutil.copytree(root / "samspil", self.folder / "src" / "samspil", dirs_exist_ok=True)
        for name in ("tests", *BESIDE):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, self.folder / name)
        (self.folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text() + self._settings())
        stamp.write_text(now)

    def run(self) -> None:
        """Plant what was not tried yet, one bug at a time. Raises ``SystemExit`` when tests fail without."""
        names = self._untried()
        if names is not None and not names:
            return
        command = [str(MUTMUT), "run", "--max-children", "1", *(names or ())]
        (self.folder / "tmp").mkdir(exist_ok=True)
        standards = os.environ.get("STANDARDS_DIR", str(ROOT.parent / "shared" / "standards"))
        env = {**os.environ, "TMPDIR": str(self.folder / "tmp"), "STANDARDS_DIR": standards}
        log = self.folder / "mutmut.log"
        with log.open("ab") as out:
            shown = None if sys.stdout.isatty() else out  # its progress is for who looks on
            ended = subprocess.run(command, cwd=self.folder, env=env, stdout=shown, stderr=out, check=False)
        shutil.rmtree(self.folder / "tmp", ignore_errors=True)
        if ended.returncode:
            raise SystemExit(f"mutmut could not work in {self.room.name}: see {log}")

    def results(self) -> dict[str, int | None]:
        """Planted bug → how its tests ended, of those that are to be tried."""
        results = {
            name: ended
            for meta in sorted((self.folder / "mutants" / "src").rglob("*.meta"))
            for name, ended in json.loads(meta.read_text())["exit_code_by_key"].items()
        }
        return {name: results.get(name) for name in self._drawn() or results}

    def changes(self, names: Collection[str]) -> dict[str, str]:
        """Planted bug → the lines that it changes: ``- before`` and ``+ after``."""
        changes: dict[str, str] = {}
        planted = self.folder / "mutants"
        with contextlib.chdir(self.folder):
            from mutmut.mutation.diff_apply import get_diff_for_mutant

            for meta in sorted((planted / "src").rglob("*.meta")):
                for name in json.loads(meta.read_text())["exit_code_by_key"].keys() & names:
                    diff = get_diff_for_mutant(name, path=meta.relative_to(planted).with_suffix(""))
                    changed = [line for line in diff.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]
                    changes[name] = "\n".join(f"{line[0]} {line[1:].strip()}" for line in changed)
        return changes

    def _untried(self) -> Sequence[str] | None:
        """The bugs without a result; None: all of a whole room, of which mutmut skips those with one."""
        drawn = self._drawn()
        results = self.results() if (self.folder / "mutants").is_dir() else {}
        untried = [name for name in drawn or self._names() if results.get(name) is None]
        return untried if drawn or not untried else None

    def _drawn(self) -> list[str] | None:
        if self.room.sample is None:
            return None
        names = sorted(self._names())
        return sorted(random.Random(SEED).sample(names, min(self.room.sample, len(names))))

    def _names(self) -> Iterator[str]:
        with contextlib.chdir(self.folder):
            from mutmut.mutation.file_mutation import mutate_file_contents
            from mutmut.utils.format_utils import get_mutant_name

            for glob in self.room.files:
                for file in sorted(Path("src/samspil").glob(glob)):
                    for name in mutate_file_contents(str(file), file.read_text()).mutant_names:
                        yield get_mutant_name(file, name)

    def _settings(self) -> str:
        lists = {
            "source_paths": ["src"],
            "only_mutate": [f"src/samspil/{glob}" for glob in self.room.files],
            "also_copy": list(BESIDE),
            "pytest_add_cli_args_test_selection": self.room.test_files(),
            "pytest_add_cli_args": [
                "-p",
                "no:cacheprovider",
                "-p",
                "no:xdist",
                "--hypothesis-profile=mutants",
            ],
        }
        told = "\n".join(f"{name} = {json.dumps(value)}" for name, value in lists.items())
        return f"\n[tool.mutmut]\n{told}{SETTINGS}"


def _stamp(room: Room) -> str:
    """Of everything that a result depends on: the product, the tests that are asked and what helps them."""
    told = sha256()
    product = [file for root in ROOTS for file in (root / "samspil").rglob("*") if file.suffix != ".pyc"]
    asked = [ROOT / name for name in room.test_files()]
    helpers = [*(ROOT / "tests").glob("*.py"), *(ROOT / "tests").glob("*/conftest.py")]
    locked = [ROOT / "pyproject.toml", ROOT / "requirements-dev.lock"]
    for file in sorted(file for file in [*product, *asked, *helpers, *locked] if file.is_file()):
        told.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return told.hexdigest()

"""``samspil up`` as people start it: everything on free ports, from a folder of its own."""

import os
import re
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from pathlib import Path

from repository import ROOT
from samspil.stack import ports
from samspil.stack.settings import Settings
from samspil.testkit.servers import quick_folder

BIN = sysconfig.get_path("scripts")
DEFAULT_PORTS = {name: info.default for name, info in Settings.model_fields.items() if name.endswith("_port")}
MAKES_OWN = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
"""A make within ``make test`` would otherwise say which folders it enters and leaves."""


class Up:
    """A state folder and ports; ``samspil up`` runs from it when it is started, and again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="samspil-up-", dir=quick_folder()))
        self.folder.chmod(0o755)  # PostgreSQL may run as another account
        self.state = self.folder / "state"
        chosen: dict[int, str] = {}
        while len(chosen) < len(DEFAULT_PORTS):
            chosen.setdefault(ports.free_port(), list(DEFAULT_PORTS)[len(chosen)])
        self.ports = {name: port for port, name in chosen.items()}
        self._moved = {DEFAULT_PORTS[name]: port for name, port in self.ports.items()}
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in MAKES_OWN},
            **{name.upper(): str(port) for name, port in self.ports.items()},
            "SAMSPIL_STATE": str(self.state),
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "COLUMNS": "120",
        }
        self._printed = self.folder / "printed"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def printed(self) -> str:
        """What the last start has printed."""
        return self._printed.read_text()

    def start(self) -> None:
        """Start it, and wait for nothing."""
        with self._printed.open("w") as out:
            self._process = subprocess.Popen(
                ["samspil", "up"], cwd=ROOT, env=self.env, stdout=out, stderr=subprocess.STDOUT
            )

    def wait_for(self, words: str) -> str:
        """Until it has printed these; everything it has."""
        until = time.monotonic() + 180
        while words not in self.printed:
            assert self._process, "it was not started"
            assert self._process.poll() is None, self.printed
            assert time.monotonic() < until, self.printed
            time.sleep(0.1)
        return self.printed

    def stop(self, by: signal.Signals) -> int:
        """Stop it; its exit status."""
        assert self._process, "it was not started"
        self._process.send_signal(by)
        return self._process.wait(60)

    def kill(self) -> None:
        """End what still runs, children included; they end with it."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def remove(self) -> None:
        """Leave nothing of it behind."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def here(self, text: str) -> str:
        """The text with the ports and the folder of this start."""
        text = re.sub(
            r"(127\.0\.0\.1|localhost):(\d+)",
            lambda at: f"{at[1]}:{self._moved.get(int(at[2]), int(at[2]))}",
            text,
        )
        return re.sub(r"(?<![\w./])\.state\b", str(self.state), text)

    def says(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A verb of the command, beside what was started."""
        return subprocess.run(
            ["samspil", *command], env=self.env, capture_output=True, text=True, check=False
        )

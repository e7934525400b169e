"""The rooms in which bugs are planted, and how many of them the tests must find."""

from dataclasses import dataclass
from pathlib import Path

from repository import ROOT
from samspil.contracts.topics import SERVICES

PURE = 0.85
SAMPLED = 0.75

CONNECTED = ("unit/test_*.py", "component/test_*.py")


@dataclass(frozen=True, slots=True)
class Room:
    """Some product files, and the tests that are asked."""

    name: str
    files: tuple[str, ...]
    """Globs below ``samspil/``."""
    tests: tuple[str, ...] = ("unit/test_*.py",)
    """Globs below ``tests/``; of their files those that speak of the room's package."""
    least: float = PURE
    """The share of the planted bugs that has to be found."""
    sample: int | None = None
    """How many bugs, drawn with a fixed seed; None: all. They are for the tests that speak of no service."""

    @property
    def folder(self) -> str:
        """The room's name as a folder's."""
        return self.name.replace(" ", "-")

    def test_files(self) -> list[str]:
        """The test files that are asked, from the top of the repository."""
        packages = {f"samspil.{Path(one).parts[0]}" for one in self.files}
        others = {f"samspil.{service.replace('-', '_')}" for service in SERVICES} - packages
        files = [file for glob in self.tests for file in sorted((ROOT / "tests").glob(glob))]
        return [
            str(file.relative_to(ROOT))
            for file in files
            if _speaks_of(file, packages) and (self.sample is None or not _speaks_of(file, others))
        ]


def _speaks_of(file: Path, packages: set[str]) -> bool:
    """In the file itself, or in a helper beside ``conftest.py`` that it imports."""
    text = file.read_text()
    helpers = [one for one in (ROOT / "tests").glob("*.py") if f"from {one.stem} import" in text]
    return any(package in one for package in packages for one in [text, *(h.read_text() for h in helpers)])


ROOMS = (
    Room("overview domain", ("overview/domain/*.py",)),
    Room("referral domain", ("referral/domain/*.py",)),
    Room("rulebook", ("rulebook/*.py",)),
    Room("plan domain", ("plan/domain/*.py",)),
    Room("region-bridge domain", ("region_bridge/domain/*.py",)),
    Room("region-bridge reading", ("region_bridge/partner/*.py", "region_bridge/partner/medcom/*.py")),
    Room("jobcenter-bridge domain", ("jobcenter_bridge/domain/*.py",)),
    Room("jobcenter-bridge reading", ("jobcenter_bridge/partner/*.py",)),
    Room("web auth", ("web/auth.py", "web/claims.py", "web/discovery.py", "web/role.py", "web/session.py")),
    Room("sealing", ("sealing/*.py",), CONNECTED, SAMPLED, 60),
    Room("ledger", ("ledger/*.py",), CONNECTED, SAMPLED, 140),
)

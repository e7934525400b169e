"""The floors and rooms hold: a violation planted in a copy of the house breaks exactly its contract."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest

from repository import ROOT, ROOTS

PLANTED = [
    ("floors", "shared/samspil/vocabulary/planted.py", "import samspil.contracts.topics"),
    (
        "floors",
        "services/overview/samspil/overview/domain/planted.py",
        "import samspil.referral.domain.referral",
    ),
    ("floors", "shared/samspil/sealing/planted.py", "import samspil.ledger.store"),
    (
        "rooms",
        "services/referral/samspil/referral/handlers/planted.py",
        "import samspil.referral.api.remedies",
    ),
    (
        "rooms",
        "services/overview/samspil/overview/storage/planted.py",
        "import samspil.overview.handlers.fold_event",
    ),
    ("rooms", "services/overview/samspil/overview/utils/__init__.py", ""),
    ("ledger-knows-no-kafka", "shared/samspil/ledger/planted.py", "import aiokafka"),
    ("ledger-knows-no-kafka", "shared/samspil/ledger/planted.py", "import faststream.kafka"),
    ("administration", "shared/samspil/messaging/planted.py", "import confluent_kafka.admin"),
    ("pure-domain", "services/referral/samspil/referral/domain/planted.py", "import asyncpg"),
    ("pure-domain", "services/overview/samspil/overview/domain/planted.py", "import samspil.sealing.keyring"),
    ("plain-domain", "services/plan/samspil/plan/domain/planted.py", "import pydantic"),
    ("handlers", "services/plan/samspil/plan/handlers/planted.py", "import asyncpg"),
    ("handlers", "services/overview/samspil/overview/handlers/planted.py", "import samspil.web.door"),
    (
        "own-words-referral",
        "services/referral/samspil/referral/domain/planted.py",
        "import samspil.contracts.plan",
    ),
    ("own-words-plan", "services/plan/samspil/plan/domain/planted.py", "import samspil.contracts.hospital"),
    (
        "own-words-jobcenter-bridge",
        "services/jobcenter-bridge/samspil/jobcenter_bridge/domain/planted.py",
        "import samspil.contracts.coordination",
    ),
    (
        "own-words-region-bridge",
        "services/region-bridge/samspil/region_bridge/domain/planted.py",
        "import samspil.contracts.citizen",
    ),
    ("floors", "shared/samspil/exchange/planted.py", "import samspil.web.app"),
]


def contracts() -> dict[str, str]:
    """The name of each contract, by its id."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    sections = (name for name in config.sections() if name.startswith("importlinter:contract:"))
    return {name.rpartition(":")[2]: config[name]["name"] for name in sections}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything that is shipped."""
    copy = tmp_path_factory.mktemp("house")
    for root in ROOTS:
        shutil.copytree(
            root / "samspil",
            copy / root.relative_to(ROOT) / "samspil",
            ignore=lambda folder, names: [name for name in names if not is_python(Path(folder, name))],
        )
    shutil.copy(ROOT / ".importlinter", copy)
    return copy


def is_python(path: Path) -> bool:
    return path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")


@pytest.fixture
def planted(house: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The copy with one violation in it."""
    name, line = request.param
    file = house / name
    made = not file.parent.exists()
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{line}\n")
    yield house
    file.unlink()
    if made:
        file.parent.rmdir()


def broken(house: Path) -> set[str]:
    """The names of the contracts that do not hold in this house."""
    roots = os.pathsep.join(str(house / root.relative_to(ROOT)) for root in ROOTS)
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--cache-dir", str(house / "cache"), "--no-logo"],
        cwd=house,
        env=os.environ | {"PYTHONPATH": roots},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = [line.rpartition(" ") for line in told.stdout.splitlines()]
    kept = {name for name, _, verdict in verdicts if verdict == "KEPT"}
    lost = {name for name, _, verdict in verdicts if verdict == "BROKEN"}
    assert kept | lost == set(contracts().values()), told.stdout + told.stderr
    return lost


def test_the_house_as_it_stands_breaks_no_contract(house: Path) -> None:
    assert broken(house) == set()


@pytest.mark.parametrize(
    ("contract", "planted"),
    [(contract, (file, line)) for contract, file, line in PLANTED],
    ids=[f"{contract}: {line or file}" for contract, file, line in PLANTED],
    indirect=["planted"],
)
def test_a_planted_violation_breaks_exactly_its_contract(contract: str, planted: Path) -> None:
    assert broken(planted) == {contracts()[contract]}


def test_each_contract_has_a_planted_violation() -> None:
    assert {contract for contract, *_ in PLANTED} == contracts().keys()

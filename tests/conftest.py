"""What every test may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from structlog.dev import ConsoleRenderer, plain_traceback

from samspil.testkit.servers import Servers

# How long an example took says how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# For `make mutants`: the same examples each time, and none is made smaller when a test fails.
settings.register_profile(
    "mutants", phases=[Phase.explicit, Phase.generate], derandomize=True, database=None, deadline=None
)

# What the applications in this process log of an error is its lines: drawn with every value in every frame,
# as the console would have it, a single one of a large view takes minutes.
ConsoleRenderer.get_active().exception_formatter = plain_traceback

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """The run's real Kafka and PostgreSQL, each started when first used."""
    servers = Servers()
    yield servers
    servers.close()


FASTEST_FIRST = ("unit", "house", "component", "connected", "conformance", "browser", "journeys", "faults")
WAITING = ("journeys", "faults")
"""They wait for processes that die and start; the others compute."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the real servers, however indirectly, is ``connected``."""
    place = _places(list(dict.fromkeys(item.path for item in items)))
    items.sort(key=lambda item: place[item.path])
    for item in items:
        if "servers" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.connected)


def _places(files: list[Path]) -> dict[Path, float]:
    """The fast ones first; then those that wait among those that compute: two at a time are seldom idle."""
    folder = {file: file.relative_to(HERE).parts[0] for file in files}
    files.sort(key=lambda file: FASTEST_FIRST.index(folder[file]))
    fast = [file for file in files if folder[file] in FASTEST_FIRST[:2]]
    waiting = [file for file in files if folder[file] in WAITING]
    computing = [file for file in files if file not in {*fast, *waiting}]
    return {
        **{file: number - len(fast) for number, file in enumerate(fast)},
        **{file: number / len(computing) for number, file in enumerate(computing)},
        **{file: number / len(waiting) * 0.9 for number, file in enumerate(waiting)},  # none begins last
    }


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Callable[[str, float], None]:
    """Note a figure; all of them are told at the end of the run."""

    def note(what: str, figure: float) -> None:
        request.node.user_properties.append((f"{request.node.name}: {what}", figure))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what the tests measured, in whichever process they ran."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    if figures := {what: figure for report in reports for what, figure in report.user_properties}:
        terminalreporter.section("measured")
        for what, figure in figures.items():
            terminalreporter.write_line(f"{figure:8.2f}  {what}")

"""What every test may ask for."""

from collections.abc import Iterator

import pytest

from samspil.testkit.servers import Servers


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """The run's real Kafka and PostgreSQL, each started when first used."""
    servers = Servers()
    yield servers
    servers.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the real servers, however indirectly, is marked ``connected``."""
    for item in items:
        if "servers" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.connected)

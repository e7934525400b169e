"""One system for the tests of a module: they break it, and it has to be sound again afterwards."""

from collections.abc import AsyncIterator

import pytest

from samspil.testkit.load import Speaker, speaker
from samspil.testkit.servers import Servers
from samspil.testkit.system_under_test import SystemUnderTest, system_under_test


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SystemUnderTest]:
    """Every process of every service, as ``make up`` would run them."""
    async with system_under_test(servers, tmp_path_factory.mktemp("system")) as built:
        yield built


@pytest.fixture(scope="module")
async def load(here: SystemUnderTest) -> AsyncIterator[Speaker]:
    """Somebody who speaks about fifty registered citizens."""
    async with here.keyring() as keyring, speaker(here, keyring) as speaks:
        yield speaks

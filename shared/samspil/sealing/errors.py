"""What can go wrong at the keyring, named by condition; no text of these holds a personal value."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg


class KeyringAway(Exception):
    """The keyring database cannot be used now; the same call may succeed later (doors answer 503)."""


class UnknownCitizen(Exception):
    """The keyring has never given out this citizen id."""


class KeyDestroyed(Exception):
    """The citizen's keys were destroyed; no value of theirs can be sealed or opened any more."""


class NotThisCitizens(Exception):
    """The token was sealed for somebody else than the citizen it is opened for."""


class TamperedToken(Exception):
    """The token is not as it was when it was sealed."""


class WrongMasterKey(Exception):
    """A data key was wrapped by a master key that this process does not have."""


_AWAY = (
    OSError,  # refused, reset, timed out
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shutting down, starting up, cancelled by a time limit
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,  # a standby, during failover
    asyncpg.InterfaceError,  # the connection or the pool was closed under the call
    asyncpg.InternalClientError,  # the server's last words were read while the connection was idle
)


@contextmanager
def reaching_the_keyring() -> Iterator[None]:
    """Name every fault of the way to the database ``KeyringAway``; what caused it stays attached."""
    try:
        yield
    except _AWAY as fault:
        raise KeyringAway(type(fault).__name__) from fault

"""Which faults mean that the keyring cannot be reached, and which are ours."""

import asyncpg
import pytest

from samspil.sealing.errors import KeyringAway, UnknownCitizen, reaching_the_keyring

AWAY = [
    ConnectionRefusedError("postgres://keyring:secret@127.0.0.1"),
    ConnectionResetError(),
    TimeoutError(),
    asyncpg.ConnectionDoesNotExistError(),
    asyncpg.ConnectionFailureError(),
    asyncpg.AdminShutdownError(),
    asyncpg.CannotConnectNowError(),
    asyncpg.QueryCanceledError(),
    asyncpg.TooManyConnectionsError(),
    asyncpg.DiskFullError(),
    asyncpg.ReadOnlySQLTransactionError(),
    asyncpg.InterfaceError("the pool is closed"),
    asyncpg.InternalClientError("unexpected"),
]
OURS = [
    asyncpg.UndefinedTableError(),
    asyncpg.InsufficientPrivilegeError(),
    asyncpg.UniqueViolationError(),
    asyncpg.CheckViolationError(),
    UnknownCitizen(),
    KeyError(),
]


@pytest.mark.parametrize("fault", AWAY, ids=lambda fault: type(fault).__name__)
def test_a_fault_of_the_way_to_it_is_told_as_such_by_its_kind_alone(fault: Exception) -> None:
    with pytest.raises(KeyringAway) as away, reaching_the_keyring():
        raise fault

    assert str(away.value) == type(fault).__name__
    assert away.value.__cause__ is fault


@pytest.mark.parametrize("fault", OURS, ids=lambda fault: type(fault).__name__)
def test_a_fault_of_ours_stays_what_it_is(fault: Exception) -> None:
    with pytest.raises(type(fault)) as raised, reaching_the_keyring():
        raise fault

    assert raised.value is fault

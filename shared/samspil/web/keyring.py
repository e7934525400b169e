"""The keyring as a process opens it; apart from the settings, so that who seals nothing need not load it."""

from contextlib import AbstractAsyncContextManager

from samspil.sealing.index_key import IndexKey
from samspil.sealing.keyring import Keyring, keyring_at
from samspil.sealing.master_key import EnvironmentMasterKey
from samspil.web.settings import KeyringSettings


def keyring_of(settings: KeyringSettings) -> AbstractAsyncContextManager[Keyring]:
    """The keyring that the settings name, for as long as the block runs."""
    return keyring_at(
        settings.keyring_database_url.get_secret_value(),
        EnvironmentMasterKey(settings.master_key.get_secret_value()),
        IndexKey(settings.index_key.get_secret_value()),
        connections=settings.keyring_pool_size,
    )

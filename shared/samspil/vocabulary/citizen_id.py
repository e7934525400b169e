"""The name by which services know a citizen: chance alone, so that it tells nothing about the person."""

from typing import NewType
from uuid import UUID, uuid4

CitizenId = NewType("CitizenId", UUID)
"""Given by the keyring only; the record key of every event about the citizen."""


def new_citizen_id() -> CitizenId:
    """A random id (uuid version 4: version 7 would tell when the citizen was registered)."""
    return CitizenId(uuid4())

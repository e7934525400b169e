"""Ids that sort by the moment they were made, for events and messages (never for citizens)."""

from uuid import UUID

from uuid_utils import compat


def uuid7() -> UUID:
    """A new version 7 uuid (RFC 9562): milliseconds first, then chance; as the standard library's class."""
    return compat.uuid7()

"""Addresses of others: what is said to them is personal, so it goes over TLS, or stays on this machine."""

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator


def is_on_loopback(host: str | None) -> bool:
    """Whether this host is this machine, by a loopback address or by the name ``localhost``."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _safe(address: str) -> str:
    parts = urlsplit(address)
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address holds no password: it would stand in logs")
    if parts.hostname and (
        parts.scheme == "https" or (parts.scheme == "http" and is_on_loopback(parts.hostname))
    ):
        return address
    raise ValueError("an https address is needed; http only on this machine")


SafeAddress = Annotated[str, AfterValidator(_safe)]
"""The http address of another party: https, or http on loopback; anything else is refused at start."""

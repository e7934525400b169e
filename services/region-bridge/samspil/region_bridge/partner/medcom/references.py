"""Where a reference in a Bundle leads: by ``fullUrl``, else by type and id, of whatever version."""

import re
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

_VERSION = re.compile(r"/_history/[A-Za-z0-9\-.]{1,64}$")


class Placed(Protocol):
    """A resource and where it is said to be."""

    @property
    def fullUrl(self) -> str | None: ...  # noqa: N802  # FHIR's own name

    @property
    def resource(self) -> dict[str, Any]: ...


P = TypeVar("P", bound=Placed)


def led_to(entries: Sequence[P], reference: str) -> list[P]:
    """The entries that the reference may mean: those at exactly this address, else those of its type and id.

    A hospital's relative references pass, and so do whole ones to another address than the entry's.
    """
    wanted = _unversioned(reference)
    return [one for one in entries if _address(one) == wanted] or [
        one for one in entries if _is_of(one.resource, wanted)
    ]


def _address(entry: Placed) -> str | None:
    return entry.fullUrl and _unversioned(entry.fullUrl)


def _unversioned(address: str) -> str:
    return _VERSION.sub("", address) if "/_history/" in address else address


def _is_of(resource: dict[str, Any], reference: str) -> bool:
    kind, own = resource.get("resourceType"), resource.get("id")
    return isinstance(own, str) and f"/{reference}".endswith(f"/{kind}/{own}")

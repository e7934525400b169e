"""Who gives help, how they are reached, and who stands in for them."""

from dataclasses import dataclass

from samspil.vocabulary.sealed import Sealed


class DeputyIsTheWorker(Exception):
    """Nobody stands in for themselves."""


class DeputyMissing(Exception):
    """A deputy is named, and nobody says who that is."""


@dataclass(frozen=True, slots=True)
class Giver:
    """The whole of it as it is from now on."""

    support_worker: str
    """Staff id."""
    support_worker_name: Sealed
    support_worker_phone: Sealed | None = None
    deputy: str | None = None
    """Staff id of who is asked while the support worker is away."""
    deputy_name: Sealed | None = None


def require_deputy(support_worker: str, deputy: str | None, deputy_name: Sealed | None) -> None:
    """A deputy is somebody else, by their id. Raises ``DeputyIsTheWorker`` or ``DeputyMissing``."""
    if deputy == support_worker:
        raise DeputyIsTheWorker
    if deputy is None and deputy_name is not None:
        raise DeputyMissing

"""A page is built part by part: one that cannot be shown says so and takes no other with it."""

from collections.abc import Callable
from typing import TypeVar

from samspil.telemetry.log import get_logger

T = TypeVar("T")

_log = get_logger()


class Parts:
    """``broken`` names the parts that could not be built."""

    def __init__(self) -> None:
        self.broken: set[str] = set()

    def build(self, name: str, make: Callable[[], T], otherwise: T) -> T:
        """What ``make`` gives, or ``otherwise``, which nobody is shown in its place."""
        try:
            return make()
        except Exception:  # noqa: BLE001  whatever is odd, somebody must be able to see the rest and undo it
            _log.exception("a part of a page failed", part=name)
            self.broken.add(name)
            return otherwise

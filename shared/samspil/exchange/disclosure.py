"""What a partner is told and may tell: the newest disclosure, as a bridge keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from samspil.contracts.disclosure import Identity, JobcenterInformed, RegionInformed
from samspil.contracts.envelope import Event

I = TypeVar("I", JobcenterInformed, RegionInformed)  # noqa: E741


@dataclass(frozen=True, slots=True)
class Disclosure(Generic[I]):
    """The whole of it; it holds up to and including its last day, whether or not a newer one comes."""

    seq: int
    told: I
    identity: Identity | None
    """The newest one told: it is still needed to say that sharing has ended."""

    def holds(self, today: date) -> bool:
        """Whether it may be acted on: past its last day some of it holds no more; a newer one tells what."""
        return self.told.until is None or today <= self.told.until


def succeed(earlier: Disclosure[I] | None, heard: Event[I]) -> Disclosure[I]:
    """The heard one; of the earlier one nothing stays but by what the partner knows the citizen."""
    known = earlier.identity if earlier else None
    return Disclosure(heard.seq, heard.data, heard.data.identity or known)


def _received(told: JobcenterInformed | RegionInformed) -> bool:
    return told.received


def receives(disclosure: Disclosure[I] | None, today: date, lets: Callable[[I], bool] = _received) -> bool:
    """Whether what the partner tells may become an event today; nothing is received by default.

    ``lets`` says so of one kind of it.
    """
    if disclosure is None or not lets(disclosure.told):
        return False
    return disclosure.told.received_until is None or today <= disclosure.told.received_until

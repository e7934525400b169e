"""The number that a citizen goes by, as the referral service says it."""

from collections.abc import Iterable
from typing import Any

from samspil.contracts.citizen import CitizenLinked, CitizenRegistered
from samspil.contracts.envelope import Event
from samspil.vocabulary.sealed import Sealed


def number_heard(heard: Iterable[Event[Any]]) -> Sealed | None:
    """The newest, of whichever kind; None: nobody knows them by a number."""
    number: Sealed | None = None
    for event in heard:
        match event.data:
            case CitizenRegistered(cpr=cpr) | CitizenLinked(cpr=cpr):
                number = cpr
    return number

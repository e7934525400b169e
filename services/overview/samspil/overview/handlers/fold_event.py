"""Fold what was heard into the citizen's state of its topic, and have the clock look at the citizen."""

from typing import Any

from samspil.contracts.catalogue import topic_of
from samspil.contracts.envelope import Event, Fact
from samspil.overview.storage.transaction import HearingTransaction

COORDINATE = "coordinate"
"""The due step that watches and discloses."""


def fold_event(heard: Event[Any], tx: HearingTransaction) -> None:
    """Overview does no more than this in a poll."""
    fact: type[Fact] = type(heard.data)
    tx.folds.fold(topic_of(fact).name, heard)
    tx.mark(COORDINATE, tx.now)

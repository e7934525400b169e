"""Fold what was heard into the citizen's state of its topic."""

from typing import Any

from samspil.contracts.catalogue import topic_of
from samspil.contracts.envelope import Event, Fact
from samspil.ledger.fold import FoldTransaction


def fold_event(heard: Event[Any], tx: FoldTransaction) -> None:
    """Overview does no more than this in a poll."""
    fact: type[Fact] = type(heard.data)
    tx.folds.fold(topic_of(fact).name, heard)

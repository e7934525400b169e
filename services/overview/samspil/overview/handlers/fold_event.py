"""Fold what was heard into the citizen's state of its topic, and have the clock look at the citizen."""

from typing import Any

from samspil.contracts.catalogue import topic_of
from samspil.contracts.citizen import CitizenMerged, CitizenSplit, other_file
from samspil.contracts.envelope import Event, Fact
from samspil.overview.storage.transaction import HearingTransaction
from samspil.vocabulary.citizen_id import CitizenId

COORDINATE = "coordinate"
"""The due step that watches and discloses."""


def fold_event(heard: Event[Any], tx: HearingTransaction) -> None:
    """Overview does no more than this in a poll; files of one person are looked at together from then on."""
    fact: type[Fact] = type(heard.data)
    tx.folds.fold(topic_of(fact).name, heard)
    if isinstance(heard.data, CitizenMerged | CitizenSplit):
        other = CitizenId(other_file(heard.data, heard.subject))
        tx.link(other, linked=isinstance(heard.data, CitizenMerged))
    tx.mark(COORDINATE, tx.now)

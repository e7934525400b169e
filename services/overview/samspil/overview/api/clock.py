"""What falls due here: a citizen of whom something changed, or whose disclosures change by themselves."""

from samspil.ledger.due import Answer, Step
from samspil.overview.handlers.coordinate import coordinate
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId

LOOK_AGAIN = (COORDINATE,)
"""The steps that look at everybody when everything was folded again."""


def due(law: Law, rules: Rulebook) -> dict[str, Step[OverviewTransaction]]:
    """The steps, under this law and rulebook."""

    def step(tx: OverviewTransaction, citizen: CitizenId, _item: str) -> Answer:
        return coordinate(tx, citizen, law, rules)

    return {COORDINATE: step}

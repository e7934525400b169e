"""Receive what the region says, at our door, of a message that we sent it."""

from typing import Final
from uuid import UUID

from samspil.contracts.delivery import Outcome
from samspil.exchange.say_delivery import Says, hear_answer
from samspil.region_bridge.handlers.end_delivery import end_delivery
from samspil.region_bridge.handlers.send_delivery import send_delivery
from samspil.region_bridge.storage.transaction import RegionTransaction

SAYS: Final[Says[RegionTransaction]] = Says(end_delivery, send_delivery)


def receive_acknowledgement(tx: RegionTransaction, about: UUID, outcome: Outcome) -> None:
    """The message is over; late, twice, in whatever order, the first answer stands."""
    hear_answer(tx, about, outcome, SAYS)

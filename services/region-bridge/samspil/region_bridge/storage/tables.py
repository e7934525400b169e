"""The tables of this service's citizens."""

from samspil.contracts.disclosure import RegionInformed
from samspil.exchange.disclosure import Disclosure
from samspil.ledger.rows import RowTable
from samspil.ledger.states import StateTable
from samspil.region_bridge.domain.waiting import WaitingMessage

DISCLOSURES = StateTable("disclosure", Disclosure[RegionInformed])
WAITING_MESSAGES = RowTable("waiting_message", WaitingMessage)

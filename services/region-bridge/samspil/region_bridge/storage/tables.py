"""The tables of this service's citizens."""

from samspil.contracts.disclosure import RegionInformed
from samspil.exchange.disclosure import Disclosure
from samspil.ledger.rows import RowTable
from samspil.ledger.states import StateTable
from samspil.region_bridge.domain.held import HeldNotice
from samspil.region_bridge.domain.waiting import WaitingMessage

DISCLOSURES = StateTable("disclosure", Disclosure[RegionInformed])
HELD = RowTable("held", HeldNotice, message_id="text", received_at="timestamptz", settled_at="timestamptz")
WAITING_MESSAGES = RowTable("waiting_message", WaitingMessage)

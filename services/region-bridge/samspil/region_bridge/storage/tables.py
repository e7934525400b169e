"""The tables of this service's citizens."""

from samspil.contracts.disclosure import RegionInformed
from samspil.exchange.disclosure import Disclosure
from samspil.ledger.states import StateTable

DISCLOSURES = StateTable("disclosure", Disclosure[RegionInformed])

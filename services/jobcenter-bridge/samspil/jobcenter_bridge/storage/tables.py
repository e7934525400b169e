"""The tables of this service's citizens."""

from samspil.contracts.disclosure import JobcenterInformed
from samspil.exchange.disclosure import Disclosure
from samspil.jobcenter_bridge.domain.answers import Answer
from samspil.jobcenter_bridge.domain.milestones import Milestone
from samspil.jobcenter_bridge.domain.requests import Request
from samspil.ledger.rows import RowTable
from samspil.ledger.states import StateTable

DISCLOSURES = StateTable("disclosure", Disclosure[JobcenterInformed])
MILESTONES = RowTable("milestone", Milestone)
ANSWERS = RowTable("answer", Answer)
REQUESTS = RowTable("request", Request)

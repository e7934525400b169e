"""The tables of this service's citizens."""

from samspil.contracts.disclosure import JobcenterInformed
from samspil.exchange.disclosure import Disclosure
from samspil.jobcenter_bridge.domain.answers import Answer
from samspil.jobcenter_bridge.domain.meetings import Meeting
from samspil.jobcenter_bridge.domain.milestones import Milestone
from samspil.jobcenter_bridge.domain.own_steps.step import OwnStep
from samspil.jobcenter_bridge.domain.requests import Request
from samspil.jobcenter_bridge.domain.standing import Standing
from samspil.ledger.rows import RowTable
from samspil.ledger.states import StateTable

DISCLOSURES = StateTable("disclosure", Disclosure[JobcenterInformed])
MILESTONES = RowTable("milestone", Milestone)
OWN_STEPS = RowTable("own_step", OwnStep)
ANSWERS = RowTable("answer", Answer)
REQUESTS = RowTable("request", Request)
MEETINGS = RowTable("meeting", Meeting)
STANDINGS = RowTable("standing", Standing)

"""Ending everything that we decided about a citizen: dead, or in another municipality's care."""

from dataclasses import replace
from datetime import datetime

from samspil.contracts.coordination import (
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposalEnded,
)
from samspil.overview.domain.coordination import Coordination, ProposalState
from samspil.vocabulary.copenhagen import danish_day

NOBODY = "samspil"
"""Who ended it, where it follows from what became of the citizen."""

EndFacts = tuple[CoordinationContactHoldEnded | CoordinationContactHoldProposalEnded, ...]


def end_all(state: Coordination, now: datetime) -> tuple[Coordination, EndFacts]:
    """The hold that stands is over, and what is proposed is withdrawn.

    A hold does not come back by itself: the stay that it was set for proposes one again, should it go on.
    """
    facts: list[CoordinationContactHoldEnded | CoordinationContactHoldProposalEnded] = []
    standing = state.hold(danish_day(now))
    if standing is not None:
        holds = (replace(one, ended_at=now) if one is standing else one for one in state.holds)
        state = replace(state, holds=tuple(holds))
        facts.append(CoordinationContactHoldEnded(hold_id=standing.id, ended_by=NOBODY, occurred_at=now))
    for proposal in state.proposals.values():
        if proposal.state is ProposalState.OPEN:
            facts.append(CoordinationContactHoldProposalEnded(proposal_id=proposal.id, occurred_at=now))
        if proposal.state is ProposalState.OPEN or (standing and proposal.state is ProposalState.ENDED):
            state = state.with_proposal(replace(proposal, state=ProposalState.WITHDRAWN))
    return state, tuple(facts)

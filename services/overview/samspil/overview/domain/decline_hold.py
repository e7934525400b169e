"""Declining: a proposed contact hold is answered with no, once and for all for that stay; never why."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.coordination import (
    CoordinationContactHoldDeclined,
    CoordinationContactHoldProposalEnded,
)
from samspil.overview.domain.coordination import Coordination, Proposal, ProposalState

DeclineFacts = tuple[CoordinationContactHoldDeclined | CoordinationContactHoldProposalEnded, ...]


class NoSuchProposal(Exception):
    """No contact hold was proposed under this id."""


class NoLongerProposed(Exception):
    """Somebody has answered otherwise, or the stay is over: there is nothing left to say no to."""


def require_proposal(state: Coordination, proposal_id: UUID) -> Proposal:
    """The proposal with this id. Raises ``NoSuchProposal``."""
    found = state.proposal(proposal_id)
    if found is None:
        raise NoSuchProposal
    return found


def decline_hold(
    state: Coordination, proposal_id: UUID, by: str, now: datetime
) -> tuple[Coordination, DeclineFacts]:
    """No to this proposal; the same no again is none. Raises ``NoSuchProposal`` or ``NoLongerProposed``."""
    proposal = require_proposal(state, proposal_id)
    if proposal.state is ProposalState.DECLINED:
        return state, ()
    if proposal.state is not ProposalState.OPEN:
        raise NoLongerProposed
    return state.with_proposal(replace(proposal, state=ProposalState.DECLINED)), (
        CoordinationContactHoldDeclined(proposal_id=proposal_id, declined_by=by, occurred_at=now),
        CoordinationContactHoldProposalEnded(proposal_id=proposal_id, occurred_at=now),
    )

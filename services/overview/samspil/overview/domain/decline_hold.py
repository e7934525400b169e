"""Declining: a proposed contact hold is answered with no, once and for all for that stay; never why."""

from collections.abc import Collection
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
    state: Coordination, proposals: Collection[UUID], by: str, now: datetime
) -> tuple[Coordination, DeclineFacts]:
    """No to all of these, or to none; the same no again is none.

    Raises ``NoSuchProposal`` or ``NoLongerProposed``.
    """
    facts: list[CoordinationContactHoldDeclined | CoordinationContactHoldProposalEnded] = []
    for id_ in dict.fromkeys(proposals):
        proposal = require_proposal(state, id_)
        if proposal.state is ProposalState.DECLINED:
            continue
        if proposal.state is not ProposalState.OPEN:
            raise NoLongerProposed
        state = state.with_proposal(replace(proposal, state=ProposalState.DECLINED))
        facts += (
            CoordinationContactHoldDeclined(proposal_id=id_, declined_by=by, occurred_at=now),
            CoordinationContactHoldProposalEnded(proposal_id=id_, occurred_at=now),
        )
    return state, tuple(facts)

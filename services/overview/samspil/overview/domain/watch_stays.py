"""Watching stays: an inpatient stay proposes a contact hold, and its end ends the proposal."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid5

from samspil.contracts.coordination import (
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldProposed,
)
from samspil.overview.domain.coordination import Coordination, Proposal, ProposalState
from samspil.overview.domain.hospital_state import HospitalState
from samspil.vocabulary.copenhagen import danish_day

WatchFacts = tuple[CoordinationContactHoldProposed | CoordinationContactHoldProposalEnded, ...]


def watch_stays(
    state: Coordination, hospital: HospitalState | None, now: datetime, trace: str | None = None
) -> tuple[Coordination, WatchFacts]:
    """Propose once for each stay that began while no hold stands; withdraw what no longer is."""
    facts: list[CoordinationContactHoldProposed | CoordinationContactHoldProposalEnded] = []
    present = hospital.present if hospital else frozenset()
    for stay_id in sorted(present - state.proposals.keys()):
        if state.hold(danish_day(now)) is not None:
            continue
        proposal = Proposal(uuid5(stay_id, "contact hold"), stay_id, ProposalState.OPEN, now, trace)
        state = state.with_proposal(proposal)
        facts.append(
            CoordinationContactHoldProposed(proposal_id=proposal.id, stay_id=stay_id, occurred_at=now)
        )
    for proposal in tuple(state.proposals.values()):
        if proposal.state is ProposalState.OPEN and proposal.stay_id not in present:
            state = state.with_proposal(replace(proposal, state=ProposalState.ENDED))
            facts.append(CoordinationContactHoldProposalEnded(proposal_id=proposal.id, occurred_at=now))
    return state, tuple(facts)

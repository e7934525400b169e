"""Watching stays: an inpatient stay proposes a contact hold, and its end withdraws the proposal.

An acute contact is over within hours: it proposes nothing.
"""

from dataclasses import replace
from datetime import datetime
from uuid import uuid5

from samspil.contracts.coordination import (
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldProposed,
)
from samspil.contracts.hospital import StayKind
from samspil.overview.domain.coordination import Coordination, Proposal, ProposalState
from samspil.overview.domain.hospital_state import PRESENT, HospitalState
from samspil.vocabulary.copenhagen import danish_day

WatchFacts = tuple[CoordinationContactHoldProposed | CoordinationContactHoldProposalEnded, ...]


def watch_stays(
    state: Coordination,
    hospital: HospitalState | None,
    now: datetime,
    trace: str | None = None,
    *,
    held: bool = False,
) -> tuple[Coordination, WatchFacts]:
    """Propose for each inpatient stay that goes on while no hold stands; withdraw what no longer is.

    ``held``: one stands in another file of the same person.
    What people have answered is not proposed again; what was withdrawn is, should the stay not be over.
    """
    facts: list[CoordinationContactHoldProposed | CoordinationContactHoldProposalEnded] = []
    stays = hospital.stays if hospital else ()
    going_on = {stay.id for stay in stays if stay.presence in PRESENT and stay.kind is StayKind.INPATIENT}
    if not held and state.hold(danish_day(now)) is None:
        for stay_id in sorted(going_on):
            earlier = state.proposals.get(stay_id)
            if earlier is not None and earlier.state is not ProposalState.WITHDRAWN:
                continue
            proposal = Proposal(uuid5(stay_id, "contact hold"), stay_id, ProposalState.OPEN, now, trace)
            state = state.with_proposal(proposal)
            facts.append(
                CoordinationContactHoldProposed(proposal_id=proposal.id, stay_id=stay_id, occurred_at=now)
            )
    for proposal in state.open_proposals:
        if proposal.stay_id not in going_on:
            state = state.with_proposal(replace(proposal, state=ProposalState.WITHDRAWN))
            facts.append(CoordinationContactHoldProposalEnded(proposal_id=proposal.id, occurred_at=now))
    return state, tuple(facts)

"""Setting and ending a contact hold; a set hold answers every open proposal."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.coordination import (
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldSet,
)
from samspil.overview.domain.coordination import Coordination, Hold, ProposalState
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class EndsInThePast(Exception):
    """The hold's last day lies before today."""


class NoSuchHold(Exception):
    """There is no such hold that stands."""


@dataclass(frozen=True, slots=True)
class HoldWanted:
    """What somebody sets."""

    id: UUID
    until: date
    ask: Sealed
    by: str


HoldFacts = tuple[
    CoordinationContactHoldSet | CoordinationContactHoldEnded | CoordinationContactHoldProposalEnded, ...
]


def set_hold(state: Coordination, wanted: HoldWanted, now: datetime) -> tuple[Coordination, HoldFacts]:
    """A new hold takes the place of one that stands; the same again is none. Raises ``EndsInThePast``."""
    if any(one.id == wanted.id for one in state.holds):
        return state, ()
    today = danish_day(now)
    if wanted.until < today:
        raise EndsInThePast
    facts: list[CoordinationContactHoldSet | CoordinationContactHoldProposalEnded] = [
        CoordinationContactHoldSet(
            hold_id=wanted.id, until=wanted.until, ask=wanted.ask, set_by=wanted.by, occurred_at=now
        )
    ]
    for proposal in state.proposals.values():
        if proposal.state is ProposalState.OPEN:
            state = state.with_proposal(replace(proposal, state=ProposalState.ENDED))
            facts.append(CoordinationContactHoldProposalEnded(proposal_id=proposal.id, occurred_at=now))
    hold = Hold(wanted.id, wanted.until, wanted.ask, wanted.by, now)
    return replace(state, holds=(*state.holds, hold)), tuple(facts)


def end_hold(state: Coordination, hold_id: UUID, by: str, now: datetime) -> tuple[Coordination, HoldFacts]:
    """End it before its day. Raises ``NoSuchHold``."""
    today = danish_day(now)
    if not any(one.id == hold_id and one.holds(today) for one in state.holds):
        raise NoSuchHold
    holds = tuple(replace(one, ended_at=now) if one.id == hold_id else one for one in state.holds)
    fact = CoordinationContactHoldEnded(hold_id=hold_id, ended_by=by, occurred_at=now)
    return replace(state, holds=holds), (fact,)

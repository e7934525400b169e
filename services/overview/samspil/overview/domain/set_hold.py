"""Setting and ending a contact hold; a set hold replaces one that stands and answers every open proposal."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from samspil.contracts.coordination import (
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldSet,
)
from samspil.overview.domain.coordination import Coordination, Hold, ProposalState, Seen
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed


class EndsInThePast(Exception):
    """The hold's last day lies before today."""


class NoSuchHold(Exception):
    """No hold was ever set under this id."""


class HoldReplaced(Exception):
    """Another hold took its place and stands."""


class HoldChanged(Exception):
    """What stands, or is proposed, is no longer what was read."""


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


def require_seen(state: Coordination, seen: Seen | None, now: datetime) -> None:
    """``seen`` is what was read before; None where the writer does not care. Raises ``HoldChanged``."""
    if seen is not None and seen != state.seen(danish_day(now)):
        raise HoldChanged


def set_hold(state: Coordination, wanted: HoldWanted, now: datetime) -> tuple[Coordination, HoldFacts]:
    """A new hold takes the place of one that stands. Raises ``EndsInThePast``."""
    today = danish_day(now)
    standing = state.hold(today)
    if wanted.until < today:
        raise EndsInThePast
    was_set = CoordinationContactHoldSet(
        hold_id=wanted.id, until=wanted.until, ask=wanted.ask, set_by=wanted.by, occurred_at=now
    )
    state, answered = answer_proposals(state, now)
    hold = Hold(wanted.id, wanted.until, wanted.ask, wanted.by, now)
    replaced = (replace(one, ended_at=now) if one is standing else one for one in state.holds)
    return replace(state, holds=(*replaced, hold)), (was_set, *answered)


def answer_proposals(state: Coordination, now: datetime) -> tuple[Coordination, HoldFacts]:
    """A hold was set: nothing is proposed any more."""
    facts: list[CoordinationContactHoldProposalEnded] = []
    for proposal in state.open_proposals:
        state = state.with_proposal(replace(proposal, state=ProposalState.ENDED))
        facts.append(CoordinationContactHoldProposalEnded(proposal_id=proposal.id, occurred_at=now))
    return state, tuple(facts)


def end_hold(state: Coordination, hold_id: UUID, by: str, now: datetime) -> tuple[Coordination, HoldFacts]:
    """End it, and no other, before its day; one that is over already is over.

    Raises ``NoSuchHold``, ``HoldReplaced``.
    """
    if not state.was_set(hold_id):
        raise NoSuchHold
    standing = state.hold(danish_day(now))
    if standing is None:
        return state, ()
    if standing.id != hold_id:
        raise HoldReplaced
    holds = tuple(replace(one, ended_at=now) if one.id == hold_id else one for one in state.holds)
    fact = CoordinationContactHoldEnded(hold_id=hold_id, ended_by=by, occurred_at=now)
    return replace(state, holds=holds), (fact,)

"""The overview's own decisions about a citizen: contact holds, what a stay proposes, what is handled."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samspil.overview.domain.attention import Attention, AttentionState
from samspil.overview.domain.messages import WrittenMessage
from samspil.vocabulary.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Hold:
    """A contact hold (kontaktpause): until when, and whom to ask; never why."""

    id: UUID
    until: date
    """Its last day."""
    ask: Sealed
    set_by: str
    set_at: datetime
    ended_at: datetime | None = None
    version: int = 0
    """The number of the last fact about it."""

    def holds(self, today: date) -> bool:
        """Whether it stands on that day."""
        return self.ended_at is None and today <= self.until


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    """The stay was over before anybody answered; should it turn out not to be, the proposal is open again."""
    ENDED = "ended"
    """A hold was set; before proposals could be withdrawn, the stay may have ended instead."""
    DECLINED = "declined"
    """Somebody decided that no hold is needed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stay proposes a contact hold, people decide; of the stay's class."""

    id: UUID
    stay_id: UUID
    state: ProposalState
    proposed_at: datetime
    trace: str | None = None
    """The trace that it arose in: what people answer to it continues there."""
    version: int = 0
    """The number of the last fact about it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before them when they decided about a contact hold."""

    hold: UUID | None
    """The hold that stood."""
    proposed: bool
    """Whether a stay proposed one."""


@dataclass(frozen=True, slots=True)
class Coordination:
    """Everything the overview has decided about a citizen."""

    holds: tuple[Hold, ...] = ()
    proposals: dict[UUID, Proposal] = field(default_factory=dict)
    """By the stay that proposes."""
    handled: tuple[UUID, ...] = ()
    """Messages that did not reach a partner, contradicting answers, and what hospitals wrote that asks for no
    answer: somebody took care of each."""

    messages: tuple[WrittenMessage, ...] = ()
    """To hospitals, in the order in which they were written."""
    attention: dict[UUID, Attention] = field(default_factory=dict)
    """What was raised, by its id, with what became of it."""

    def hold(self, today: date) -> Hold | None:
        """The hold that stands. Only the newest can: it took the place of those before it, for good."""
        return next((one for one in self.holds[-1:] if one.holds(today)), None)

    def was_set(self, hold_id: UUID) -> bool:
        """Whether this hold stands or once stood."""
        return any(one.id == hold_id for one in self.holds)

    def seen(self, today: date) -> Seen:
        """What somebody who looks now has before them."""
        hold = self.hold(today)
        proposed = any(one.state is ProposalState.OPEN for one in self.proposals.values())
        return Seen(hold.id if hold else None, proposed)

    def proposal_trace(self) -> str | None:
        """The trace of an open proposal."""
        return next((one.trace for one in self.proposals.values() if one.state is ProposalState.OPEN), None)

    @property
    def open_proposals(self) -> tuple[Proposal, ...]:
        """Those that somebody has to answer."""
        return tuple(one for one in self.proposals.values() if one.state is ProposalState.OPEN)

    @property
    def open_attention(self) -> tuple[Attention, ...]:
        """What somebody has to look at."""
        return tuple(one for one in self.attention.values() if one.state is AttentionState.OPEN)

    def with_attention(self, attention: Attention) -> "Coordination":
        """With this as it now is."""
        return replace(self, attention={**self.attention, attention.id: attention})

    def proposal(self, proposal_id: UUID) -> Proposal | None:
        """The proposal with this id."""
        return next((one for one in self.proposals.values() if one.id == proposal_id), None)

    def at(self, versions: Mapping[UUID, int]) -> "Coordination":
        """With the versions that facts gave to what they were about."""
        return replace(
            self,
            holds=tuple(replace(one, version=versions.get(one.id, one.version)) for one in self.holds),
            messages=tuple(replace(one, version=versions.get(one.id, one.version)) for one in self.messages),
            proposals={
                stay: replace(one, version=versions.get(one.id, one.version))
                for stay, one in self.proposals.items()
            },
            attention={
                id_: replace(one, version=versions.get(id_, one.version))
                for id_, one in self.attention.items()
            },
        )

    def with_proposal(self, proposal: Proposal) -> "Coordination":
        """With this proposal as it now is."""
        return replace(self, proposals={**self.proposals, proposal.stay_id: proposal})

"""Reconciling: compare what a partner is to be told with what it was told, and close the difference.

Absent means no longer told, never no longer so: when sharing ends the partner hears just that, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID, uuid5

from samspil.contracts.delivery import Told
from samspil.contracts.plan_agreements import AgreementStage
from samspil.exchange.delivery import SHARING, Content, Deliveries, Delivery, State
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

NOTHING_LATER: Mapping[Told, datetime] = MappingProxyType({})

HOLD = frozenset({Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED})
"""Of these a partner is told the end."""

ONLY_OF_WHAT_IS_KNOWN = frozenset({Told.REFERRAL_CANCELLED, Told.REFERRAL_CLOSED, Told.MEETING_CANCELLED})
"""That an item is over is told to a partner who knows of it, or may, from before sharing ended too."""

ONCE = frozenset({Told.MESSAGE})
"""What somebody wrote is sent once: not again when sharing begins again, nor when it did not arrive."""

_NAMESPACE = UUID("6f0b7c1e-6a52-5d53-9d4b-1f1f4a3c8e11")


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The whole of what a partner is to be told about a citizen, as a disclosure says it."""

    receiver: str
    citizen: CitizenId
    seq: int
    shares: bool
    wanted: Mapping[str, Content]
    """Item → content; empty when nothing is shared."""


def reconcile(
    deliveries: Deliveries,
    disclosed: Disclosed,
    *,
    now: datetime,
    later: Mapping[Told, datetime] = NOTHING_LATER,
    trace: str | None = None,
) -> Deliveries:
    """All deliveries as they are from now on; new ones are to be sent now, or when ``later`` says."""
    target = _target(deliveries, disclosed, danish_day(now))
    still = target.keys() if disclosed.shares else {SHARING}
    kept = tuple(_as_it_stands(one, target, one.item in still, now) for one in deliveries)
    told = {one.item: one.content for one in current(kept)}
    made_before = {one.item for one in kept if one.state is not State.OVERTAKEN}
    made = (
        _make(disclosed, item, content, later.get(content.told, now), now, trace)
        for item, content in sorted(target.items())
        if not content.says_the_same_as(told.get(item)) and not (content.told in ONCE and item in made_before)
    )
    return (*kept, *made)


def _as_it_stands(
    one: Delivery, target: Mapping[str, Content], is_still_told: bool, now: datetime
) -> Delivery:
    if one.state is State.OPEN and not one.content.says_the_same_as(target.get(one.item)):
        return replace(one, state=State.OVERTAKEN, ended_at=now)
    if one.state is State.SENDING:
        return replace(one, withdrawn=not is_still_told)
    return one


def current(deliveries: Deliveries) -> Deliveries:
    """What still counts: what was not overtaken, since sharing ended last."""
    standing = tuple(one for one in deliveries if one.state is not State.OVERTAKEN)
    ends = [n for n, one in enumerate(standing) if one.item == SHARING and one.state is not State.OPEN]
    return standing[ends[-1] + 1 :] if ends else standing


def _target(deliveries: Deliveries, disclosed: Disclosed, today: date) -> dict[str, Content]:
    """What the partner is to have heard in the end, item by item."""
    standing = current(deliveries)
    if not disclosed.shares:
        heard_anything = any(one.may_be_known and one.item != SHARING for one in standing)
        return {SHARING: Content(Told.SHARING_ENDED, {})} if heard_anything else {}
    known = {one.item: one.content for one in standing if one.may_be_known}  # the newest of each
    ever = {one.item for one in deliveries if one.may_be_known}
    target = {
        item: content for item, content in disclosed.wanted.items() if not _is_over(content) or item in ever
    }
    for item, content in known.items():
        is_over = content.until is not None and content.until < today
        if item not in target and content.told in HOLD and not is_over:
            target[item] = Content(Told.CONTACT_HOLD_ENDED, {})
    return target


def _is_over(content: Content) -> bool:
    """Whether it tells that an item is over, and nothing else."""
    ended = content.told is Told.AGREEMENT and content.body["stage"] == AgreementStage.ENDED
    return ended or content.told in ONLY_OF_WHAT_IS_KNOWN


def _make(
    disclosed: Disclosed, item: str, content: Content, at: datetime, now: datetime, trace: str | None
) -> Delivery:
    name = f"{disclosed.receiver}/{disclosed.citizen}/{item}/{disclosed.seq}"
    return Delivery(
        id=uuid5(_NAMESPACE, name),
        item=item,
        seq=disclosed.seq,
        content=content,
        state=State.OPEN,
        at=at,
        made_at=now,
        trace=trace,
    )

"""Watching what does not go together: raised once, withdrawn with its cause, open again when that is back."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from samspil.contracts.coordination import CoordinationAttentionRaised, CoordinationAttentionWithdrawn
from samspil.overview.domain.attention import Attention, AttentionState
from samspil.overview.domain.clash import Clash
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day

AttentionFacts = tuple[CoordinationAttentionRaised | CoordinationAttentionWithdrawn, ...]


def watch_attention(
    state: Coordination,
    found: Collection[Clash],
    view: View,
    under: date,
    now: datetime,
    trace: str | None = None,
) -> tuple[Coordination, AttentionFacts]:
    """``found`` is what does not go together now, ``under`` the first day of the numbers that it went by.

    What people have answered is not raised again; a call whose day is past is not taken back by that.
    """
    facts: list[CoordinationAttentionRaised | CoordinationAttentionWithdrawn] = []
    for clash in sorted(found, key=lambda one: one.id):
        earlier = state.attention.get(clash.id)
        if earlier is not None and earlier.state is not AttentionState.WITHDRAWN:
            continue
        raised = Attention(clash.id, clash.rule, clash.about, clash.beside, clash.by, now, trace=trace)
        state = state.with_attention(raised)
        facts.append(
            CoordinationAttentionRaised(
                attention_id=raised.id,
                rule=raised.rule,
                about=raised.about,
                beside=raised.beside,
                by=raised.by,
                under=under,
                occurred_at=now,
            )
        )
    today, stands = danish_day(now), {one.id for one in found}
    for one in state.open_attention:
        if one.id not in stands and not is_past(one, view, today):
            state = state.with_attention(replace(one, state=AttentionState.WITHDRAWN))
            facts.append(CoordinationAttentionWithdrawn(attention_id=one.id, occurred_at=now))
    return state, tuple(facts)


def is_past(attention: Attention, view: View, today: date) -> bool:
    """Whether it is about a call that stood until its day was past: nothing is left to do before it."""
    return any(
        one.id == attention.about and one.cancelled_at is None and danish_day(one.at) < today
        for one in view.employment.calls
    )

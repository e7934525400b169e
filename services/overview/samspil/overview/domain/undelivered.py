"""Messages to a partner that did not reach it, and when they no longer are somebody's concern."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from samspil.contracts.delivery import Outcome, Told
from samspil.overview.domain.employment_state import DeliveryEnd

_HOLD = frozenset({Told.CONTACT_HOLD, Told.CONTACT_HOLD_ENDED})


def undelivered(deliveries: Sequence[DeliveryEnd], handled: Collection[UUID]) -> Iterator[DeliveryEnd]:
    """Refused, or never answered; neither handled by somebody nor settled by what the partner heard later."""
    for number, one in enumerate(deliveries):
        settled = (_settles(later, one) for later in deliveries[number + 1 :])
        if one.outcome is not Outcome.ACKNOWLEDGED and one.id not in handled and not any(settled):
            yield one


def _settles(later: DeliveryEnd, one: DeliveryEnd) -> bool:
    """The partner knows how it is with the same thing now, or that nothing is shared any more."""
    same = later.told is one.told or {later.told, one.told} == _HOLD
    same = same and (later.referral_id, later.message_id) == (one.referral_id, one.message_id)
    return later.outcome is Outcome.ACKNOWLEDGED and (same or later.told is Told.SHARING_ENDED)

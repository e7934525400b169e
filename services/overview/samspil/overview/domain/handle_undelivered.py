"""Saying that somebody took care of a message that did not reach a partner."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.coordination import CoordinationUndeliveredHandled
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.employment_state import DeliveryEnd
from samspil.overview.domain.undelivered import undelivered
from samspil.overview.domain.view import View


class NothingUndelivered(Exception):
    """No message with this id waits for anybody."""


def require_delivery(view: View, delivery: UUID) -> DeliveryEnd:
    """How the delivery ended. Raises ``NothingUndelivered``."""
    for one in (*view.employment.deliveries, *view.hospital.deliveries):
        if one.id == delivery:
            return one
    raise NothingUndelivered


def handle_undelivered(
    view: View, delivery: UUID, by: str, now: datetime
) -> tuple[Coordination, tuple[CoordinationUndeliveredHandled, ...]]:
    """Handled once; the same again is nothing new. Raises ``NothingUndelivered``."""
    state = view.coordination
    if delivery in state.handled:
        return state, ()
    waiting = (
        one.id
        for deliveries in (view.employment.deliveries, view.hospital.deliveries)
        for one in undelivered(deliveries, state.handled)
    )
    if delivery not in waiting:
        raise NothingUndelivered
    fact = CoordinationUndeliveredHandled(delivery_id=delivery, handled_by=by, occurred_at=now)
    return replace(state, handled=(*state.handled, delivery)), (fact,)

"""Saying that a message from a hospital was read, and asks for no answer in writing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.coordination import CoordinationMessageHandled
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.messages import ReceivedMessage
from samspil.overview.domain.view import View


class NoSuchMessage(Exception):
    """No hospital wrote a message with this id about the citizen."""


def require_message(view: View, message: UUID) -> ReceivedMessage:
    """The message. Raises ``NoSuchMessage``."""
    for one in view.hospital.messages:
        if one.id == message:
            return one
    raise NoSuchMessage


def handle_message(
    state: Coordination, message: UUID, by: str, now: datetime
) -> tuple[Coordination, tuple[CoordinationMessageHandled, ...]]:
    """Handled once; the same again is nothing new."""
    if message in state.handled:
        return state, ()
    fact = CoordinationMessageHandled(message_id=message, handled_by=by, occurred_at=now)
    return replace(state, handled=(*state.handled, message)), (fact,)

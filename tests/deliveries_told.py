"""What a partner was told so far, and what it is told of the next disclosure."""

from dataclasses import replace
from datetime import date

from samspil.contracts.delivery import Told
from samspil.exchange.delivery import Content, Deliveries, State
from samspil.exchange.reconcile import Disclosed, reconcile
from samspil.testkit.builders import CITIZEN, MONDAY

TODAY = date(2026, 11, 23)


def hold(until: date = date(2026, 12, 1), ask: str = "ask-1") -> Content:
    return Content(Told.CONTACT_HOLD, {"until": until.isoformat(), "ask": ask}, until)


def person(name: str = "name-1") -> Content:
    return Content(Told.CONTACT_PERSON, {"name": name}, None)


def told(deliveries: Deliveries, seq: int, *, shares: bool = True, **wanted: Content) -> Deliveries:
    disclosed = Disclosed("jobcenter", CITIZEN, seq, shares, wanted if shares else {})
    return reconcile(deliveries, disclosed, now=MONDAY)


def ended(deliveries: Deliveries, state: State = State.ACKNOWLEDGED) -> Deliveries:
    """Every open one was sent and ended so."""
    return tuple(
        replace(one, state=state, body="as it left") if one.state is State.OPEN else one for one in deliveries
    )


def open_ones(deliveries: Deliveries) -> list[Told]:
    return [one.content.told for one in deliveries if one.state is State.OPEN]

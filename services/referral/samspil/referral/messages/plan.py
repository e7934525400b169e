"""What the plan service says of a citizen's plan, as far as it brings somebody to them."""

from collections.abc import Iterable
from typing import Any

from samspil.contracts.envelope import Event
from samspil.contracts.plan import PlanAgreed, PlanInterventionAdded


def helpers(heard: Iterable[Event[Any]]) -> list[str]:
    """Staff ids of the support workers of the help that was agreed with the citizen."""
    added: list[str] = []
    agreed: list[str] = []
    for event in heard:
        match event.data:
            case PlanInterventionAdded(support_worker=who):
                added.append(who)
            case PlanAgreed():
                agreed, added = [*agreed, *added], []
    return agreed

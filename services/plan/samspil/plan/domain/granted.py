"""Whether the help is one that is given, and whether a decision grants it: the catalogue says so."""

from datetime import datetime

from samspil.plan.domain.add_intervention import LawWithoutHelp
from samspil.plan.domain.plan import Intervention
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.copenhagen import danish_day


class DecisionMissing(Exception):
    """Such help is granted by a decision, and a decision has a number."""


class UnknownUnit(Exception):
    """Nobody knows the unit that is to give it."""


def granted(decided: Intervention, rules: Rulebook, now: datetime) -> Intervention:
    """The same help, if it is given today.

    Raises ``LawWithoutHelp``, ``DecisionMissing`` or ``UnknownUnit``.
    """
    today = danish_day(now)
    service = rules.service(decided.provision, today)
    if service is None:
        raise LawWithoutHelp
    if service.needs_decision and decided.decision_reference is None:
        raise DecisionMissing
    if decided.unit is not None and rules.unit(decided.unit, today) is None:
        raise UnknownUnit
    return decided

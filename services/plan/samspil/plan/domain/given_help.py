"""Help of the plan: found while it can still be changed, and put back as it became."""

from dataclasses import replace
from uuid import UUID

from samspil.plan.domain.plan import Intervention, Plan, require_going_on


class UnknownHelp(Exception):
    """The plan has no such help."""


class HelpOver(Exception):
    """The help has ended: other help is added instead."""


def open_help(plan: Plan, intervention_id: UUID) -> Intervention:
    """The help, of a plan that goes on. Raises ``PlanOver``, ``UnknownHelp`` or ``HelpOver``."""
    require_going_on(plan)
    help_ = plan.interventions.get(intervention_id)
    if help_ is None:
        raise UnknownHelp
    if help_.ended_on is not None:
        raise HelpOver
    return help_


def with_help(plan: Plan, help_: Intervention) -> Plan:
    """The plan with the help as it is now."""
    return replace(plan, interventions={**plan.interventions, help_.id: help_})

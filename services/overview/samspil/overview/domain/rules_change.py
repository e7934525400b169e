"""What other rules would change for a citizen: names, target groups, looks and when two things do not fit.

Nothing of it says more of the citizen than the code of a group or a rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.attention_rules import Received, clashes
from samspil.overview.domain.disclose import explain
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.rulebook.law import LawPack
from samspil.rulebook.rulebook import Rulebook
from samspil.rulebook.target_groups import TargetGroup
from samspil.vocabulary.months import months_on
from samspil.vocabulary.sector import Sector


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds on a day."""

    law: LawPack
    rules: Rulebook
    day: date


@dataclass(frozen=True, slots=True)
class RulesChange:
    """One thing that is called, counted or looked at otherwise."""

    about: str
    """``target group 6.8``, ``look after 6 months``, ``attention call_during_stay``."""
    becomes: str


def rules_change(view: View, before: InForce, after: InForce) -> tuple[RulesChange, ...]:
    """What differs on the later day under both, each once; ``before`` is as it was on its own day."""
    return tuple(
        dict.fromkeys(
            (
                *_name(view.employment, before, after),
                *_groups(view.employment, before, after),
                *_looks(view.employment, before, after),
                *_attention(view, before, after),
            )
        )
    )


def _name(known: EmploymentState, before: InForce, after: InForce) -> Iterator[RulesChange]:
    """Whoever has anything there reads it."""
    was = before.rules.party_name(Sector.EMPLOYMENT, before.day)
    becomes = after.rules.party_name(Sector.EMPLOYMENT, after.day)
    has_anything = known.milestones or known.proposed or known.calls or known.status
    if has_anything and (was.definite, was.genitive) != (becomes.definite, becomes.genitive):
        yield RulesChange(was.definite, f"is called {becomes.definite}")


def _groups(known: EmploymentState, before: InForce, after: InForce) -> Iterator[RulesChange]:
    """Of those whom the citizen is in on the day, or comes into later."""
    for period in (one for status in known.status for one in status.periods):
        code = period.target_group
        if code is None or (period.until is not None and period.until < after.day):
            continue
        was = before.rules.target_group(code, before.day)
        becomes = after.rules.target_group(code, after.day)
        yield from (RulesChange(f"target group {code}", one) for one in _of_group(was, becomes))


def _of_group(was: TargetGroup | None, becomes: TargetGroup | None) -> Iterator[str]:
    if becomes is None:
        if was is not None:
            yield "is known no more"
        return
    if was is None or was.name != becomes.name:
        yield f"is called {becomes.name}"
    if was is not None and was.enters and not becomes.enters:
        yield "is closed to whoever is not in it"
    if was is not None and becomes.enters and not was.enters:
        yield "is open again"


def _looks(known: EmploymentState, before: InForce, after: InForce) -> Iterator[RulesChange]:
    """Those that are still to come on the day, of what lasts."""
    was = before.rules.sustained_months(before.day)
    becomes = after.rules.sustained_months(after.day)
    for step in known.milestones:
        if step.achieved_on is None or step.is_over:
            continue
        for months in sorted({*was} ^ {*becomes}):
            if months_on(step.achieved_on, months) >= after.day:
                how = "is taken" if months in becomes else "falls away"
                yield RulesChange(f"look after {months} months", how)


def _attention(view: View, before: InForce, after: InForce) -> Iterator[RulesChange]:
    """What would be raised under the one's numbers and not under the other's, of what partners may tell."""
    numbers = before.rules.attention_numbers(before.day), after.rules.attention_numbers(after.day)
    ours = after.rules.municipalities
    if numbers[0] == numbers[1] or view.part_of is not None or not is_ours(view.citizen, ours):
        return
    received = _received(view, after)
    was, becomes = ({one.id: one.rule for one in clashes(view, received, by, after.day)} for by in numbers)
    for found, others, how in ((was, becomes, "is not raised"), (becomes, was, "is raised")):
        for rule in sorted(rule for id_, rule in found.items() if id_ not in others):
            yield RulesChange(f"attention {rule}", how)


def _received(view: View, after: InForce) -> Received:
    ours = after.rules.municipalities
    lines = (line for one in Receiver for line in explain(view, one, after.law, after.day, ours))
    told = {line.field.name for line in lines if line.shown}
    return Received(
        calls="calls_received" in told,
        steps="milestones_received" in told,
        status="status_received" in told,
        stays="notices_received" in told,
    )

"""What is different in a version of the plan from the one before it."""

from dataclasses import dataclass

from samspil.overview.domain.plan_parts import AgreedGoal, AgreedHelp, Version


@dataclass(frozen=True, slots=True)
class VersionChange:
    """Goals and help, each as it stands in the newer version; what is over as it stood in the older."""

    new_goals: tuple[AgreedGoal, ...]
    reworded: tuple[AgreedGoal, ...]
    goals_over: tuple[AgreedGoal, ...]
    new_help: tuple[AgreedHelp, ...]
    handed_on: tuple[AgreedHelp, ...]
    """Given by somebody else than before."""
    help_over: tuple[AgreedHelp, ...]


def version_change(version: Version, before: Version | None) -> VersionChange:
    """Of the first version all of it is new."""
    goals = {one.id: one for one in before.goals} if before else {}
    help_ = {one.id: one for one in before.help} if before else {}
    still = {one.id for one in version.goals} | {one.id for one in version.help}
    return VersionChange(
        new_goals=tuple(one for one in version.goals if one.id not in goals),
        reworded=tuple(one for one in version.goals if goals.get(one.id, one) != one),
        goals_over=tuple(one for one in goals.values() if one.id not in still),
        new_help=tuple(one for one in version.help if one.id not in help_),
        handed_on=tuple(one for one in version.help if help_.get(one.id, one) != one),
        help_over=tuple(one for one in help_.values() if one.id not in still),
    )

"""What differs between two versions of the plan: goals and help that came, went, or are put otherwise."""

from typing import NamedTuple

from samspil.plan.domain.version import GoalThen, HelpThen, Version


class Reworded(NamedTuple):
    """A goal that is put otherwise."""

    before: GoalThen
    after: GoalThen


class HandedOn(NamedTuple):
    """Help that somebody else gives."""

    before: HelpThen
    after: HelpThen


class Difference(NamedTuple):
    """From one version to the next."""

    goals_added: tuple[GoalThen, ...]
    goals_reworded: tuple[Reworded, ...]
    goals_over: tuple[GoalThen, ...]
    """Reached, or given up."""
    help_added: tuple[HelpThen, ...]
    help_over: tuple[HelpThen, ...]
    help_handed_on: tuple[HandedOn, ...]


def difference(before: Version | None, after: Version) -> Difference:
    """To the version ``before`` it, None: to no plan at all."""
    goals, help_ = (before.goals, before.help) if before else ({}, {})
    return Difference(
        goals_added=tuple(one for id_, one in after.goals.items() if id_ not in goals),
        goals_reworded=tuple(
            Reworded(goals[id_], one)
            for id_, one in after.goals.items()
            if id_ in goals and one != goals[id_]
        ),
        goals_over=tuple(one for id_, one in goals.items() if id_ not in after.goals),
        help_added=tuple(one for id_, one in after.help.items() if id_ not in help_),
        help_over=tuple(one for id_, one in help_.items() if id_ not in after.help),
        help_handed_on=tuple(
            HandedOn(help_[id_], one)
            for id_, one in after.help.items()
            if id_ in help_ and one.support_worker != help_[id_].support_worker
        ),
    )


class Compared(NamedTuple):
    """A version beside the one before it."""

    version: Version
    difference: Difference


def compared(versions: tuple[Version, ...]) -> list[Compared]:
    """The newest first."""
    pairs = zip((None, *versions), versions, strict=False)
    return [Compared(after, difference(before, after)) for before, after in pairs][::-1]

"""Who looks at the view here, instead of being told: our own people, the citizen, those around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.contracts.citizen import RelativeLeft
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.domain.view import View
from samspil.rulebook.case_at_hand import Relation, Tie
from samspil.vocabulary.role import Role


@dataclass(frozen=True, slots=True)
class Insider:
    """Somebody of ours, by what they are and how a case of the citizen's is at hand."""

    role: Role
    tie: Tie | None = None
    """None: no case is."""
    has_reason: bool = False
    """Whether they said why they look all the same, which is good until the end of the day."""


@dataclass(frozen=True, slots=True)
class TheCitizen:
    """Whom it is about."""


@dataclass(frozen=True, slots=True)
class TheRelative:
    """Somebody whom the citizen named."""

    id: UUID


Reader = Insider | TheCitizen | TheRelative

STAFF = (Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER)
ELSEWHERE = (Role.DATA_PROTECTION_OFFICER, Role.INTEGRATOR, Role.OPERATOR)
"""Who works here and sees nothing of the view."""


def readers(view: View, today: date) -> Iterator[Reader]:
    """Everybody there is, whoever they are by name: those with a case first, and those without one last.

    Who was entered by mistake is nobody to the citizen.
    """
    at_hand = [one for one in ties(view) if one.until is None or today <= one.until]
    for tie in sorted(at_hand, key=lambda one: list(Relation).index(one.relation)):
        for role in (*STAFF, Role.LEADER) if tie.relation is Relation.UNIT else STAFF:
            yield Insider(role, tie)
    yield from (Insider(role) for role in (*STAFF, Role.LEADER, *ELSEWHERE))
    yield TheCitizen()
    for one in view.citizen.relatives:
        if one.left is not RelativeLeft.MISTAKE:
            yield TheRelative(one.id)

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
    corrects: bool = False
    """Whether they are correcting who the citizen is, and have to read what is protected."""


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
    """Everybody there is: our own people, of whom each is there once, those with a case before those without.

    Who was entered by mistake is nobody to the citizen.
    """
    at_hand = [one for one in ties(view) if one.until is None or today <= one.until]
    first: dict[tuple[bool, str], Tie] = {}
    for tie in sorted(at_hand, key=lambda one: list(Relation).index(one.relation)):
        first.setdefault((tie.relation is Relation.UNIT, tie.to), tie)
    for tie in first.values():
        for role in (*STAFF, Role.LEADER) if tie.relation is Relation.UNIT else STAFF:
            yield Insider(role, tie)
    yield from (Insider(role) for role in (*STAFF, Role.LEADER, *ELSEWHERE))
    yield TheCitizen()
    for one in view.citizen.relatives:
        if one.left is not RelativeLeft.MISTAKE:
            yield TheRelative(one.id)


def label(reader: Reader) -> str:
    """What somebody is to the citizen, and of nobody who it is: ``leader/unit/VOKSEN-1``."""
    match reader:
        case TheCitizen():
            return "citizen"
        case TheRelative():
            return "relative"
        case Insider(role, tie):
            unit = f"/{tie.to}" if tie and tie.relation is Relation.UNIT else ""
            return f"{role}/{tie.relation}{unit}" if tie else role

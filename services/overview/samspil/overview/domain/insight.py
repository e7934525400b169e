"""Insight: what of a citizen's view somebody here may see, field by field, and why, or why not.

The citizen sees their own, whoever a case is at hand for sees what it needs, and a relative what the citizen
lets them know; nobody else sees anything.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samspil.overview.domain.citizen_network import Relative
from samspil.overview.domain.ours import is_ours
from samspil.overview.domain.reader import Insider, Reader, TheCitizen, TheRelative
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import ADDRESS, NAME, VIEW_FIELDS, ViewField
from samspil.rulebook.insight import Insight, InsightRow, Opening, rows_for
from samspil.rulebook.law import LawPack
from samspil.vocabulary.role import Role


class Unseen(StrEnum):
    """Why a field is not shown."""

    NOT_FOR_ROLE = "not_for_role"
    """What they do here does not need it."""
    NO_CASE = "no_case"
    """They have no case of the citizen's at hand, and have given no reason."""
    PROTECTED = "protected"
    """The address is, and is shown to whoever corrects it."""
    DEAD = "dead"
    NOT_OURS = "not_ours"
    """The citizen is dead, or another municipality acts: whatever the citizen let others know."""
    NOT_PERMITTED = "not_permitted"
    """The citizen does not let them know it."""
    NOT_TO_GIVE = "not_to_give"
    """It is nothing that a citizen can let a relative know."""
    OVER = "over"
    """The permission is."""
    GONE = "gone"
    """They are no longer there."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One line of the explanation: a field, and on which ground it is shown, or else why it is not."""

    field: ViewField
    ground: Insight | None
    """None: not shown."""
    withheld: Unseen | None = None

    @property
    def shown(self) -> bool:
        """Whether they see it."""
        return self.ground is not None


def insight(
    view: View, reader: Reader, pack: LawPack, today: date, ours: Collection[str]
) -> tuple[Sight, ...]:
    """Every field of the view with its ground; the same, whether or not there are data."""
    match reader:
        case Insider():
            return tuple(_inside(one, view, reader, pack, today) for one in VIEW_FIELDS)
        case TheCitizen():
            return tuple(_own(one, view, pack) for one in VIEW_FIELDS)
        case TheRelative():
            who = next((one for one in view.citizen.relatives if one.id == reader.id), None)
            if who is None or not is_ours(view.citizen, ours):
                why = Unseen.GONE if who is None else Unseen.NOT_OURS
                return tuple(Sight(one, None, why) for one in VIEW_FIELDS)
            return tuple(_permitted(one, who, pack, today) for one in VIEW_FIELDS)


def shown_to(
    view: View, reader: Reader, pack: LawPack, today: date, ours: Collection[str]
) -> tuple[ViewField, ...]:
    """The fields that they see: everything that shows them a view keeps to these (view_fields.only)."""
    return tuple(one.field for one in insight(view, reader, pack, today, ours) if one.shown)


def _inside(field: ViewField, view: View, who: Insider, pack: LawPack, today: date) -> Sight:
    rows = rows_for(pack.insight, {who.role}, Opening.CASE_AT_HAND)
    row = next(
        (one for one in rows if field.kind in one.kinds and (field.in_lists or not one.only_lists)), None
    )
    if row is None:
        return Sight(field, None, Unseen.NOT_FOR_ROLE)
    if who.tie is None and not who.has_reason:
        return Sight(field, None, Unseen.NO_CASE)
    is_protected = view.citizen.who is not None and view.citizen.who.address_protected
    if field is ADDRESS and is_protected and not who.corrects:
        return Sight(field, None, Unseen.PROTECTED)
    return Sight(field, Insight(row, who.tie.until if who.tie else today))


def _own(field: ViewField, view: View, pack: LawPack) -> Sight:
    row = _row(pack, Role.CITIZEN, Opening.OWN, field)
    if view.citizen.dead_since is not None or row is None:
        return Sight(field, None, Unseen.DEAD if row else Unseen.NOT_FOR_ROLE)
    return Sight(field, Insight(row, None))


def _permitted(field: ViewField, who: Relative, pack: LawPack, today: date) -> Sight:
    """What they are told of goes with the citizen's name, and with nothing else of who the citizen is."""
    if who.left is not None:
        return Sight(field, None, Unseen.GONE)
    if who.until is not None and who.until < today:
        return Sight(field, None, Unseen.OVER)
    rows = rows_for(pack.insight, {Role.RELATIVE}, Opening.PERMISSION)
    can_be_known = {one: row for row in rows for one in row.kinds}
    known = {one: row for one, row in can_be_known.items() if one in who.may_know}
    if field is not NAME and (field.stays_inside or field.kind not in can_be_known):
        return Sight(field, None, Unseen.NOT_TO_GIVE)
    row = next(iter(known.values()), None) if field is NAME else known.get(field.kind)
    if row is None or who.until is None:
        return Sight(field, None, Unseen.NOT_PERMITTED)
    return Sight(field, Insight(row, who.until))


def _row(pack: LawPack, role: Role, opening: Opening, field: ViewField) -> InsightRow | None:
    rows = rows_for(pack.insight, {role}, opening)
    return next((one for one in rows if field.kind in one.kinds), None)

"""What of a view a caller sees: the explanation's own answer, to which each page and route keeps."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.domain.insight import shown_to
from samspil.overview.domain.reader import Insider
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import ViewField, field_at
from samspil.rulebook.case_at_hand import Tie
from samspil.rulebook.law import in_force
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.web.auth import Caller
from samspil.web.problem_types import NO_CASE_AT_HAND, UNKNOWN_CITIZEN
from samspil.web.problems import Problem


def insider(caller: Caller, *, corrects: bool = False) -> Insider:
    """The caller as the explanation knows them, by how their door found a case at hand."""
    tie = Tie(caller.relation, caller.subject) if caller.relation else None
    return Insider(caller.role, tie, has_reason=caller.reason is not None, corrects=corrects)


def seen_by(
    view: View, caller: Caller, door: OverviewDoor, *, corrects: bool = False
) -> tuple[ViewField, ...]:
    """The fields that they see. Raises ``Problem`` where that is none.

    Whose door asked while nothing was known of the citizen has neither a case nor a reason: had they come a
    moment later they would have been asked, and they may come again.
    """
    if caller.relation is None and caller.reason is None:
        raise Problem(UNKNOWN_CITIZEN)
    today = danish_day(datetime.now(UTC))
    law, ours = in_force(door.law, today), door.rules.municipalities
    shown = shown_to(view, insider(caller, corrects=corrects), law, today, ours)
    if not shown:
        raise Problem(NO_CASE_AT_HAND)
    return shown


def among(tokens: Mapping[str, Sealed], shown: Collection[ViewField]) -> dict[str, Sealed]:
    """Those of the tokens that stand where one of the fields does, each under its place in a list."""
    return {
        place: one
        for place, one in tokens.items()
        if field_at(".".join(part for part in place.split(".") if not part.isdigit())) in shown
    }

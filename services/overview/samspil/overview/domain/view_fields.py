"""Every field of the view: what it is called, of which class it is, and where it stands.

Each part of a view belongs to the one field that stands nearest above it. Nothing of a view is shown to
anybody under another name than these; what is derived from a stay keeps the stay's class.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from samspil.vocabulary.data_class import DataClass


@dataclass(frozen=True, slots=True, eq=False)  # each is there once, and is asked for at every leaf of a view
class ViewField:
    """One thing that a view shows."""

    name: str
    kind: DataClass
    places: tuple[str, ...]
    """Where it stands in a view, each with everything below it."""
    in_lists: bool = False
    """Whether work lists and searches show it."""
    stays_inside: bool = False
    """Whether no permission opens it: it is about others too, or nobody asked the citizen about it."""


_IDENTITY, _NETWORK, _STAY = DataClass.IDENTITY, DataClass.NETWORK, DataClass.STAY

NAME = ViewField("name", _IDENTITY, ("citizen.who.name",), in_lists=True)
ADDRESS = ViewField("address", _IDENTITY, ("citizen.who.address",))

VIEW_FIELDS: tuple[ViewField, ...] = (
    NAME,
    ViewField("number", _IDENTITY, ("citizen.who.cpr", "citizen.merges", "elsewhere", "part_of")),
    ADDRESS,
    ViewField("address_protection", _IDENTITY, ("citizen.who.address_protected",)),
    ViewField(
        "municipality",
        _IDENTITY,
        ("citizen.who.acting_municipality", "citizen.who.residence_municipality", "citizen.moved_on"),
    ),
    ViewField(
        "registered",
        _IDENTITY,
        ("citizen.who.registered_at", "citizen.who.registered_by", "citizen.who.version"),
    ),
    ViewField("death", _IDENTITY, ("citizen.dead_since", "citizen.died_on")),
    ViewField("contact_wishes", _IDENTITY, ("citizen.wishes",)),
    ViewField("coordinator", _NETWORK, ("citizen.coordinator",)),
    ViewField("relatives", _NETWORK, ("citizen.relatives",), stays_inside=True),
    ViewField("consents", DataClass.CONSENT, ("citizen.consents",)),
    ViewField(
        "deliveries",
        DataClass.CONSENT,
        ("employment.deliveries", "hospital.deliveries", "hospital.sent", "coordination.handled"),
    ),
    ViewField("referral_standing", DataClass.REFERRAL, ("referrals",), in_lists=True),
    ViewField(
        "referral_words",
        DataClass.REFERRAL,
        tuple(
            f"referrals.{part}" for part in ("words", "questions", "why", "declined", "completed", "letters")
        ),
        stays_inside=True,  # in what was written freely there may be a number or an address
    ),
    ViewField("partner_answers", DataClass.REFERRAL, ("employment.answers", "hospital.answers")),
    ViewField(
        "plan",
        DataClass.PLAN,
        (
            *("plan.opened_at", "plan.agreed_on", "plan.offered_on", "plan.offer", "plan.participation"),
            *("plan.versions", "plan.ended", "plan.version"),
        ),
    ),
    ViewField(
        "plan_words",
        DataClass.PLAN,
        ("plan.participation.words", "plan.ended.words"),
        stays_inside=True,  # in what was written freely there may be anything
    ),
    ViewField(
        "employment_goal",
        DataClass.EMPLOYMENT_GOAL,
        (
            *("plan.goals.employment", "plan.wordings.employment", "plan.versions.goals.employment"),
            "plan.employment_wish",
        ),
    ),
    # No class says what a citizen hopes for in other areas, so nobody outside can be allowed to know it.
    ViewField(
        "other_goals",
        DataClass.SUPPORT,
        ("plan.goals", "plan.wordings", "plan.versions.goals", "plan.resources"),
        stays_inside=True,
    ),
    ViewField("support", DataClass.SUPPORT, ("plan.interventions",)),
    ViewField(
        "support_words",
        DataClass.SUPPORT,
        (
            *("plan.interventions.purpose", "plan.interventions.expected_change"),
            *("plan.interventions.found_change", "plan.interventions.change_words", "plan.contacts"),
            *("plan.reviews.without_citizen_because",),
        ),
        stays_inside=True,
    ),
    ViewField("reviews", DataClass.SUPPORT, ("plan.reviews",), stays_inside=True),
    ViewField("milestones", DataClass.MILESTONE, ("employment.milestones", "employment.proposed")),
    ViewField(
        "milestone_words",
        DataClass.MILESTONE,
        ("employment.milestones.purpose", "employment.proposed.purpose"),
        stays_inside=True,  # in what was written freely there may be anything
    ),
    ViewField("calls", DataClass.MEETING, ("employment.calls",)),
    ViewField("employment_status", DataClass.EMPLOYMENT_STATUS, ("employment.status",)),
    ViewField("milestone_reviews", DataClass.MILESTONE, ("plan.milestone_reviews",), stays_inside=True),
    ViewField("meetings", DataClass.MEETING, ("plan.meetings",)),
    ViewField(
        "meeting_words", DataClass.MEETING, ("plan.meetings.why", "plan.meetings.result"), stays_inside=True
    ),
    ViewField("crisis_plan", DataClass.CRISIS_PLAN, ("plan.crisis_plan",)),
    ViewField(
        "messages", DataClass.MESSAGE, ("hospital.messages", "coordination.messages"), stays_inside=True
    ),
    ViewField("agreements", DataClass.AGREEMENT, ("plan.agreements",), stays_inside=True),
    ViewField("contact_hold", DataClass.CONTACT_HOLD, ("coordination.holds",)),
    ViewField("stay", _STAY, ("hospital.stays", "hospital.told")),
    ViewField("held_at_the_bridge", _STAY, ("hospital.held",), stays_inside=True),
    ViewField("reports_wanted", _STAY, ("hospital.reports_wanted",), stays_inside=True),
    ViewField("support_pauses", _STAY, ("plan.interventions.pause",), stays_inside=True),
    ViewField("support_questions", _STAY, ("plan.questions",)),
    ViewField("need_reviews", _STAY, ("plan.need_reviews",), stays_inside=True),
    ViewField("follow_ups", _STAY, ("plan.follow_ups",)),
    ViewField("hold_proposals", _STAY, ("coordination.proposals",)),
    ViewField("attention", _STAY, ("coordination.attention",), stays_inside=True),
)

_AT = {place: one for one in VIEW_FIELDS for place in one.places}


def field_at(place: str) -> ViewField | None:
    """The field that a place of a view belongs to; None where it is only the way to some."""
    while place:
        if place in _AT:
            return _AT[place]
        place = place.rpartition(".")[0]
    return None


def area(part: Any) -> str:
    """What has an area of life stands under it: of goals, some are told and others are not."""
    found = part.get("area") if isinstance(part, dict) else getattr(part, "area", None)
    return f".{found}" if found else ""


def only(part: Any, shown: Collection[ViewField], place: str = "") -> Any:
    """A view as plain values, as far as these fields go: of all else, nothing and none."""
    if isinstance(part, dict):
        if field_at(place) and not _any(shown, place):
            return None
        return {name: only(one, shown, f"{place}.{name}".lstrip(".")) for name, one in part.items()}
    if isinstance(part, list | tuple):
        return [only(one, shown, at) for one in part if _any(shown, at := place + area(one))]
    return part if field_at(place) in shown else None


def _any(shown: Collection[ViewField], place: str) -> bool:
    """Whether any of them is there or below."""
    return field_at(place) in shown or any(
        one.startswith(place and f"{place}.") for field in shown for one in field.places
    )

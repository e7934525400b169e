"""Every field of the view stands in one table, once; nothing that is added to a view is forgotten there."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import patiently, views
from places import places
from samspil.contracts.plan import LifeArea
from samspil.overview.domain.disclosed_fields import EXPLAINED, FIELDS
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View
from samspil.overview.domain.view_fields import VIEW_FIELDS, ViewField, area, field_at, only
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed

SEALED = {
    "coordination.attention.words": "attention",
    "employment.calls.place": "calls",
    "employment.milestones.purpose": "milestone_words",
    "employment.proposed.purpose": "milestone_words",
    "employment.status.coordinator": "employment_status",
    "citizen.who.name": "name",
    "citizen.who.cpr": "number",
    "citizen.who.address": "address",
    "citizen.coordinator.name": "coordinator",
    "citizen.wishes.words": "contact_wishes",
    "citizen.relatives.name": "relatives",
    "citizen.relatives.contact": "relatives",
    "citizen.relatives.wishes": "relatives",
    "referrals.words": "referral_words",
    "referrals.questions.words": "referral_words",
    "referrals.questions.answer": "referral_words",
    "referrals.why": "referral_words",
    "referrals.declined.words": "referral_words",
    "referrals.declined.suggestion": "referral_words",
    "referrals.declined.letter": "referral_words",
    "referrals.completed.words": "referral_words",
    "referrals.letters": "referral_words",
    **{
        f"plan.{where}.{of}.words": "employment_goal" if of == "employment" else "other_goals"
        for where in ("goals", "wordings", "versions.goals")
        for of in LifeArea
    },
    **{
        f"plan.goals.{of}.ending": "employment_goal" if of == "employment" else "other_goals"
        for of in LifeArea
    },
    "plan.employment_wish.wish": "employment_goal",
    "plan.employment_wish.not_now": "employment_goal",
    "plan.resources.words": "other_goals",
    "plan.participation.words": "plan_words",
    "plan.ended.words": "plan_words",
    "plan.interventions.support_worker_name": "support",
    "plan.interventions.support_worker_phone": "support",
    "plan.interventions.deputy_name": "support",
    "plan.interventions.purpose": "support_words",
    "plan.interventions.expected_change": "support_words",
    "plan.interventions.found_change": "support_words",
    "plan.interventions.change_words": "support_words",
    "plan.contacts.words": "support_words",
    "plan.reviews.without_citizen_because": "support_words",
    "plan.milestone_reviews.without_citizen_because": "milestone_reviews",
    "plan.need_reviews.without_citizen_because": "need_reviews",
    "plan.meetings.place": "meetings",
    "plan.meetings.why": "meeting_words",
    "plan.meetings.result": "meeting_words",
    **{
        f"plan.crisis_plan.{part}": "crisis_plan"
        for part in ("early_signs", "what_helps", "whom_to_call", "what_not_to_do")
    },
    **{
        f"hospital.messages.{part}": "messages"
        for part in (
            *("topic", "sender", "segments.words", "segments.author", "segments.role", "segments.phone"),
            "attachments.title",
        )
    },
    **{f"coordination.messages.{part}": "messages" for part in ("topic", "words", "name", "phone")},
    "plan.agreements.words": "agreements",
    "coordination.holds.ask": "contact_hold",
}
"""Where anything sealed stands → the field that it belongs to, by hand."""


def test_each_place_of_a_view_belongs_to_a_field_and_each_field_has_its_places() -> None:
    found = [place for place, _ in places()]
    declared = [place for one in VIEW_FIELDS for place in one.places]

    assert [place for place in found if field_at(place) is None] == []
    assert len(found) > 100
    assert len({*declared}) == len(declared), "no place is declared twice"
    assert len({one.name for one in VIEW_FIELDS}) == len(VIEW_FIELDS)
    for place in declared:
        inside = [one for one in found if one == place or one.startswith(f"{place}.")]
        assert any(place in getattr(field_at(one), "places", ()) for one in inside), place


def test_everything_sealed_belongs_to_the_field_that_a_human_named() -> None:
    found = {place: field_at(place) for place, kind in places() if kind is Sealed}

    assert {place: one and one.name for place, one in found.items()} == SEALED


def test_what_is_derived_from_a_stay_is_of_the_stays_class() -> None:
    derived = {place.rpartition(".")[0] for place, _ in places() if place.endswith(".stay_id")}
    derived -= {"plan.reviews", "plan.milestone_reviews"}  # none there has a stay
    derived -= {"plan.agreements"}  # what the law itself lets both sides know has a class of its own
    derived |= {"hospital.stays.presence", "hospital.told.steps.at"}

    assert len(derived) == 7
    for place in derived:
        assert getattr(field_at(place), "kind", None) is DataClass.STAY, place


@pytest.mark.parametrize("receiver", Receiver)
def test_a_partner_is_explained_each_field_of_the_view_and_each_under_names_that_the_view_has(
    receiver: Receiver,
) -> None:
    names = [name for one in EXPLAINED[receiver] for name in (one.of or (one.name,))]
    answers = [*FIELDS[receiver]]

    assert {*names} == {one.name for one in VIEW_FIELDS}
    twice = {name for name in names if names.count(name) > 1}
    of_one = {Receiver.JOBCENTER: {"support"}, Receiver.REGION: {"messages"}}
    assert twice == {"referral_standing", *of_one[receiver]}, (
        "requests are referrals, help at work is help, and messages go both ways"
    )
    assert [*EXPLAINED[receiver]][: len(answers)] == answers


def told(part: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Each value of a view that is there, and where it stands."""
    if isinstance(part, dict):
        for name, one in part.items():
            yield from told(one, f"{place}.{name}".lstrip("."))
    elif isinstance(part, list | tuple):
        for one in part:
            yield from told(one, place + area(one))
    elif part is not None:
        yield place, part


some = st.frozensets(st.sampled_from(VIEW_FIELDS))


@patiently
@given(views, some)
def test_of_any_view_what_is_left_is_what_these_fields_hold_and_nothing_else(
    view: View, shown: frozenset[ViewField]
) -> None:
    whole = asdict(view)

    left = [*told(only(whole, shown))]

    assert left == [(place, one) for place, one in told(whole) if field_at(place) in shown]


@given(views)
def test_with_every_field_a_view_is_whole_and_with_none_nothing_is_left(view: View) -> None:
    whole = asdict(view)

    assert [*told(only(whole, VIEW_FIELDS))] == [*told(whole)]
    assert [*told(only(whole, ()))] == []

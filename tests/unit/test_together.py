"""Files of one person seen as one: what lies in either is there once, and is acted on where it lies."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from overview_facts import AGREED, added, admitted, asked, consent, discharged, folded, registered
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.citizen import (
    CitizenContactWishesSet,
    CitizenCoordinatorNamed,
    CitizenMerged,
    CitizenRelativeAdded,
    ContactWay,
    RelativeKind,
)
from samspil.overview.domain.contradictions import AnswerHeard, contradictions
from samspil.overview.domain.coordination import Coordination, Hold, Proposal, ProposalState
from samspil.overview.domain.employment_state import EmploymentState
from samspil.overview.domain.together import are_one, seen_from, things
from samspil.overview.domain.view import View, combine
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.vocabulary.citizen_id import CitizenId

SURVIVOR, ABSORBED = CITIZEN, CitizenId(uuid4())
LATER = MONDAY + timedelta(days=1)
TODAY = MONDAY.date()


def named(staff: str) -> CitizenCoordinatorNamed:
    return CitizenCoordinatorNamed(
        coordinator=staff, coordinator_name=sealed("name"), unit=None, named_by="staff-1", occurred_at=MONDAY
    )


def wishes(way: ContactWay) -> CitizenContactWishesSet:
    return CitizenContactWishesSet(ways=(way,), words=None, set_by="staff-1", occurred_at=MONDAY)


def relative() -> CitizenRelativeAdded:
    return CitizenRelativeAdded(
        relative_id=uuid4(),
        kind=RelativeKind.SIBLING,
        name=sealed("name"),
        contact=None,
        wishes=None,
        may_know=(),
        until=None,
        recorded_by="staff-1",
        occurred_at=MONDAY,
    )


MERGED = CitizenMerged(survivor=SURVIVOR, absorbed=ABSORBED, merged_by="staff-1", occurred_at=MONDAY)


def file(
    *facts: object,
    of: UUID = SURVIVOR,
    referrals: tuple[object, ...] = (),
    stays: tuple[object, ...] = (),
    plan: tuple[object, ...] = (),
    coordination: Coordination | None = None,
) -> View:
    """What one of the two says: the citizen's facts, then that they are one person's."""
    merges = folded(registered(), MERGED).merges
    if of == ABSORBED:
        merges = tuple(replace(one, other=SURVIVOR, survives=False) for one in merges)
    return combine(
        citizen=replace(folded(registered(), *facts), merges=merges),  # type: ignore[arg-type]
        referrals=folded(*referrals) if referrals else None,  # type: ignore[arg-type]
        plan=folded(*plan) if plan else None,  # type: ignore[arg-type]
        hospital=folded(*stays) if stays else None,  # type: ignore[arg-type]
        coordination=coordination,
    )


def person(own: View, other: View) -> View:
    return seen_from(SURVIVOR, {SURVIVOR: own, ABSORBED: other})


def test_they_are_one_once_both_have_heard_it() -> None:
    own, other = file(), file(asked_for := relative(), of=ABSORBED)
    assert are_one(own, SURVIVOR, other, ABSORBED)
    assert [one.id for one in person(own, other).citizen.relatives] == [asked_for.relative_id]
    assert seen_from(ABSORBED, {SURVIVOR: own, ABSORBED: other}).part_of == SURVIVOR

    for survivor, absorbed in (
        (replace(own, citizen=replace(own.citizen, merges=())), other),
        (own, replace(other, citizen=replace(other.citizen, merges=()))),
    ):
        views = {SURVIVOR: survivor, ABSORBED: absorbed}
        assert seen_from(SURVIVOR, views) == survivor
        assert seen_from(ABSORBED, views) == absorbed


def test_everything_that_can_be_acted_on_is_there_once_and_is_known_by_where_it_lies() -> None:
    def some(of: UUID) -> View:
        hold = Hold(uuid4(), TODAY, sealed("ask"), "staff-1", MONDAY)
        return file(
            consent(),
            relative(),
            of=of,
            referrals=(asked(),),
            plan=(added(), AGREED),
            stays=(admitted(at=MONDAY if of == SURVIVOR else LATER),),
            coordination=Coordination((hold,), handled=(uuid4(),)),
        )

    own, other = some(SURVIVOR), some(ABSORBED)
    both = person(own, other)

    assert sorted(things(both)) == sorted((*things(own), *things(other)))
    assert both.elsewhere == dict.fromkeys(things(other), ABSORBED)
    assert both.coordination.handled == other.coordination.handled + own.coordination.handled
    assert len(both.hospital.stays) == 2
    assert both.citizen.who == own.citizen.who
    assert list(both.citizen.consents) == sorted(both.citizen.consents, key=lambda one: one.given_at)


@pytest.mark.parametrize("whose", ["own", "other", "both"])
def test_who_coordinates_and_how_to_reach_the_citizen_is_the_survivors_else_the_others(whose: str) -> None:
    own = file(*((named("own"), wishes(ContactWay.PHONE)) if whose != "other" else ()))
    other = file(*((named("other"), wishes(ContactWay.VISIT)) if whose != "own" else ()), of=ABSORBED)

    citizen = person(own, other).citizen

    assert citizen.coordinator and citizen.wishes  # noqa: PT018
    assert citizen.coordinator.staff == ("other" if whose == "other" else "own")
    assert citizen.wishes.ways == ((ContactWay.VISIT,) if whose == "other" else (ContactWay.PHONE,))


def test_a_stay_that_goes_on_under_the_survivors_name_is_one_and_is_proposed_about_once() -> None:
    before, after, another = uuid4(), uuid4(), uuid4()

    def proposed(*stays: UUID) -> Coordination:
        return Coordination(
            proposals={stay: Proposal(uuid4(), stay, ProposalState.OPEN, MONDAY) for stay in stays}
        )

    own = file(stays=(admitted(after), discharged(after, LATER)), coordination=proposed(after))
    other = file(
        of=ABSORBED,
        stays=(admitted(before), admitted(another, LATER)),
        coordination=proposed(before, another),
    )

    both = person(own, other)

    assert [one.id for one in both.hospital.stays] == [after, another]
    assert both.hospital.present == {another}
    assert set(both.coordination.proposals) == {after, another}


def test_the_newest_hold_counts_whichever_file_it_was_set_in() -> None:
    older, newer = (Hold(uuid4(), TODAY, sealed("ask"), "staff-1", at) for at in (MONDAY, LATER))
    for own, other in ((older, newer), (newer, older)):
        both = person(
            file(coordination=Coordination((own,))), file(of=ABSORBED, coordination=Coordination((other,)))
        )
        assert both.coordination.hold(TODAY) == newer


def test_an_answer_that_came_before_the_two_were_one_is_the_first_and_stands() -> None:
    referral = uuid4()
    before, after = (
        AnswerHeard(uuid4(), referral, answer, MONDAY)
        for answer in (PartnerAnswer.ACCEPTED, PartnerAnswer.DECLINED)
    )
    own = replace(file(), employment=EmploymentState(answers=(after,)))
    other = replace(file(of=ABSORBED), employment=EmploymentState(answers=(before,)))

    assert list(contradictions(person(own, other).employment.answers, ())) == [after]

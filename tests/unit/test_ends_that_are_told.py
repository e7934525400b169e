"""What a partner is told of an end: of a hold, once and while it matters; of all sharing, nothing more."""

from datetime import timedelta

from hypothesis import strategies as st

from deliveries_told import TODAY, ended, hold, open_ones, person, told
from samspil.contracts.delivery import Told
from samspil.exchange.delivery import Content, State


def test_when_sharing_ends_the_partner_hears_that_and_nothing_more() -> None:
    before = ended(told((), 1, contact_hold=hold()))
    after = told(before, 2, shares=False)
    once = told(ended(after), 3, shares=False)

    assert open_ones(after) == [Told.SHARING_ENDED]
    assert open_ones(once) == []


def test_a_hold_that_is_ended_early_is_told_and_one_that_ran_out_is_not() -> None:
    early = ended(told((), 1, contact_hold=hold(TODAY)))
    over = ended(told((), 1, contact_hold=hold(TODAY - timedelta(days=1))))

    assert open_ones(told(early, 2)) == [Told.CONTACT_HOLD_ENDED]
    assert open_ones(told(over, 2)) == []


def test_a_contact_person_who_is_no_longer_told_is_not_said_to_be_none() -> None:
    before = ended(told((), 1, contact_person=person()))

    assert told(before, 2) == before


def test_an_end_names_nothing() -> None:
    before = ended(told((), 1, contact_hold=hold()))

    assert told(before, 2)[-1].content == Content(Told.CONTACT_HOLD_ENDED, {}, None)
    assert told(before, 2, shares=False)[-1].content == Content(Told.SHARING_ENDED, {}, None)


def test_the_end_of_a_hold_is_told_once_and_a_new_hold_after_it_is_told() -> None:
    over = ended(told(ended(told((), 1, contact_hold=hold())), 2))

    assert open_ones(told(over, 3)) == []
    assert open_ones(told(over, 3, contact_hold=hold())) == [Told.CONTACT_HOLD]


def test_what_was_refused_was_not_told_so_no_end_of_it_is_told() -> None:
    refused = ended(told((), 1, contact_hold=hold()), State.REFUSED)

    assert open_ones(told(refused, 2)) == []
    assert open_ones(told(refused, 2, shares=False)) == []


def test_an_end_of_a_hold_that_was_refused_is_not_repeated() -> None:
    refused = ended(told(ended(told((), 1, contact_hold=hold())), 2), State.REFUSED)

    assert open_ones(told(refused, 3)) == []


OVER = hold(TODAY - timedelta(days=1))


def test_a_hold_that_was_made_shorter_and_ran_out_is_over_without_a_word() -> None:
    longer = ended(told((), 1, contact_hold=hold()))
    shorter = ended(told(longer, 2, contact_hold=OVER))

    assert open_ones(told(shorter, 3)) == []


def test_a_hold_after_one_that_was_ended_early_runs_out_without_a_word() -> None:
    ended_early = ended(told(ended(told((), 1, contact_hold=hold())), 2))
    again = ended(told(ended_early, 3, contact_hold=OVER))

    assert open_ones(told(again, 4)) == []


def test_a_hold_is_ended_though_its_shorter_one_was_never_heard() -> None:
    longer = ended(told((), 1, contact_hold=hold()))
    shorter = told(longer, 2, contact_hold=hold(TODAY))

    assert open_ones(told(shorter, 3)) == [Told.CONTACT_HOLD_ENDED]


days = st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))

"""Registering: whom help is for, on what basis, and what a second registration changes."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samspil.referral.domain.basis import LawWithoutHelp
from samspil.referral.domain.register import Registration, register, require_reason
from samspil.referral.domain.submit import submit
from samspil.referral.domain.transition import (
    OF_AGE,
    ChildWithoutTransition,
    Transition,
    age,
    require_of_age,
)
from samspil.testkit.builders import MONDAY, RULES, sealed, submission
from samspil.vocabulary.legal_basis import LegalBasis

TODAY = date(2026, 11, 28)
REFERRAL = UUID(int=7)
TOLD = Registration(sealed("name"), sealed("cpr"), "101", "staff-1", LegalBasis.SEL_85)
GIVES_HELP = {
    basis
    for basis in LegalBasis
    if basis is not LegalBasis.SEL_141
    and basis.reading.startswith(("Serviceloven", "Almenboligloven", "Lov om en aktiv", "Sundhedsloven: "))
}


def birthdays(child: bool) -> st.SearchStrategy[tuple[date, date]]:
    """A birthday and a day on which that person is a child, or is none, often just so."""

    def around(today: date) -> st.SearchStrategy[tuple[date, date]]:
        edge = today.replace(year=today.year - OF_AGE, day=min(today.day, 28))
        near = st.integers(-3, 3).map(lambda days: edge + timedelta(days=days))
        return st.tuples(near | st.dates(date(1858, 1, 1), today), st.just(today))

    return (
        st.dates(date(1900, 1, 1), date(2100, 12, 31))
        .flatmap(around)
        .filter(lambda pair: (_years(*pair) < OF_AGE) is child)
    )


def _years(birthday: date, today: date) -> int:
    """Counted one by one: how many of the birthdays after the first have come."""
    count = 0
    while (count + 1 + birthday.year, birthday.month, birthday.day) <= (today.year, today.month, today.day):
        count += 1
    return count


@given(birthdays(child=True))
@example((TODAY, TODAY))
@example((date(2008, 11, 29), TODAY))
@example((date(2008, 2, 29), date(2026, 2, 28)))
def test_a_child_is_registered_only_with_a_reason(born_and_today: tuple[date, date]) -> None:
    birthday, today = born_and_today

    with pytest.raises(ChildWithoutTransition):
        require_reason(LegalBasis.SEL_85, birthday, None, today)
    for reason in Transition:
        require_reason(LegalBasis.SEL_85, birthday, reason, today)


@given(birthdays(child=False))
@example((date(2008, 11, 28), TODAY))
@example((date(2008, 2, 29), date(2026, 3, 1)))
def test_who_is_of_age_needs_no_reason_and_may_have_one(born_and_today: tuple[date, date]) -> None:
    birthday, today = born_and_today

    require_reason(LegalBasis.SEL_85, birthday, None, today)
    require_reason(LegalBasis.SEL_85, birthday, Transition.ADULT_LIFE, today)


@given(st.dates(), st.dates())
@example(date.max, date.min)
@example(date.min, date.max)
def test_an_age_is_a_number_at_the_ends_of_time_too(birthday: date, today: date) -> None:
    assert (age(birthday, today) >= 0) is (birthday <= today)


def test_a_number_that_tells_no_birthday_is_taken_at_its_word() -> None:
    require_of_age(None, None, TODAY)


@pytest.mark.parametrize("basis", LegalBasis)
def test_what_gives_no_help_is_no_basis_of_a_registration_or_a_referral(basis: LegalBasis) -> None:
    asked = submission(id=REFERRAL, basis=basis)
    if basis in GIVES_HELP:
        require_reason(basis, None, None, TODAY)
        if basis in RULES.unit("VISITATION-1", TODAY).services:  # type: ignore[union-attr]
            assert submit(asked, RULES, MONDAY)[0].basis is basis
        return
    with pytest.raises(LawWithoutHelp):
        require_reason(basis, None, None, TODAY)
    with pytest.raises(LawWithoutHelp):
        submit(asked, RULES, MONDAY)


@pytest.mark.parametrize("residence", ["265", "101", None])
def test_where_the_citizen_lives_is_kept_and_said_as_it_was_told_beside_who_acts(
    residence: str | None,
) -> None:
    file, [fact] = register(None, replace(TOLD, residence_municipality=residence), MONDAY)

    assert (file.acting_municipality, file.residence_municipality) == ("101", residence)
    assert (fact.acting_municipality, fact.residence_municipality) == ("101", residence)


def test_the_reason_stays_in_the_file_and_a_second_registration_changes_nothing() -> None:
    file, _ = register(None, replace(TOLD, transition=Transition.YOUTH_PSYCHIATRY), MONDAY)
    again, facts = register(file, replace(TOLD, name=sealed("name"), acting_municipality="751"), MONDAY)

    assert file.transition is Transition.YOUTH_PSYCHIATRY
    assert (again, facts) == (file, ())

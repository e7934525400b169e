"""Between the provider's word and the choice: read only here, at this visit, for a while."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.overview.api import choice
from samspil.overview.api.way_in import WayIn
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.role import Role
from samspil.web.session import Site

SITE = Site("http://localhost:8080", bytes(32))
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
IDS = st.uuids(version=4)
WAYS = st.lists(st.builds(WayIn, IDS.map(CitizenId), st.none() | IDS), max_size=5).map(tuple)
OWN = WayIn(CitizenId(UUID(int=1)))
FRIEND = WayIn(CitizenId(UUID(int=2)), UUID(int=3))


@given(WAYS, st.integers(0, 300))
def test_what_was_sealed_for_a_visit_is_read_there_for_five_minutes(
    ways: tuple[WayIn, ...], after: int
) -> None:
    sealed = choice.sealed(SITE, "visit", ways, NOW)

    assert choice.read(SITE, "visit", sealed, NOW + timedelta(seconds=after)) == ways
    assert choice.read(SITE, "visit", sealed, NOW + timedelta(seconds=301)) == ()
    assert choice.read(SITE, "another", sealed, NOW) == ()
    assert choice.read(Site(SITE.address, b"x" * 32), "visit", sealed, NOW) == ()
    assert not [one for one in ways if str(one.citizen) in sealed]


@given(st.text(max_size=200))
def test_whatever_else_is_sent_is_no_choice(text: str) -> None:
    assert choice.read(SITE, "visit", text, NOW) == ()


@pytest.mark.parametrize("cut", [0, 8, 12, 20])
def test_a_part_of_one_is_none(cut: int) -> None:
    assert choice.read(SITE, "visit", choice.sealed(SITE, "visit", (OWN,), NOW)[:cut], NOW) == ()


def test_what_the_issuer_is_asked_for_names_whose_data_and_nothing_of_who_it_is() -> None:
    assert OWN.wish() == {"role": Role.CITIZEN, "subject": str(OWN.citizen)}
    assert FRIEND.wish() == {
        "role": Role.RELATIVE,
        "subject": str(FRIEND.relative),
        "about": str(FRIEND.citizen),
    }

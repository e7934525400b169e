"""Opening what several citizens' lines name: each is a look, and a keyring that is away is asked once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

import pytest

from samspil.overview.api import open_names as opening
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.open_names import NAMES_AT_MOST, open_names
from samspil.overview.pages.citizen_page import NAMELESS
from samspil.overview.storage.queries import Names
from samspil.rulebook.case_at_hand import Relation, Tie
from samspil.sealing.access import Access
from samspil.sealing.errors import KeyDestroyed, KeyringAway, UnknownCitizen
from samspil.testkit.builders import sealed
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Role

LEADER = Caller("leder-social", Role.LEADER, Sector.SOCIAL, frozenset({"VISITATION-1"}))
WHY = replace(LEADER, relation=Relation.UNIT).access("team")
TIES = (Tie(Relation.UNIT, "VISITATION-1"),)
MANY = [CitizenId(UUID(int=number)) for number in range(2 * NAMES_AT_MOST)]
FIRST, SECOND, THIRD = MANY[:3]


class Keyring:
    """Opens each token as the citizen's own; or what goes wrong with this citizen."""

    def __init__(self, wrong: Mapping[CitizenId, Exception]) -> None:
        self.wrong = wrong
        self.asked: list[CitizenId] = []

    async def open(self, citizen: CitizenId, tokens: Mapping[str, Sealed], why: Access) -> dict[str, str]:
        assert why == WHY
        self.asked.append(citizen)
        if citizen in self.wrong:
            raise self.wrong[citizen]
        return dict.fromkeys(tokens, f"Borger {citizen.int}")


class Store:
    pool: Any = None


def door(keyring: Keyring) -> OverviewDoor:
    nothing: Any = None
    return OverviewDoor(cast(Any, Store()), cast(Any, keyring), nothing, nothing, nothing, nothing)


@pytest.fixture
def nameless(monkeypatch: pytest.MonkeyPatch) -> set[CitizenId]:
    """Of whom there is no name yet; of all others there is one."""
    without: set[CitizenId] = set()

    async def read(_: object, citizens: list[CitizenId]) -> dict[CitizenId, Names]:
        return {
            one: Names(None if one in without else sealed("name"), {}, TIES) for one in reversed(citizens)
        }

    monkeypatch.setattr(opening, "read_names", read)
    return without


async def test_the_first_citizen_that_meets_an_absent_keyring_is_the_last_that_is_asked_for() -> None:
    keyring = Keyring({SECOND: KeyringAway("OSError")})

    assert await door(keyring).open_each({one: {} for one in MANY}, dict.fromkeys(MANY, WHY)) is None
    assert keyring.asked == [FIRST, SECOND]


@pytest.mark.parametrize("gone", [KeyDestroyed(), UnknownCitizen()], ids=["destroyed", "unknown"])
async def test_who_was_erased_is_left_out_and_nobody_else(gone: Exception) -> None:
    opened = await door(Keyring({SECOND: gone})).open_each(
        {one: {} for one in MANY[:3]}, dict.fromkeys(MANY, WHY)
    )

    assert opened == {FIRST: {}, THIRD: {}}


@pytest.mark.usefixtures("nameless")
async def test_names_are_opened_in_the_order_asked_for_and_of_the_first_fifty_at_most() -> None:
    keyring = Keyring({})
    opened = await open_names(door(keyring), MANY, LEADER, "team")

    assert opened is not None
    assert list(opened.items()) == [(one, f"Borger {one.int}") for one in MANY[:50]]
    assert keyring.asked == MANY[:50]


async def test_who_has_no_name_yet_is_looked_at_all_the_same(nameless: set[CitizenId]) -> None:
    nameless.add(FIRST)
    keyring = Keyring({})

    assert await open_names(door(keyring), [FIRST], LEADER, "team") == {FIRST: NAMELESS}
    assert keyring.asked == [FIRST]


@pytest.mark.usefixtures("nameless")
async def test_nobodys_name_is_known_while_the_keyring_is_away() -> None:
    assert await open_names(door(Keyring({FIRST: KeyringAway("OSError")})), [FIRST], LEADER, "team") is None

"""The coordinator, the contact wishes and the relatives: what each verb keeps, says and refuses."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.contracts.citizen import (
    CitizenContactWishesSet,
    CitizenCoordinatorNamed,
    ContactWay,
    RelativeKind,
    RelativeLeft,
)
from samspil.ledger.versions import StaleVersion
from samspil.referral.domain.change_relative import change_relative as change
from samspil.referral.domain.citizen_file import CitizenFile, NotRegistered
from samspil.referral.domain.citizen_network import ContactWishes, Coordinator
from samspil.referral.domain.name_coordinator import Named, NotOurUnit, name_coordinator
from samspil.referral.domain.register import Registration
from samspil.referral.domain.relative import Entry, Relative
from samspil.referral.domain.remove_relative import remove_relative
from samspil.referral.domain.set_contact_wishes import NothingWished, set_contact_wishes
from samspil.referral.handlers.add_relative import add_relative
from samspil.referral.handlers.change_file import change_file
from samspil.referral.handlers.change_relative import change_relative
from samspil.referral.handlers.register_citizen import register_citizen
from samspil.referral.storage.tables import FILES, RELATIVES
from samspil.referral.storage.transaction import ReferralTransaction
from samspil.testkit.builders import CITIZEN, MONDAY, RULES, sealed
from samspil.testkit.in_memory import in_memory, said
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis

WANTED = Registration(sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85)
METTE = Named("sagsbehandler-social", sealed("name"), "VOKSEN-1")
WORDS = sealed()
SISTER = Entry(
    RelativeKind.SIBLING, sealed("name"), None, None, may_know=(DataClass.PLAN,), until=date(2027, 1, 1)
)
ID = UUID(int=3)


async def registered() -> ReferralTransaction:
    tx = await in_memory(ReferralTransaction)
    register_citizen(tx, WANTED)
    return tx


def naming(tx: ReferralTransaction, seen: int, named: Named = METTE) -> CitizenFile:
    return change_file(tx, seen, lambda it, now: name_coordinator(it, named, "leader", RULES, now))


def wishing(tx: ReferralTransaction, seen: int, *ways: ContactWay) -> CitizenFile:
    return change_file(tx, seen, lambda it, now: set_contact_wishes(it, ways, WORDS, "staff", now))


async def test_a_coordinator_and_the_wishes_are_kept_in_the_file_and_said_in_the_citizens_own_case() -> None:
    tx = await registered()

    naming(tx, 1)
    file = wishing(tx, 2, ContactWay.VISIT, ContactWay.PHONE, ContactWay.VISIT)

    assert file == tx.files.of(CITIZEN)
    assert file.coordinator == Coordinator(METTE.staff, METTE.name, "VOKSEN-1", MONDAY)
    assert file.wishes == ContactWishes((ContactWay.VISIT, ContactWay.PHONE), WORDS, MONDAY)
    assert file.version == 3
    assert [(one.seq, one.data) for one in said(tx)[1:]] == [
        (
            2,
            CitizenCoordinatorNamed(
                coordinator=METTE.staff,
                coordinator_name=METTE.name,
                unit="VOKSEN-1",
                named_by="leader",
                occurred_at=MONDAY,
            ),
        ),
        (
            3,
            CitizenContactWishesSet(
                ways=(ContactWay.VISIT, ContactWay.PHONE), words=WORDS, set_by="staff", occurred_at=MONDAY
            ),
        ),
    ]
    assert {one.correlationid for one in said(tx)} == {CITIZEN}


async def test_the_next_coordinator_takes_the_place_of_the_first() -> None:
    tx = await registered()
    naming(tx, 1)

    lars = naming(tx, 2, Named("visitator-social", sealed("name"), None))

    assert lars.coordinator is not None
    assert (lars.coordinator.staff, lars.coordinator.unit) == ("visitator-social", None)


@pytest.mark.parametrize("unit", ["NOWHERE-1", "JOB-1", "REGION-1"])
async def test_a_coordinator_works_for_no_unit_but_social_psychiatrys_own(unit: str) -> None:
    tx = await registered()

    with pytest.raises(NotOurUnit):
        naming(tx, 1, replace(METTE, unit=unit))


@given(st.lists(st.sampled_from(ContactWay), max_size=9), st.booleans())
def test_wishes_name_a_way_or_a_word_and_each_way_once_in_the_citizens_order(
    ways: list[ContactWay], has_words: bool
) -> None:
    file = CitizenFile(sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85, MONDAY)
    words = WORDS if has_words else None
    if not ways and not has_words:
        with pytest.raises(NothingWished):
            set_contact_wishes(file, ways, words, "staff", MONDAY)
        return

    after, [fact] = set_contact_wishes(file, ways, words, "staff", MONDAY)

    assert after.wishes is not None
    assert after.wishes.ways == fact.ways
    assert {*fact.ways} == {*ways}
    assert len(fact.ways) == len({*ways})
    assert list(fact.ways) == sorted(fact.ways, key=ways.index)


async def test_who_has_seen_an_older_file_changes_nothing_of_it() -> None:
    tx = await registered()
    naming(tx, 1)

    for stale in (naming, wishing):
        with pytest.raises(StaleVersion):
            stale(tx, 1)
    assert len(said(tx)) == 2


async def test_a_relative_has_a_version_of_their_own_and_leaves_whatever_version_was_seen() -> None:
    tx = await registered()
    sister = add_relative(tx, ID, SISTER, "staff")
    wishing(tx, 1)

    changed = change_relative(tx, ID, sister.version, lambda it, now: change(it, SISTER, "staff", now))
    with pytest.raises(StaleVersion):
        change_relative(tx, ID, sister.version, lambda it, now: change(it, SISTER, "staff", now))
    gone = change_relative(
        tx, ID, None, lambda it, now: remove_relative(it, RelativeLeft.STEPPED_BACK, "staff", now)
    )

    assert (sister.version, changed.version, gone.version) == (2, 4, 5)
    assert tx.relatives.of(CITIZEN) == {ID: gone}
    assert {one.correlationid for one in said(tx)} == {CITIZEN}
    assert [one.type for one in said(tx)[1:]] == [
        "citizen.relative_added.v1",
        "citizen.contact_wishes_set.v1",
        "citizen.relative_changed.v1",
        "citizen.relative_removed.v1",
    ]


async def test_nobody_is_entered_for_a_citizen_without_a_file() -> None:
    tx = await in_memory(ReferralTransaction)

    with pytest.raises(NotRegistered):
        add_relative(tx, ID, SISTER, "staff")
    with pytest.raises(NotRegistered):
        naming(tx, 0)
    with pytest.raises(NotRegistered):
        change_relative(tx, ID, None, lambda it, now: (it, ()))
    assert said(tx) == []


def test_a_file_and_a_relative_are_kept_as_they_are() -> None:
    bare = CitizenFile(sealed("name"), sealed("cpr"), "101", "staff", LegalBasis.SEL_85, MONDAY)
    whole = replace(
        bare,
        coordinator=Coordinator("mette", sealed("name"), None, MONDAY),
        wishes=ContactWishes((ContactWay.LETTER,), None, MONDAY),
    )
    for file in (bare, whole):
        assert FILES.adapter.validate_json(FILES.adapter.dump_json(file)) == file
    left = Relative(ID, SISTER, MONDAY, RelativeLeft.MISTAKE, MONDAY + timedelta(days=1), 4)
    for relative in (Relative(ID, SISTER, MONDAY), left):
        assert RELATIVES.adapter.validate_json(RELATIVES.adapter.dump_json(relative)) == relative

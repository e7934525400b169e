"""Who a citizen turns out to be, folded: a contact without a number, and files of one person."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from overview_facts import folded, registered
from samspil.contracts.citizen import CitizenContactOpened, CitizenLinked, CitizenMerged, CitizenSplit
from samspil.overview.domain.merges import Merge, absorbed, merged_into
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis

OTHER, THIRD = uuid4(), uuid4()
LATER = MONDAY + timedelta(days=2)
CONTACT = CitizenContactOpened(
    name=sealed("name"),
    acting_municipality="101",
    opened_by="staff-2",
    basis=LegalBasis.SEL_99,
    occurred_at=MONDAY,
)


def merged(survivor: UUID, absorbed: UUID, at: datetime = MONDAY) -> CitizenMerged:
    return CitizenMerged(survivor=survivor, absorbed=absorbed, merged_by="staff-1", occurred_at=at)


def split(survivor: UUID, absorbed: UUID, at: datetime = LATER) -> CitizenSplit:
    return CitizenSplit(survivor=survivor, absorbed=absorbed, split_by="staff-1", occurred_at=at)


def test_a_contact_is_known_by_what_they_call_themselves_and_whoever_opened_it_until_a_number_is_there() -> (
    None
):
    who = folded(CONTACT).who
    assert (who.name, who.cpr, who.registered_by) == (CONTACT.name, None, "staff-2")

    number = CitizenLinked(cpr=sealed("cpr"), linked_by="staff-1", occurred_at=LATER)
    linked = folded(CONTACT, number).who
    assert (linked.name, linked.cpr) == (CONTACT.name, number.cpr)
    assert folded(registered(), number).who.cpr == number.cpr


def test_both_files_know_which_of_them_goes_on() -> None:
    survivor = folded(registered(), merged(CITIZEN, OTHER)).merges
    assert survivor == (Merge(OTHER, survives=True, since=MONDAY),)
    assert (absorbed(survivor), merged_into(survivor)) == ((OTHER,), None)

    gone = folded(registered(), merged(OTHER, CITIZEN)).merges
    assert (absorbed(gone), merged_into(gone)) == ((), OTHER)


def test_parted_again_it_is_remembered_for_how_long_they_were_one_and_others_stay() -> None:
    facts = (registered(), merged(CITIZEN, OTHER), merged(CITIZEN, THIRD), split(CITIZEN, OTHER))
    first, second = folded(*facts).merges
    assert first == Merge(OTHER, survives=True, since=MONDAY, until=LATER)
    assert absorbed((first, second)) == (THIRD,)

    again = folded(*facts, merged(CITIZEN, OTHER, LATER)).merges
    assert again[0] == first
    assert absorbed(again) == (THIRD, OTHER)

"""A citizen who is dead, or for whom a municipality acts that is not ours: nothing is told, held or owed."""

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import permutations
from typing import Any, Final, get_args, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import counted
from deciding import Deciding
from overview_facts import AGREED, LATER, added, admitted, asked, consent, registered, withdrawn
from samspil.contracts.citizen import (
    CitizenCorrected,
    CitizenDeathRetracted,
    CitizenDied,
    CitizenMoved,
    DeathSource,
)
from samspil.contracts.coordination import CoordinationContactHoldEnded, CoordinationContactHoldProposalEnded
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.contracts.employment import EmploymentDeliveryEnded
from samspil.contracts.topics import CITIZEN as FILE
from samspil.ledger.due import Incomplete
from samspil.overview.domain.citizen_state import CitizenState
from samspil.overview.domain.disclose import Withheld, disclose
from samspil.overview.domain.disclosed_fields import EXPLAINED, FIELDS
from samspil.overview.domain.inform import inform, says_the_same, tells_nothing
from samspil.overview.domain.open_work import open_work
from samspil.overview.domain.ours import NotOurs, is_ours
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.domain.view import View, combine
from samspil.overview.handlers.decline_contact_hold import decline_contact_hold
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.pages.disclosure_words import sentence
from samspil.overview.pages.upcoming import upcoming
from samspil.overview.storage.transaction import readable_view
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.sealed import Sealed
from sharing import LAW, TODAY, sharing_views

DIED: Final = CitizenDied(
    died_on=None, source=DeathSource.CIVIL_REGISTER, recorded_by="staff", occurred_at=MONDAY
)
LIVES: Final = CitizenDeathRetracted(recorded_by="staff", occurred_at=MONDAY)
STAY: Final = admitted(UUID(int=5))
HOLD: Final = HoldWanted(UUID(int=8), LATER, sealed("ask"), "staff-1")


def moved(acting: str) -> CitizenMoved:
    return CitizenMoved(
        moved_on=TODAY,
        residence_municipality="751",
        acting_municipality=acting,
        recorded_by="staff",
        occurred_at=MONDAY,
    )


def corrected(acting: str = "101", address: Sealed | None = None, *, protected: bool = False) -> Any:
    return CitizenCorrected(
        name=sealed("name"),
        acting_municipality=acting,
        residence_municipality=None,
        address=address,
        address_protected=protected,
        corrected_by="staff",
        occurred_at=MONDAY,
    )


AWAY: Final = [DIED, moved("751"), corrected("751")]
BACK: Final = [LIVES, moved("101"), corrected("101")]
IDS: Final = ["dead", "moved", "corrected"]


def known() -> Deciding:
    """A citizen of whom both partners are told, with everything open that can be."""
    tx = Deciding()
    lost = EmploymentDeliveryEnded(
        delivery_id=UUID(int=9), told=Told.CONTACT_HOLD, outcome=Outcome.EXPIRED, occurred_at=MONDAY
    )
    tx.hear(registered(), consent(), added(), AGREED, asked(), lost)
    tx.look()
    assert [tx.told(one)[-1].shares for one in Receiver] == [True, True]
    return tx


def view_of(tx: Deciding) -> View:
    return readable_view(tx.folds.of(CITIZEN), lambda: tx.coordination)[0]


@pytest.mark.parametrize(("away", "back"), list(zip(AWAY, BACK, strict=True)), ids=IDS)
def test_nothing_is_told_or_received_and_afterwards_what_was_is_again(away: Any, back: Any) -> None:
    tx = known()
    before = [tx.told(one)[-1] for one in Receiver]
    tx.hear(away)
    tx.look()

    assert all(tells_nothing(tx.told(one)[-1]) for one in Receiver)

    tx.hear(back)
    tx.look()
    for receiver, then in zip(Receiver, before, strict=True):
        now = tx.told(receiver)[-1]
        told_again = replace(now, identity=replace(now.identity, name=then.identity.name))
        assert says_the_same(told_again, then)


@pytest.mark.parametrize("away", AWAY, ids=IDS)
def test_partners_are_told_nothing_of_why(away: Any) -> None:
    tx, other, given = known(), Deciding(), consent()
    tx.hear(away)
    tx.look()
    other.hear(registered(), given)
    other.look()
    other.hear(withdrawn(given))
    other.look()

    for receiver in Receiver:
        assert tx.told(receiver)[-1] == other.told(receiver)[-1]


@pytest.mark.parametrize("away", AWAY, ids=IDS)
@pytest.mark.parametrize("receiver", Receiver)
def test_the_explanation_lists_the_same_fields_and_says_why_in_one_sentence(
    receiver: Receiver, away: Any
) -> None:
    tx = known()
    tx.hear(away)

    lines = disclose(view_of(tx), receiver, LAW, TODAY, OURS).lines

    assert [line.field for line in lines] == list(EXPLAINED[receiver])
    assert {(line.shown, line.withheld) for line in lines} == {(False, Withheld.NOT_OURS)}
    why = "borgeren er død, eller en anden kommune har overtaget sagen."
    assert all(sentence(receiver, line).endswith(f": {why}") for line in lines)


def test_of_any_view_nothing_is_told_or_received_of_somebody_who_is_not_ours() -> None:
    shared = 0

    @counted
    @given(sharing_views, st.sampled_from(Receiver), st.booleans())
    def told(view: View, receiver: Receiver, dead: bool) -> None:
        nonlocal shared
        before = disclose(view, receiver, LAW, TODAY, OURS)
        shared += not tells_nothing(inform(before, MONDAY))
        citizen = replace(view.citizen, dead_since=MONDAY if dead else None)
        ours = OURS if dead else frozenset({"751"})
        disclosure = disclose(replace(view, citizen=citizen), receiver, LAW, TODAY, ours)
        if dead or view.citizen.who:
            assert tells_nothing(inform(disclosure, MONDAY))
            assert (disclosure.until, disclosure.received_until) == (None, {})
        assert disclosure.changes_on is None or disclosure.changes_on > TODAY

    told()
    assert shared > 30


@pytest.mark.parametrize("away", AWAY, ids=IDS)
def test_a_hold_ends_and_none_is_set_and_only_people_set_another_when_that_was_a_mistake(away: Any) -> None:
    tx = known()
    set_contact_hold(tx, HOLD, OURS)
    tx.hear(away)
    tx.look()
    tx.look()

    assert tx.announced[1:] == [
        CoordinationContactHoldEnded(hold_id=HOLD.id, ended_by="samspil", occurred_at=MONDAY)
    ]
    assert tx.coordination.hold(TODAY) is None
    with pytest.raises(NotOurs):
        set_contact_hold(tx, replace(HOLD, id=UUID(int=10)), OURS)

    tx.hear(BACK[AWAY.index(away)])
    tx.look()
    assert tx.coordination.hold(TODAY) is None
    set_contact_hold(tx, replace(HOLD, id=UUID(int=10)), OURS)


@pytest.mark.parametrize(("away", "back"), list(zip(AWAY, BACK, strict=True)), ids=IDS)
def test_a_proposal_is_withdrawn_and_is_there_again_when_the_stay_goes_on(away: Any, back: Any) -> None:
    tx = known()
    tx.hear(STAY)
    tx.look()
    [proposal] = tx.coordination.open_proposals

    tx.hear(away)
    tx.look()
    assert tx.announced[-1] == CoordinationContactHoldProposalEnded(
        proposal_id=proposal.id, occurred_at=MONDAY
    )
    tx.look()
    assert not tx.coordination.open_proposals

    tx.now = MONDAY + timedelta(days=1)
    tx.hear(back)
    tx.look()
    assert [it.id for it in tx.coordination.open_proposals] == [proposal.id]


def test_a_stay_whose_hold_ended_with_a_death_by_mistake_proposes_one_again() -> None:
    tx = known()
    tx.hear(STAY)
    tx.look()
    set_contact_hold(tx, HOLD, OURS)
    for fact in (DIED, LIVES):
        tx.hear(fact)
        tx.look()

    assert [one.stay_id for one in tx.coordination.open_proposals] == [STAY.stay_id]
    [proposal] = tx.coordination.open_proposals
    decline_contact_hold(tx, proposal.id, "staff-1")
    for fact in (DIED, LIVES):
        tx.hear(fact)
        tx.look()
    assert tx.coordination.open_proposals == (), "a no is a no"


@pytest.mark.parametrize("back", [[], [LIVES]], ids=["dead", "alive after all"])
def test_whichever_of_the_stay_and_the_death_is_heard_first_the_same_is_proposed(back: list[Any]) -> None:
    life = [DIED, *back]
    facts: list[Any] = [STAY, *life]
    orders = [one for one in permutations(facts) if [it for it in one if it is not STAY] == life]
    for order in orders:
        tx = known()
        for fact in order:
            tx.hear(fact)
            tx.look()
        assert bool(tx.coordination.open_proposals) is bool(back), order


def test_nobody_owes_anything_about_somebody_who_is_dead() -> None:
    tx = known()
    tx.hear(STAY)
    tx.look()
    assert {one.work.value for one in open_work(view_of(tx), TODAY)} >= {"answer_referral", "decide_hold"}
    assert (tx.looks.of(CITIZEN) or None) is not None

    tx.hear(DIED)
    tx.look()

    assert open_work(view_of(tx), TODAY) == ()
    assert upcoming(view_of(tx), TODAY) == ()
    last = tx.looks.of(CITIZEN)
    assert last is not None
    assert last.tasks == ()


def test_while_nobody_can_read_whether_the_citizen_lives_no_more_is_told_than_before() -> None:
    tx = known()
    tx.hear(DIED)
    tx.look()
    tx.spoil(FILE, ValueError("of another shape"))

    assert isinstance(tx.look(), Incomplete)

    assert all(tells_nothing(tx.told(one)[-1]) for one in Receiver)


def test_a_slip_at_registering_is_put_right_and_the_citizen_is_ours() -> None:
    tx = Deciding()
    tx.hear(registered(municipality="751"), consent())
    tx.look()
    assert [tx.told(one) for one in Receiver] == [[], []]

    tx.hear(corrected("101"))
    tx.look()

    assert [tx.told(one)[-1].shares for one in Receiver] == [True, True]


def test_of_whom_nothing_was_heard_yet_nothing_says_that_they_are_not_ours() -> None:
    assert is_ours(CitizenState(), OURS)
    assert not is_ours(CitizenState(dead_since=MONDAY), OURS)


def test_no_disclosure_can_carry_an_address() -> None:
    names = {name for event in (JobcenterInformed, RegionInformed) for name in _names(event)}
    assert {"identity", "cpr", "ask"} <= names, "what is inside is looked at, too"
    for told in (*names, *(one.name for some in FIELDS.values() for one in some), *DataClass):
        assert "address" not in told

    address = sealed("address")
    tx = known()
    tx.hear(corrected(address=address, protected=True))
    tx.look()
    assert all(str(address) not in repr(tx.told(one)) for one in Receiver)
    assert view_of(tx).citizen.who is not None
    assert combine(citizen=view_of(tx).citizen).citizen.who.address == address  # type: ignore[union-attr]


def _names(kind: Any) -> set[str]:
    """The name of every field, however deep."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        inner = {name for one in fields(kind) for name in _names(hints[one.name])}
        return {one.name for one in fields(kind)} | inner
    return {name for one in get_args(kind) for name in _names(one)}

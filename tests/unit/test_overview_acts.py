"""What people decide about contact holds and lost messages: kept, said in whose case, and looked at."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from deciding import Deciding
from overview_facts import admitted, registered
from samspil.contracts.coordination import (
    CoordinationContactHoldDeclined,
    CoordinationContactHoldEnded,
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldSet,
    CoordinationUndeliveredHandled,
)
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import EmploymentDeliveryEnded
from samspil.contracts.hospital import HospitalDeliveryEnded
from samspil.contracts.topics import CITIZEN as CONSENTS
from samspil.contracts.topics import COORDINATION
from samspil.overview.domain.coordination import Coordination, Hold
from samspil.overview.domain.decline_hold import NoLongerProposed
from samspil.overview.domain.handle_undelivered import NothingUndelivered
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import EndsInThePast, HoldChanged, HoldWanted, NoSuchHold
from samspil.overview.handlers.decline_contact_hold import decline_contact_hold
from samspil.overview.handlers.end_contact_hold import end_contact_hold
from samspil.overview.handlers.handle_undelivered import handle_undelivered
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, sealed

UNTIL = date(2026, 12, 1)
WANTED = HoldWanted(uuid4(), UNTIL, sealed("ask"), "staff-1")
NOTHING = Coordination().seen(UNTIL)


def held() -> Deciding:
    """A citizen for whom a hold stands that everybody was told of."""
    tx = Deciding()
    set_contact_hold(tx, WANTED, OURS)
    tx.look()
    return tx


def proposed() -> tuple[Deciding, UUID]:
    """A citizen whose stay proposes a hold."""
    tx = Deciding()
    tx.hear(registered(), admitted())
    tx.look()
    [proposal] = tx.coordination.open_proposals
    return tx, proposal.id


def test_what_is_heard_is_folded_and_has_the_citizen_looked_at() -> None:
    tx = Deciding(now=MONDAY + timedelta(days=3))
    tx.hear(registered(), registered(municipality="461"))

    folded = (tx.folds.of(CITIZEN) or {})[CONSENTS.name]
    assert (folded.seq, folded.state.who.acting_municipality) == (2, "461")
    assert tx.marks == {"coordinate": tx.now}, "at once, whenever it was true"


def test_a_hold_is_kept_and_said_in_its_own_case_and_the_citizen_is_looked_at() -> None:
    tx = Deciding()
    set_contact_hold(tx, WANTED, OURS)

    assert tx.coordination.holds == (Hold(WANTED.id, UNTIL, WANTED.ask, "staff-1", MONDAY, version=1),)
    [said] = tx.events(COORDINATION)
    assert said.data == CoordinationContactHoldSet(
        hold_id=WANTED.id, until=UNTIL, ask=WANTED.ask, set_by="staff-1", occurred_at=MONDAY
    )
    assert said.correlationid == WANTED.id
    assert tx.marks == {"coordinate": MONDAY}


def test_a_hold_is_not_set_where_something_else_stands_by_now() -> None:
    tx = held()
    other = HoldWanted(uuid4(), UNTIL, sealed("ask"), "staff-2")

    with pytest.raises(HoldChanged):
        set_contact_hold(tx, other, OURS, NOTHING)
    with pytest.raises(EndsInThePast):
        set_contact_hold(tx, HoldWanted(uuid4(), date(2026, 11, 22), sealed("ask"), "staff-2"), OURS)
    assert [one.id for one in tx.coordination.holds] == [WANTED.id]
    assert (len(tx.announced), tx.marks) == (1, {})

    set_contact_hold(tx, other, OURS, tx.coordination.seen(UNTIL))
    assert [(one.id, one.ended_at) for one in tx.coordination.holds] == [
        (WANTED.id, MONDAY),
        (other.id, None),
    ]


def test_a_hold_is_ended_in_its_own_case_and_the_citizen_is_looked_at() -> None:
    tx = held()
    tx.now = MONDAY + timedelta(days=1)

    end_contact_hold(tx, WANTED.id, "staff-2")

    ended = tx.events(COORDINATION)[-1]
    assert ended.data == CoordinationContactHoldEnded(
        hold_id=WANTED.id, ended_by="staff-2", occurred_at=tx.now
    )
    assert ended.correlationid == WANTED.id
    assert tx.coordination.holds == (
        Hold(WANTED.id, UNTIL, WANTED.ask, "staff-1", MONDAY, tx.now, version=2),
    )
    assert tx.marks == {"coordinate": tx.now}
    assert end_contact_hold(tx, WANTED.id, "staff-2").id == WANTED.id
    assert len(tx.events(COORDINATION)) == 2, "said once"


def test_where_no_hold_was_ever_set_none_can_be_ended() -> None:
    with pytest.raises(NoSuchHold):
        end_contact_hold(Deciding(), WANTED.id, "staff-2")


def test_a_no_is_kept_and_said_once_in_the_citizens_case_and_no_partner_has_to_be_told() -> None:
    tx, proposal = proposed()

    decline_contact_hold(tx, proposal, "staff-2")
    decline_contact_hold(tx, proposal, "staff-3")

    _, declined, ended = tx.events(COORDINATION)
    assert declined.data == CoordinationContactHoldDeclined(
        proposal_id=proposal, declined_by="staff-2", occurred_at=MONDAY
    )
    assert ended.data == CoordinationContactHoldProposalEnded(proposal_id=proposal, occurred_at=MONDAY)
    assert {declined.correlationid, ended.correlationid} == {CITIZEN}
    assert (tx.coordination.open_proposals, tx.marks) == ((), {"coordinate": MONDAY})
    before = [tx.told(one) for one in Receiver]
    tx.look()
    assert [tx.told(one) for one in Receiver] == before


def test_a_hold_answers_the_proposal_so_that_a_no_comes_too_late() -> None:
    tx, proposal = proposed()
    set_contact_hold(tx, WANTED, OURS)

    with pytest.raises(NoLongerProposed):
        decline_contact_hold(tx, proposal, "staff-2")
    tx.look()
    assert [type(one) for one in tx.announced].count(CoordinationContactHoldProposalEnded) == 1


@pytest.mark.parametrize("fact", [EmploymentDeliveryEnded, HospitalDeliveryEnded])
def test_a_lost_message_is_taken_care_of_once_in_its_own_case(
    fact: type[EmploymentDeliveryEnded | HospitalDeliveryEnded],
) -> None:
    tx = held()
    lost, other = uuid4(), uuid4()
    for delivery in (lost, other):
        tx.hear(
            fact(delivery_id=delivery, told=Told.CONTACT_HOLD, outcome=Outcome.REFUSED, occurred_at=MONDAY)
        )

    handle_undelivered(tx, lost, "staff-2")
    handle_undelivered(tx, lost, "staff-3")

    [said] = tx.events(COORDINATION)[1:]
    assert said.data == CoordinationUndeliveredHandled(
        delivery_id=lost, handled_by="staff-2", occurred_at=MONDAY
    )
    assert said.correlationid == lost
    assert list(tx.coordination.handled) == [lost]
    assert tx.coordination.holds[0].id == WANTED.id, "what else was decided stays"
    handle_undelivered(tx, other, "staff-2")
    assert list(tx.coordination.handled) == [lost, other]
    with pytest.raises(NothingUndelivered):
        handle_undelivered(tx, uuid4(), "staff-2")

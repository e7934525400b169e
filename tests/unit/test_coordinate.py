"""The clock's step about a citizen: telling comes first, each part fails alone, and stays are watched."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from deciding import Deciding
from overview_facts import AGREED, LATER, added, admitted, asked, consent, discharged, registered, withdrawn
from samspil.contracts.coordination import (
    CoordinationContactHoldProposalEnded,
    CoordinationContactHoldProposed,
)
from samspil.contracts.topics import CITIZEN as CONSENTS
from samspil.contracts.topics import COORDINATION, EMPLOYMENT, HOSPITAL, PLAN, REFERRAL, Topic
from samspil.ledger.due import Incomplete
from samspil.overview.domain import what_is_told
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import Disclosure, disclose
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldWanted
from samspil.overview.handlers import coordinate
from samspil.overview.handlers.decline_contact_hold import decline_contact_hold
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.telemetry.trace import span
from samspil.testkit.builders import CITIZEN, MONDAY, OURS, sealed
from samspil.vocabulary.copenhagen import start_of

STAY = admitted(UUID(int=5))
HOLD = HoldWanted(UUID(int=8), LATER, sealed("ask"), "staff-1")
JOBCENTER, REGION = Receiver
FAULT = ValueError("of another shape")


class Broken(Exception):
    """Something that nobody thought of."""


def fails(*_: object, **__: object) -> Any:
    raise Broken


def fails_for(receiver: Receiver) -> Any:
    def one(view: Any, to: Receiver, *rest: Any) -> Disclosure:
        return fails() if to is receiver else disclose(view, to, *rest)

    return one


def sharing() -> tuple[Deciding, Any]:
    """A citizen of whom both partners are told everything there is, and the consent that it stands on."""
    tx, given = Deciding(), consent()
    tx.hear(registered(), given, added(), AGREED, asked())
    set_contact_hold(tx, HOLD, OURS)
    tx.look()
    assert [tx.told(one)[-1].shares for one in Receiver] == [True, True]
    return tx, given


def shares(tx: Deciding) -> list[bool]:
    return [tx.told(one)[-1].shares for one in Receiver]


def test_a_stay_proposes_a_hold_once_in_the_citizens_case_and_its_end_takes_the_proposal_back() -> None:
    tx = Deciding()
    tx.hear(registered(), STAY)

    tx.look()
    tx.look()
    [proposed] = tx.events(COORDINATION)
    assert proposed.correlationid == CITIZEN
    [proposal] = tx.coordination.open_proposals
    assert proposed.data == CoordinationContactHoldProposed(
        proposal_id=proposal.id, stay_id=STAY.stay_id, occurred_at=MONDAY
    )

    tx.now = MONDAY + timedelta(days=2)
    tx.hear(discharged(STAY.stay_id))
    tx.look()
    assert tx.announced[1:] == [
        CoordinationContactHoldProposalEnded(proposal_id=proposal.id, occurred_at=tx.now)
    ]
    assert tx.coordination.open_proposals == ()


@pytest.mark.parametrize("answer", ["a hold", "no"])
def test_what_is_answered_to_a_proposal_continues_the_trace_that_it_arose_in(
    answer: str, spans: InMemorySpanExporter
) -> None:
    tx = Deciding()
    tx.hear(registered(), STAY)
    with span("due coordinate"):
        tx.look()
    [proposal] = tx.coordination.open_proposals
    if answer == "no":
        decline_contact_hold(tx, proposal.id, "staff-1")
    else:
        set_contact_hold(tx, HOLD, OURS)
        assert tx._marks["coordinate", CITIZEN].trace == tx._said[-1].trace, "and so does what is told of it"

    looked, answered = spans.get_finished_spans()
    assert answered.name == "answer proposal"
    assert answered.parent
    assert answered.parent.span_id == looked.context.span_id
    here = f"00-{answered.context.trace_id:032x}-{answered.context.span_id:016x}-01"
    assert [one.trace for one in tx._said] == [proposal.trace, here, here]


@pytest.mark.parametrize("topic", [CONSENTS, REFERRAL, PLAN, EMPLOYMENT, HOSPITAL], ids=lambda one: one.name)
def test_a_withdrawal_is_told_to_both_whatever_kept_part_can_no_longer_be_read(topic: Topic) -> None:
    tx, given = sharing()
    tx.hear(withdrawn(given), STAY)
    tx.spoil(topic, FAULT)

    assert tx.look() == Incomplete(FAULT, None)

    assert shares(tx) == [False, False]


def test_a_withdrawal_is_told_to_both_whatever_was_decided_can_no_longer_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tx, given = sharing()
    tx.hear(withdrawn(given), STAY)
    monkeypatch.setattr(tx.coordinations, "of", fails)

    answer = tx.look()

    assert isinstance(answer, Incomplete)
    assert isinstance(answer.fault, Broken)
    assert shares(tx) == [False, False]
    assert len(tx.announced) == 1, "what cannot be read is not decided about"


@pytest.mark.parametrize("broken", ["watch_stays", *Receiver])
def test_a_withdrawal_is_told_to_both_whatever_fails_meanwhile(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tx, given = sharing()
    if broken == "watch_stays":
        monkeypatch.setattr(coordinate, "watch_stays", fails)
    else:
        monkeypatch.setattr(what_is_told, "disclose", fails_for(Receiver(broken)))
    tx.hear(withdrawn(given))

    answer = tx.look()

    assert shares(tx) == [False, False]
    assert isinstance(answer, Incomplete)
    assert isinstance(answer.fault, Broken)
    monkeypatch.undo()
    assert tx.look() is None


def test_a_failed_look_is_had_again_when_an_answer_changes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    tx, _ = sharing()
    monkeypatch.setattr(coordinate, "watch_stays", fails)

    answer = tx.look()

    assert isinstance(answer, Incomplete)
    assert answer.again == start_of(LATER + timedelta(days=1))


def test_a_failure_about_one_partner_takes_nothing_from_the_other_nor_from_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tx, _ = sharing()
    tx.coordinations.save(CITIZEN, Coordination())  # no hold stands
    monkeypatch.setattr(what_is_told, "disclose", fails_for(JOBCENTER))
    tx.hear(STAY)

    tx.look()

    assert shares(tx) == [False, True]
    assert tx.coordination.open_proposals


@pytest.mark.parametrize("topic", [PLAN, REFERRAL, CONSENTS])
def test_stays_are_watched_although_something_else_cannot_be_read(topic: Topic) -> None:
    tx = Deciding()
    tx.hear(registered(), STAY)
    tx.spoil(topic, FAULT)

    tx.look()

    assert tx.coordination.open_proposals


def test_no_proposal_is_taken_back_because_stays_cannot_be_read() -> None:
    tx = Deciding()
    tx.hear(registered(), STAY)
    tx.look()
    tx.spoil(HOSPITAL, FAULT)

    tx.look()

    assert tx.coordination.open_proposals


def test_without_a_plan_that_can_be_read_only_what_stands_on_consents_is_told() -> None:
    tx, _ = sharing()
    tx.spoil(PLAN, FAULT)

    tx.look()

    region = tx.told(REGION)[-1]
    assert (region.shares, region.contact_person, region.notices_received) == (True, None, False)
    assert tx.told(JOBCENTER)[-1].contact_hold


@pytest.mark.parametrize("broken", ["coordination", "disclose"])
def test_a_hold_that_was_told_is_not_taken_back_because_something_cannot_be_computed(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tx, _ = sharing()
    before = tx.told(JOBCENTER)[-1]
    if broken == "coordination":
        monkeypatch.setattr(tx.coordinations, "of", fails)
    else:  # whatever knows of a stay cannot be computed
        monkeypatch.setattr(
            what_is_told,
            "disclose",
            lambda view, *rest: fails() if view.hospital.stays else disclose(view, *rest),
        )
    tx.hear(STAY)

    assert isinstance(tx.look(), Incomplete)

    assert tx.told(JOBCENTER) == [before]
    assert before.contact_hold.hold_id == HOLD.id


def test_a_hold_that_was_told_ends_on_its_day_although_nothing_can_be_read_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tx, _ = sharing()
    tx.hear(consent(LATER + timedelta(days=9)))
    monkeypatch.setattr(tx.coordinations, "of", fails)
    tx.now = start_of(LATER + timedelta(days=1))

    tx.look()

    assert tx.told(JOBCENTER)[-1].shares
    assert tx.told(JOBCENTER)[-1].contact_hold is None

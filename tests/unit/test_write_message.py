"""Writing to the region: only what it may be told, in whose thread, and in the place of what was lost."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from deciding import Deciding
from laws import SHIPPED
from messages_told import ended, received
from overview_facts import consent, registered
from samspil.contracts.citizen import CitizenDied, DeathSource
from samspil.contracts.coordination import CoordinationMessageHandled, CoordinationMessageWritten
from samspil.contracts.coordination import CoordinationUndeliveredHandled as Handled
from samspil.contracts.delivery import Outcome
from samspil.contracts.message import Category, Urgency
from samspil.contracts.topics import COORDINATION
from samspil.ledger.versions import StaleVersion
from samspil.overview.domain.handle_message import NoSuchMessage
from samspil.overview.domain.handle_undelivered import NothingUndelivered
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.ours import NotOurs
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.threads import waiting
from samspil.overview.domain.write_message import (
    NobodyToNameToThem,
    NoGroundToWrite,
    NoSuchThread,
    UrgencyOfNoReferral,
    Words,
    begins,
    require_may_be_told,
)
from samspil.overview.handlers.handle_message import handle_message
from samspil.overview.handlers.reply_to_message import reply_to_message
from samspil.overview.handlers.write_message import write_message
from samspil.overview.storage.person import person
from samspil.testkit.builders import MONDAY, OURS, sealed
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role

LAW = (replace(SHIPPED[-1], valid_from=date(2026, 1, 1)),)
"""The newest pack, as if it held all year."""
AGREED = replace(consent(kinds=(DataClass.IDENTITY, DataClass.MESSAGE)), law=LegalBasis.FVL_28)
DEAD = CitizenDied(died_on=None, source=DeathSource.HOSPITAL, recorded_by="staff-1", occurred_at=MONDAY)
OTHERWISE = sealed("heading")


def words(**changed: Any) -> Words:
    said = Words(
        id=uuid4(),
        words=sealed("words"),
        by="staff-1",
        name=sealed("name"),
        role=Role.SUPPORT_WORKER,
        phone=sealed("phone"),
        to_unit="REGION-1",
    )
    return replace(said, **changed)


def about(thread: UUID | None = None) -> Any:
    return begins(Category.DISCHARGE, sealed("topic"), None, thread or uuid4())


def agreed(*facts: Any) -> Deciding:
    """A citizen who agreed that the region is told what is written."""
    tx = Deciding()
    tx.hear(registered(), AGREED, *facts)
    return tx


def write(tx: Deciding, **changed: Any) -> WrittenMessage:
    return write_message(tx, words(), about(), LAW, OURS, **changed)


def test_what_is_written_is_said_in_its_own_case_and_the_region_is_told() -> None:
    tx = agreed()

    message = write(tx)
    tx.look(LAW)

    [said] = tx.events(COORDINATION)
    assert isinstance(said.data, CoordinationMessageWritten)
    assert (said.correlationid, said.data.written_by, said.data.answers) == (
        message.thread_id,
        "staff-1",
        None,
    )
    [told] = tx.told(Receiver.REGION)[-1].messages
    assert (told.message_id, told.words, told.name, told.role) == (
        message.id,
        message.words,
        message.name,
        Role.SUPPORT_WORKER,
    )
    assert tx.coordination.messages == (message,)


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ((), NoGroundToWrite),
        ((replace(AGREED, kinds=(DataClass.IDENTITY, DataClass.NETWORK)),), NoGroundToWrite),
        ((replace(AGREED, kinds=(DataClass.MESSAGE,)),), NoGroundToWrite),
        ((replace(AGREED, until=date(2026, 11, 22)),), NoGroundToWrite),
        ((AGREED, DEAD), NotOurs),
    ],
)
def test_nothing_is_written_that_the_region_may_not_be_told(
    facts: tuple[Any, ...], refused: type[Exception]
) -> None:
    tx = Deciding()
    question = received()
    tx.hear(registered(), *facts)
    tx.hear(question)

    with pytest.raises(refused):
        write(tx)
    with pytest.raises(refused):
        reply(tx, question.thread_id)
    assert (tx.coordination.messages, tx.announced) == ((), [])


def test_of_whom_nobody_knows_the_number_nothing_is_written() -> None:
    view = person(agreed()).view
    assert view.citizen.who is not None
    nameless = replace(view, citizen=replace(view.citizen, who=replace(view.citizen.who, cpr=None)))

    require_may_be_told(view, LAW[0], MONDAY.date(), OURS)
    with pytest.raises(NobodyToNameToThem):
        require_may_be_told(nameless, LAW[0], MONDAY.date(), OURS)


def test_how_fast_it_is_to_be_read_is_said_of_referrals_alone() -> None:
    topic, thread = sealed("topic"), uuid4()
    assert begins(Category.REGARDING_REFERRAL, topic, Urgency.ASAP, thread).urgency is Urgency.ASAP
    with pytest.raises(UrgencyOfNoReferral):
        begins(Category.MEDICINE, topic, Urgency.ROUTINE, thread)


def reply(tx: Deciding, thread: UUID, seen: int | None = None) -> WrittenMessage:
    return reply_to_message(tx, thread, words(), OTHERWISE, LAW, OURS, seen)


def test_a_reply_answers_what_they_wrote_last_and_keeps_the_heading_of_the_thread() -> None:
    thread = uuid4()
    first, last = received(thread), received(thread, at=MONDAY + timedelta(hours=1), topic=None)
    tx = agreed()
    tx.hear(first, last)
    tx.now = MONDAY + timedelta(hours=2)

    answer = reply(tx, thread, seen=1 + 2)

    assert (answer.thread_id, answer.answers) == (thread, last.message_id)
    assert (answer.category, answer.topic, answer.urgency) == (last.category, first.topic, None)
    assert waiting(person(tx).view) == 0
    with pytest.raises(StaleVersion):
        reply(tx, thread, seen=1 + 2)  # somebody else has answered
    more = reply(tx, thread, seen=1 + 2 + answer.version)
    assert more.answers == last.message_id, "who has more to say adds to it"


def test_a_thread_without_a_heading_is_given_one() -> None:
    question = received(topic=None)
    tx = agreed()
    tx.hear(question)

    assert reply(tx, question.thread_id).topic == OTHERWISE


def test_nobody_answers_what_they_have_not_read() -> None:
    thread = uuid4()
    tx = agreed()
    tx.hear(received(thread), received(thread))

    with pytest.raises(StaleVersion):
        reply(tx, thread, seen=1)
    with pytest.raises(NoSuchThread):
        reply(tx, uuid4())
    assert tx.coordination.messages == ()


def test_a_message_that_asks_for_nothing_is_handled_once_and_waits_no_more() -> None:
    question = received()
    tx = Deciding()
    tx.hear(registered())
    tx.hear(question)

    with pytest.raises(StaleVersion):
        handle_message(tx, question.message_id, "staff-1", seen=9)
    for _ in range(2):
        assert handle_message(tx, question.message_id, "staff-1", seen=1) == 1
    with pytest.raises(NoSuchMessage):
        handle_message(tx, uuid4(), "staff-1")

    assert tx.announced == [
        CoordinationMessageHandled(message_id=question.message_id, handled_by="staff-1", occurred_at=MONDAY)
    ]
    assert waiting(person(tx).view) == 0


def test_what_was_lost_is_written_again_once_and_is_nobodys_task_any_more() -> None:
    tx = agreed()
    first = write(tx)
    delivery = uuid4()
    tx.hear(ended(first.id, Outcome.REFUSED, delivery))

    again = write(tx, instead_of=delivery)

    assert tx.announced[-1] == Handled(delivery_id=delivery, handled_by="staff-1", occurred_at=MONDAY)
    assert (again.version, delivery in tx.coordination.handled) == (2, True)
    for lost in (delivery, uuid4()):
        with pytest.raises(NothingUndelivered):
            write(tx, instead_of=lost)
    assert [one.id for one in tx.coordination.messages] == [first.id, again.id]

"""What was written with hospitals, thread by thread: who waits comes first, and how far ours have come."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages_told import ASAP, attachment, ended, received, sent
from overview_facts import folded
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome
from samspil.contracts.hospital import HospitalReferralAnswered, Segment
from samspil.contracts.message import Category
from samspil.overview.domain.attachments import NoSuchAttachment, require_attachment
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.handle_message import NoSuchMessage
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.threads import Sending, sending, threads, waiting
from samspil.overview.domain.undelivered import undelivered
from samspil.overview.domain.view import View, combine
from samspil.testkit.builders import MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role

TODAY = MONDAY.date()
LATER = MONDAY + timedelta(hours=2)


def written(thread: UUID | None = None, **changed: Any) -> WrittenMessage:
    message = WrittenMessage(
        id=uuid4(),
        thread_id=thread or uuid4(),
        answers=None,
        category=Category.DISCHARGE,
        urgency=None,
        topic=sealed("topic"),
        words=sealed("words"),
        written_by="staff-1",
        name=sealed("name"),
        role=Role.SUPPORT_WORKER,
        phone=sealed("phone"),
        to_unit="REGION-1",
        written_at=LATER,
        version=7,
    )
    return replace(message, **changed)


def view(*facts: Any, ours: tuple[WrittenMessage, ...] = (), handled: tuple[UUID, ...] = ()) -> View:
    hospital = folded(*facts) if facts else None
    return combine(hospital=hospital, coordination=Coordination(messages=ours, handled=handled))


def test_in_which_somebody_waits_stands_first_and_of_these_what_is_urgent() -> None:
    old, urgent, answered = received(), received(at=MONDAY - timedelta(days=1), **ASAP), received(at=LATER)
    reply = written(answered.thread_id, answers=answered.message_id, written_at=LATER + timedelta(hours=1))

    found = threads(view(old, urgent, answered, ours=(reply,)))

    assert [one.id for one in found] == [urgent.thread_id, old.thread_id, answered.thread_id]
    assert [bool(one.waiting) for one in found] == [True, True, False]
    assert waiting(view(old, urgent, answered, ours=(reply,))) == 2
    [_, _, last] = found
    assert [one.id for one in last.messages] == [answered.message_id, reply.id]
    assert (last.answers, last.version) == (last.messages[0], last.messages[0].version + reply.version)


def test_what_was_answered_by_a_later_message_of_the_thread_or_found_to_ask_nothing_waits_no_more() -> None:
    thread = uuid4()
    first, second = received(thread), received(thread, at=LATER + timedelta(hours=1))
    between = written(thread)

    assert [one.id for one in threads(view(first, second, ours=(between,)))[0].waiting] == [second.message_id]
    handled = view(first, second, ours=(between,), handled=(second.message_id,))
    assert threads(handled)[0].waiting == ()
    assert waiting(handled) == 0


def test_what_was_entered_as_a_referrals_answer_waits_no_more_and_what_came_after_it_does() -> None:
    referral = uuid4()
    yes, more = received(referral), received(referral, at=LATER)
    entered = HospitalReferralAnswered(
        answer_id=uuid4(),
        referral_id=referral,
        answer=PartnerAnswer.ACCEPTED,
        words=sealed("words"),
        day=None,
        basis=LegalBasis.SUL_43_1,
        message_id=yes.message_id,
        entered_by="staff-1",
        occurred_at=LATER,
    )

    assert [one.id for one in threads(view(yes, more, entered))[0].waiting] == [more.message_id]


def test_a_thread_of_ours_alone_answers_nobody_and_goes_on_as_it_was() -> None:
    begun = written()
    more = written(begun.thread_id, written_at=LATER + timedelta(days=1), version=9)

    [thread] = threads(view(ours=(more, begun)))

    assert (thread.answers, thread.last, thread.version) == (None, more, 7 + 9)
    assert (thread.category, thread.topic) == (Category.DISCHARGE, more.topic)


@pytest.mark.parametrize(
    ("told", "days", "expected"),
    [
        ([], 0, Sending.WAITS),
        ([], 30, Sending.WAITS),
        ([], 31, Sending.NOT_SENT),
        (["sent"], 40, Sending.SENT),
        (["sent", Outcome.ACKNOWLEDGED], 0, Sending.RECEIVED),
        (["sent", Outcome.REFUSED], 0, Sending.REFUSED),
        (["sent", Outcome.EXPIRED], 0, Sending.NO_ANSWER),
        (["sent", Outcome.EXPIRED, "sent"], 0, Sending.SENT),
        (["sent", Outcome.EXPIRED, Outcome.ACKNOWLEDGED], 0, Sending.RECEIVED),
        ([Outcome.ACKNOWLEDGED, Outcome.REFUSED], 0, Sending.RECEIVED),
    ],
)
def test_how_far_a_message_has_come_follows_from_what_the_bridge_told(
    told: list[Any], days: int, expected: Sending
) -> None:
    message = written()
    facts = [sent(message.id) if one == "sent" else ended(message.id, one) for one in told]

    known = view(*facts, sent(uuid4()), ended(uuid4()), ours=(message,))

    assert sending(message, known, TODAY + timedelta(days=days)) is expected


def test_a_message_that_was_lost_is_settled_by_no_other_that_arrived() -> None:
    lost, other = written(), written()
    known = view(ended(lost.id), ended(other.id, Outcome.ACKNOWLEDGED), ours=(lost, other))
    assert [one.message_id for one in undelivered(known.hospital.deliveries, ())] == [lost.id]

    arrived = view(ended(lost.id), ended(lost.id, Outcome.ACKNOWLEDGED), ours=(lost,))
    assert list(undelivered(arrived.hospital.deliveries, ())) == []


@given(st.lists(st.tuples(st.sampled_from(["ours", "theirs", "handled"]), st.integers(0, 2)), max_size=12))
def test_every_message_stands_in_one_thread_and_waits_at_most_once(acts: list[tuple[str, int]]) -> None:
    ids = [UUID(int=number) for number in range(1, 4)]
    facts, ours, handled = [], [], []
    for hour, (act, which) in enumerate(acts):
        at = MONDAY + timedelta(hours=hour)
        if act == "theirs":
            facts.append(received(ids[which], at=at))
        elif act == "ours":
            ours.append(written(ids[which], written_at=at))
        elif facts:
            handled.append(facts[which % len(facts)].message_id)
    found = threads(view(*facts, ours=tuple(ours), handled=tuple(handled)))

    every = [message.id for thread in found for message in thread.messages]
    assert sorted(every) == sorted([*(one.message_id for one in facts), *(one.id for one in ours)])
    for thread in found:
        waits = {one.id for one in thread.waiting}
        assert waits <= {one.id for one in thread.messages} - set(handled)
        last_of_ours = max((one.written_at for one in ours if one.thread_id == thread.id), default=None)
        assert all(last_of_ours is None or one.received_at > last_of_ours for one in thread.waiting)
    order = [(not one.waiting, not one.is_urgent) for one in found]
    assert order == sorted(order)


def test_a_file_is_found_in_its_own_message_alone_and_is_named_by_what_it_is() -> None:
    pdf, odd = attachment(), attachment(media_type="text/html")
    long = Segment(
        segment_id=uuid4(),
        written_at=MONDAY,
        words=None,
        document_id=uuid4(),
        author=None,
        role=None,
        phone=None,
    )
    message, other = received(attachments=(pdf, odd), segments=(long,)), received()
    known = view(message, other)

    found = require_attachment(known, message.message_id, pdf.attachment_id)
    assert (found.media_type, found.name) == ("application/pdf", "bilag-1.pdf")
    assert long.document_id is not None
    assert require_attachment(known, message.message_id, long.document_id).name == "tekst-1.txt"
    for wrong in (odd.attachment_id, uuid4()):
        with pytest.raises(NoSuchAttachment):
            require_attachment(known, message.message_id, wrong)
    with pytest.raises(NoSuchAttachment):
        require_attachment(known, other.message_id, pdf.attachment_id)
    with pytest.raises(NoSuchMessage):
        require_attachment(known, uuid4(), pdf.attachment_id)

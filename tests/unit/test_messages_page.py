"""The page of messages with the region: who waits, how far ours have come, and what can be done."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anything import patiently, views
from messages_told import ASAP, attachment, ended, held, received
from overview_facts import folded
from samspil.contracts.hospital import HeldWhat
from samspil.contracts.message import Category
from samspil.overview.api.open_view import SHAPE
from samspil.overview.domain.coordination import Coordination
from samspil.overview.domain.disclose import Withheld
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.referral_state import ReferralStanding, Standing
from samspil.overview.domain.threads import Sending
from samspil.overview.domain.view import View, combine
from samspil.overview.pages import message_words
from samspil.overview.pages.form import Filled
from samspil.overview.pages.messages_page import MessagesPage, messages_page
from samspil.overview.pages.own_messages import HELD, LONG, own_messages, shown
from samspil.overview.pages.publishers.message_cards import size
from samspil.overview.pages.publishers.message_offers import own_phone
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller
from samspil.web.read_model import sealed_in

TODAY = MONDAY.date()
THERE = {"REGION-1": "Psykiatrisk Center"}
ME = Caller("staff-1", Role.SUPPORT_WORKER, Sector.SOCIAL)


def read(token: Sealed) -> str:
    return f"<{token[-6:]}>"


def written(**changed: Any) -> WrittenMessage:
    message = WrittenMessage(
        id=uuid4(),
        thread_id=uuid4(),
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
        written_at=MONDAY,
        version=3,
    )
    return replace(message, **changed)


def page(known: View, withheld: Withheld | None = None, me: Caller = ME) -> MessagesPage:
    made = messages_page(CITIZEN, known, read, TODAY, withheld, me, there=THERE)
    assert not made.broken
    return made


def names(offers: tuple[Filled, ...]) -> list[str]:
    return [one.form.name for one in offers]


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (message_words.CATEGORY, Category),
        (message_words.HELD, HeldWhat),
        (message_words.SENDING, Sending),
        (message_words.WITHHELD, Withheld),
    ],
)
def test_every_code_has_its_danish_word(table: dict[str, str], codes: Any) -> None:
    assert set(table) == set(codes)


def test_what_waits_stands_first_with_who_asks_and_can_be_answered_or_found_to_ask_nothing() -> None:
    question = received(attachments=(attachment(),), **ASAP)
    known = combine(hospital=folded(question), coordination=Coordination(messages=(written(),)))

    first, second = page(known).threads

    assert (first.waits, first.is_urgent, names(first.offers)) == (True, True, ["besked/svar"])
    [message] = first.messages
    [text] = message.texts
    segment = question.segments[0]
    assert segment.words and segment.author and segment.role and segment.phone  # noqa: PT018
    assert (text.words, text.phone) == (read(segment.words), read(segment.phone))
    assert text.who == f"{read(segment.author)}, {read(segment.role)}"
    assert [(file.size) for file in message.files] == ["2,3 MB"]
    assert (message.state, names(message.offers)) == ("Venter på svar", ["besked/laest"])
    assert (second.waits, second.messages[0].state) == (False, "Venter på at blive sendt")


def test_what_is_asked_becomes_a_referral_once_by_whoever_may_write_one() -> None:
    question = received()
    asked = combine(hospital=folded(question))
    caseworker = replace(ME, role=Role.CASEWORKER)
    made = ReferralStanding(
        id=uuid4(),
        standing=Standing.SUBMITTED,
        from_sector=Sector.REGION,
        to_sector=Sector.SOCIAL,
        to_unit="VISITATION-1",
        words=sealed("words"),
        author="region",
        answer_by=TODAY,
        submitted_at=MONDAY,
        request=question.thread_id,
    )

    assert names(page(asked, me=caseworker).threads[0].offers) == ["besked/svar", "besked/henvendelse"]
    assert names(page(asked).threads[0].offers) == ["besked/svar"]
    again = replace(asked, referrals=(made,))
    assert names(page(again, me=caseworker).threads[0].offers) == ["besked/svar"]
    ours = combine(coordination=Coordination(messages=(written(),)))
    assert names(page(ours, me=caseworker).threads[0].offers) == ["besked/svar"]


def test_a_lost_message_is_put_right_and_sent_again_as_it_was_written() -> None:
    lost = written()
    known = combine(hospital=folded(ended(lost.id)), coordination=Coordination(messages=(lost,)))

    [thread] = page(known).threads

    assert thread.messages[0].state == "Afvist: ret og send igen"
    again, handled = thread.messages[0].offers
    assert (again.form.name, handled.form.name) == ("besked/ret", "besked/klaret")
    assert (again.text("words"), again.text("category")) == (read(lost.words), "discharge")
    assert again.body()["instead_of"] == str(known.hospital.deliveries[0].id)
    assert page(known).about(again) == thread


@pytest.mark.parametrize("why", Withheld)
def test_where_nothing_may_be_told_each_form_says_so_before_somebody_writes(why: Withheld) -> None:
    known = combine(hospital=folded(received()))
    made = page(known, why)

    assert made.withheld == message_words.WITHHELD[why]
    assert made.consents == (why in {Withheld.NO_GROUND, Withheld.NO_IDENTITY})
    writes = [one for one in made.offers if one.form.name in {"besked/skriv", "besked/svar"}]
    assert len(writes) == (0 if why is Withheld.NOT_OURS else 2)
    assert {one.form.lead for one in writes} <= {made.withheld}
    assert "besked/laest" in names(made.offers.forms), "that can always be said"


def test_who_writes_finds_the_number_that_they_gave_last() -> None:
    mine, others = written(), written(written_by="staff-9", written_at=MONDAY + timedelta(hours=1))
    known = combine(coordination=Coordination(messages=(mine, others)))

    assert own_phone(known, ME, read) == read(mine.phone)
    assert own_phone(combine(), ME, read) == own_phone(known, None, read) == ""
    assert page(known).write is not None


def test_where_there_is_one_unit_alone_the_message_goes_there() -> None:
    [one, several] = (
        messages_page(CITIZEN, combine(), read, TODAY, None, ME, there=there)
        for there in (THERE, THERE | {"REGION-2": "Psykiatrien Vest"})
    )
    assert one.write and several.write  # noqa: PT018
    assert (one.write.text("to_unit"), several.write.text("to_unit")) == ("REGION-1", "")


def test_what_waits_at_the_bridge_is_told_and_led_to_by_those_who_look() -> None:
    thing = held(HeldWhat.MESSAGE)
    known = combine(hospital=folded(thing))

    [line] = page(known).held
    assert (line.id, line.since) == (str(thing.held_id), "23.11.2026")
    assert not page(known).looks_at_held
    assert page(known, me=replace(ME, role=Role.VISITATOR)).looks_at_held


@pytest.mark.parametrize(
    ("count", "told"), [(0, "1 KB"), (1, "1 KB"), (1_000_000, "977 KB"), (26_214_400, "25,0 MB")]
)
def test_how_big_a_file_is_reads_as_people_say_it(count: int, told: str) -> None:
    assert size(count) == told


def test_the_citizen_reads_both_ways_in_full_and_what_waits_in_one_sentence() -> None:
    question = received(at=MONDAY)
    long = replace(question.segments[0], words=None, document_id=uuid4())
    answer = written(thread_id=question.thread_id, written_at=MONDAY + timedelta(hours=1))
    told = received(segments=(long,))
    known = combine(hospital=folded(question, told, held()), coordination=Coordination(messages=(answer,)))

    own = own_messages(known, read, TODAY)

    assert own.held == HELD
    texts = [one for thread in own.threads for one in thread.texts]
    assert {one.words for one in texts} == {
        LONG,
        read(answer.words),
        read(question.segments[0].words or answer.words),
    }
    assert any("støttekontaktperson i kommunen, skrev til hospitalet" in one.said for one in texts)
    assert sum("skrev til kommunen" in one.said for one in texts) == 2
    assert own_messages(combine(), read, TODAY).threads == ()


@patiently
@given(views, st.sampled_from([*Withheld, None]))
def test_of_any_view_the_page_can_be_made_and_opens_no_more_than_it_is_given(
    known: View, why: Withheld | None
) -> None:
    made = messages_page(CITIZEN, known, lambda _: "x", TODAY, why, ME, there=THERE)
    assert not made.broken
    assert SHAPE.dump_python(known)

    opened = {token for _, token in sealed_in(shown(known))}
    asked: set[Sealed] = set()

    def noted(token: Sealed) -> str:
        asked.add(token)
        return "x"

    own_messages(known, noted, TODAY)
    assert asked <= opened

"""Threads: the same follows from the same messages, in whatever order and however often they come."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care_communications import Letter, file, letter, text
from medcom import NOW, US
from samspil.contracts.hospital_messages import HospitalMessageReceived, MessageKind
from samspil.region_bridge.api.seal_message import TRAVELS_UP_TO, seal_files, seal_long_texts, seal_message
from samspil.region_bridge.domain.contact_person import is_named
from samspil.region_bridge.domain.incoming import Ground, Incoming, receive_into
from samspil.region_bridge.domain.thread import Thread, join, row_id, thread_of
from samspil.region_bridge.partner.correspondents import CORRESPONDENT
from samspil.region_bridge.partner.medcom.families import told_by
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.reading import Written
from samspil.sealing.cipher import DataKey, open_token, seal_text
from samspil.vocabulary.citizen_id import new_citizen_id
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed

KEY = DataKey(uuid4(), b"k" * 32)
CITIZEN = new_citizen_id()
GROUND = Ground(LegalBasis.SUL_43_1)


async def seal(kind: str, words: str) -> Sealed:
    return seal_text(KEY, kind, words)


def incoming(one: Letter) -> Incoming:
    """The letter as it came."""
    written = told_by(Message.read(one.body()), US, NOW)
    assert isinstance(written, Written)

    async def sealed() -> Incoming:
        files = await seal_files(written.message, seal)
        return await seal_message(written.message, None, [one.attachment for one in files], seal)

    return asyncio.run(sealed())


def take(thread: Thread, one: Letter) -> tuple[Thread, HospitalMessageReceived]:
    joined, fact, _ = receive_into(thread, incoming(one), None, GROUND, NOW)
    return joined, fact


def threads(letters: list[Letter]) -> dict[UUID, Thread]:
    """What is known when these have come, in this order."""
    found: dict[UUID, Thread] = {}
    for one in letters:
        joined, _ = take(thread_of(found, CITIZEN, one.thread), one)
        found[joined.id] = joined
    return found


def plain(thread: Thread) -> object:
    """A thread without its tokens, which are new at every sealing."""
    steps = [(s.message_id, s.activity, s.at, s.brings, s.after, s.seen, s.ours) for s in thread.steps]
    headline = thread.headline
    told = headline and (headline.category, headline.topic and open_token([KEY], headline.topic))
    return steps, thread.known, told


def told(facts: list[HospitalMessageReceived]) -> Counter[UUID]:
    return Counter(one.segment_id for fact in facts for one in fact.segments)


@st.composite
def conversations(draw: st.DrawFn) -> list[Letter]:
    """A thread that goes back and forth, answered in parallel, now and then with a file or passed on."""
    hours = iter(range(1, 99))
    letters = [letter(text("Første", NOW - timedelta(hours=99)), at=NOW - timedelta(hours=99))]
    for _ in range(draw(st.integers(1, 5))):
        at = NOW - timedelta(hours=99 - next(hours))
        to = draw(st.sampled_from(letters))
        wrote = [text(f"Skrevet {at}", at)]
        if draw(st.booleans()):
            wrote.append(file("Plan", "JVBERi0xLjc=", at))
        letters.append(to.forward(*wrote, at=at) if draw(st.integers(0, 4)) == 0 else to.reply(*wrote, at=at))
    return letters


def test_the_order_in_which_messages_come_leaves_no_trace_in_a_thread() -> None:
    hit: Counter[str] = Counter()

    @settings(max_examples=60)
    @given(conversations(), st.randoms(use_true_random=False))
    def in_any_order(letters: list[Letter], chance: Random) -> None:
        mixed = [*letters, *letters[:1]]
        chance.shuffle(mixed)
        answers = Counter(one.sent.after for one in letters if one.sent.after)
        hit["answered twice"] += max(answers.values()) > 1
        hit["passed on"] += any(one.sent.activity == "forward-message" for one in letters)
        hit["another order"] += mixed[: len(letters)] != letters

        right, other = threads(letters), threads(mixed)

        assert {id_: plain(one) for id_, one in right.items()} == {
            id_: plain(one) for id_, one in other.items()
        }

    in_any_order()
    assert min(hit["answered twice"], hit["passed on"], hit["another order"]) >= 10, hit


@settings(max_examples=40)
@given(conversations(), st.randoms(use_true_random=False))
def test_every_text_of_a_thread_is_told_once_whoever_comes_first(
    letters: list[Letter], chance: Random
) -> None:
    mine = [one for one in letters if one.thread == letters[0].thread]
    chance.shuffle(mine)
    thread, facts = Thread(row_id(CITIZEN, mine[0].thread), mine[0].thread), []
    for one in mine:
        thread, fact = take(thread, one)
        facts.append(fact)

    texts = {each.id for one in mine for each in one.wrote if not each.file}
    files = Counter(one.title for fact in facts for one in fact.attachments)
    assert {id_: times for id_, times in told(facts).items() if id_ in texts} == dict.fromkeys(texts, 1)
    assert sum(files.values()) == sum(each.file for each in {w.id: w for m in mine for w in m.wrote}.values())


def test_a_repeated_message_brings_nothing_and_an_unknown_thread_opens_one() -> None:
    first = letter(text("Kan I møde op?"))
    thread, fact = take(thread_of({}, CITIZEN, first.thread), first)
    again, repeated = take(thread, first)

    assert [len(one.segments) for one in (fact, repeated)] == [1, 0]
    assert plain(again) == plain(thread)
    assert thread.thread_id == first.thread


def test_an_earlier_text_that_nobody_told_us_is_told_with_the_answer_in_the_order_of_writing() -> None:
    first = letter(text("Det første.", NOW - timedelta(hours=2)))
    answer = first.reply(text("Svaret."), at=NOW)

    _, fact = take(thread_of({}, CITIZEN, answer.thread), answer)

    assert [one.words and open_token([KEY], one.words) for one in fact.segments] == ["Det første.", "Svaret."]


def test_a_forward_is_a_thread_of_its_own_with_all_that_stood_there() -> None:
    first = letter(text("Til jer."))
    passed_on = first.forward(text("Videre."))
    thread, _ = take(thread_of({}, CITIZEN, first.thread), first)

    other, fact = take(thread_of({thread.id: thread}, CITIZEN, passed_on.thread), passed_on)

    assert (fact.kind, len(fact.segments)) == (MessageKind.FORWARD, 2)
    assert other.id != thread.id


def test_a_file_that_came_is_not_told_missing_by_the_answer_that_repeats_it() -> None:
    first = letter(text(), file("Epikrise", "JVBERi0xLjc="))
    answer = first.reply(text("Tak."))
    thread, _ = take(thread_of({}, CITIZEN, first.thread), first)

    _, fact = take(thread, answer)

    assert len(fact.segments) == 1
    assert fact.attachments == ()


def test_what_we_wrote_ourselves_is_nothing_new_when_they_repeat_it() -> None:
    theirs = letter(text("Kan I?"), at=NOW - timedelta(hours=2))
    thread, _ = take(thread_of({}, CITIZEN, theirs.thread), theirs)
    ours = theirs.reply(text("Ja."), at=NOW - timedelta(hours=1))
    mine = incoming(ours)
    own = replace(mine.steps[0], ours=True)
    thread = join(thread, [own], mine.payloads)

    joined, fact = take(thread, ours.reply(text("Godt."), at=NOW))

    assert len(fact.segments) == 1
    assert joined.newest_of_ours == own
    assert joined.newest == joined.newest_of_theirs
    assert joined.headline is not None


def test_the_newest_of_theirs_says_whom_an_answer_goes_to() -> None:
    first = letter(text("En."), at=NOW - timedelta(hours=2), topic="Først")
    answer = first.reply(text("To."), at=NOW)

    (thread,) = threads([answer, first]).values()

    assert thread.newest is not None
    assert thread.newest.message_id == answer.sent.id
    assert thread.headline is not None
    correspondent = CORRESPONDENT.validate_json(open_token([KEY], thread.headline.correspondent))
    assert correspondent.party is not None
    assert correspondent.party.sor == "999990000000001"


@pytest.mark.parametrize("length", [TRAVELS_UP_TO, TRAVELS_UP_TO + 1])
def test_a_text_that_is_too_long_to_travel_is_a_document(length: int) -> None:
    long = letter(text("x" * length))
    written = told_by(Message.read(long.body()), US, NOW)
    assert isinstance(written, Written)

    [payload] = incoming(long).payloads
    documents = asyncio.run(seal_long_texts(written.message, seal, CITIZEN))

    segment = payload.what
    travels = length <= TRAVELS_UP_TO
    assert (segment.words is not None) is travels  # type: ignore[union-attr]
    assert [one.attachment.attachment_id for one in documents] == (
        [] if travels else [segment.document_id]  # type: ignore[union-attr]
    )
    assert [one.attachment.size for one in documents] == ([] if travels else [length])


def test_a_citizen_has_threads_of_their_own_under_one_thread_id() -> None:
    thread = uuid4()

    assert row_id(CITIZEN, thread) != row_id(new_citizen_id(), thread)


@pytest.mark.parametrize(
    ("recipient", "contact", "same"),
    [
        ("Vera  Holm ", "vera holm", True),
        ("VERA HOLM", "Vera Holm", True),
        ("Vera Holm", "Vera Holmes", False),
        ("", "", False),
    ],
)
def test_the_contact_person_is_known_by_the_name(recipient: str, contact: str, same: bool) -> None:
    assert is_named(recipient, contact) is same

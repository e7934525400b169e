"""The journey's steps by themselves: what they ask for in order, and what ends them."""

from typing import Any

import pytest

from samspil.sandboxes.journey import hold, partners, sharing
from samspil.sandboxes.journey.asks import Ask, MaySend, Post, Received, Say, Send, Steps, Until, Wrong
from samspil.sandboxes.journey.received import told
from samspil.sandboxes.journey.state import Journey


def consenting() -> Journey:
    return Journey("2509479989", "Bruno Test Elmer", consents=["a consent"])


def play(steps: Steps, answers: dict[type, Any]) -> list[Ask]:
    """All that the steps asked, each kind of ask answered the same each time."""
    asked: list[Ask] = []
    answer: Any = None
    try:
        while True:
            asked.append(steps.send(answer))
            answer = answers.get(type(asked[-1]))
    except StopIteration:
        return asked


def test_a_partner_that_was_told_something_before_the_consent_ends_the_journey() -> None:
    with pytest.raises(Wrong, match="the jobcenter was told something before the consent"):
        play(sharing.consent(consenting()), {Received: ["Kontaktpause: …"]})


def test_a_jobcenter_that_was_told_more_than_the_hold_ends_the_journey() -> None:
    with pytest.raises(Wrong, match="more than the hold"):
        play(hold.hold(consenting()), {Received: ["Kontaktpause: …", "Ophold: …"]})


def test_a_notice_that_is_not_acknowledged_ends_the_journey() -> None:
    with pytest.raises(Wrong, match="not acknowledged"):
        play(partners.admit(consenting()), {Send: {"code": "fatal-error"}})


def test_a_hold_of_somebody_who_gave_no_consent_waits_for_nobody() -> None:
    asked = play(hold.hold(Journey("2509479989", "Bruno Test Elmer")), {})

    assert [type(one) for one in asked] == [Post]


def test_whoever_looks_on_is_told_of_a_step_before_it_begins() -> None:
    said, waited, *_ = play(partners.admit(consenting()), {Send: {"code": "ok", "trace_id": "ab"}})

    assert isinstance(said, Say)
    assert said.line.startswith("6  ")
    assert isinstance(waited, Until)
    assert isinstance(waited.ask, MaySend)


def test_each_partner_is_read_in_its_own_words_and_of_the_citizen_only() -> None:
    tasks = [{"task": {"title": "Pause", "description": n, "reference": {"id": n}}} for n in ("a", "b")]
    texts = [{"topic": "Pause", "text": cpr, "cpr": cpr} for cpr in ("1", "2")]

    assert told("jobcenter", {"tasks": tasks, "citizens": {"1": "a", "2": "b"}}, "2") == ["Pause: b"]
    assert told("region", texts, "2") == ["Pause: 2"]
    assert told("jobcenter", {"tasks": tasks, "citizens": {}}, "2") == []

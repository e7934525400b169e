"""The catalogue: who says what to whom."""

import re
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from samspil.contracts import topics
from samspil.contracts.catalogue import FACTS, dataschema, topic_of
from samspil.contracts.envelope import Fact
from samspil.contracts.schemas.revisions import ALL
from samspil.contracts.topics import SERVICES, TOPICS, Kept, Topic, heard_by, said_by

DISCLOSURES = (topics.DISCLOSURE_JOBCENTER, topics.DISCLOSURE_REGION)

every_fact = pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.TYPE)


def test_every_topic_stands_in_the_catalogue_once() -> None:
    defined = [value for value in vars(topics).values() if isinstance(value, Topic)]

    assert sorted(topic.name for topic in defined) == sorted(topic.name for topic in TOPICS)
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)


def test_only_known_services_say_and_hear_and_none_hears_itself() -> None:
    for topic in TOPICS:
        assert {topic.said_by, *topic.heard_by} <= set(SERVICES)
        assert topic.heard_by
        assert topic.said_by not in topic.heard_by


@pytest.mark.parametrize(
    ("bridge", "disclosure"),
    [("jobcenter-bridge", topics.DISCLOSURE_JOBCENTER), ("region-bridge", topics.DISCLOSURE_REGION)],
)
def test_a_bridge_hears_its_own_disclosures_and_nothing_else(bridge: str, disclosure: Topic) -> None:
    assert heard_by(bridge) == (disclosure,)
    assert disclosure.heard_by == {bridge}


def test_facts_are_kept_for_ever_and_of_a_disclosure_the_newest() -> None:
    assert {topic for topic in TOPICS if topic.kept is Kept.NEWEST} == set(DISCLOSURES)


def test_the_overview_hears_every_fact_of_the_others() -> None:
    others = {topic for topic in TOPICS if topic.said_by != "overview"}

    assert set(heard_by("overview")) == others
    assert {topic for service in SERVICES for topic in said_by(service)} == set(TOPICS)


@every_fact
def test_a_type_is_named_by_owner_event_and_version(fact: type[Fact]) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+\.v[1-9][0-9]*", fact.TYPE)
    assert dataschema(fact) == f"urn:samspil:schema:{fact.TYPE}"


def test_a_type_is_said_on_one_topic_only() -> None:
    assert len({fact.TYPE for fact in ALL}) == len(ALL)
    assert all(fact in FACTS[topic_of(fact)] for fact in ALL)


@every_fact
def test_a_fact_is_a_value_that_cannot_be_changed_and_says_when_it_was_true(fact: type[Fact]) -> None:
    assert is_dataclass(fact)
    assert "occurred_at" in {field.name for field in fields(fact)}
    with pytest.raises(FrozenInstanceError):
        delattr(object.__new__(fact), "occurred_at")

"""Every fact of every publisher, by topic: what a topic may carry and how it is read."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from samspil.contracts import citizen, coordination, employment, hospital, plan, referral
from samspil.contracts.disclosure import JobcenterInformed, RegionInformed
from samspil.contracts.envelope import Event, Fact, event_of, reader_of
from samspil.contracts.topics import DISCLOSURE_JOBCENTER, DISCLOSURE_REGION, Topic

PUBLISHERS = (citizen, referral, plan, employment, hospital, coordination)

FACTS: dict[Topic, tuple[type[Fact], ...]] = {
    **{module.TOPIC: module.FACTS for module in PUBLISHERS},
    DISCLOSURE_JOBCENTER: (JobcenterInformed,),
    DISCLOSURE_REGION: (RegionInformed,),
}


@cache
def reader(topic: Topic) -> TypeAdapter[Event[Any]]:
    """Reads every fact that the topic's publisher says, used or not by the hearer."""
    return reader_of(FACTS[topic])


@cache
def topic_of(fact: type[Fact]) -> Topic:
    """The topic that a fact is said on."""
    return next(topic for topic, facts in FACTS.items() if fact in facts)


def envelope(fact: type[Fact]) -> type[Event[Any]]:
    """The envelope's class for a fact."""
    return event_of(fact)


def dataschema(fact: type[Fact]) -> str:
    """The name of the kept JSON Schema of a fact."""
    return f"urn:samspil:schema:{fact.TYPE}"

"""The one catalogue of topics: who says them, who hears them, how long they are kept.

Topics, ACLs, users and documents are derived from it; nothing else names a topic.
"""

from dataclasses import dataclass
from enum import StrEnum

PARTITIONS = 6
"""Of every topic, where an installation does not choose another count before it makes them.

Fixed from then on: changing it would move citizens between partitions and break their order.
"""


class Kept(StrEnum):
    """How long a topic keeps its records."""

    FOR_EVER = "for_ever"
    """Facts: a new hearer starts at the first one."""
    NEWEST = "newest"
    """State: a newer record of a citizen replaces an older one (compacted)."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; ``said_by`` and ``heard_by`` are services and thereby Kafka users."""

    name: str
    said_by: str
    heard_by: frozenset[str]
    kept: Kept = Kept.FOR_EVER


CITIZEN = Topic("citizen.v1", "referral", frozenset({"plan", "overview"}))
REFERRAL = Topic("referral.v1", "referral", frozenset({"plan", "overview"}))
PLAN = Topic("plan.v1", "plan", frozenset({"overview", "referral"}))
EMPLOYMENT = Topic("employment.v1", "jobcenter-bridge", frozenset({"referral", "plan", "overview"}))
HOSPITAL = Topic("hospital.v1", "region-bridge", frozenset({"referral", "plan", "overview"}))
COORDINATION = Topic("coordination.v1", "overview", frozenset({"referral", "plan"}))
DISCLOSURE_JOBCENTER = Topic(
    "disclosure.jobcenter.v1", "overview", frozenset({"jobcenter-bridge"}), Kept.NEWEST
)
DISCLOSURE_REGION = Topic("disclosure.region.v1", "overview", frozenset({"region-bridge"}), Kept.NEWEST)

TOPICS = (
    CITIZEN,
    REFERRAL,
    PLAN,
    EMPLOYMENT,
    HOSPITAL,
    COORDINATION,
    DISCLOSURE_JOBCENTER,
    DISCLOSURE_REGION,
)

SERVICES = ("referral", "plan", "jobcenter-bridge", "region-bridge", "overview")
"""One Kafka user, one database and one database role for each."""


def said_by(service: str) -> tuple[Topic, ...]:
    """The topics that the service may write to."""
    return tuple(topic for topic in TOPICS if topic.said_by == service)


def heard_by(service: str) -> tuple[Topic, ...]:
    """The topics that the service may read."""
    return tuple(topic for topic in TOPICS if service in topic.heard_by)

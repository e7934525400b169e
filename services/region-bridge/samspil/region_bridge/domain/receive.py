"""Receiving a notice: it joins the others of its citizen, and what they say together is what is so."""

from collections.abc import Iterable
from datetime import datetime

from samspil.region_bridge.domain.notice import Notice, Notices
from samspil.region_bridge.domain.say_stays import Fact, say_stays
from samspil.region_bridge.domain.stays import names_of, stays_of
from samspil.vocabulary.citizen_id import CitizenId


def receive(
    notices: Notices, said: Iterable[Fact], citizen: CitizenId, notice: Notice
) -> tuple[Notices, tuple[Fact, ...]]:
    """All notices with this one, and the facts; none where it tells nothing new."""
    joined = {**notices, notice.message_id: notice}
    return joined, follow(joined, said, citizen, notice.noted_at)


def follow(notices: Notices, said: Iterable[Fact], citizen: CitizenId, at: datetime) -> tuple[Fact, ...]:
    """What is still to be said, so that what was said follows from the notices."""
    return say_stays(said, stays_of(citizen, notices), names_of(citizen, notices), at)

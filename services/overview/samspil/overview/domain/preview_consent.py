"""What each partner would be told after a consent is given, narrowed or withdrawn, before anybody says yes.

The act's own rules refuse it, its fact is folded as it will be, and the same code tells: nothing is guessed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from samspil.contracts.citizen import (
    CitizenConsentGiven,
    CitizenConsentNarrowed,
    CitizenConsentWithdrawn,
    CitizenFact,
)
from samspil.contracts.envelope import Event
from samspil.overview.domain.citizen_state import CitizenState, fold_citizen
from samspil.overview.domain.consent import Consent
from samspil.overview.domain.inform import Informed, says_the_same
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.what_is_told import WhatIsKnown, what_is_told
from samspil.rulebook.law import Law, in_force
from samspil.rulebook.less_consent import Rest, require_less, require_not_withdrawn
from samspil.rulebook.whole_consent import Agreement, require_whole
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day

NEW = UUID(int=0)
"""The id of what is not there yet."""
NOBODY = ""
"""Who records it: of that nobody is told."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What one partner is told, and would be."""

    receiver: Receiver
    now: Informed
    after: Informed

    @property
    def changes(self) -> bool:
        """Whether the partner would hear anything."""
        return not says_the_same(self.after, self.now)


def if_given(agreed: Agreement, cases: Collection[UUID], law: Law, now: datetime) -> CitizenConsentGiven:
    """What would be said of it. Raises one of ``WRONG_AGREEMENTS``."""
    today = danish_day(now)
    return CitizenConsentGiven(
        consent_id=NEW,
        law=require_whole(agreed, cases, in_force(law, today), today),
        kinds=agreed.kinds,
        from_sector=agreed.from_sector,
        to_sectors=agreed.to_sectors,
        case=agreed.case,
        until=agreed.until,
        form=agreed.form,
        recorded_by=NOBODY,
        occurred_at=now,
    )


def if_narrowed(consent: Consent, rest: Rest, now: datetime) -> CitizenConsentNarrowed:
    """What would be said of it. Raises one of ``WRONG_RESTS``."""
    less = require_less(consent, rest, danish_day(now))
    return CitizenConsentNarrowed(
        consent_id=consent.id,
        kinds=less.kinds,
        to_sectors=less.to_sectors,
        until=less.until,
        recorded_by=NOBODY,
        occurred_at=now,
    )


def if_withdrawn(consent: Consent, now: datetime) -> CitizenConsentWithdrawn:
    """What would be said of it. Raises ``AlreadyWithdrawn``."""
    require_not_withdrawn(consent)
    return CitizenConsentWithdrawn(consent_id=consent.id, recorded_by=NOBODY, occurred_at=now)


def preview(
    known: WhatIsKnown, fact: CitizenFact | None, law: Law, now: datetime, ours: Collection[str]
) -> tuple[Preview, ...]:
    """What each partner is told as things stand, and once the fact is heard; without one, the same twice."""
    after = known
    if fact is not None:
        citizen = _folded(known.view.citizen, fact, now)
        after = replace(known, view=replace(known.view, citizen=citizen))
    faults: list[
        Exception
    ] = []  # of what cannot be computed the partner is told less, and here is shown less
    return tuple(
        Preview(receiver, *(what_is_told(one, receiver, law, now, ours, faults)[0] for one in (known, after)))
        for receiver in Receiver
    )


def _folded(state: CitizenState, fact: CitizenFact, now: datetime) -> CitizenState:
    """As the fold will leave it, which looks at nothing of the envelope but the number."""
    return fold_citizen(
        state,
        Event(
            id=NEW,
            source="/samspil/overview",
            type=fact.TYPE,
            subject=CitizenId(NEW),
            time=now,
            dataschema="",
            seq=max((one.version for one in state.consents), default=0) + 1,
            correlationid=NEW,
            data=fact,
        ),
    )

"""What the referral service says of a citizen's file and referrals, as far as it brings somebody to them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from samspil.contracts.citizen import CitizenContactOpened, CitizenCoordinatorNamed, CitizenRegistered
from samspil.contracts.envelope import Event
from samspil.contracts.referral import (
    ReferralCancelled,
    ReferralClosed,
    ReferralCompleted,
    ReferralDeclined,
    ReferralRedirected,
    ReferralSubmitted,
    ReferralVoided,
)
from samspil.rulebook.case_at_hand import Asked, Helper, Ties, ties_of

ENDS = (
    ReferralCancelled,
    ReferralClosed,
    ReferralCompleted,
    ReferralDeclined,
    ReferralRedirected,
    ReferralVoided,
)


def ties_heard(heard: Iterable[Event[Any]], helpers: Iterable[Helper]) -> Ties:
    """Who has a case of the citizen's at hand."""
    coordinator = opened_by = None
    referrals: dict[UUID, Asked] = {}
    for event in heard:
        match event.data:
            case CitizenRegistered(registered_by=who) | CitizenContactOpened(opened_by=who):
                opened_by = who
            case CitizenCoordinatorNamed(coordinator=who):
                coordinator = who
            case ReferralSubmitted() as fact:
                referrals[fact.referral_id] = Asked(
                    fact.from_sector, fact.to_sector, fact.to_unit, fact.author, fact.from_unit, None
                )
            case fact if isinstance(fact, ENDS):
                asked = referrals.get(fact.referral_id)
                # A mistake is found whenever it is found: of an end that was told, that is the end.
                if asked and (asked.ended_at is None or isinstance(fact, ReferralVoided)):
                    referrals[fact.referral_id] = replace(asked, ended_at=fact.occurred_at)
    return ties_of(coordinator, opened_by, helpers, referrals.values())

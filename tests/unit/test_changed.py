"""An act on what somebody else changed meanwhile: what was read stands beside what is there now."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from samspil.contracts.referral import ReferralAccepted, ReferralReceived
from samspil.overview.pages.changed import thing_changed
from samspil.overview.pages.danish import instant
from samspil.overview.pages.form import Filled, Thing
from samspil.overview.pages.forms.referral import DECLINE, RECEIVE
from samspil.testkit.builders import MONDAY, event

REFERRAL = uuid4()
HISTORY = [
    event(ReferralReceived(referral_id=uuid4(), received_by="lars", occurred_at=MONDAY), 4),
    event(
        ReferralAccepted(
            referral_id=REFERRAL, accepted_by="lars", starts_on=date(2026, 12, 24), occurred_at=MONDAY
        ),
        3,
    ),
    event(ReferralReceived(referral_id=REFERRAL, received_by="lars", occurred_at=MONDAY), 2),
]
REFUSED = Filled(DECLINE, (Thing(REFERRAL, 2),), {"words": "Nej."}).because(
    "stale-version", 412, "Ændret.", {}
)


def test_the_thing_as_it_was_read_stands_beside_the_thing_as_it_is_and_what_was_written() -> None:
    shown = thing_changed(REFUSED, HISTORY)

    assert shown is not None
    assert shown.before == "Henvendelsen er modtaget."
    assert shown.now == "Der er sagt ja. Hjælpen begynder 24.12.2026."
    assert shown.now_by == f"Socialpsykiatrien, {instant(MONDAY)}"
    assert shown.own == "Begrundelse: Nej."


def test_an_act_that_asks_nothing_is_told_by_its_button() -> None:
    refused = Filled(RECEIVE, (Thing(REFERRAL, 2),)).because("stale-version", 412, "Ændret.", {})
    shown = thing_changed(refused, HISTORY)

    assert shown is not None
    assert shown.own == "Modtag."


@pytest.mark.parametrize(
    "refused",
    [
        replace(REFUSED, kind="referral-not-open"),
        replace(REFUSED, things=()),
        replace(REFUSED, things=(Thing(REFERRAL, 3),)),
        replace(REFUSED, things=(Thing(REFERRAL, 1),)),
        replace(REFUSED, things=(Thing(uuid4(), 2),)),
    ],
    ids=["another refusal", "of nothing", "not heard yet", "never heard", "of another thing"],
)
def test_where_nothing_newer_is_known_the_refusal_stands_by_itself(refused: Filled) -> None:
    assert thing_changed(refused, HISTORY) is None

"""A citizen is registered and referred; somebody else takes the referral in and accepts it."""

from collections.abc import Generator
from typing import Any

from samspil.sandboxes.journey.asks import Ask, Post, Say, Steps
from samspil.sandboxes.journey.state import Journey, day
from samspil.web.role import Role


def refer(journey: Journey) -> Steps:
    """A caseworker registers a citizen and submits a referral; a visitator receives and accepts it."""
    submitted = yield from submit(journey)
    yield Say("   En visitator modtager henvendelsen og siger ja.")
    path = f"/referrals/{journey.referral}"
    received = yield journey.post(Role.VISITATOR, "referral", f"{path}/receive", seen=submitted)
    starts = {"starts_on": day(7)}
    yield journey.post(Role.VISITATOR, "referral", f"{path}/accept", starts, seen=received)
    yield journey.seen(
        "the accepted referral",
        lambda view: any(one["standing"] == "accepted" for one in view["referrals"]),
    )


def submit(journey: Journey) -> Generator[Ask, Any, dict[str, Any]]:
    """A caseworker registers a citizen and submits a referral that nobody has taken in yet."""
    yield Say("1  En sagsbehandler opretter en borger og sender en henvendelse.")
    who = {"cpr": journey.cpr, "name": journey.name, "acting_municipality": "101", "basis": "sel-85"}
    registered = yield Post(Role.CASEWORKER, "referral", "/v1/citizens", who)
    journey.citizen_id = registered["citizen_id"]
    referral = {
        "to_unit": "VISITATION-1",
        "words": journey.words,
        "basis": "sel-85",
    }
    submitted: dict[str, Any] = yield journey.post(Role.CASEWORKER, "referral", "/referrals", referral)
    journey.referral = submitted["referral_id"]
    return submitted

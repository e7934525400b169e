"""The citizen agrees to sharing, and later no more."""

from collections.abc import Mapping
from typing import Any

from samspil.sandboxes.journey.asks import JOBCENTER, REGION, Received, Say, Steps, Wrong
from samspil.sandboxes.journey.state import Journey, day
from samspil.web.role import Role

CONSENTS: tuple[Mapping[str, Any], ...] = (
    {"from_sector": "social", "to_sectors": ["employment"], "kinds": ["identity", "contact_hold"]},
    {"from_sector": "social", "to_sectors": ["region"], "kinds": ["identity", "network"]},
    {"from_sector": "employment", "to_sectors": ["social"], "kinds": ["milestone"]},
)


def consent(journey: Journey) -> Steps:
    """The citizen agrees; before that neither partner has been told anything."""
    for partner in (JOBCENTER, REGION):
        if (yield Received(partner)):
            raise Wrong(f"the {partner} was told something before the consent")
    yield Say("2  Borgeren giver samtykke: hvad, fra hvem, til hvem, i hvilken sag og hvor længe.")
    for one in CONSENTS:
        asked = {**one, "case": journey.referral, "until": day(180)}
        given = yield journey.post(Role.CASEWORKER, "referral", "/consents", asked)
        journey.consents.append(given["consent_id"])


def withdraw(journey: Journey) -> Steps:
    """The citizen withdraws the consents; each partner hears that sharing has ended, and nothing more."""
    yield Say("9  Borgeren trækker samtykket tilbage; hver part får at vide, at deling er ophørt.")
    while journey.consents:
        yield journey.post(Role.CASEWORKER, "referral", f"/consents/{journey.consents[0]}/withdraw")
        del journey.consents[0]
    for partner in (JOBCENTER, REGION):
        yield journey.acknowledged(partner, "sharing_ended")
        *_, last = yield Received(partner)
        yield Say(f"   {last}")

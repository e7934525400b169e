"""The loop to the jobcenter and back: it is asked to help, has it in its own system, and answers there."""

from samspil.sandboxes.journey.asks import JOBCENTER, Received, Say, Send, Steps, Until, Wrong
from samspil.sandboxes.journey.state import Journey, day
from samspil.web.role import Role


def ask(journey: Journey) -> Steps:
    """A referral with the citizen's consent in one act; until the jobcenter has it, it is not sent."""
    yield Say("5  Jobcentret bliver bedt om hjælp, med borgerens samtykke, og svarer i sit eget fagsystem.")
    wish = {"to_unit": "JOB-1", "words": journey.goal, "basis": "lab", "consent_until": day(180)}
    asked = yield journey.post(Role.CASEWORKER, "referral", "/referrals", wish)
    referral = asked["referral_id"]
    given = yield Until(
        "the consents that were given with it",
        journey.get(Role.CASEWORKER, "referral", "/consents"),
        lambda found: [one["consent_id"] for one in found["consents"] if one["case"] == referral],
    )
    journey.consents += given
    yield journey.stands(referral, "told")
    *_, told = yield Received(JOBCENTER)
    if journey.goal not in told:
        raise Wrong("the jobcenter was not told what the citizen wishes")
    yield Say(f"   Jobcentret har fået: {told}")
    reply = {"status": "accepteret", "note": "Vi ringer i næste uge.", "day": day(14)}
    yield Send(JOBCENTER, {"what": "task-answered", "cpr": journey.cpr, "reply": reply})
    yield journey.stands(referral, "accepted")
    yield Say("   Jobcentret har sagt ja.")

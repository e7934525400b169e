"""All steps of the journey, in order."""

from collections.abc import Callable

from samspil.sandboxes.journey.asks import Say, Steps
from samspil.sandboxes.journey.hold import pause
from samspil.sandboxes.journey.jobcenter import ask
from samspil.sandboxes.journey.partners import admit, discharge, milestone
from samspil.sandboxes.journey.plan import plan
from samspil.sandboxes.journey.referral import refer
from samspil.sandboxes.journey.sharing import consent, withdraw
from samspil.sandboxes.journey.state import Journey


def look(journey: Journey) -> Steps:
    """The page that a caseworker looks at."""
    yield Say("10 Se borgerens side: ", ("pages", f"/borgere/{journey.citizen_id}"))


STEPS: tuple[Callable[[Journey], Steps], ...] = (
    refer,
    consent,
    plan,
    milestone,
    ask,
    admit,
    pause,
    discharge,
    withdraw,
    look,
)

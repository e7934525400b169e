"""The journey so far, played through the real doors with a citizen whom nobody is."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx2

from samspil.cli import token
from samspil.stack.ports import HOST
from samspil.stack.problem import StackProblem
from samspil.stack.settings import Settings
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Role

CITIZEN = {
    "cpr": "2509479989",  # one of MedCom's published test persons
    "name": "Bruno Test Elmer",
    "acting_municipality": "101",
    "basis": "sel-85",
}
REFERRAL = {
    "to_sector": "social",
    "to_unit": "VISITATION-1",
    "priority": "routine",
    "words": "Jeg vil gerne have hjælp til at komme ud af min lejlighed igen.",
    "basis": "sel-85",
}
VISIBLE_WITHIN = 30.0


def play(settings: Settings, say: Callable[[str], None]) -> None:
    """Register a citizen, submit a referral, and wait until the overview shows it; ``say`` hears each step.

    Raises ``StackProblem`` when a door answers something else.
    """
    referral = f"http://{HOST}:{settings.referral_port}/v1/citizens"
    overview = f"http://{HOST}:{settings.overview_port}/v1/citizens"
    bearer = token.fetch(settings.issuer, Role.CASEWORKER, Sector.SOCIAL)
    with httpx2.Client(
        headers={"authorization": f"Bearer {bearer}"}, timeout=10, trust_env=False
    ) as caseworker:
        say("A caseworker of social psychiatry registers a citizen and submits a referral.")
        citizen = _answer(caseworker.post(referral, json=CITIZEN))["citizen_id"]
        say(f"  POST {referral} → citizen {citizen}")
        doors = f"{referral}/{citizen}/referrals"
        submitted = _answer(caseworker.post(doors, json=REFERRAL))
        since = time.monotonic()
        say(f"  POST {doors} → an answer is owed by {submitted['answer_by']}")
        view = f"{overview}/{citizen}/view"
        standing = _await(caseworker, view, submitted["referral_id"])
        say(f"  GET {view} → {standing}, {(time.monotonic() - since) * 1000:.0f} ms later")


def _await(caseworker: httpx2.Client, view: str, referral_id: str) -> str:
    """Ask until the view shows the referral; where it stands."""
    until = time.monotonic() + VISIBLE_WITHIN
    while time.monotonic() < until:
        answer = caseworker.get(view)
        # 404 says that nothing of the citizen has arrived yet
        shown = [] if answer.status_code == httpx2.codes.NOT_FOUND else _answer(answer)["referrals"]
        for one in shown:
            if one["referral_id"] == referral_id:
                return str(one["standing"])
        time.sleep(0.02)
    raise StackProblem(f"The overview did not show the referral within {VISIBLE_WITHIN:.0f} s.")


def _answer(response: httpx2.Response) -> Mapping[str, Any]:
    if response.is_error:
        asked = response.request
        raise StackProblem(
            f"The journey ended early: {asked.method} {asked.url} answered {response.status_code}."
        )
    body: Mapping[str, Any] = response.json()
    return body

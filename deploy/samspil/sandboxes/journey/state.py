"""One journey: whom it is about, what is asked in whose words, and the ids that later steps need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from samspil.sandboxes.journey.asks import REGION, Get, Post, Send, Until
from samspil.vocabulary.copenhagen import danish_day
from samspil.web.role import Role

SUPPORT_WORKER, SUPPORT_WORKER_NAME = "kontaktperson-social", "Aisha Digtet"
"""The built-in issuer's support worker."""

WORDS = "Jeg vil gerne ud blandt andre igen og have et arbejde, jeg kan holde til."
GOAL = "Et par timer om ugen i en genbrugsbutik, hvor der er ro."


def day(days: int) -> str:
    """So many days from today, as a date."""
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


@dataclass
class Journey:
    """What is known of one journey, with a citizen whom nobody is; steps change it."""

    cpr: str
    name: str
    words: str = WORDS
    """Why the citizen is referred."""
    goal: str = GOAL
    ask: str = SUPPORT_WORKER_NAME
    """Whom the jobcenter may ask during a contact hold."""
    support_worker_name: str = SUPPORT_WORKER_NAME
    citizen_id: str = ""
    referral: str = ""
    consents: list[str] = field(default_factory=list)
    """Those that are given and not withdrawn."""

    def about(self, path: str) -> str:
        """The path of a door about the citizen."""
        return f"/v1/citizens/{self.citizen_id}{path}"

    def get(self, role: Role, service: str, path: str) -> Get:
        """Read something about the citizen."""
        return Get(role, service, self.about(path))

    def post(
        self,
        role: Role,
        service: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        seen: Mapping[str, Any] | None = None,
    ) -> Post:
        """Ask for something about the citizen."""
        return Post(role, service, self.about(path), body, seen)

    def notice(self, what: str) -> Send:
        """Let the hospital tell of the citizen."""
        return Send(REGION, {"what": what, "cpr": self.cpr, "name": self.name})

    def seen(self, what: str, found: Callable[[Any], Any]) -> Until:
        """Wait until something is ``found`` in the coordinated view, as a caseworker sees it."""
        view = Get(Role.CASEWORKER, "overview", self.about("/view"))
        return Until(f"{what} in the view", view, found)

    def stands(self, referral: str, standing: str) -> Until:
        """Wait until the view shows that the referral stands there."""

        def found(view: Any) -> bool:
            return any((one["id"], one["standing"]) == (referral, standing) for one in view["referrals"])

        return self.seen(f"that the referral is {standing}", found)

    def acknowledged(self, partner: str, told: str) -> Until:
        """Wait until the view shows that the partner took this."""

        def found(view: Any) -> bool:
            ends = view["told"][partner]
            return any(one["told"] == told and one["outcome"] == "acknowledged" for one in ends)

        return self.seen(f"the {partner}'s receipt of {told}", found)

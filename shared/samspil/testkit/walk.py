"""One citizen's way through the journey, over HTTP; what is not answered is asked again, the same."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import httpx2

from samspil.testkit.partners import JOBCENTER, REGION
from samspil.testkit.people import Person
from samspil.testkit.town import Town, eventually
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7
from samspil.web.versions import etag

SUPPORT_WORKER, SUPPORT_WORKER_NAME = "kontaktperson-social", "Aisha Digtet"
"""The built-in issuer's support worker."""

WORDS = "Jeg vil gerne have en hverdag igen"
GOAL = "Et par timer om ugen i en genbrugsbutik"

CONSENTS: tuple[Mapping[str, Any], ...] = (
    {"kinds": ["identity", "contact_hold"], "from_sector": "social", "to_sectors": ["employment"]},
    {"kinds": ["identity", "network"], "from_sector": "social", "to_sectors": ["region"]},
    {"kinds": ["milestone"], "from_sector": "employment", "to_sectors": ["social"]},
)

_RECEIVED = "SELECT FROM disclosure WHERE citizen_id = $1 AND state -> 'told' ->>"
HEARD = {
    JOBCENTER: f"{_RECEIVED} 'milestones_received' = 'true'",
    REGION: f"{_RECEIVED} 'notices_received' = 'true'",
}

_UNREAD = {httpx2.codes.REQUEST_TIMEOUT}
"""The request did not arrive in time, and nobody has read it (RFC 9110 §15.5.9: ask again)."""


def day(days: int) -> str:
    """So many days from today, as a date."""
    return (danish_day(datetime.now(UTC)) + timedelta(days=days)).isoformat()


class Walk:
    """The steps, to be called in any order that makes sense; each waits until what it needs is there."""

    def __init__(self, town: Town, person: Person, *, within: float = 20.0, every: float = 0.1) -> None:
        self.person = person
        self.citizen_id = ""
        self.words, self.goal = WORDS, GOAL
        self.ask = self.support_worker_name = SUPPORT_WORKER_NAME
        self._town = town
        self._within = within
        self._every = every
        self._bearers: dict[tuple[str, str], dict[str, str]] = {}
        self._referral = ""
        self._consents: list[str] = []

    async def all(self) -> None:
        """Walk from end to end."""
        for step in (
            self.refer,
            self.consent,
            self.plan,
            self.milestone,
            self.admit,
            self.answer,
            self.hold,
            self.discharge,
            self.withdraw,
        ):
            await step()

    async def refer(self) -> None:
        """Register, submit, receive, accept."""
        submitted = await self.submit()
        door = self.about(f"/referrals/{self._referral}")
        received = await self.post("visitator", "referral", f"{door}/receive", seen=submitted)
        await self.post("visitator", "referral", f"{door}/accept", {"starts_on": day(7)}, seen=received)

    async def submit(self) -> dict[str, Any]:
        """Register, and submit a referral that nobody has taken in yet."""
        who = {"cpr": self.person.cpr.number, "name": self.person.name}
        registered = await self.post(
            "caseworker", "referral", "/v1/citizens", {**who, "acting_municipality": "101", "basis": "sel-85"}
        )
        self.citizen_id = registered["citizen_id"]
        referral = {
            "to_sector": "social",
            "to_unit": "VISITATION-1",
            "words": self.words,
            "basis": "sel-85",
        }
        submitted = await self.post("caseworker", "referral", self.about("/referrals"), referral)
        self._referral = submitted["referral_id"]
        return submitted

    async def consent(self) -> None:
        """What may go to each partner, and come from the jobcenter."""
        for one in CONSENTS:
            given = await self.post(
                "caseworker",
                "referral",
                self.about("/consents"),
                {**one, "law": "rsl-11a-1", "case": self._referral, "until": day(180)},
            )
            self._consents.append(given["consent_id"])

    async def plan(self) -> None:
        """A goal and support that are agreed; the region is told the contact person, if it may be."""
        door = self.about("/plan")
        opened = await self.until(lambda: self.get("caseworker", "plan", door))
        goal = {"area": "employment", "words": self.goal}
        added = await self.post("caseworker", "plan", f"{door}/goals", goal, seen=opened)
        support = {
            "goal_id": added["goal_id"],
            "provision": "sel-85",
            "decision_reference": "2026-0457",
            "support_worker": SUPPORT_WORKER,
            "support_worker_name": self.support_worker_name,
        }
        helped = await self.post("caseworker", "plan", f"{door}/interventions", support, seen=added)
        await self.post("caseworker", "plan", f"{door}/agree", seen=helped)
        if self._consents:
            await self.until(lambda: self.acknowledged(REGION, "contact_person"))

    async def milestone(self) -> None:
        """An activity is created and started at the jobcenter."""
        await self.until(lambda: self._bridge_heard(JOBCENTER))
        for what in ("activity-created", "activity-started"):
            wish = {"what": what, "cpr": self.person.cpr.number, "notify": False}
            notification = await self.play(JOBCENTER, "/send", wish)
            bearer = await self.bearer("integrator", "employment")
            await self._asked("POST", self.at("jobcenter-bridge", "/v1/notifications"), bearer, notification)
        await self.until(self._started)

    async def admit(self) -> None:
        """A hospital stay begins, and a contact hold is proposed."""
        await self.until(lambda: self._bridge_heard(REGION))
        await self.notice("admit")
        await self.until(self._proposals)

    async def answer(self) -> None:
        """The support worker says what becomes of the support."""
        door = self.about("/plan/support-questions")

        async def asked() -> list[Any]:
            found = await self.get("support_worker", "plan", f"{door}?mine=true")
            return list(found["questions"]) if found else []

        (question, *_) = await self.until(asked)
        answered = f"{door}/{question['question_id']}/answer"
        await self.post("support_worker", "plan", answered, {"answer": "paused"}, seen=question)

    async def hold(self) -> None:
        """A contact hold, with or without a stay; the jobcenter is told of it, if it may be."""
        await self.post(
            "support_worker", "overview", self.about("/contact-holds"), {"until": day(14), "ask": self.ask}
        )
        if self._consents:
            await self.until(lambda: self.acknowledged(JOBCENTER, "contact_hold"))

    async def discharge(self) -> None:
        """The stay ends, and a follow-up is opened."""
        await self.notice("discharge")

        async def follow_ups() -> list[Any]:
            return list((await self.view())["plan"]["follow_ups"])

        await self.until(follow_ups)

    async def withdraw(self) -> None:
        """The consents end; both partners are told just that."""
        for consent in self._consents:
            await self.post("caseworker", "referral", self.about(f"/consents/{consent}/withdraw"))
        self._consents.clear()
        for partner in (JOBCENTER, REGION):
            await self.until(partial(self.acknowledged, partner, "sharing_ended"))

    async def notice(self, what: str) -> None:
        """Have the region send a notice, again and again until it is acknowledged."""
        who = {"cpr": self.person.cpr.number, "name": self.person.name}
        sent = await self.play(REGION, "/send", {**who, "what": what})
        message = {"message_id": sent["message_id"]}

        async def taken() -> bool:
            again = sent if sent["code"] == "ok" else await self.play(REGION, "/repeat", message)
            return bool(again["code"] == "ok")

        await self.until(taken)

    async def acknowledged(self, partner: str, told: str) -> bool:
        """Whether the view shows that the partner took this."""
        ends = (await self.view())["told"][partner]
        return any(one["told"] == told and one["outcome"] == "acknowledged" for one in ends)

    async def view(self) -> dict[str, Any]:
        """The coordinated view, once there is one."""
        return dict(await self.until(lambda: self.get("caseworker", "overview", self.about("/view"))))

    async def until(self, true: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        """Wait until it is."""
        return await eventually(true, self._within, self._every)

    def at(self, service: str, path: str) -> str:
        """The address of a service's door."""
        return self._town.address(f"{service}-web") + path

    def about(self, path: str) -> str:
        """The path of a door about the citizen."""
        return f"/v1/citizens/{self.citizen_id}{path}"

    async def bearer(self, role: str, sector: str = "social") -> dict[str, str]:
        """The header with that role's token."""
        if (role, sector) not in self._bearers:
            self._bearers[role, sector] = await self._town.headers(role, sector)
        return self._bearers[role, sector]

    async def post(
        self,
        role: str,
        service: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        seen: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Ask for something once, however often it takes; of a thing that is changed as it was ``seen``."""
        headers = {**(await self.bearer(role)), "idempotency-key": str(uuid7())}
        if seen is not None:
            headers["if-match"] = etag(seen["version"])
        answer = await self._asked("POST", self.at(service, path), headers, body or {})
        return dict(answer.json()) if answer.content else {}

    async def get(self, role: str, service: str, path: str) -> dict[str, Any] | None:
        """Read; None for what is not there yet."""
        answer = await self._asked("GET", self.at(service, path), await self.bearer(role))
        return None if answer.status_code == 404 else dict(answer.json())

    async def play(self, partner: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Let a partner do something."""
        address = self._town.address(f"{partner}-sandbox") + path
        return dict((await self._town.http.post(address, json=body)).raise_for_status().json())

    async def _asked(
        self, method: str, address: str, headers: Mapping[str, str], body: Mapping[str, Any] | None = None
    ) -> httpx2.Response:
        """The first answer that is about the question."""
        until = asyncio.get_running_loop().time() + self._within
        while True:
            try:
                answer = await self._town.http.request(method, address, json=body, headers=headers)
            except httpx2.TransportError:
                answer = None
            if answer is not None and answer.status_code not in _UNREAD and answer.status_code < 500:
                break
            if asyncio.get_running_loop().time() > until:
                raise AssertionError(f"{method} {address} is not answered")
            await asyncio.sleep(0.1)
        if answer.is_error and (method, answer.status_code) != ("GET", 404):
            raise AssertionError(f"{method} {address} is refused: {answer.text}")
        return answer

    async def _bridge_heard(self, partner: str) -> Any:
        return await self._town.fetch(f"{partner}-bridge", HEARD[partner], self.citizen_id)

    async def _started(self) -> bool:
        return any(one["started_on"] for one in (await self.view())["milestones"])

    async def _proposals(self) -> Any:
        return (await self.view())["coordination"]["proposals"]

"""One citizen's way through the journey, over HTTP; what is not answered is asked again, the same."""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Mapping
from typing import Any, assert_never
from uuid import UUID

import httpx2

from samspil.sandboxes.journey import hold, jobcenter, partners, plan, referral, sharing
from samspil.sandboxes.journey.asks import (
    JOBCENTER,
    REGION,
    Ask,
    Get,
    MaySend,
    Post,
    Received,
    Say,
    Send,
    Until,
)
from samspil.sandboxes.journey.received import told
from samspil.sandboxes.journey.script import STEPS
from samspil.sandboxes.journey.state import Journey, day
from samspil.testkit.people import Person
from samspil.testkit.system_under_test import SystemUnderTest, eventually
from samspil.vocabulary.ids import uuid7
from samspil.web.versions import etag

_HEARD = "SELECT FROM disclosure WHERE citizen_id = $1 AND state -> 'told' ->>"
MAY_SEND = {
    JOBCENTER: f"{_HEARD} 'milestones_received' = 'true'",
    REGION: f"{_HEARD} 'notices_received' = 'true'",
}
MAY_WRITE = f"{_HEARD} 'messages_received' = 'true'"

_UNREAD = {httpx2.codes.REQUEST_TIMEOUT}
"""The request did not arrive in time, and nobody has read it (RFC 9110 §15.5.9: ask again)."""


class Walk:
    """The steps, to be called in any order that makes sense; each waits until what it needs is there."""

    def __init__(
        self, system: SystemUnderTest, person: Person, *, within: float = 20.0, every: float = 0.1
    ) -> None:
        self.person = person
        self.journey = Journey(person.cpr.number, person.name)
        self._system = system
        self._within = within
        self._every = every
        self._bearers: dict[tuple[str, str], dict[str, str]] = {}

    @property
    def citizen_id(self) -> str:
        """Of the person, once registered."""
        return self.journey.citizen_id

    async def all(self) -> None:
        """Walk from end to end."""
        for step in STEPS:
            await self._play(step(self.journey))

    async def submit(self) -> None:
        """Register, and submit a referral that nobody has taken in yet."""
        await self._play(referral.submit(self.journey))

    async def refer(self) -> None:
        """Register, submit, receive, accept."""
        await self._play(referral.refer(self.journey))

    async def consent(self) -> None:
        """What may go to each partner, and come from the jobcenter."""
        await self._play(sharing.consent(self.journey))

    async def agree(self, *consents: Mapping[str, Any]) -> list[str]:
        """The citizen agrees in writing, for half a year: from whom to whom, of which kinds; their ids."""
        how = {"case": self.journey.referral, "until": day(180), "form": "written"}
        given = [
            await self.post("caseworker", "referral", self.about("/consents"), {**how, **one})
            for one in consents
        ]
        return [one["consent_id"] for one in given]

    async def plan(self) -> None:
        """A goal and support that are agreed; the region is told the contact person, if it may be."""
        await self._play(plan.plan(self.journey))

    async def milestone(self) -> None:
        """An activity is created and started at the jobcenter."""
        await self._play(partners.milestone(self.journey))

    async def ask_jobcenter(self) -> None:
        """The jobcenter is asked to help, has it, and says yes."""
        await self._play(jobcenter.ask(self.journey))

    async def admit(self) -> None:
        """A hospital stay begins, and a contact hold is proposed."""
        await self._play(partners.admit(self.journey))

    async def answer(self) -> None:
        """The support worker says what becomes of the support."""
        await self._play(hold.answer(self.journey))

    async def hold(self) -> None:
        """A contact hold, with or without a stay; the jobcenter is told of it, if it may be."""
        await self._play(hold.hold(self.journey))

    async def discharge(self) -> None:
        """The stay ends, and a follow-up is opened."""
        await self._play(partners.discharge(self.journey))

    async def withdraw(self) -> None:
        """The consents end; both partners are told just that."""
        await self._play(sharing.withdraw(self.journey))

    async def wards_may_write(self) -> None:
        """The region's bridge has heard that it may take in what wards write."""
        await self.until(lambda: self._system.fetch("region-bridge", MAY_WRITE, UUID(self.citizen_id)))

    async def notice(self, what: str) -> None:
        """Have the region send a notice, again and again until it is acknowledged."""
        await self._answer(self.journey.notice(what))

    async def notify(self, body: Mapping[str, Any]) -> None:
        """Let something happen at the jobcenter, of which its bridge is notified."""
        await self._notification(body)

    async def view(self) -> dict[str, Any]:
        """The coordinated view, once there is one."""
        return dict(await self.until(lambda: self.get("caseworker", "overview", self.about("/view"))))

    async def shows(self, found: Callable[[dict[str, Any]], Any]) -> None:
        """Wait until something is ``found`` in the view."""
        await self._answer(self.journey.seen("it", found))

    async def stands(self, referral: str, standing: str) -> None:
        """Wait until the view shows that the referral stands there."""
        await self._answer(self.journey.stands(referral, standing))

    async def balance(self, unit: str) -> dict[str, int]:
        """What became of all referrals to a unit."""
        lines = await self.get("caseworker", "referral", "/v1/balance")
        found = (one for one in lines if one["to_unit"] == unit)
        return next(found, dict.fromkeys(("sent", "open", "answered", "cancelled", "closed"), 0))

    async def until(self, true: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        """Wait until it is."""
        return await eventually(true, self._within, self._every)

    def about(self, path: str) -> str:
        """The path of a door about the citizen."""
        return self.journey.about(path)

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
        headers = {**(await self._bearer(role)), "idempotency-key": str(uuid7())}
        if seen is not None:
            headers["if-match"] = etag(seen["version"])
        answer = await self._asked("POST", self._at(service, path), headers, body or {})
        return dict(answer.json()) if answer.content else {}

    async def get(self, role: str, service: str, path: str) -> Any:
        """Read; None for what is not there yet."""
        answer = await self._asked("GET", self._at(service, path), await self._bearer(role))
        return None if answer.status_code == 404 else answer.json()

    async def _play(self, steps: Generator[Ask, Any, object]) -> None:
        answer: Any = None
        while True:
            try:
                ask = steps.send(answer)
            except StopIteration:
                return
            answer = await self._answer(ask)

    async def _answer(self, ask: Ask) -> Any:
        match ask:
            case Get():
                return await self.get(ask.role, ask.service, ask.path)
            case Post():
                return await self.post(ask.role, ask.service, ask.path, ask.body, seen=ask.seen)
            case Send():
                return await (self._notice if ask.partner == REGION else self._notification)(ask.body)
            case Received():
                received = await self._asked("GET", self._sandbox(ask.partner, "/received"), {})
                return told(ask.partner, received.json(), self.person.cpr.number)
            case MaySend():
                bridge = f"{ask.partner}-bridge"
                return await self._system.fetch(bridge, MAY_SEND[ask.partner], self.citizen_id)
            case Until():
                return await self.until(lambda: self._found(ask))
            case Say():
                return None  # nobody looks on
            case _:
                assert_never(ask)

    async def _found(self, ask: Until) -> Any:
        answer = await self._answer(ask.ask)
        return None if answer is None else ask.found(answer)

    async def _notice(self, body: Mapping[str, Any]) -> Any:
        """Sent by the region, again and again until it is acknowledged."""
        sent = await self._sent(REGION, body)
        message = {"message_id": sent["message_id"]}

        async def taken() -> Any:
            if sent["code"] == "ok":
                return sent
            again = (await self._asked("POST", self._sandbox(REGION, "/repeat"), {}, message)).json()
            return again if again["code"] == "ok" else None

        return await self.until(taken)

    async def _notification(self, body: Mapping[str, Any]) -> Any:
        """Handed in here in the jobcenter's name: its sandbox notifies once only."""
        notification = await self._sent(JOBCENTER, {**body, "notify": False})
        bearer = await self._bearer("integrator", "employment")
        await self._asked("POST", self._at("jobcenter-bridge", "/v1/notifications"), bearer, notification)
        return notification

    async def _sent(self, partner: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Something happens at a partner, once: asked again, it would happen again."""
        answer = await self._system.http.post(self._sandbox(partner, "/send"), json=body)
        return dict(answer.raise_for_status().json())

    def _sandbox(self, partner: str, path: str) -> str:
        return self._system.address(f"{partner}-sandbox") + path

    def _at(self, service: str, path: str) -> str:
        return self._system.address(f"{service}-web") + path

    async def _bearer(self, role: str, sector: str = "social") -> dict[str, str]:
        if (role, sector) not in self._bearers:
            self._bearers[role, sector] = await self._system.headers(role, sector)
        return self._bearers[role, sector]

    async def _asked(
        self, method: str, address: str, headers: Mapping[str, str], body: Mapping[str, Any] | None = None
    ) -> httpx2.Response:
        """The first answer that is about the question."""
        until = asyncio.get_running_loop().time() + self._within
        while True:
            try:
                answer = await self._system.http.request(method, address, json=body, headers=headers)
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

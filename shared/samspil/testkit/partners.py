"""What the two partners' sandboxes of a system were told, as they kept it."""

from dataclasses import dataclass, replace
from typing import Any

from samspil.testkit.people import Person
from samspil.testkit.system_under_test import SystemUnderTest

JOBCENTER, REGION = "jobcenter", "region"


@dataclass(frozen=True, slots=True)
class Reception:
    """One message, however often it came."""

    id: str
    """Of the message: what comes again under it has no effect."""
    title: str
    """The jobcenter's title, or the region's topic."""
    body: dict[str, Any]
    """The jobcenter's whole task, or the region's text by itself."""
    text: str
    """The message as it came."""
    receptions: int
    headers: frozenset[str]
    """The names of all headers."""
    thread: str = ""
    """In which the region reads it."""

    def text_about(self, somebody: str) -> str:
        """A task as it came, had it been about somebody else."""
        return self.text.replace(self.body["reference"]["id"], somebody)


class Partners:
    """Both of them."""

    def __init__(self, system: SystemUnderTest) -> None:
        self._system = system

    async def told(self, partner: str, person: Person) -> list[Reception]:
        """What the partner was told of this person, the oldest first."""
        return (await self.told_each(partner)).get(person.cpr.number, [])

    async def told_each(self, partner: str) -> dict[str, list[Reception]]:
        """CPR number → what the partner was told."""
        received = await self._received(partner)
        each: dict[str, list[Reception]] = {}
        if partner == JOBCENTER:
            cprs = {known_as: cpr for cpr, known_as in received["citizens"].items()}
            for one in received["tasks"]:
                task = one["task"]
                whose = cprs[task["reference"]["id"]]
                each.setdefault(whose, []).append(_reception(one, one["key"], task["title"], task))
        else:
            for one in received:
                body = {"text": one["text"]}
                letter = _reception(one, one["message_id"], one["topic"], body)
                each.setdefault(one["cpr"], []).append(replace(letter, thread=one["thread"]))
        return each

    async def asked_about(self) -> set[str]:
        """The CPR numbers of everybody who was ever asked about or notified of at the jobcenter."""
        return set((await self._received(JOBCENTER))["citizens"])

    async def write(self, person: Person, text: str, **wish: str) -> dict[str, Any]:
        """A ward writes about this person, or answers in a ``thread``; what was sent and acknowledged."""
        told = {"cpr": person.cpr.number, "name": person.name, "texts": [text], **wish}
        sent = (
            (await self._system.http.post(self._door(REGION, "write"), json=told)).raise_for_status().json()
        )
        if sent["code"] != "ok":
            raise AssertionError(f"a ward's message is answered with {sent['status']}, {sent['code']}")
        return dict(sent)

    async def threads(self, person: Person) -> list[dict[str, Any]]:
        """What was written about this person, either way, as the ward's system has it."""
        every = (await self._system.http.get(self._door(REGION, "threads"))).raise_for_status().json()
        return [one for one in every if one["cpr"] == person.cpr.number]

    async def acknowledges(self, message: str) -> bool:
        """Whether the region has sent an acknowledgement of the message by itself."""
        sent = (await self._system.http.get(self._door(REGION, "sent"))).raise_for_status().json()
        return any(not one["cpr"] and message in one["body"] for one in sent)

    async def behave(self, partner: str, how: str, times: int) -> None:
        """Have the partner meet the next so many messages in this way."""
        wish = {"how": how, "times": times}
        (await self._system.http.post(self._door(partner, "behave"), json=wish)).raise_for_status()

    async def _received(self, partner: str) -> Any:
        return (await self._system.http.get(self._door(partner, "received"))).raise_for_status().json()

    def _door(self, partner: str, path: str) -> str:
        return f"{self._system.address(f'{partner}-sandbox')}/{path}"


def _reception(one: dict[str, Any], id_: str, title: str, body: dict[str, Any]) -> Reception:
    if not one["same_bytes"]:
        raise AssertionError("other bytes came under the same id")
    return Reception(id_, title, body, one["body"], one["receptions"], frozenset(one["headers"]))

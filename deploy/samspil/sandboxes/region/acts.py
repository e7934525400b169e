"""What can be asked of the region: at its doors for tests, and on its page."""

from dataclasses import replace

from samspil.sandboxes.region.behaviour import Behaviour
from samspil.sandboxes.region.fhir import new_id
from samspil.sandboxes.region.memory import Sent
from samspil.sandboxes.region.region import Region
from samspil.sandboxes.region.threads import Thread
from samspil.sandboxes.region.ward import Writes
from samspil.sandboxes.region.wishes import Acknowledge, Behave, Repeat, Send, Write


class NothingToRepeat(Exception):
    """No message of that id was sent."""


class NoThread(Exception):
    """There is no thread of that id to answer in."""


class Acts:
    """Each is one wish, and what became of the message that it sent."""

    def __init__(self, region: Region) -> None:
        self._region = region

    async def send(self, wish: Send) -> Sent:
        """The hospital tells of a stay. Raises ``hospital.NotAdmitted``."""
        return await self._region.send(wish.what, wish.patient, wish.travel, wants_report=wish.wants_report)

    async def write(self, wish: Write) -> Sent:
        """A ward writes. Raises ``NoThread``."""
        return await self._region.write(wish.how, self._thread(wish), wish.words, wish.travel)

    async def repeat(self, wish: Repeat) -> Sent:
        """The same message goes again. Raises ``NothingToRepeat``."""
        sent = await self._region.repeat(wish.message_id)
        if sent is None:
            raise NothingToRepeat
        return sent

    async def acknowledge(self, wish: Acknowledge) -> Sent:
        """An acknowledgement goes by itself."""
        return await self._region.acknowledge(wish.message_id, wish.code)

    def behave(self, wish: Behave) -> None:
        """The door behaves otherwise."""
        self._region.behaviour = Behaviour(wish.how, wish.times)

    def _thread(self, wish: Write) -> Thread:
        if wish.how is Writes.NEW:
            return Thread(
                id=f"urn:uuid:{new_id()}",
                cpr=(wish.cpr or "").replace("-", ""),
                name=wish.name or "Test Opdigtet",
                category=wish.category,
                topic=wish.topic,
                priority=wish.priority,
                recipient=wish.recipient,
            )
        known = self._region.memory.thread(wish.thread or "")
        if known is None:
            raise NoThread
        return replace(known, recipient=wish.recipient)

"""The region itself: takes messages, sends its own, and remembers both."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from samspil.sandboxes.notebook import Notebook
from samspil.sandboxes.region.acknowledge import BUSY, OK, REFUSED, acknowledgement
from samspil.sandboxes.region.acknowledging import Afterwards, Due
from samspil.sandboxes.region.behaviour import TURNING_AWAY, WAITS, Behaviour, How
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.fhir import new_id
from samspil.sandboxes.region.hospital import Patient, What, tell
from samspil.sandboxes.region.letters import Letter, is_acknowledgement, letter
from samspil.sandboxes.region.memory import Memory, Received, Sent, says_the_same
from samspil.sandboxes.region.threads import Thread
from samspil.sandboxes.region.travel import JSON, PLAIN, Travel
from samspil.sandboxes.region.ward import Words, Writes, write
from samspil.vocabulary.copenhagen import COPENHAGEN

_AFTERWARDS = frozenset({How.LATER, How.OUT_OF_ORDER})
"""These answer 202: what became of the message comes by itself."""


class BundleIdReused(Exception):
    """The transmission's id was used for another message: a protocol error."""


class Region:
    """One region; ``file`` is where it remembers."""

    def __init__(self, bridge: Bridge, file: Path | None = None) -> None:
        self.memory = Memory(Notebook(file))
        self.behaviour = Behaviour()
        self.afterwards = Afterwards(self._acknowledge)
        self._bridge = bridge

    async def take(self, body: bytes, headers: list[str], kind: str = JSON) -> tuple[int, bytes]:
        """Status and body of the answer to a message that came as that kind; both bodies are JSON.

        Raises ``letters.Unreadable``, ``BundleIdReused``.
        """
        if is_acknowledgement(body):
            return 204, b""
        got = letter(body)
        how = self.behaviour.next()
        if how in TURNING_AWAY:
            return _turn_away(how, got)
        answer = self._take_in(got, body, headers, kind)
        await asyncio.sleep(WAITS.get(how, 0))
        if how in _AFTERWARDS | {How.TWICE}:
            self.afterwards.add(how, Due(got.message_id, got.activity))
        if how in _AFTERWARDS:
            return 202, b""
        if how is How.UNKNOWN:
            self.afterwards.add(how, Due(new_id(), got.activity))
        if how in {How.SILENT, How.ERROR_WITH_EFFECT}:
            return 500, b""
        if how is How.WRONG:
            others = [one.message_id for one in self.memory.received if one.message_id != got.message_id]
            return 200, acknowledgement([new_id(), *others][-1], got.activity, OK, _now())
        return 200, answer

    async def send(
        self, what: What, patient: Patient, travel: Travel = PLAIN, *, wants_report: bool = False
    ) -> Sent:
        """Tell of the patient's stay. Raises ``hospital.NotAdmitted``."""
        course = self.memory.course(patient.cpr)
        course, body = tell(what, course, patient, _now(), wants_report=wants_report)
        self.memory.admit(patient.cpr, course)
        return await self._hand_over(course.told[-1][0], what, patient.cpr, body, travel)

    async def write(self, how: Writes, thread: Thread, words: Words, travel: Travel = PLAIN) -> Sent:
        """Write to social psychiatry in a thread; what is forwarded begins one of its own."""
        now = _now().replace(
            microsecond=0
        )  # nothing finer travels, and an answer stands below what it answers
        thread, body = write(how, thread, words, now, self.memory.course(thread.cpr))
        self.memory.go_on(thread)
        return await self._hand_over(thread.steps[-1].message_id, how, thread.cpr, body, travel)

    async def acknowledge(self, message_id: str, code: str, activity: str = "new-message") -> Sent:
        """Send an Acknowledgement by itself, of whatever message."""
        body = acknowledgement(message_id, activity, code, _now())
        return await self._hand_over(message_id, code, "", body)

    async def repeat(self, message_id: str) -> Sent | None:
        """Send a message again as it was; None where there is none of that id."""
        earlier = next((one for one in self.memory.sent if one.message_id == message_id), None)
        if earlier is None:
            return None
        return await self._hand_over(message_id, earlier.what, earlier.cpr, earlier.body.encode())

    async def _acknowledge(self, due: Due) -> None:
        await self.acknowledge(due.message_id, OK, due.activity)

    async def _hand_over(
        self, message_id: str, what: str, cpr: str, body: bytes, travel: Travel = PLAIN
    ) -> Sent:
        outcome = await self._bridge.hand_over(body, travel)
        sent = Sent(
            message_id=message_id,
            what=what,
            cpr=cpr,
            status=outcome.status,
            code=outcome.code,
            trace_id=outcome.trace_id,
            body=body.decode(),
            at=_now().isoformat(timespec="seconds"),
        )
        self.memory.add(sent)
        return sent

    def _take_in(self, got: Letter, body: bytes, headers: list[str], kind: str) -> bytes:
        """The answer; the same message again gets the same one. Raises ``BundleIdReused``."""
        if any(
            got.bundle_id in one.bundle_ids and one.message_id != got.message_id
            for one in self.memory.received
        ):
            raise BundleIdReused
        known = self.memory.find(got.message_id)
        if known is None:
            known = self._new(got, body)
            self._join(got.thread)
        known.receptions += 1
        known.bundle_ids = sorted({*known.bundle_ids, got.bundle_id})
        known.same_bytes = known.same_bytes and says_the_same(body, known.body)
        known.headers = sorted({*known.headers, *headers})
        known.kinds = sorted({*known.kinds, kind})
        self.memory.take(known)
        return known.answer.encode()

    def _join(self, told: Thread) -> None:
        known = self.memory.thread(told.id)
        self.memory.go_on(known.joined(told.segments, told.attached, told.steps) if known else told)

    def _new(self, got: Letter, body: bytes) -> Received:
        return Received(
            message_id=got.message_id,
            receptions=0,
            body=body.decode(),
            answer=acknowledgement(got.message_id, got.activity, OK, _now()).decode(),
            activity=got.activity,
            cpr=got.thread.cpr,
            name=got.thread.name,
            topic=got.thread.topic or "",
            text=got.text,
            category=got.thread.category,
            thread=got.thread.id,
            headers=[],
            at=_now().isoformat(timespec="seconds"),
        )


def _turn_away(how: How, got: Letter) -> tuple[int, bytes]:
    if how in {How.AWAY, How.ERROR}:
        return 503 if how is How.AWAY else 500, b""
    code = BUSY if how is How.BUSY else REFUSED
    return 200, acknowledgement(got.message_id, got.activity, code, _now())


def _now() -> datetime:
    return datetime.now(UTC).astimezone(COPENHAGEN)

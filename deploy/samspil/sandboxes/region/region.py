"""The region itself: takes messages, sends notices, and remembers both."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from samspil.sandboxes.notebook import Notebook
from samspil.sandboxes.region.acknowledge import BUSY, OK, REFUSED, acknowledgement
from samspil.sandboxes.region.behaviour import SILENT_SECONDS, SLOW_SECONDS, TAKING, Behaviour, How
from samspil.sandboxes.region.bridge import Bridge
from samspil.sandboxes.region.hospital import Patient, What, tell
from samspil.sandboxes.region.letters import Letter, letter
from samspil.sandboxes.region.memory import Memory, Received, Sent
from samspil.vocabulary.copenhagen import COPENHAGEN


class Region:
    """One region; ``file`` is where it remembers."""

    def __init__(self, bridge: Bridge, file: Path | None = None) -> None:
        self.memory = Memory(Notebook(file))
        self.behaviour = Behaviour()
        self._bridge = bridge

    async def take(self, body: bytes, headers: list[str]) -> tuple[int, bytes]:
        """Status and body of the answer to a message. Raises ``letters.Unreadable``."""
        got = letter(body)
        how = self.behaviour.next()
        if how not in TAKING:
            return _turn_away(how, got)
        answer = self._take_in(got, body, headers)
        if how is How.SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        if how is How.SILENT:
            await asyncio.sleep(SILENT_SECONDS)
        if how in {How.SILENT, How.ERROR_WITH_EFFECT}:
            return 500, b""
        return 200, answer

    async def send(self, what: What, patient: Patient, *, packed: bool = False) -> Sent:
        """Tell of the patient's stay. Raises ``hospital.NotAdmitted``."""
        now = _now()
        course, body = tell(what, self.memory.course(patient.cpr), patient, now)
        self.memory.admit(patient.cpr, course)
        return await self._hand_over(course.told[-1][0], what, patient.cpr, body, packed=packed)

    async def repeat(self, message_id: str) -> Sent | None:
        """Send a notice again as it was; None where there is none of that id."""
        earlier = next((one for one in self.memory.sent if one.message_id == message_id), None)
        if earlier is None:
            return None
        return await self._hand_over(message_id, earlier.what, earlier.cpr, earlier.body.encode())

    async def _hand_over(
        self, message_id: str, what: str, cpr: str, body: bytes, *, packed: bool = False
    ) -> Sent:
        outcome = await self._bridge.hand_over(body, packed=packed)
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

    def _take_in(self, got: Letter, body: bytes, headers: list[str]) -> bytes:
        """The answer; the same message again gets the same one."""
        known = self.memory.find(got.message_id)
        if known is None:
            known = Received(
                message_id=got.message_id,
                receptions=0,
                body=body.decode(),
                answer=acknowledgement(got.message_id, got.activity, OK, _now()).decode(),
                cpr=got.cpr,
                name=got.name,
                topic=got.topic,
                text=got.text,
                headers=[],
                at=_now().isoformat(timespec="seconds"),
            )
        known.receptions += 1
        known.same_bytes = known.same_bytes and known.body.encode() == body
        known.headers = sorted({*known.headers, *headers})
        self.memory.take(known)
        return known.answer.encode()


def _turn_away(how: How, got: Letter) -> tuple[int, bytes]:
    if how is How.AWAY:
        return 503, b""
    code = BUSY if how is How.BUSY else REFUSED
    return 200, acknowledgement(got.message_id, got.activity, code, _now())


def _now() -> datetime:
    return datetime.now(UTC).astimezone(COPENHAGEN)

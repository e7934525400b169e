"""Handing a message over at the region's door: the one place that speaks HTTP outwards."""

import asyncio
from typing import Final

import httpx2
from pydantic import ValidationError as Invalid

from samspil.exchange.courier import Answer, NeverLeft, PartnerAway
from samspil.region_bridge.partner.credentials import NONE, Credentials, NoCredentials, client_with
from samspil.region_bridge.partner.medcom.acknowledgement import Code
from samspil.region_bridge.partner.medcom.fhir import Message, Unreadable
from samspil.region_bridge.partner.medcom.forms import form_of
from samspil.region_bridge.partner.medcom.packing import (
    PACKINGS,
    BadlyPacked,
    TooLarge,
    UnknownPacking,
    unpacked,
)

GIVE_UP_SECONDS: Final = 20.0
"""From the first byte to the last. Less than the courier's lease: meanwhile no other try may begin."""

MAX_ANSWER_BYTES: Final = 1024 * 1024

_WILL_NOT_TAKE_IT: Final = frozenset({400, 409, 413, 415, 422})
"""The region has read the message and says so again however often it comes.

401 and 403 are about us, a redirect about their address: the message may be taken another time.
"""


_NOBODY_THERE: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, NoCredentials)
"""Faults from before a message: no connection, no handshake, nothing to show who we are."""


class Post:
    """The way to the region. No trace context goes along: it would join our traces to theirs."""

    def __init__(
        self,
        address: str,
        client: httpx2.AsyncClient | None = None,
        credentials: Credentials = NONE,
        give_up_seconds: float = GIVE_UP_SECONDS,
    ) -> None:
        """Raises ``NoCredentials``."""
        self._door = f"{address.rstrip('/')}/fhir/$process-message"
        self._credentials = credentials
        self._client = client or client_with(credentials, give_up_seconds)
        self._give_up_seconds = give_up_seconds

    async def hand_over(self, message_id: str, body: bytes) -> Answer:
        """What the region answered to this message, which is JSON or XML.

        Taken is what it answered with success and without an acknowledgement of this message.
        Raises ``NeverLeft``; else ``PartnerAway``, whatever it answered.
        """
        way = _Way()
        try:
            async with asyncio.timeout(self._give_up_seconds):
                status, answer = await self._ask(body, way)
        except (httpx2.HTTPError, httpx2.StreamError, TimeoutError, NoCredentials) as fault:
            if isinstance(fault, _NOBODY_THERE) or way.ends_before_the_message:
                raise NeverLeft(type(fault).__name__) from fault
            raise PartnerAway(type(fault).__name__) from fault
        except (UnknownPacking, BadlyPacked, TooLarge):
            return Answer.TAKEN
        if status in _WILL_NOT_TAKE_IT:
            return Answer.REFUSED
        if not 200 <= status < 300:
            raise PartnerAway(f"status {status}")
        return _answer_to(message_id, answer)

    async def _ask(self, body: bytes, way: "_Way") -> tuple[int, bytes]:
        form = form_of(body)
        headers = {
            "content-type": f"{form}; charset=utf-8",  # FHIR asks for the charset: HTTP's own was another
            "accept": form,
            "accept-encoding": PACKINGS,
            **self._credentials.headers(),
        }
        async with self._client.stream(
            "POST", self._door, content=body, headers=headers, extensions={"trace": way.goes}
        ) as answer:
            if not answer.is_success:
                return answer.status_code, b""  # the status says all; what stands below it is not read
            packing = ", ".join(answer.headers.get_list("content-encoding"))
            return answer.status_code, unpacked(await _read(answer), packing, MAX_ANSWER_BYTES)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()


async def _read(answer: httpx2.Response) -> bytes:
    """The bytes as they travel. Raises ``TooLarge``."""
    read = bytearray()
    async for part in answer.aiter_raw():
        read += part
        if len(read) > MAX_ANSWER_BYTES:
            raise TooLarge
    return bytes(read)


class _Way:
    """How far a request came, as the transport tells it."""

    def __init__(self) -> None:
        self._steps: list[str] = []

    async def goes(self, step: str, _about: object) -> None:
        """One step of it begins, is done or fails."""
        self._steps.append(step)

    @property
    def ends_before_the_message(self) -> bool:
        """Whether it is certain that not a byte of the message was written."""
        return bool(self._steps) and not any("send_request" in step for step in self._steps)


def _answer_to(message_id: str, body: bytes) -> Answer:
    """What the MedCom Acknowledgement says; one that is missing or about another message says nothing."""
    try:
        response = Message.read(body).header().response
    except (Unreadable, Invalid):
        return Answer.TAKEN
    if response is None or response.identifier != message_id:
        return Answer.TAKEN
    match response.code:
        case Code.OK:
            return Answer.ACKNOWLEDGED
        case Code.FATAL_ERROR:
            return Answer.REFUSED
        case Code.TRANSIENT_ERROR:
            raise PartnerAway("asked to send again")
        case _:
            return Answer.TAKEN

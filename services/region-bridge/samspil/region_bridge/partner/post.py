"""Handing a message over at the region's door: the one place that speaks HTTP outwards."""

import httpx2
from pydantic import ValidationError as Invalid

from samspil.ledger.courier import Answer, PartnerAway
from samspil.region_bridge.partner.acknowledge import Code
from samspil.region_bridge.partner.fhir import Message, Unreadable

FHIR_JSON = "application/fhir+json"

GIVE_UP_SECONDS = 20.0
"""Less than the courier's lease: while one try waits for its answer no other may begin."""

_WILL_NOT_TAKE_IT = frozenset({400, 409, 413, 415, 422})
"""The region has read the message and says so again however often it comes; other refusals may pass."""


class Post:
    """The way to the region. No trace context goes along: it would join our traces to theirs."""

    def __init__(self, address: str, client: httpx2.AsyncClient | None = None) -> None:
        self._door = f"{address.rstrip('/')}/fhir/$process-message"
        self._client = client or httpx2.AsyncClient(timeout=GIVE_UP_SECONDS, trust_env=False)

    async def hand_over(self, message_id: str, body: bytes) -> Answer:
        """What the region answered to this message. Raises ``PartnerAway``."""
        headers = {"content-type": FHIR_JSON, "accept": FHIR_JSON}
        try:
            answer = await self._client.post(self._door, content=body, headers=headers)
        except httpx2.HTTPError as fault:
            raise PartnerAway(type(fault).__name__) from fault
        if answer.status_code in _WILL_NOT_TAKE_IT:
            return Answer.REFUSED
        if not answer.is_success:
            raise PartnerAway(f"status {answer.status_code}")
        return _answer_to(message_id, answer.content)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()


def _answer_to(message_id: str, body: bytes) -> Answer:
    """What the MedCom Acknowledgement says; one that is missing or about another message is no answer."""
    try:
        response = Message.read(body).header().response
    except (Unreadable, Invalid):
        raise PartnerAway("no acknowledgement") from None
    if response is None or response.identifier != message_id:
        raise PartnerAway("no acknowledgement of this message")
    match response.code:
        case Code.OK:
            return Answer.ACKNOWLEDGED
        case Code.FATAL_ERROR:
            return Answer.REFUSED
        case _:
            raise PartnerAway("asked to send again")

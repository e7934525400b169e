"""The region as the courier knows it: opens what is told, writes it in MedCom's words, hands it over."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

from samspil.contracts.disclosure import Identity
from samspil.exchange.courier import Answer, Undeliverable
from samspil.exchange.delivery import Content
from samspil.region_bridge.partner.letter import letter
from samspil.region_bridge.partner.medcom.care_communication import SYSTEMS, Author, care_communication
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.post import Post
from samspil.sealing.access import Access
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector

_TELLS = Access(who="region-bridge", role="integrator", sector=Sector.REGION, why="tell-region")
_SENDS_AGAIN = Access(who="region-bridge", role="integrator", sector=Sector.REGION, why="tell-region-again")


class NobodyKnown(Exception):
    """No disclosure has said by which number the region knows the citizen."""


class Region:
    """``identity_of`` gives by which number and name the region knows a citizen."""

    def __init__(
        self,
        keyring: Keyring,
        post: Post,
        identity_of: Callable[[CitizenId], Awaitable[Identity | None]],
        *,
        us: Organisation,
        region: Organisation,
        author: Author,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._keyring = keyring
        self._post = post
        self._identity_of = identity_of
        self._us = us
        self._region = region
        self._author = author
        self._now = now

    async def compose(self, citizen: CitizenId, content: Content, delivery_id: UUID) -> str:
        """The message.

        Raises ``KeyringAway``, ``NobodyKnown``, and ``Undeliverable`` for somebody without a number that the
        region knows.
        """
        identity = await self._identity_of(citizen)
        if identity is None:
            raise NobodyKnown
        tokens = {name: Sealed(token) for name, token in content.body.items()}
        opened = await self._keyring.open(
            citizen, {"citizen.cpr": identity.cpr, "citizen.name": identity.name, **tokens}, _TELLS
        )
        cpr = Cpr.parse(opened.pop("citizen.cpr"))
        if cpr.kind not in SYSTEMS:
            raise Undeliverable
        written = letter(content.told, cpr, opened.pop("citizen.name"), opened)
        return care_communication(
            written, delivery_id, self._us, self._region, self._author, self._now()
        ).decode()

    async def send(self, delivery_id: UUID, body: str) -> Answer:
        """Hand it over. Raises ``PartnerAway``."""
        return await self._post.hand_over(str(delivery_id), body.encode())

    async def seal(self, citizen: CitizenId, body: str) -> str:
        """The message as it may be kept."""
        return await self._keyring.seal(citizen, "message", body)

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        """The kept message again."""
        opened = await self._keyring.open(citizen, {"message": Sealed(sealed)}, _SENDS_AGAIN)
        return opened["message"]

"""The region as the courier knows it: opens what is told, writes it in MedCom's words, hands it over."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from samspil.contracts.disclosure import Identity
from samspil.exchange.courier import Answer, Undeliverable
from samspil.exchange.delivery import Content
from samspil.region_bridge.domain.correspondence import Correspondence
from samspil.region_bridge.domain.wanted import UNIT, is_answer, thread_of_content
from samspil.region_bridge.partner.correspondence import open_thread
from samspil.region_bridge.partner.letter import letter
from samspil.region_bridge.partner.medcom.care_communication import SYSTEMS, care_communication
from samspil.region_bridge.partner.medcom.letter import Author
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.post import Post
from samspil.region_bridge.partner.transmit import transmit
from samspil.rulebook.organisations import Organisations
from samspil.sealing.access import Access
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import NotSealed, Sealed
from samspil.vocabulary.sector import Sector

_TELLS = Access(who="region-bridge", role="integrator", sector=Sector.REGION, why="tell-region")
_SENDS_AGAIN = Access(who="region-bridge", role="integrator", sector=Sector.REGION, why="tell-region-again")


class NobodyKnown(Exception):
    """No disclosure has said by which number the region knows the citizen."""


class Region:
    """Regions and hospitals, whichever a message is for.

    ``identity_of`` gives by which number and name they know a citizen; ``correspondence_of`` what was
    written in a thread.
    """

    def __init__(
        self,
        keyring: Keyring,
        post: Post,
        identity_of: Callable[[CitizenId], Awaitable[Identity | None]],
        correspondence_of: Callable[[CitizenId, UUID], Awaitable[Correspondence]],
        *,
        us: Organisation,
        organisations: Organisations,
        author: Author,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._keyring = keyring
        self._post = post
        self._identity_of = identity_of
        self._correspondence_of = correspondence_of
        self._us = us
        self._organisations = organisations
        self._author = author
        self._now = now

    async def compose(
        self, citizen: CitizenId, content: Content, delivery_id: UUID, corrects: bool = False
    ) -> str:
        """The message, as JSON.

        Raises ``KeyringAway``, ``NobodyKnown``, ``NoOrganisation``, and ``Undeliverable`` for somebody
        without a number that the region knows.
        """
        identity = await self._identity_of(citizen)
        if identity is None:
            raise NobodyKnown
        opened = await self._keyring.open(
            citizen,
            {"citizen.cpr": identity.cpr, "citizen.name": identity.name, **_tokens(content.body)},
            _TELLS,
        )
        cpr = Cpr.parse(opened.pop("citizen.cpr"))
        if cpr.kind not in SYSTEMS:
            raise Undeliverable
        said = letter(content.told, cpr, opened.pop("citizen.name"), {**content.body, **opened})
        now, before = self._now(), None
        to = self._receiver(content, now)
        thread_id = thread_of_content(content)
        if thread_id is not None:
            known = await self._correspondence_of(citizen, thread_id)
            before, wrote = await open_thread(
                self._keyring, citizen, known, self._us, _TELLS, is_answer=is_answer(content)
            )
            to = wrote or to
        return care_communication(said, delivery_id, self._us, to, self._author, now, before).decode()

    def _receiver(self, content: Content, now: datetime) -> Organisation:
        """Who answers for the unit that it is for, else our region."""
        one = self._organisations.of_unit(content.body.get(UNIT), danish_day(now))
        return Organisation(one.sor, one.gln)

    async def send(self, delivery_id: UUID, body: str, number: int) -> Answer:
        """Hand it over, for the first time or again. Raises ``PartnerAway``, ``NeverLeft``."""
        return await transmit(self._post, self._organisations, body, delivery_id, number, self._now())

    async def seal(self, citizen: CitizenId, body: str) -> str:
        """The message as it may be kept."""
        return await self._keyring.seal(citizen, "message", body)

    async def open(self, citizen: CitizenId, sealed: str) -> str:
        """The kept message again."""
        opened = await self._keyring.open(citizen, {"message": Sealed(sealed)}, _SENDS_AGAIN)
        return opened["message"]


def _tokens(body: Mapping[str, str]) -> dict[str, Sealed]:
    """What of a body is sealed; codes, days and ids travel in the clear."""
    found = {}
    for name, value in body.items():
        try:
            found[name] = Sealed(value)
        except NotSealed:
            continue
    return found

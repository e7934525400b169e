"""What every route of this service works with."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends

from samspil.ledger.store import Store
from samspil.overview.api.built_in_issuer import BuiltInIssuer
from samspil.overview.api.services import Services
from samspil.overview.domain.case_at_hand import ties
from samspil.overview.storage.queries import read_survivor
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import OverviewTransaction
from samspil.rulebook.case_at_hand import Ties
from samspil.rulebook.law import Law
from samspil.rulebook.rulebook import Rulebook
from samspil.sealing.access import Access
from samspil.sealing.errors import KeyDestroyed, KeyringAway, UnknownCitizen
from samspil.sealing.keyring import Keyring
from samspil.sealing.read_access import AccessLog
from samspil.telemetry.log import get_logger
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web import door
from samspil.web.assertion import Provider
from samspil.web.at_hand import at_hand
from samspil.web.auth import Caller, Role, allow
from samspil.web.own import LetIn, of_their_own
from samspil.web.problem_types import KEYRING_AWAY
from samspil.web.refusals import refuses

_log = get_logger()


class OverviewDoor(door.Door[OverviewTransaction]):
    """Beside store and keyring what pages need: law and rulebook, sessions, the services that they act at."""

    def __init__(
        self,
        store: Store[OverviewTransaction],
        keyring: Keyring,
        law: Law,
        rules: Rulebook,
        sessions: Sessions,
        services: Services,
        built_in_issuer: BuiltInIssuer | None = None,
        access_log: AccessLog | None = None,
        provider: Provider | None = None,
    ) -> None:
        super().__init__(store, keyring)
        self.law = law
        self.rules = rules
        self.sessions = sessions
        self.services = services
        self.built_in_issuer = built_in_issuer
        self.access_log = access_log
        self.provider = provider

    async def ties(self, citizen: CitizenId) -> Ties | None:
        """By the view of the person, whichever of their files is named."""
        view = await read_survivor(self.store.pool, citizen)
        return ties(view) if view else None

    async def open_each(
        self, tokens: Mapping[CitizenId, Mapping[str, Sealed]], looks: Mapping[CitizenId, Access]
    ) -> dict[CitizenId, dict[str, str]] | None:
        """As the keyring opens them, in their order: each citizen is a look, also one without a token.

        Who was erased is left out. None while the keyring is away: nobody waits for it again and again.
        """
        opened = {}
        for citizen, of in tokens.items():
            try:
                opened[citizen] = await self.keyring.open(citizen, of, looks[citizen])
            except (KeyDestroyed, UnknownCitizen):
                continue
            except KeyringAway as fault:
                _log.warning("away", problem=KEYRING_AWAY.slug, exc_info=fault)
                return None
        return opened

    def unit_name(self, code: str) -> str:
        """What people call the unit today; its code where nobody knows it."""
        unit = self.rules.unit(code, danish_day(datetime.now(UTC)))
        return unit.name if unit else code


Door = Annotated[OverviewDoor, Depends(door.door_of)]


class AccessLogClosed(Exception):
    """This process was not given the role that reads the log of looks."""


@refuses(AccessLogClosed)
async def _log_of(door: Door) -> AccessLog:
    if door.access_log is None:
        raise AccessLogClosed
    return door.access_log


Log = Annotated[AccessLog, Depends(_log_of)]


class SaidToBeDead(Exception):
    """The citizen is recorded as dead: whoever comes with their number is not let in."""


async def require_alive(door: OverviewDoor, citizen: CitizenId) -> None:
    """Of whichever of the person's files is named. Raises ``SaidToBeDead``."""
    view = await read_survivor(door.store.pool, citizen)
    if view is not None and view.citizen.dead_since is not None:
        raise SaidToBeDead


def for_the_living(let_in: LetIn) -> LetIn:
    """The same dependency, where a citizen comes about their own: not once they are recorded as dead."""

    @refuses(SaidToBeDead)
    async def caller(citizen: door.Citizen, found: Annotated[Caller, Depends(let_in)], at: Door) -> Caller:
        if found.role is Role.CITIZEN:
            await require_alive(at, citizen)
        return found

    return caller


STAFF = (Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER)
"""Social psychiatry's; partners work in their own systems."""

AT_HOME = (*STAFF, Role.LEADER)
"""Who has a page to begin on."""

REGISTERING = (Role.CASEWORKER, Role.VISITATOR)
"""Who opens files, and records what citizens agree to."""

AnyStaff = Annotated[Caller, Depends(allow(*STAFF, sector=Sector.SOCIAL))]
"""Also without a case at hand."""
Reasoning = Annotated[Caller, Depends(allow(*AT_HOME, sector=Sector.SOCIAL))]
"""Who may have to look without one."""
Staff = Annotated[Caller, Depends(at_hand(allow(*STAFF, sector=Sector.SOCIAL)))]
"""Whoever has a case of the citizen's at hand, or gave a reason."""

Consenting = Annotated[Caller, Depends(at_hand(allow(*REGISTERING, sector=Sector.SOCIAL)))]
"""Who records consents."""

Entering = Consenting
"""Who enters steps towards work."""

OWN = (Role.CITIZEN,)

StaffOrOwn = Annotated[Caller, Depends(for_the_living(at_hand(allow(*STAFF, sector=Sector.SOCIAL, own=OWN))))]
"""``Staff``, or the citizen about their own."""

Officer = Annotated[Caller, Depends(allow(Role.DATA_PROTECTION_OFFICER))]
OfficerOrOwn = Annotated[
    Caller, Depends(for_the_living(of_their_own(allow(Role.DATA_PROTECTION_OFFICER, own=OWN))))
]
"""``Officer``, or the citizen about who looked at them."""

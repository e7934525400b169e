"""What applying means for what is held under no citizen, by its kind: a person says whose it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from samspil.contracts.hospital import HeldWhat
from samspil.region_bridge.api.doors import RegionDoor
from samspil.region_bridge.domain.ground import Ground, ground_of
from samspil.region_bridge.domain.held import NotReceived
from samspil.region_bridge.domain.notice import Notice
from samspil.region_bridge.handlers.receive_notice import receive_notice
from samspil.region_bridge.partner.medcom.read_again import names_again, read_again
from samspil.region_bridge.storage.transaction import RegionTransaction
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day


@dataclass(frozen=True, slots=True)
class Shown:
    """What it says, for whoever is to find out whose it is."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    notice: Notice | None = None
    """None: it is no notice."""
    report_to: str | None = None


Place = Callable[[RegionTransaction], None]
"""Receives it as the citizen's at hand. Raises ``NotReceived``."""


class Kind(Protocol):
    """One kind of what is held."""

    def shown(self, text: str, now: datetime) -> Shown:
        """What the message, as it came, says."""
        ...

    async def placing(self, door: RegionDoor, citizen: CitizenId, text: str, now: datetime) -> Place:
        """Seal what it holds for the citizen. Raises what sealing raises."""
        ...


class Notices:
    """A hospital's notice: it is received as if it had named the citizen clearly."""

    def shown(self, text: str, now: datetime) -> Shown:
        """Every number that it names, former ones too."""
        about = read_again(text, now)
        numbers = tuple(sorted(one.number for one in about.named.numbers))
        return Shown(names_again(text), numbers, about.notice, about.report_to)

    async def placing(self, door: RegionDoor, citizen: CitizenId, text: str, now: datetime) -> Place:
        """Received only on a ground that stands."""
        about = read_again(text, now)
        sealed = await door.keyring.seal(citizen, "message", text)
        notice = replace(about.notice, report_to=await door.sealed(citizen, "unit", about.report_to))

        def place(tx: RegionTransaction) -> None:
            if ground_of(tx.disclosures.of(citizen), danish_day(tx.now)) is not Ground.STANDS:
                raise NotReceived
            receive_notice(tx, citizen, notice, sealed)

        return place


KINDS: Final[Mapping[HeldWhat, Kind]] = {HeldWhat.NOTICE: Notices()}
"""A kind that is not here is neither listed nor applied here."""

"""What somebody writes to the region, sealed, with who they are to whoever reads it there."""

from datetime import UTC, datetime

from samspil.overview.api.doors import OverviewDoor
from samspil.overview.domain.write_message import Words
from samspil.rulebook.rulebook import Rulebook
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.ids import uuid7
from samspil.vocabulary.plain_text import readable
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller

NAME_AT_MOST = 200


class WriterWithoutName(Exception):
    """The issuer tells no name of the caller: the ward could not see who wrote."""


class NoUnitThere(Exception):
    """The rulebook knows no unit of the region today."""


class NotAUnitThere(Exception):
    """The named unit is none of the region's."""


def units_there(rules: Rulebook) -> dict[str, str]:
    """Code → name of the units of the region that there are today."""
    today = danish_day(datetime.now(UTC))
    return {one.code: one.name for one in rules.units_on(today) if one.sector is Sector.REGION}


async def written(
    door: OverviewDoor, citizen: CitizenId, caller: Caller, words: str, phone: str, unit: str | None = None
) -> Words:
    """What is written, to this unit or to the first.

    Raises ``WriterWithoutName``, ``NoUnitThere``, ``NotAUnitThere``.
    """
    name = readable(caller.name or "", "")[:NAME_AT_MOST].strip()
    units = units_there(door.rules)
    if not name:
        raise WriterWithoutName
    if not units:
        raise NoUnitThere
    if unit is not None and unit not in units:
        raise NotAUnitThere
    return Words(
        id=uuid7(),
        words=await door.keyring.seal(citizen, "words", words),
        by=caller.subject,
        name=await door.keyring.seal(citizen, "name", name),
        role=caller.role,
        phone=await door.keyring.seal(citizen, "phone", phone),
        to_unit=unit or next(iter(units)),
    )

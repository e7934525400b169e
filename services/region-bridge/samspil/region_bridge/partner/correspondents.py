"""How the organisations and people of a thread stand as JSON before they are sealed, and after."""

from typing import Final

from pydantic import TypeAdapter

from samspil.region_bridge.domain.thread import Correspondent, Party

PARTY: Final = TypeAdapter(Party)
CORRESPONDENT: Final = TypeAdapter(Correspondent)

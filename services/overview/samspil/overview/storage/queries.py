"""What doors read without deciding anything."""

from samspil.ledger.database import Pool
from samspil.ledger.fold import Folds
from samspil.overview.domain.view import View
from samspil.overview.storage.coordinations import Coordinations
from samspil.overview.storage.folds import FOLDS
from samspil.overview.storage.transaction import view_of
from samspil.vocabulary.citizen_id import CitizenId


async def read_view(pool: Pool, citizen: CitizenId) -> View | None:
    """The view as it is now; None when nothing was heard of the citizen."""
    async with pool.acquire() as connection:
        states = (await Folds(FOLDS).read(connection, [citizen])).get(citizen)
        coordination = (await Coordinations().read(connection, [citizen])).get(citizen)
    return None if states is None else view_of(states, coordination)

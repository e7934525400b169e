"""What doors read without deciding anything."""

from samspil.contracts import topics
from samspil.ledger.database import Pool
from samspil.ledger.fold import Folds
from samspil.overview.domain.view import View, combine
from samspil.overview.storage.folds import FOLDS
from samspil.vocabulary.citizen_id import CitizenId


async def read_view(pool: Pool, citizen: CitizenId) -> View | None:
    """The view as it is now; None when nothing was heard of the citizen."""
    async with pool.acquire() as connection:
        states = (await Folds(FOLDS).read(connection, [citizen])).get(citizen)
    if states is None:
        return None
    of_topic = {topic: folded.state for topic, folded in states.items()}
    return combine(of_topic.get(topics.CITIZEN.name), of_topic.get(topics.REFERRAL.name))

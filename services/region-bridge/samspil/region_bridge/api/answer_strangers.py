"""Sends our answers to messages about strangers: of them no citizen is known, and no delivery is kept."""

from datetime import UTC, datetime
from functools import partial

from samspil.exchange.courier import Answer, NeverLeft, PartnerAway
from samspil.ledger.database import Pool
from samspil.region_bridge.api.again_and_again import again_and_again
from samspil.region_bridge.partner.post import Post
from samspil.region_bridge.partner.transmit import transmit
from samspil.region_bridge.storage import unplaced_answers
from samspil.rulebook.organisations import Organisations
from samspil.sealing.access import Access
from samspil.sealing.errors import KeyDestroyed, KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.telemetry.log import get_logger
from samspil.vocabulary.sector import Sector

LOOK_EVERY = 10.0
"""Seconds."""
SENDS = Access(who="region-bridge", role="integrator", sector=Sector.REGION, why="answer-stranger")

log = get_logger()


async def keep_answering(pool: Pool, keyring: Keyring, post: Post, organisations: Organisations) -> None:
    """Returns never."""
    await again_and_again(partial(answer_due, pool, keyring, post, organisations), LOOK_EVERY, "answers.wait")


async def answer_due(pool: Pool, keyring: Keyring, post: Post, organisations: Organisations) -> None:
    """Send each whose time has come; whatever they answer to one, the others go."""
    for one in await unplaced_answers.claim_due(pool):
        try:
            body = await keyring.open_held(one.body, SENDS)
            answer = await transmit(post, organisations, body, one.id, one.transmissions, datetime.now(UTC))
        except (NeverLeft, KeyringAway):
            await unplaced_answers.never_left(pool, one.id)
        except (PartnerAway, KeyDestroyed) as fault:
            log.info("answer.waits", fault=type(fault).__name__)
        else:
            await _ended(pool, one, answer)


async def _ended(pool: Pool, one: unplaced_answers.Answer, answer: Answer) -> None:
    match answer:
        case Answer.ACKNOWLEDGED:
            await unplaced_answers.arrived(pool, one.id)
        case Answer.REFUSED:
            await unplaced_answers.refuse(pool, one.id)
        case Answer.TAKEN:
            return

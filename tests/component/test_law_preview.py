"""Another law is compared for everybody whom the overview knows, however many, and nothing is written."""

from uuid import UUID

import pytest

from laws import SHIPPED
from overview_facts import AGREED, added, consent, registered
from samspil.ledger.database import open_pool
from samspil.overview.domain.law_change import Change
from samspil.overview.domain.receiver import Receiver
from samspil.overview.storage import law_preview
from samspil.overview.storage.law_preview import preview
from samspil.stack import databases
from samspil.stack.migrate import migrate
from samspil.testkit.builders import OURS
from samspil.testkit.heard import Heard
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

JULY, DECEMBER = SHIPPED
DAY = DECEMBER.valid_from


def citizen(number: int) -> CitizenId:
    return CitizenId(UUID(int=number))


async def test_everybody_is_compared_page_by_page(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law_preview, "PAGE", 3)
    url = await servers.postgres.database()
    for owner, folder in databases.migrations_of("overview"):
        migrate(url, owner, folder)
    done: list[tuple[int, int]] = []
    async with await open_pool(url) as pool:
        heard = Heard(pool, SHIPPED)
        for number in range(1, 9):
            # Every second one has help for whose sake December adds notices; all have consented before.
            provision = LegalBasis.SEL_104 if number % 2 else LegalBasis.SEL_85
            await heard.tell(citizen(number), registered(), consent(), added(provision=provision), AGREED)
        await pool.execute(
            "UPDATE folded SET state = '{}' WHERE citizen_id = $1 AND topic = 'plan.v1'", citizen(8)
        )
        await pool.execute(
            "UPDATE folded SET state = '[]' WHERE citizen_id = $1 AND topic = 'citizen.v1'", citizen(8)
        )
        kept = await pool.fetch("SELECT * FROM folded ORDER BY 1, 2, 3")

        found = await preview(pool, JULY, DECEMBER, DAY, OURS, lambda *of: done.append(of))

        assert await pool.fetch("SELECT * FROM folded ORDER BY 1, 2, 3") == kept
    starts = (Change(Receiver.REGION, "notices_received", starts=True),)
    assert found.changes == {citizen(number): starts for number in (1, 3, 5, 7)}
    assert (found.citizens, found.unreadable) == (8, 1)
    assert done == [(3, 8), (6, 8), (8, 8)]

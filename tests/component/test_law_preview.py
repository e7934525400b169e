"""Another law is compared for everybody whom the overview knows, however many, and nothing is written."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from clash_facts import achieved, in_group, planned
from laws import SHIPPED
from overview_facts import AGREED, added, consent, registered
from samspil.ledger.database import open_pool
from samspil.overview.domain.law_change import Change
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.rules_change import InForce, RulesChange
from samspil.overview.storage import law_preview
from samspil.overview.storage.law_preview import Changes, preview
from samspil.stack import databases
from samspil.stack.migrate import migrate
from samspil.testkit.builders import RULES
from samspil.testkit.heard import Heard
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.legal_basis import LegalBasis

JULY, DECEMBER = SHIPPED[:2]
DAY = DECEMBER.valid_from
FAR, STEP = date(2026, 6, 1), UUID(int=31)
FEWER_LOOKS = replace(RULES, sustained=(replace(RULES.sustained[0], months=(3, 6)),))


def citizen(number: int) -> CitizenId:
    return CitizenId(UUID(int=number))


async def test_everybody_is_compared_page_by_page(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law_preview, "PAGE", 3)
    url = await servers.postgres.database()
    for owner, folder in databases.migrations_of("overview"):
        migrate(url, owner, folder)
    done: list[tuple[int, int]] = []
    changes: dict[CitizenId, Changes] = {}
    async with await open_pool(url) as pool:
        heard = Heard(pool, SHIPPED)
        for number in range(1, 9):
            # Every second one has help for whose sake December adds notices; all have consented before.
            provision = LegalBasis.SEL_104 if number % 2 else LegalBasis.SEL_85
            await heard.tell(citizen(number), registered(), consent(), added(provision=provision), AGREED)
        await heard.tell(citizen(2), planned(STEP, FAR), achieved(STEP, FAR), in_group("6.8", FAR))
        await pool.execute(
            "UPDATE folded SET state = '{}' WHERE citizen_id = $1 AND topic = 'plan.v1'", citizen(8)
        )
        await pool.execute(
            "UPDATE folded SET state = '[]' WHERE citizen_id = $1 AND topic = 'citizen.v1'", citizen(8)
        )
        kept = await pool.fetch("SELECT * FROM folded ORDER BY 1, 2, 3")

        before, after = InForce(JULY, RULES, FAR), InForce(DECEMBER, FEWER_LOOKS, DAY)
        found = await preview(pool, before, after, changes.__setitem__, lambda *of: done.append(of))

        assert await pool.fetch("SELECT * FROM folded ORDER BY 1, 2, 3") == kept
    starts = (Change(Receiver.REGION, "notices_received", starts=True),)
    assert changes == {
        **{citizen(number): starts for number in (1, 3, 5, 7)},
        citizen(2): (
            RulesChange("target group 6.8", "is closed to whoever is not in it"),
            RulesChange("look after 12 months", "falls away"),
        ),
    }
    assert (found.changed, found.citizens, found.unreadable) == (5, 8, 1)
    assert done == [(3, 8), (6, 8), (8, 8)]

"""The overview on a real database: what partners are told, whatever of the citizen cannot be computed."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from overview_facts import AGREED, added, admitted, asked, consent, registered, withdrawn
from overview_on_database import LATER, NOW, Overview, overview_of
from samspil.contracts.citizen import CitizenConsentGiven
from samspil.contracts.topics import CITIZEN, EMPLOYMENT, HOSPITAL, PLAN, REFERRAL
from samspil.overview.domain.open_work import Work
from samspil.overview.domain.receiver import Receiver
from samspil.overview.handlers.fold_event import COORDINATE
from samspil.overview.storage.queries import read_view
from samspil.overview.storage.work_list import Reader, Tab, read_work_list
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day, start_of


@pytest.fixture(scope="module")
async def overview(servers: Servers) -> AsyncIterator[Overview]:
    async with overview_of(servers) as made:
        yield made


async def sharing(overview: Overview) -> tuple[UUID, CitizenConsentGiven]:
    """A citizen of whom both partners are told everything there is, and the consent that it stands on."""
    citizen, given = uuid4(), consent(LATER)
    await overview.hear(citizen, registered(), given, added(), AGREED)
    await overview.hold(citizen)
    jobcenter, region = [(await overview.told(citizen, one))[-1] for one in Receiver]
    assert jobcenter["shares"]
    assert jobcenter["contact_hold"]
    assert region["contact_person"]
    assert region["notices_received"]
    return citizen, given


FOLDED_TOPICS = (CITIZEN, REFERRAL, PLAN, EMPLOYMENT, HOSPITAL)
OF_ANOTHER_SHAPE = '{"consents": 5, "agreed_on": 5, "milestones": 5, "stays": 5, "holds": 5}'


async def spoil(overview: Overview, citizen: UUID, table: str, topic: str | None = None) -> None:
    """Let what is kept be of a shape that nobody can read."""
    if topic is not None:  # referrals and milestones may not have been heard of
        await overview.pool.execute(
            "INSERT INTO folded (generation, topic, citizen_id, seq, state)"
            " SELECT live, $1, $2, 1, '{}' FROM fold_generation ON CONFLICT DO NOTHING",
            topic,
            citizen,
        )
    where = "citizen_id = $2" + (" AND topic = $3" if topic else "")
    column = "informed" if table == "disclosed" else "state"
    changed = await overview.pool.execute(
        f"UPDATE {table} SET {column} = $1 WHERE {where}",  # noqa: S608  # names of ours
        OF_ANOTHER_SHAPE,
        citizen,
        *([topic] if topic else []),
    )
    assert changed != "UPDATE 0"


async def ended(overview: Overview, citizen: UUID) -> list[bool]:
    """Whether each partner was told last that nothing is shared."""
    return [not (await overview.told(citizen, one))[-1]["shares"] for one in Receiver]


@pytest.mark.parametrize("part", [*(topic.name for topic in FOLDED_TOPICS), "coordination", "disclosed"])
async def test_a_withdrawal_is_told_to_both_whatever_kept_part_can_no_longer_be_read(
    overview: Overview, part: str
) -> None:
    citizen, given = await sharing(overview)
    await overview.pool.execute("DELETE FROM due")  # what is told follows from what comes now
    if part != CITIZEN.name:
        await overview.hearer.hear(citizen, withdrawn(given))
    table = part if part in {"coordination", "disclosed"} else "folded"
    await spoil(overview, citizen, table, part if table == "folded" else None)
    await overview.pool.execute(
        "INSERT INTO due (what, citizen_id, at) VALUES ('coordinate', $1, clock_timestamp())"
        " ON CONFLICT DO NOTHING",
        citizen,
    )

    await overview.look()

    assert await ended(overview, citizen) == [True, True]
    heals = part == "disclosed"  # it is told anew, and that is kept
    assert await overview.failed(citizen) == ([] if heals else [("coordinate", 1, "ValidationError")])


async def test_a_look_writes_what_differs_and_nothing_else(overview: Overview) -> None:
    citizen, _ = await sharing(overview)
    await overview.hear(citizen, asked())

    async def written() -> dict[str, list[str]]:
        rows = "SELECT xmin::text FROM {} WHERE citizen_id = $1"
        tables = ("disclosed", "task")
        return {
            one: [row[0] for row in await overview.pool.fetch(rows.format(one), citizen)] for one in tables
        }

    before = await written()
    assert all(before.values())
    async with overview.store.transaction([CitizenId(citizen)]) as tx:
        tx.mark(COORDINATE, tx.now)
    await overview.look()
    assert await written() == before

    await overview.hear(citizen, asked())
    after = await written()
    assert (after["disclosed"], len(after["task"])) == (before["disclosed"], len(before["task"]) + 1)


async def test_decisions_that_cannot_be_read_take_no_hold_back_and_are_not_written_over(
    overview: Overview,
) -> None:
    citizen, _ = await sharing(overview)
    await spoil(overview, citizen, "coordination")

    await overview.hear(citizen, admitted())

    told = await overview.told(citizen, Receiver.JOBCENTER)
    assert told[-1]["contact_hold"]
    kept = await overview.pool.fetchval("SELECT state FROM coordination WHERE citizen_id = $1", citizen)
    assert kept == OF_ANOTHER_SHAPE


async def test_what_cannot_be_read_of_one_citizen_holds_up_nobody_else(servers: Servers) -> None:
    async with overview_of(servers) as overview:
        citizens = [await sharing(overview) for _ in range(3)]
        sick, _ = citizens[0]
        await overview.hear(sick, admitted(), asked())
        for table, topic in (("coordination", None), ("disclosed", None), ("folded", PLAN.name)):
            await spoil(overview, sick, table, topic)
        for citizen, given in citizens:
            await overview.hearer.hear(citizen, withdrawn(given))

        await overview.look()

        assert [await ended(overview, citizen) for citizen, _ in citizens] == [[True, True]] * 3
        for citizen, _ in citizens[1:]:
            assert await overview.failed(citizen) == []
            assert await read_view(overview.pool, CitizenId(citizen)) is not None
        assert await overview.failed(sick) != []
        reader = Reader("visitator-social", frozenset({"UNIT-1"}))
        waits = await read_work_list(overview.pool, reader, Tab.UNIT, 100, date(2026, 11, 23))
        assert [task.work for task in waits.tasks[CitizenId(sick)]] == [Work.ANSWER_REFERRAL]
        with pytest.raises(ValueError, match="validation error"):
            await read_view(overview.pool, CitizenId(sick))


async def test_a_consent_that_ends_is_looked_at_again_at_the_midnight_after_its_last_day(
    overview: Overview,
) -> None:
    citizen, ends = uuid4(), danish_day(NOW) + timedelta(days=7)
    await overview.hear(citizen, registered(), consent(ends))

    again = await overview.pool.fetchval("SELECT at FROM due WHERE citizen_id = $1", citizen)

    assert again == start_of(ends + timedelta(days=1))

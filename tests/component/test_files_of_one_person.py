"""Two files of one person on a real database: seen, told and listed as one, then parted without a rest."""

import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from clash_facts import planned
from laws import JULY
from overview_facts import AGREED, added, admitted, asked, consent, discharged, registered, withdrawn
from overview_on_database import LATER, NOW, Overview, overview_of
from samspil.contracts.citizen import (
    CitizenContactOpened,
    CitizenDied,
    CitizenMerged,
    CitizenSplit,
    DeathSource,
)
from samspil.contracts.envelope import Fact
from samspil.overview.api.told_together import see_told_together
from samspil.overview.domain.coordination import Seen
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.set_hold import HoldChanged, HoldWanted
from samspil.overview.handlers.preview_consent import preview_consent
from samspil.overview.handlers.set_contact_hold import set_contact_hold
from samspil.overview.storage.person import person
from samspil.overview.storage.queries import count_changes, read_history, read_survivor, read_view
from samspil.testkit.builders import OURS, sealed
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector

TASKS = "SELECT work, kept ->> 'about' AS about FROM task WHERE citizen_id = $1"
PARKED = """
INSERT INTO parked (topic, citizen_id, seq, state, error_class, part, log_offset)
VALUES ('citizen.v1', $1, 99, 'failed', 'test', 0, 99999)
"""
SPOILED = """
UPDATE folded SET state = '{"stays": 5}' WHERE citizen_id = $1 AND topic = 'hospital.v1'
"""
TIES = "SELECT relation, whose, until FROM tie WHERE citizen_id = $1"


@pytest.fixture(scope="module")
async def overview(servers: Servers) -> AsyncIterator[Overview]:
    async with overview_of(servers) as made:
        yield made


def contact() -> CitizenContactOpened:
    return CitizenContactOpened(
        name=sealed("name"),
        acting_municipality="101",
        opened_by="staff-9",
        basis=LegalBasis.SEL_99,
        occurred_at=NOW,
    )


async def merge(overview: Overview, survivor: UUID, absorbed: UUID) -> None:
    """Said on both streams; which is heard first is a matter of chance."""
    fact = CitizenMerged(
        survivor=survivor, absorbed=absorbed, merged_by="staff-1", occurred_at=datetime.now(UTC)
    )
    await _both(overview, fact, survivor, absorbed)


async def split(overview: Overview, survivor: UUID, absorbed: UUID) -> None:
    fact = CitizenSplit(
        survivor=survivor, absorbed=absorbed, split_by="staff-1", occurred_at=datetime.now(UTC)
    )
    await _both(overview, fact, survivor, absorbed)


async def _both(overview: Overview, fact: Fact, *files: UUID) -> None:
    for one in random.sample(files, 2):
        await overview.hear(one, fact)
    await settle(overview)


async def settle(overview: Overview) -> None:
    """Look until nothing is due."""
    for _ in range(3):
        await overview.pool.execute("UPDATE due SET at = clock_timestamp() WHERE at < now() + '1 minute'")
        await overview.look()


async def tasks(overview: Overview, citizen: UUID) -> Counter[tuple[str, str]]:
    """What waits, and about what; since when is each file's own matter."""
    return Counter((row["work"], row["about"]) for row in await overview.pool.fetch(TASKS, citizen))


async def ties(overview: Overview, citizen: UUID) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in await overview.pool.fetch(TIES, citizen)}


async def newest(overview: Overview, citizen: UUID, receiver: Receiver) -> Mapping[str, Any] | None:
    """What the receiver is told; nothing where it was told nothing, or that nothing is shared."""
    told = await overview.told(citizen, receiver)
    return told[-1] if told and (told[-1]["shares"] or told[-1].get("notices_received")) else None


async def test_what_a_contact_asked_for_is_the_persons_once_it_is_known_who_they_are(
    overview: Overview,
) -> None:
    survivor, absorbed = uuid4(), uuid4()
    theirs, own = asked(), asked()
    given = consent(LATER, (DataClass.IDENTITY, DataClass.REFERRAL), to=(Sector.EMPLOYMENT,))
    await overview.hear(absorbed, contact(), theirs)
    await overview.hear(survivor, registered(), given, own)
    alone = await tasks(overview, absorbed) + await tasks(overview, survivor)
    assert len(alone) == 2

    await merge(overview, survivor, absorbed)

    assert await tasks(overview, survivor) == alone
    assert not await tasks(overview, absorbed)
    assert not await ties(overview, absorbed)
    assert ("unit", "UNIT-1", None) in await ties(overview, survivor)
    person = await read_view(overview.pool, CitizenId(survivor))
    assert person is not None
    assert {one.id for one in person.referrals} == {theirs.referral_id, own.referral_id}
    assert person.elsewhere == {theirs.referral_id: absorbed}
    part = await read_view(overview.pool, CitizenId(absorbed))
    assert part is not None
    assert (part.part_of, [one.id for one in part.referrals]) == (survivor, [theirs.referral_id])
    assert await read_survivor(overview.pool, CitizenId(absorbed)) == person
    assert len(await read_history(overview.pool, CitizenId(survivor))) == 3 + 2 + 2

    changes = await count_changes(overview.pool, CitizenId(survivor))
    await overview.hear(absorbed, withdrawn(given))
    assert await count_changes(overview.pool, CitizenId(survivor)) == changes + 1


async def test_a_consent_taken_back_in_the_other_file_ends_what_the_person_shares(overview: Overview) -> None:
    survivor, absorbed = uuid4(), uuid4()
    given = consent(LATER)
    await overview.hear(absorbed, registered(), given)
    await overview.hear(survivor, registered())
    assert not await overview.told(survivor, Receiver.JOBCENTER)

    await merge(overview, survivor, absorbed)
    assert (await overview.told(survivor, Receiver.JOBCENTER))[-1]["shares"]
    assert not (await overview.told(absorbed, Receiver.JOBCENTER))[-1]["shares"]

    await overview.hear(absorbed, withdrawn(given))
    await overview.look()
    assert not (await overview.told(survivor, Receiver.JOBCENTER))[-1]["shares"]


async def test_nothing_changes_before_both_files_have_heard_that_they_are_one(overview: Overview) -> None:
    survivor, absorbed = uuid4(), uuid4()
    await overview.hear(absorbed, contact(), asked())
    await overview.hear(survivor, registered(), asked())
    merged = CitizenMerged(survivor=survivor, absorbed=absorbed, merged_by="staff-1", occurred_at=NOW)
    for first, second in ((survivor, absorbed), (absorbed, survivor)):
        alone = [await tasks(overview, one) for one in (survivor, absorbed)]
        assert [one.total() for one in alone] == [1, 1]

        await overview.hear(first, merged)
        assert [await tasks(overview, one) for one in (survivor, absorbed)] == alone
        await overview.hear(second, merged)
        await overview.look()
        assert await tasks(overview, survivor) == alone[0] + alone[1]
        assert not await tasks(overview, absorbed)
        await split(overview, survivor, absorbed)


async def test_the_persons_death_ends_what_is_decided_in_either_file(overview: Overview) -> None:
    survivor, absorbed = uuid4(), uuid4()
    await overview.hear(absorbed, contact(), admitted(at=NOW))
    await overview.hear(survivor, registered())
    await overview.hold(absorbed)
    await merge(overview, survivor, absorbed)

    died = CitizenDied(died_on=None, source=DeathSource.HOSPITAL, recorded_by="staff-1", occurred_at=NOW)
    await overview.hear(survivor, died)
    await settle(overview)

    for one in (survivor, absorbed):
        async with overview.store.transaction([CitizenId(one)]) as tx:
            assert tx.coordination.hold(LATER) is None
            assert not tx.coordination.open_proposals


async def test_a_hold_that_stands_in_either_file_is_the_persons(overview: Overview) -> None:
    survivor, absorbed = uuid4(), uuid4()
    await overview.hear(absorbed, contact())
    await overview.hear(survivor, registered())
    await overview.hold(absorbed)
    await merge(overview, survivor, absorbed)

    await overview.hear(survivor, admitted(at=NOW))
    await settle(overview)
    assert not await tasks(overview, survivor)

    async with overview.store.transaction([CitizenId(survivor)]) as tx:
        wanted = HoldWanted(uuid4(), LATER, sealed("ask"), "staff-1")
        with pytest.raises(HoldChanged):
            set_contact_hold(tx, wanted, OURS, Seen(None, proposed=False))
        [standing] = person(tx).view.coordination.holds
        set_contact_hold(tx, wanted, OURS, Seen(standing.id, proposed=False))
    await settle(overview)
    view = await read_view(overview.pool, CitizenId(survivor))
    assert view is not None
    assert (hold := view.coordination.hold(LATER)) is not None
    assert hold.id == wanted.id


async def test_a_hold_that_is_set_answers_what_the_other_file_proposes(overview: Overview) -> None:
    survivor, absorbed = uuid4(), uuid4()
    await overview.hear(absorbed, contact(), admitted(at=NOW))
    await overview.hear(survivor, registered())
    await merge(overview, survivor, absorbed)
    assert [work for work, _ in await tasks(overview, survivor)] == ["decide_hold"]

    await overview.hold(survivor)
    await settle(overview)

    assert not await tasks(overview, survivor)
    async with overview.store.transaction([CitizenId(absorbed)]) as tx:
        assert not tx.coordination.open_proposals


async def test_while_something_of_either_file_is_in_doubt_the_person_is_told_of_no_more(
    overview: Overview,
) -> None:
    survivor, absorbed = uuid4(), uuid4()
    await overview.hear(absorbed, contact())
    await overview.hear(survivor, registered())
    await merge(overview, survivor, absorbed)
    await overview.pool.execute(PARKED, absorbed)

    await overview.hear(survivor, consent(LATER))
    await settle(overview)

    assert not await newest(overview, survivor, Receiver.JOBCENTER)
    await overview.pool.execute("DELETE FROM parked")


async def test_what_of_the_other_file_cannot_be_read_is_counted_as_failed_and_hides_nothing_else(
    overview: Overview,
) -> None:
    survivor, absorbed = uuid4(), uuid4()
    await overview.hear(absorbed, contact(), asked(), admitted(at=NOW))
    await overview.hear(survivor, registered(), asked())
    await merge(overview, survivor, absorbed)
    await overview.pool.execute(SPOILED, absorbed)

    await overview.hear(survivor, asked())

    assert (await tasks(overview, survivor)).total() == 3
    assert await overview.failed(survivor)


async def test_a_file_that_is_not_locked_yet_is_looked_at_again_soon(overview: Overview) -> None:
    survivor, absorbed = uuid4(), uuid4()
    await overview.hear(absorbed, contact(), asked())
    await overview.hear(survivor, registered())
    await merge(overview, survivor, absorbed)
    await overview.pool.execute("DELETE FROM link")

    for one in (survivor, absorbed):
        await overview.hear(one, asked())
        assert await overview.pool.fetchval("SELECT at > now() FROM due WHERE citizen_id = $1", one)


async def test_what_taking_back_a_consent_of_the_other_file_changes_is_shown_of_the_person(
    overview: Overview,
) -> None:
    survivor, absorbed = uuid4(), uuid4()
    given = consent(LATER)
    await overview.hear(absorbed, contact(), given)
    await overview.hear(survivor, registered())
    await merge(overview, survivor, absorbed)

    for asked_of in (survivor, absorbed):
        async with overview.store.transaction([CitizenId(asked_of)]) as tx:
            previews, waits = await preview_consent(tx, lambda _, now: withdrawn(given, now), JULY, OURS)
            assert tx.citizen == survivor
        assert not waits
        assert [(one.now.shares, one.after.shares) for one in previews] == [(True, False)] * 2


async def told(
    overview: Overview, asked_of: UUID
) -> list[tuple[bool, set[tuple[str, str, UUID | None, str]]]]:
    """Each time that two files were one: whether it still is, and what was told under the wrong name."""
    view = await read_view(overview.pool, CitizenId(asked_of))
    assert view is not None
    found = await see_told_together(overview.pool, CitizenId(asked_of), view)
    return [
        (one.until is None, {(line.receiver, line.field, line.thing, line.why) for line in one.told})
        for one in found
    ]


async def test_whoever_parts_two_files_is_told_what_was_said_of_one_under_the_name_of_the_other(
    overview: Overview,
) -> None:
    survivor, absorbed = uuid4(), uuid4()
    theirs, own = (asked(giver=Sector.SOCIAL, to=Sector.EMPLOYMENT) for _ in range(2))
    kinds = (DataClass.IDENTITY, DataClass.REFERRAL)
    given = consent(LATER, kinds, to=(Sector.EMPLOYMENT,))
    await overview.hear(absorbed, contact(), theirs)
    await overview.hear(survivor, registered(), given, own)
    assert await told(overview, survivor) == []

    await merge(overview, survivor, absorbed)
    lies_there = {("jobcenter", "referrals", theirs.referral_id, "lies_there")}
    assert await told(overview, survivor) == [(True, lies_there)]

    on_theirs = consent(LATER, kinds, to=(Sector.EMPLOYMENT,), at=NOW)
    meanwhile = asked(giver=Sector.SOCIAL, to=Sector.EMPLOYMENT, at=NOW)
    await overview.hear(absorbed, on_theirs)
    await overview.hear(survivor, meanwhile)
    await split(overview, survivor, absorbed)
    later = asked(giver=Sector.SOCIAL, to=Sector.EMPLOYMENT, at=NOW)
    await overview.hear(survivor, later)

    maybe = {
        ("jobcenter", field, thing, "their_consent")
        for field, thing in (
            ("identity", None),
            ("referrals", own.referral_id),
            ("referrals", meanwhile.referral_id),
        )
    }
    [(still, lines)] = await told(overview, survivor)
    assert not still
    assert lines == lies_there | maybe
    assert await told(overview, absorbed) == [(still, lines)]
    shared = (await overview.told(survivor, Receiver.JOBCENTER))[-1]["referrals"]
    assert {UUID(one["referral_id"]) for one in shared} == {
        own.referral_id,
        meanwhile.referral_id,
        later.referral_id,
    }


@dataclass
class Story:
    """Facts of two files, and how their twins, who never are one, would stand."""

    chance: random.Random
    survivor: UUID = field(default_factory=uuid4)
    absorbed: UUID = field(default_factory=uuid4)
    both: UUID = field(default_factory=uuid4)
    """Of whom everything is told that is told of the two."""
    consents: list[tuple[UUID, Any]] = field(default_factory=list)
    stays: list[tuple[UUID, UUID]] = field(default_factory=list)

    def next(self, file: UUID) -> Fact:
        chance, at = self.chance, NOW - timedelta(hours=self.chance.randrange(1, 500))
        ours = [given for of, given in self.consents if of == file]
        going_on = [stay for of, stay in self.stays if of == file]
        match chance.randrange(6):
            case 0 if ours:
                return withdrawn(chance.choice(ours))
            case 0 | 1:
                given = consent(LATER, to=(chance.choice([Sector.EMPLOYMENT, Sector.REGION]),), at=at)
                self.consents.append((file, given))
                return given
            case 2:
                return asked(at=at)
            case 3:
                return asked(giver=Sector.SOCIAL, to=Sector.EMPLOYMENT, at=at)
            case 4 if going_on:
                return discharged(chance.choice(going_on), NOW)
            case 4:
                stay = uuid4()
                self.stays.append((file, stay))
                return admitted(stay, at)
            case _:
                return added(f"worker-{chance.randrange(3)}")


def as_told(told: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """But for when, and for which of several helpers may be asked: these are each file's own matter."""
    return told and {**told, "contact_person": bool(told.get("contact_person")), "occurred_at": None}


@pytest.mark.parametrize("seed", range(12))
async def test_two_files_stand_as_if_all_had_been_said_of_one_and_apart_again_as_if_never_together(
    overview: Overview, seed: int
) -> None:
    story, merged = Story(random.Random(seed)), False
    twins = {story.survivor: uuid4(), story.absorbed: uuid4()}
    first = registered()
    await overview.hear(story.absorbed, begun := contact())
    await overview.hear(twins[story.absorbed], begun)
    for one in (story.survivor, twins[story.survivor], story.both):
        await overview.hear(one, first)

    for turn in range(24):
        if turn in {5, 11, 17}:
            merged = not merged
            await (merge if merged else split)(overview, story.survivor, story.absorbed)
        file = story.chance.choice([story.survivor, story.absorbed])
        facts = [story.next(file)]
        if isinstance(facts[0], type(added())):
            facts.append(AGREED)
        for one in (file, twins[file], story.both):
            await overview.hear(one, *facts)
        if turn in {10, 16, 23}:
            await settle(overview)
            pairs = [(story.survivor, story.both)] if merged else list(twins.items())
            for one, like in pairs:
                assert await tasks(overview, one) == await tasks(overview, like)
                if not merged or one == story.survivor:
                    own = {tie for tie in await ties(overview, like) if tie[1] != "staff-9"}
                    assert {tie for tie in await ties(overview, one) if tie[1] != "staff-9"} == own
                for receiver in Receiver:
                    told = as_told(await newest(overview, one, receiver))
                    assert told == as_told(await newest(overview, like, receiver))
            if merged:
                assert not await tasks(overview, story.absorbed)
                assert [await newest(overview, story.absorbed, one) for one in Receiver] == [None, None]
    assert merged


ATTENTION = "SELECT state -> 'attention' FROM coordination WHERE citizen_id = $1"


async def attention(overview: Overview, citizen: UUID) -> list[tuple[str, str]]:
    """What was raised in the file, and where it stands."""
    kept = await overview.pool.fetchval(ATTENTION, citizen)
    found = json.loads(kept) if isinstance(kept, str) else kept or {}
    return [(one["about"], one["state"]) for one in found.values()]


async def test_what_does_not_go_together_across_files_is_raised_once_and_withdrawn_when_they_part(
    overview: Overview,
) -> None:
    survivor, absorbed, step, both = (uuid4() for _ in range(4))
    today = NOW.date()
    await overview.hear(survivor, registered(), added(), AGREED, admitted(at=NOW))
    await overview.hear(absorbed, contact(), planned(step, today, by="staff-1"))
    await overview.hear(survivor, planned(both, today, by="staff-1"))
    assert await attention(overview, survivor) == [(str(both), "open")]

    await merge(overview, survivor, absorbed)
    await settle(overview)

    assert sorted(await attention(overview, survivor)) == sorted([(str(both), "open"), (str(step), "open")])
    assert await attention(overview, absorbed) == []
    works = await overview.pool.fetchval(
        "SELECT count(*) FROM task WHERE citizen_id = $1 AND work = 'take_up'", survivor
    )
    assert works == 2

    await split(overview, survivor, absorbed)
    await settle(overview)

    assert sorted(await attention(overview, survivor)) == sorted(
        [(str(both), "open"), (str(step), "withdrawn")]
    )
    assert await attention(overview, absorbed) == []


async def test_what_was_raised_in_a_file_is_withdrawn_there_when_it_belongs_to_another(
    overview: Overview,
) -> None:
    survivor, absorbed, step = (uuid4() for _ in range(3))
    here = admitted(at=NOW)
    await overview.hear(survivor, registered())
    await overview.hear(absorbed, registered(), added(), AGREED, here)
    await overview.hear(absorbed, planned(step, NOW.date(), by="staff-1"))
    assert await attention(overview, absorbed) == [(str(step), "open")]

    await merge(overview, survivor, absorbed)
    await settle(overview)
    assert await attention(overview, absorbed) == [(str(step), "open")]
    assert await attention(overview, survivor) == []
    person = await read_view(overview.pool, CitizenId(survivor))
    assert person is not None
    (raised,) = person.coordination.attention.values()
    assert person.elsewhere[raised.id] == absorbed

    await overview.hear(absorbed, discharged(here.stay_id, NOW))
    await settle(overview)
    assert await attention(overview, absorbed) == [(str(step), "withdrawn")]
    assert await attention(overview, survivor) == []

"""What was decided is what is kept: every field of all that referral and plan keep, in PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from enum import EnumType
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import pytest
from pydantic import AwareDatetime

from samspil.ledger.database import open_pool
from samspil.ledger.store import Store
from samspil.plan.domain.follow_up import FollowUp
from samspil.plan.domain.plan import Plan
from samspil.plan.domain.stay import Stay
from samspil.plan.domain.support_question import SupportQuestion
from samspil.plan.storage.queries import read_plan
from samspil.plan.storage.transaction import plan_store
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.consent import Consent
from samspil.referral.domain.referral import Referral
from samspil.referral.domain.stray import Stray
from samspil.referral.storage.queries import read_file
from samspil.referral.storage.transaction import referral_store
from samspil.stack import databases
from samspil.testkit.builders import sealed
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

PLAIN: dict[Any, tuple[Any, ...]] = {
    AwareDatetime: (datetime(2026, 11, 28, 23, 30, 0, 1, UTC), datetime(2027, 1, 1, tzinfo=UTC)),
    UUID: (UUID(int=1), UUID(int=2)),
    Sealed: (sealed("name"), sealed("words")),
    str: ('et, "to" og {tre}\\', "fire"),
    int: (1, 2, 0),
    bool: (False, True),
    date: (date(2026, 11, 28), date(2027, 1, 1), date.min, date.max),
    datetime: (datetime(2026, 11, 28, 23, 30, 0, 1, UTC), datetime(2027, 1, 1, tzinfo=UTC)),
    NoneType: (None,),
}


def values(kind: Any) -> tuple[Any, ...]:
    """Some values of a type; of an enumeration all, of what is put together some for each part."""
    kind = getattr(kind, "__supertype__", kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, EnumType):
        return tuple(kind)
    inner = get_args(kind)
    if get_origin(kind) in {Union, UnionType}:
        return tuple(value for one in inner for value in values(one))
    if get_origin(kind) is tuple:
        some = values(inner[0])
        return some[::-1], some[:1], ()
    if get_origin(kind) is dict:
        some = values(inner[1])
        return {uuid4(): one for one in some}, {uuid4(): some[0]}, {}
    whole = some_of(kind)
    return whole, *(other for _, other in variations(whole))


def some_of(kind: type[Any], **given: Any) -> Any:
    """One of a kind with every field filled in."""
    return kind(**{name: values(hint)[0] for name, hint in hints_of(kind).items()} | given)


def hints_of(kind: type[Any]) -> dict[str, Any]:
    """Field → type; what its class says of all of a kind is no field."""
    return {name: hint for name, hint in get_type_hints(kind).items() if get_origin(hint) is not ClassVar}


def variations(whole: Any) -> Iterator[tuple[str, Any]]:
    """The value with one field at a time another, by the field's name."""
    hints = hints_of(type(whole))
    for name, hint in hints.items():
        for value in values(hint)[1:]:
            yield name, type(whole)(**{one: getattr(whole, one) for one in hints} | {name: value})


@dataclass(frozen=True)
class Kept:
    """A kind of thing that is kept, and which of its fields no verb ever changes."""

    kind: type[Any]
    shelf: str
    for_good: frozenset[str]
    on: tuple["Kept", ...] = ()
    """What its rows point at."""
    one_a_citizen: bool = False

    def save(self, tx: Any, citizen: CitizenId, one: Any) -> None:
        """Beside what the citizen has."""
        shelf = getattr(tx, self.shelf)
        shelf.save(citizen, one if self.one_a_citizen else {**(shelf.of(citizen) or {}), one.id: one})

    def find(self, tx: Any, citizen: CitizenId, one: Any) -> Any:
        """The same thing, as the transaction found it."""
        state = getattr(tx, self.shelf).of(citizen)
        return state if self.one_a_citizen else state[one.id]


NAMES = frozenset({"id", "case"})
"""What a thing is found by, and the referral that a consent points at."""

FILE = Kept(
    CitizenFile,
    "files",
    frozenset({"registered_by", "basis", "registered_at"}),
    one_a_citizen=True,
)
REFERRAL = Kept(
    Referral,
    "referrals",
    frozenset({"from_sector", "to_unit", "priority", "words", "basis", "author"})
    | {"answer_by", "submitted_at"},
    on=(FILE,),
)
CONSENT = Kept(
    Consent,
    "consents",
    frozenset({"law", "kinds", "from_sector", "to_sectors", "until", "recorded_by", "given_at"}),
    on=(FILE, REFERRAL),
)
STRAY = Kept(Stray, "strays", frozenset({"referral_id", "case", "answer", "day"}))
PLAN = Kept(Plan, "plans", frozenset({"referral_id", "opened_at"}), one_a_citizen=True)
QUESTION = Kept(
    SupportQuestion, "questions", frozenset({"stay_id", "intervention_id", "support_worker"}), on=(PLAN,)
)
FOLLOW_UP = Kept(FollowUp, "follow_ups", frozenset({"stay_id", "support_worker"}), on=(PLAN,))
STAY = Kept(Stay, "stays", frozenset())

Stores = dict[str, Store[Any]]

every_kind = pytest.mark.parametrize(
    ("service", "kept"),
    [
        *(("referral", kept) for kept in (FILE, REFERRAL, CONSENT, STRAY)),
        *(("plan", kept) for kept in (PLAN, QUESTION, FOLLOW_UP, STAY)),
    ],
    ids=lambda one: one.shelf if isinstance(one, Kept) else one,
)


@pytest.fixture(scope="module")
async def stores(servers: Servers) -> AsyncIterator[Stores]:
    urls = [await servers.postgres.database(*databases.migrations_of(one)) for one in ("referral", "plan")]
    async with await open_pool(urls[0]) as referral, await open_pool(urls[1]) as plan:
        yield {"referral": referral_store(referral), "plan": plan_store(plan)}


def named(one: Any, id_: UUID) -> Any:
    """The thing under a name of its own."""
    return replace(one, **dict.fromkeys(NAMES & {field.name for field in fields(one)}, id_))


async def keep(store: Store[Any], kept: Kept, wanted: dict[CitizenId, Any], *, on: bool = True) -> None:
    """In one transaction, a thing for each of these citizens, with what it stands on."""
    async with store.transaction(wanted) as tx:
        for citizen, one in wanted.items():
            tx.turn_to(citizen)
            for below in kept.on if on else ():
                below.save(tx, citizen, named(some_of(below.kind), getattr(one, "case", citizen)))
            kept.save(tx, citizen, one)


async def not_kept(store: Store[Any], kept: Kept, wanted: dict[CitizenId, tuple[str, Any]]) -> set[str]:
    """The fields that another transaction does not find as they were saved."""
    async with store.transaction(wanted) as tx:
        lost = set()
        for citizen, (name, one) in wanted.items():
            tx.turn_to(citizen)
            if kept.find(tx, citizen, one) != one:
                lost.add(name)
    return lost


def varied(kept: Kept) -> dict[CitizenId, tuple[str, Any]]:
    """For a citizen each: the thing with one field another, all other fields filled in."""
    others = [(name, other) for name, other in variations(some_of(kept.kind)) if name not in NAMES]
    assert {name for name, _ in others} == {field.name for field in fields(kept.kind)} - NAMES
    return {CitizenId(uuid4()): (name, named(other, uuid4())) for name, other in others}


@every_kind
async def test_every_field_is_kept_as_it_was_decided(stores: Stores, service: str, kept: Kept) -> None:
    wanted = varied(kept)

    await keep(stores[service], kept, {citizen: one for citizen, (_, one) in wanted.items()})

    assert await not_kept(stores[service], kept, wanted) == set()


@every_kind
async def test_every_field_that_a_verb_may_change_is_kept_when_it_alone_changes(
    stores: Stores, service: str, kept: Kept
) -> None:
    assert kept.for_good < {field.name for field in fields(kept.kind)}
    wanted = {citizen: one for citizen, one in varied(kept).items() if one[0] not in kept.for_good}
    whole = some_of(kept.kind)
    before = {
        citizen: replace(one, **{name: getattr(whole, name)}) for citizen, (name, one) in wanted.items()
    }
    await keep(stores[service], kept, before)

    after = {citizen: one for citizen, (_, one) in wanted.items()}
    await keep(stores[service], kept, after, on=False)
    assert await not_kept(stores[service], kept, wanted) == set()

    await keep(stores[service], kept, before, on=False)
    again = {citizen: (wanted[citizen][0], one) for citizen, one in before.items()}
    assert await not_kept(stores[service], kept, again) == set()


async def test_a_file_is_read_with_the_newest_first_and_without_a_file_there_is_nothing(
    stores: Stores,
) -> None:
    store, citizen, stranger = stores["referral"], CitizenId(uuid4()), CitizenId(uuid4())
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (2, 3, 1)]
    ids = sorted(uuid4() for _ in days)
    referrals = [some_of(Referral, id=id_, submitted_at=day) for id_, day in zip(ids, days, strict=True)]
    consents = [
        some_of(Consent, id=id_, case=ids[0], given_at=day) for id_, day in zip(ids, days, strict=True)
    ]
    async with store.transaction([citizen]) as tx:
        FILE.save(tx, citizen, some_of(CitizenFile))
        for referral, consent in zip(referrals, consents, strict=True):
            REFERRAL.save(tx, citizen, referral)
            CONSENT.save(tx, citizen, consent)

    read = await read_file(store.pool, citizen)

    assert read is not None
    assert read.file == some_of(CitizenFile)
    assert [one.submitted_at.day for one in read.referrals] == [3, 2, 1]
    assert [one.given_at.day for one in read.consents] == [3, 2, 1]
    assert await read_file(store.pool, stranger) is None


async def test_a_plan_is_read_with_the_newest_question_and_the_first_due_first(stores: Stores) -> None:
    store, citizen, stranger = stores["plan"], CitizenId(uuid4()), CitizenId(uuid4())
    plan = some_of(Plan, id=uuid4())
    async with store.transaction([citizen]) as tx:
        PLAN.save(tx, citizen, plan)
        for day, id_ in zip((2, 3, 1), sorted(uuid4() for _ in range(3)), strict=True):
            asked_at, due_on = datetime(2026, 11, day, tzinfo=UTC), date(2026, 11, day)
            QUESTION.save(tx, citizen, some_of(SupportQuestion, id=id_, asked_at=asked_at))
            FOLLOW_UP.save(tx, citizen, some_of(FollowUp, id=id_, due_on=due_on))

    read = await read_plan(store.pool, citizen)

    assert read is not None
    assert read.plan == plan
    assert [one.asked_at.day for one in read.questions] == [3, 2, 1]
    assert [one.due_on.day for one in read.follow_ups] == [1, 2, 3]
    assert await read_plan(store.pool, stranger) is None

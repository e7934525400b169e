"""A database that knows one citizen's file, a referral, a relative and a plan, for doors that look first."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from hospital_life import notice
from referral_verbs import in_state
from samspil.contracts.citizen import RelativeKind
from samspil.plan.domain.plan import Plan
from samspil.plan.storage.tables import PLANS
from samspil.referral.domain.citizen_file import CitizenFile
from samspil.referral.domain.referral import State
from samspil.referral.domain.relative import Entry, Relative
from samspil.referral.storage.tables import FILES, REFERRALS, RELATIVES
from samspil.region_bridge.domain.held import HeldNotice, Why
from samspil.region_bridge.domain.notice import Happened
from samspil.region_bridge.storage.tables import HELD
from samspil.testkit.builders import CITIZEN, MONDAY, sealed
from samspil.vocabulary.legal_basis import LegalBasis

FILE = CitizenFile(sealed("name"), sealed("cpr"), "101", "staff-1", LegalBasis.SEL_85, MONDAY)

ENTRY = Entry(RelativeKind.SIBLING, sealed("name"), None, None, (), None)
PLAN = Plan(UUID(int=1), UUID(int=2), MONDAY, {}, {})
SISTER = Relative(UUID(int=0), ENTRY, MONDAY)


WAITING = HeldNotice(UUID(int=0), "m", Why.CONTRADICTION, MONDAY, notice(Happened.ADMITTED))


class KnowsReferral:
    """Stands where a pool does, and where its connection does."""

    def __init__(self, referral: UUID) -> None:
        self._kept = {
            "FROM citizen_file": FILES.adapter.dump_json(FILE).decode(),
            "FROM referral": REFERRALS.adapter.dump_json(
                replace(in_state(State.RECEIVED), id=referral)
            ).decode(),
            "FROM relative": RELATIVES.adapter.dump_json(replace(SISTER, id=referral)).decode(),
            "FROM held": HELD.adapter.dump_json(replace(WAITING, id=referral)).decode(),
            "FROM plan": PLANS.adapter.dump_json(PLAN).decode(),
        }

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator["KnowsReferral"]:
        yield self

    @asynccontextmanager
    async def transaction(self, **_how: object) -> AsyncIterator[None]:
        yield

    async def fetchrow(self, query: str, *_asked: object) -> dict[str, object] | None:
        found = next((kept for table, kept in self._kept.items() if table in query), None)
        return {"citizen_id": CITIZEN, "kept": found} if found else None

    async def fetch(self, query: str, citizens: Collection[UUID], *_more: object) -> list[tuple[Any, str]]:
        found = (kept for table, kept in self._kept.items() if table in query)
        return [(citizen, kept) for kept in found for citizen in citizens]

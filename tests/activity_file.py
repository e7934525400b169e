"""Files of activities, as a case system that makes files only would write them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from samspil.contracts.disclosure import JobcenterInformed
from samspil.exchange.disclosure import Disclosure
from samspil.jobcenter_bridge.storage.transaction import jobcenter_store
from samspil.ledger.database import open_pool
from samspil.testkit.people import Person
from samspil.testkit.system_under_test import SystemUnderTest
from samspil.vocabulary.cpr import Cpr

COLUMNS = (
    *("cpr", "aktivitetIdentifier", "versionIdentifier", "aktiveringstype", "status"),
    *("startdato", "slutdato", "timerPrUge", "minutterPrUge", "timerGaelderFra"),
    *("opnaaetDato", "resultat", "formaal"),
)
"""By hand, as the README tells them."""

Row = dict[str, Any]


def row(person: Person | str, activity: UUID | None = None, **changed: object) -> Row:
    """A good row, with these cells changed."""
    return {
        "cpr": person if isinstance(person, str) else person.cpr.number,
        "aktivitetIdentifier": str(activity or uuid4()),
        "versionIdentifier": 1,
        "aktiveringstype": "virksomhedspraktik",
        "status": "paabegyndt",
        "startdato": "2026-11-02",
        "slutdato": "2027-02-26",
        "timerPrUge": 15,
        "minutterPrUge": 30,
        **changed,
    }


def as_csv(rows: Sequence[Mapping[str, object]], separator: str = ",") -> bytes:
    """With a line for the columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_json(rows: Sequence[object]) -> bytes:
    """An array."""
    return json.dumps(rows, ensure_ascii=False).encode()


async def let_in(system: SystemUnderTest, people: Sequence[Cpr]) -> None:
    """Let activities of these people be received, as a disclosure that was heard does."""
    told = JobcenterInformed(
        shares=True,
        until=None,
        milestones_received=True,
        identity=None,
        contact_hold=None,
        occurred_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    async with system.keyring() as keyring, await open_pool(system.urls["jobcenter-bridge"], 2) as pool:
        store = jobcenter_store(pool)
        for cpr in people:
            citizen = await keyring.get_or_create(cpr)
            async with store.transaction([citizen]) as tx:
                tx.disclosures.put(Disclosure(1, told, None))

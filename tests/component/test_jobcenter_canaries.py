"""Of a thousand citizens whose health is known here nothing of it leaves to the jobcenter or is kept here.

In the view of each, stays, wards, words and held notices say what no jobcenter may know; the view goes
through the disclosure and the bridge, on a real PostgreSQL, to the sandbox.
"""

import json
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from samspil.contracts.coordination import AttentionRule
from samspil.contracts.disclosure import JobcenterInformed
from samspil.contracts.hospital import HeldWhat, MessageKind, Segment, StayKind
from samspil.contracts.message import Category
from samspil.contracts.plan import SupportDuringStay, Whose
from samspil.jobcenter_bridge.partner.jobcenter import ACCESS
from samspil.overview.domain.attention import Attention
from samspil.overview.domain.citizen_state import CitizenState, Who
from samspil.overview.domain.coordination import Coordination, Hold, Proposal, ProposalState
from samspil.overview.domain.disclose import disclose
from samspil.overview.domain.hospital_state import HeldThing, HospitalState, Presence, Stay
from samspil.overview.domain.inform import inform
from samspil.overview.domain.messages import ReceivedMessage, WrittenMessage
from samspil.overview.domain.plan_dates import SupportQuestion
from samspil.overview.domain.plan_parts import CrisisPlan
from samspil.overview.domain.plan_state import PlanState
from samspil.overview.domain.receiver import Receiver
from samspil.overview.domain.view import View, combine
from samspil.testkit.builders import LAW, OURS
from samspil.testkit.jobcenter_bridge import HEAR, JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.role import Role
from samspil.vocabulary.sealed import Sealed
from scanned import forms
from sharing import BROAD, NEWER, help_of

CITIZENS = 1000
NOW = datetime.now(UTC)
TODAY = danish_day(NOW)
ILLNESS = "Kanariesygdom"
WARD = "AFDELING-KANARIE"
MARK = "cafe0123-cafe"
"""How each id begins that only a stay or a notice has."""

NEEDLES = {form for text in (ILLNESS, WARD, MARK, MARK.replace("-", "")) for form in forms(text)}
TOKEN = re.compile(r"s1\.[0-9a-f]{32}\.[a-z0-9_.]+\.[0-9a-f]{32}\.[A-Za-z0-9_-]{38,}")


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        yield found


def an_id(number: int) -> UUID:
    return UUID(f"{MARK}-4000-8000-{number:012x}")


async def of_a_stay(
    here: JobcenterBridge, citizen: CitizenId, n: int
) -> tuple[HospitalState, PlanState, Coordination, Sealed]:
    """All that a hospital, a plan and people here may hold of it."""
    canary = await here.keyring.seal(citizen, "words", f"{ILLNESS} nummer {n}, indlagt på {WARD}")
    stay = Stay(an_id(n), StayKind.INPATIENT, [Presence.ADMITTED, Presence.DISCHARGED][n % 2], NOW)
    segment = Segment(
        segment_id=an_id(n), written_at=NOW, words=canary, author=canary, role=canary, phone=canary
    )
    heard = ReceivedMessage(
        id=an_id(n + CITIZENS),
        thread_id=an_id(n),
        kind=MessageKind.NEW,
        category=Category.OTHER,
        urgency=None,
        topic=canary,
        segments=(segment,),
        attachments=(),
        sender=canary,
        to_contact_person=True,
        sent_at=NOW,
        received_at=NOW,
    )
    written = WrittenMessage(
        an_id(n), an_id(n), heard.id, Category.OTHER, None, canary, canary, "staff-1", canary,
        Role.SUPPORT_WORKER, canary, f"{WARD}-{n}", NOW,
    )  # fmt: skip
    hospital = HospitalState(
        stays=(stay,),
        messages=(heard,),
        held=(HeldThing(an_id(n), HeldWhat.NOTICE, NOW),),
        reports_wanted=(stay.id,),
    )
    question = SupportQuestion(an_id(n), stay.id, UUID(int=1), "staff-2", NOW, SupportDuringStay.PAUSED)
    plan = PlanState(
        agreed_on=TODAY,
        questions=(question,),
        crisis_plan=CrisisPlan(canary, canary, canary, canary, Whose.CITIZEN, NOW),
    )
    raised = Attention(
        an_id(n), AttentionRule.DEMAND_DURING_STAY, an_id(n), stay.id, TODAY, NOW, words=canary
    )
    coordination = Coordination(
        proposals={stay.id: Proposal(an_id(n), stay.id, ProposalState.OPEN, NOW)},
        messages=(written,),
        attention={raised.id: raised},
    )
    return hospital, plan, coordination, canary


async def seen(here: JobcenterBridge, citizen: CitizenId, person: Person, n: int) -> tuple[View, Sealed]:
    """The view of somebody in hospital, of whom a pause was agreed, and the token of their canary."""
    hospital, plan, coordination, canary = await of_a_stay(here, citizen, n)
    name = await here.keyring.seal(citizen, "name", "Aisha Digtet")
    identity = await here.identity(citizen, person)
    hold = Hold(UUID(int=n + 1), TODAY + timedelta(days=1 + n % 20), name, "staff-1", NOW)
    until = TODAY + timedelta(days=30)
    consents = tuple(replace(one, until=until, given_at=NOW) for one in (BROAD, NEWER))
    helped = replace(help_of("staff-2"), support_worker_name=name)
    view = combine(
        citizen=CitizenState(Who(identity.name, identity.cpr, "101", NOW), consents),
        plan=replace(plan, interventions=(helped,)),
        hospital=hospital,
        coordination=replace(coordination, holds=(hold,)),
    )
    return view, canary


def found(where: Iterable[str], canaries: set[str]) -> list[str]:
    """What of it stands there, in any form; a canary's own token too."""
    return [
        needle
        for text in where
        for needle in (*(one.decode() for one in NEEDLES), *TOKEN.findall(text))
        if (needle in canaries or needle.encode() in NEEDLES) and needle in text
    ]


async def kept_opened(here: JobcenterBridge, told: dict[CitizenId, int]) -> list[str]:
    """What stands in every token that the bridge keeps."""
    rows = await here.pool.fetch(
        "SELECT citizen_id, kept::text AS text FROM delivery"
        " UNION ALL SELECT citizen_id, state::text FROM disclosure"
    )
    texts: list[str] = []
    for citizen in told:
        held = {token for row in rows if row["citizen_id"] == citizen for token in TOKEN.findall(row["text"])}
        tokens = {str(n): Sealed(token) for n, token in enumerate(sorted(held))}
        texts += (await here.keyring.open(citizen, tokens, ACCESS)).values()
    return texts


async def sent(here: JobcenterBridge) -> list[str]:
    """All bytes that the sandbox got, as it took them down."""
    received = (await here.http.get(f"{here.sandbox}/received")).json()
    return [json.dumps(received, ensure_ascii=False), *(one["body"] for one in received["tasks"])]


@pytest.mark.timeout(300)
async def test_no_byte_that_leaves_and_no_row_that_is_kept_holds_anything_of_health(
    here: JobcenterBridge,
) -> None:
    told: dict[CitizenId, int] = {}
    canaries: set[str] = set()
    for n in range(CITIZENS):
        person = Person(synthetic_cpr(90_000 + n), "Ida Test Opdigtet")
        citizen = await here.keyring.get_or_create(person.cpr)
        view, canary = await seen(here, citizen, person, n)
        informed = inform(disclose(view, Receiver.JOBCENTER, LAW, TODAY, OURS), NOW)
        assert isinstance(informed, JobcenterInformed)
        assert informed.contact_hold is not None
        await here.hear(citizen, informed, HEAR)
        told[citizen] = n
        canaries.add(canary)
    while await here.courier.round():
        pass

    tasks = await here.received()
    assert len({one["task"]["reference"]["id"] for one in tasks}) == CITIZENS
    assert sum(one["task"]["title"] == "Kontaktpause" for one in tasks) == CITIZENS
    opened = await kept_opened(here, told)
    assert len(opened) == 4 * CITIZENS, "a number, a name, whom to ask, and the message"
    assert found(await sent(here), canaries) == []
    assert found([await here.everything()], canaries) == []
    assert found(opened, canaries) == []

    await planted_is_found(here, next(iter(canaries)))


async def planted_is_found(here: JobcenterBridge, token: str) -> None:
    """The scan would see one: in words, in hexadecimal digits, as an id, and sealed."""
    plant = """
        UPDATE disclosure SET state = jsonb_set(state::jsonb, '{planted}', to_jsonb($1::text))
        WHERE citizen_id = (SELECT min(citizen_id::text)::uuid FROM disclosure)
    """
    for planted in (f"har {ILLNESS}", ILLNESS.encode().hex(), str(an_id(7)), an_id(7).hex, WARD, token):
        await here.pool.execute(plant, planted)
        assert found([await here.everything()], {token}), planted

"""Two files are merged and parted while many write in both: nothing waits for ever, is lost or doubled."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from files_of_one import File, behind, in_days, refusal, registered
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import EmploymentDeliveryEnded, EmploymentReferralAnswered
from samspil.ledger.hear import Hearing
from samspil.referral.api.keep_passing_on import pass_on
from samspil.referral.api.keep_pointing import point_all
from samspil.referral.api.subscriptions import heard
from samspil.referral.app.web import application
from samspil.referral.storage.transaction import referral_store
from samspil.testkit.builders import MONDAY, RULES
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

TIMES = 20
ASKED = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
LAB = {"basis": "lab", "consent_until": in_days(60)}


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


class Traffic:
    """What was done to the files, as whoever did it was answered."""

    def __init__(self, doors: WebUnderTest, files: tuple[File, ...]) -> None:
        self.doors, self.files = doors, files
        self.referrals: dict[UUID, File] = {}
        self.received: set[UUID] = set()
        self.consents: dict[UUID, UUID] = {}
        self.withdrawn: set[UUID] = set()
        self.merged = 0
        self.answers: Counter[str] = Counter()
        self.over = False

    async def writes(self, seed: int) -> None:
        """One of many who ask, answer and take back."""
        chance = random.Random(seed)
        while not self.over:
            await chance.choice((self._asks, self._receives, self._agrees, self._takes_back))(chance)

    async def _asks(self, chance: random.Random) -> None:
        file = chance.choice(self.files)
        answer = await file.post("referrals", ASKED, version=None)
        if self._done(answer, 201):
            self.referrals[UUID(answer.json()["referral_id"])] = file

    async def _receives(self, chance: random.Random) -> None:
        waiting = [one for one in self.referrals if one not in self.received]
        if waiting:
            one = chance.choice(waiting)
            file = self.referrals[one]
            query = "SELECT (kept ->> 'version')::int FROM referral WHERE id = $1"
            seen = int(await self.doors.pool.fetchval(query, one))
            path = f"referrals/{one}/receive"
            answer = await file.post(path, role=Role.VISITATOR, version=seen, subject="visitator-1")
            if self._done(answer, 200):
                assert one not in self.received, "acknowledged twice"
                self.received.add(one)

    async def _agrees(self, chance: random.Random) -> None:
        if self.referrals:
            case, file = chance.choice(list(self.referrals.items()))
            consent = {
                "kinds": ["identity"],
                "from_sector": "social",
                "to_sectors": ["employment"],
                "case": str(case),
                "until": in_days(30),
            }
            answer = await file.post("consents", consent, version=None)
            if self._done(answer, 201):
                self.consents[UUID(answer.json()["consent_id"])] = file.id

    async def _takes_back(self, chance: random.Random) -> None:
        left = [one for one in self.consents if one not in self.withdrawn]
        if left:
            one = chance.choice(left)
            self.withdrawn.add(one)
            path = f"/v1/citizens/{self.consents[one]}/consents/{one}/withdraw"
            assert (await self.doors.post(path)).status_code == 200  # whatever else is going on

    async def merges(self) -> None:
        """Merged and parted, both ways round."""
        for turn in range(TIMES):
            one, other = self.files[:2] if turn % 3 else reversed(self.files[:2])
            while refusal_or_none(await one.merged_into(other)) == "stale-version":
                pass
            await asyncio.sleep(0.01)
            answer = await one.split()
            assert answer.status_code == 200, answer.text
            self.merged += 1
        self.over = True

    def _done(self, answer: object, status: int) -> bool:
        found = answer.status_code  # type: ignore[attr-defined]
        if found != status:
            kind = refusal(answer)[1]  # type: ignore[arg-type]
            self.answers[kind] += 1
            assert kind in {"merged", "stale-version", "referral-already-received", "referral-not-now"}
        return bool(found == status)


def refusal_or_none(answer: object) -> str | None:
    return None if answer.status_code == 200 else refusal(answer)[1]  # type: ignore[attr-defined,arg-type]


async def test_twenty_merges_and_splits_while_twelve_write_in_both_files_lose_and_double_nothing(
    doors: WebUnderTest,
) -> None:
    files = (await registered(doors), await registered(doors))
    traffic = Traffic(doors, files)

    async with asyncio.timeout(120):
        await asyncio.gather(traffic.merges(), *(traffic.writes(seed) for seed in range(12)))

    assert traffic.merged == TIMES
    assert traffic.answers["merged"] > 0, "nobody met a merged file"
    assert len(traffic.referrals) > 20
    kept = await doors.pool.fetch("SELECT id, citizen_id, state FROM referral")
    assert {row["id"]: row["citizen_id"] for row in kept} == {
        id_: file.id for id_, file in traffic.referrals.items()
    }
    assert {row["id"] for row in kept if row["state"] == "received"} == traffic.received
    consents = await doors.pool.fetch("SELECT id, kept ->> 'withdrawn_at' AS gone FROM consent")
    assert {row["id"] for row in consents} == traffic.consents.keys()
    assert {row["id"] for row in consents if row["gone"]} == traffic.withdrawn
    for file in files:
        said = await doors.said(file.id)
        for topic in ("citizen", "referral"):
            numbers = [one.seq for one in said if one.type.startswith(topic)]
            assert numbers == list(range(1, len(numbers) + 1))
        kinds = Counter(one.type for one in said)
        assert kinds["citizen.merged.v1"] == kinds["citizen.split.v1"] == TIMES
        of = [id_ for id_, whose in traffic.referrals.items() if whose is file]
        assert kinds["referral.submitted.v1"] == len(of)
        assert kinds["referral.received.v1"] == len(traffic.received & set(of))
    await point_all(behind(doors))
    for file in files:
        assert file.cpr is not None
        assert await doors.keyring.find(file.cpr) == file.id


async def test_what_partners_answer_while_files_are_merged_and_parted_is_heard_once_and_where_it_stands(
    doors: WebUnderTest,
) -> None:
    one, other = await registered(doors), await registered(doors)
    referrals = [await one.asks("JOB-1", **LAB) for _ in range(12)]
    hearer = Hearer(Hearing("referral", referral_store(doors.pool), heard(RULES)))
    assert (await one.merged_into(other)).status_code == 200
    over = False

    async def partner_answers() -> None:
        nonlocal over
        for number, referral in enumerate(referrals):
            file = (one, other)[number % 2]
            words = await doors.keyring.seal(file.id, "words", f"Svar {number}.")
            arrives = EmploymentDeliveryEnded(
                delivery_id=uuid4(),
                told=Told.REFERRAL,
                outcome=Outcome.ACKNOWLEDGED,
                referral_id=referral,
                occurred_at=MONDAY,
            )
            no = EmploymentReferralAnswered(
                answer_id=uuid4(),
                referral_id=referral,
                answer=PartnerAnswer.DECLINED,
                words=words,
                day=None,
                basis=LegalBasis.RSL_11A_1,
                occurred_at=MONDAY,
            )
            await hearer.hear(file.id, arrives, no)
        over = True

    async def keeps_merging() -> None:
        while not over:
            assert (await one.split()).status_code == 200
            assert (await one.merged_into(other)).status_code == 200

    async def keeps_passing_on() -> None:
        while not over:
            await pass_on(behind(doors))

    async with asyncio.timeout(60):
        await asyncio.gather(partner_answers(), keeps_merging(), keeps_passing_on(), keeps_passing_on())
    await pass_on(behind(doors))

    assert Counter(await one.said())["referral.declined.v1"] == len(referrals)
    shown = (await one.read("/referrals"))["referrals"]
    assert [found["declined"]["words"] for found in reversed(shown)] == [
        f"Svar {number}." for number in range(len(referrals))
    ]
    assert "referral.declined.v1" not in await other.said()
    assert await doors.pool.fetchval("SELECT count(*) FROM parked WHERE state <> 'done'") == 0

"""Two files of one person, merged and parted again, at the referral service's real doors."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from files_of_one import File, behind, contact, in_days, new_number, refusal, registered, two
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Outcome, Told
from samspil.contracts.employment import (
    EmploymentDeliveryEnded,
    EmploymentHelpRequested,
    EmploymentHelpRequestWithdrawn,
    EmploymentReferralAnswered,
)
from samspil.contracts.envelope import Fact
from samspil.ledger.hear import Hearing
from samspil.referral.api.keep_passing_on import UNREADABLE, pass_on
from samspil.referral.api.keep_pointing import point_all
from samspil.referral.api.subscriptions import heard
from samspil.referral.app.web import application
from samspil.referral.handlers.merge_files import merge_files
from samspil.referral.storage.transaction import referral_store
from samspil.sealing.errors import KeyringAway
from samspil.sealing.keyring import Keyring
from samspil.stack import databases
from samspil.testkit.builders import RULES
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.auth import Role

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
BASIS = LegalBasis.RSL_11A_1
WISH = {"ways": ["visit"]}
RELATIVE = {"kind": "sibling", "name": "Vera Test Opdigtet"}
ASKED = {"to_unit": "VISITATION-1", "words": "Jeg vil ud.", "basis": "sel-85"}
IDENTITY = {"name": "Ingen Prøve", "acting_municipality": "101", "address_protected": False}
MOVE = {"moved_on": in_days(0), "residence_municipality": "751", "acting_municipality": "751"}
COORDINATOR = {"coordinator": "aisha", "name": "Aisha Digtet"}
DEATH = {"source": "relatives"}


@pytest.fixture(scope="module")
async def doors(servers: Servers) -> AsyncIterator[WebUnderTest]:
    async with web_under_test(servers, "referral", application) as made:
        yield made


@pytest.fixture(scope="module")
def hearer(doors: WebUnderTest) -> Hearer:
    return Hearer(Hearing("referral", referral_store(doors.pool), heard(RULES)))


def consent(case: UUID) -> dict[str, Any]:
    return {
        "kinds": ["identity"],
        "from_sector": "social",
        "to_sectors": ["employment"],
        "case": str(case),
        "until": in_days(30),
    }


async def leads_to(doors: WebUnderTest, file: File) -> UUID:
    assert file.cpr is not None
    asked = {"cpr": file.cpr.number, "reason": "new_case"}
    return UUID((await doors.post("/v1/citizens/search", asked)).json()["citizen_id"])


async def test_it_is_said_of_both_and_either_number_leads_to_the_one_that_survives(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)

    answer = await absorbed.merged_into(survivor, idempotency_key="same-person")
    again = await absorbed.merged_into(survivor, version=1, idempotency_key="same-person")

    assert (answer.status_code, answer.json()) == (200, {"citizen_id": str(absorbed.id), "version": 2})
    assert (again.json(), again.headers["idempotency-replayed"]) == (answer.json(), "true")
    for one in (survivor, absorbed):
        [_, event] = await doors.said(one.id)
        told = (event.type, event.data.survivor, event.data.absorbed)
        assert told == ("citizen.merged.v1", survivor.id, absorbed.id)
        assert await leads_to(doors, one) == survivor.id
        assert one.cpr is not None
        entry = {
            "cpr": one.cpr.number,
            "name": "Ingen Prøve",
            "acting_municipality": "101",
            "basis": "sel-85",
        }
        registered_again = await doors.post("/v1/citizens", entry)
        assert (registered_again.status_code, registered_again.json()) == (
            200,
            {"citizen_id": str(survivor.id), "version": 2, "differs": []},
        )
    assert (await survivor.read())["absorbed"] == [str(absorbed.id)]
    assert (await absorbed.read())["merged_into"] == str(survivor.id)


async def test_what_is_new_is_refused_and_the_survivor_named_and_what_was_there_goes_on(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors, by="author-1")
    referral = await absorbed.asks()
    given = (await absorbed.post("consents", consent(referral), version=None)).json()["consent_id"]
    sibling = (await absorbed.post("relatives", RELATIVE, version=None)).json()["relative_id"]
    await doors.reason(survivor.id, "author-1")
    assert (await absorbed.merged_into(survivor)).status_code == 200

    for verb, body, version in (
        ("referrals", ASKED, None),
        ("consents", consent(referral), None),
        ("relatives", RELATIVE, None),
        ("contact-wishes", WISH, 0),
        ("coordinator", COORDINATOR, 0),
        ("correct", IDENTITY, 0),
        ("move", MOVE, 0),
        ("record-death", DEATH, 0),
        ("retract-death", None, 0),
        ("link", {"cpr": new_number().number}, 0),
        ("merge", {"into": str(survivor.id)}, 0),
    ):
        answer = await absorbed.post(verb, body, version=version)
        assert refusal(answer) == (409, "merged"), verb
        assert answer.json()["citizen_id"] == str(survivor.id), verb

    address = f"referrals/{referral}"
    received = await absorbed.post(f"{address}/receive", role=Role.VISITATOR, version=3, subject="v")
    assert refusal(received) == (412, "stale-version")
    received = await absorbed.post(f"{address}/receive", role=Role.VISITATOR, version=1, subject="v")
    assert received.status_code == 200, received.text
    passed = {"to_unit": "BOSTOETTE-1", "words": "Bedre hos jer."}
    redirected = await absorbed.post(
        f"{address}/redirect", passed, role=Role.VISITATOR, version=received.json()["version"], subject="v"
    )
    assert redirected.status_code == 200, redirected.text
    assert await absorbed.state(UUID(redirected.json()["successor"])) == "submitted"
    assert (await absorbed.post(f"consents/{given}/withdraw", version=None)).status_code == 200
    left = await absorbed.post(f"relatives/{sibling}/remove", {"reason": "stepped_back"}, version=None)
    assert left.status_code == 200
    assert len((await absorbed.read("/referrals"))["referrals"]) == 2


async def test_a_consent_is_taken_back_by_the_name_of_either_file_while_they_are_one(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)
    first, second = [
        (await file.post("consents", consent(await file.asks("VISITATION-1")), version=None)).json()[
            "consent_id"
        ]
        for file in (absorbed, absorbed)
    ]
    unknown = await survivor.post(f"consents/{first}/withdraw", version=None)
    assert refusal(unknown) == (404, "unknown-consent")
    await absorbed.merged_into(survivor)

    assert (await survivor.post(f"consents/{first}/withdraw", version=None)).status_code == 200
    taken_back = {
        one["consent_id"]: one["withdrawn_at"] for one in (await absorbed.read("/consents"))["consents"]
    }
    assert taken_back[first]
    assert not taken_back[second]


async def test_what_was_agreed_in_either_file_holds_for_what_is_asked_in_the_other(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await two(doors)
    third = await registered(doors)
    lab = {"unit": "JOB-1", "basis": "lab"}
    case = await third.asks(**lab, consent_until=in_days(60))
    assert (await third.merged_into(survivor)).status_code == 200

    on_theirs = await survivor.asks(**lab)
    about_theirs = await survivor.post("consents", consent(case), version=None)

    assert await survivor.state(on_theirs) == "submitted"
    assert about_theirs.status_code == 201
    await third.split()
    without = await survivor.post("referrals", {**ASKED, "to_unit": "JOB-1", "basis": "lab"}, version=None)
    assert refusal(without) == (409, "no-ground")
    assert (await absorbed.read())["merged_into"] == str(survivor.id)


async def test_whoever_has_a_case_with_either_reaches_both_for_as_long_as_they_are_one(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await registered(doors, by="ours-1"), await registered(doors, by="theirs-1")
    paths = {"ours-1": f"/v1/citizens/{absorbed.id}", "theirs-1": f"/v1/citizens/{survivor.id}"}

    async def reached() -> list[int]:
        return [(await doors.get(path, subject=who)).status_code for who, path in paths.items()]

    assert await reached() == [403, 403]
    no_case = await absorbed.merged_into(survivor)
    assert refusal(no_case) == (403, "no-case-at-hand")

    await doors.reason(survivor.id, "theirs-1")
    assert (await absorbed.merged_into(survivor)).status_code == 200
    assert await reached() == [200, 200]
    assert (await absorbed.split()).status_code == 200
    assert await reached() == [403, 200]  # the second gave a reason


async def test_what_cannot_be_one_person_stays_two_and_nothing_is_said(doors: WebUnderTest) -> None:
    survivor, absorbed = await two(doors)
    alone, elsewhere = await registered(doors), await registered(doors)
    await elsewhere.post("correct", {**IDENTITY, "acting_municipality": "751"})
    dead, nameless = await registered(doors), await contact(doors)
    await dead.post("record-death", DEATH)
    stranger = File(doors, uuid4(), None)  # type: ignore[arg-type]  # nobody's id

    for which, other, kind in (
        (alone, alone, "same-file"),
        (alone, absorbed, "into-merged"),
        (survivor, alone, "has-absorbed"),
        (alone, dead, "citizen-is-dead"),
        (dead, alone, "citizen-is-dead"),
        (alone, elsewhere, "acts-elsewhere"),
        (alone, nameless, "survivor-without-number"),
    ):
        answer = await which.merged_into(other)
        assert refusal(answer) == (409, kind)
        if kind == "into-merged":
            assert answer.json()["citizen_id"] == str(survivor.id)
    assert refusal(await alone.merged_into(stranger)) == (404, "unknown-citizen")
    assert refusal(await stranger.post("merge", {"into": str(alone.id)}, version=1)) == (
        404,
        "unknown-citizen",
    )
    assert refusal(await alone.merged_into(survivor, version=9)) == (412, "stale-version")
    assert refusal(await alone.merged_into(survivor, version=None)) == (428, "version-needed")
    for odd in ("\0", "", 7, None, "not-an-id"):
        assert (await alone.post("merge", {"into": odd})).status_code == 422
    assert refusal(await alone.split()) == (409, "not-merged")
    assert await alone.said() == ["citizen.registered.v1"]
    assert (await nameless.merged_into(alone)).status_code == 200


async def test_parted_again_each_has_its_own_and_nothing_more_and_they_can_be_merged_again(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await two(doors)
    mine = await survivor.asks()

    answer = await absorbed.split(idempotency_key="two-people")
    again = await absorbed.split(version=2, idempotency_key="two-people")

    assert (answer.json(), again.headers["idempotency-replayed"]) == (
        {"citizen_id": str(absorbed.id), "version": 3},
        "true",
    )
    for one in (survivor, absorbed):
        assert [kind for kind in await one.said() if kind.startswith("citizen.")] == [
            "citizen.registered.v1",
            "citizen.merged.v1",
            "citizen.split.v1",
        ]
        assert await leads_to(doors, one) == one.id
        shown = await one.read()
        assert (shown["merged_into"], shown["absorbed"], shown["cpr"]) == (
            None,
            [],
            one.cpr.number if one.cpr else None,
        )
    assert [one["referral_id"] for one in (await survivor.read("/referrals"))["referrals"]] == [str(mine)]
    assert (await absorbed.read("/referrals"))["referrals"] == []
    await absorbed.asks()

    back = await survivor.merged_into(absorbed)  # the other way round this time
    assert (back.status_code, await leads_to(doors, survivor)) == (200, absorbed.id)


async def test_a_repeated_request_of_before_leads_no_number_where_it_leads_no_more(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)
    await absorbed.merged_into(survivor, idempotency_key="late-twin")
    await absorbed.split()

    late = await absorbed.merged_into(survivor, version=1, idempotency_key="late-twin")

    assert late.headers["idempotency-replayed"] == "true"
    assert await leads_to(doors, absorbed) == absorbed.id


async def test_a_death_ends_what_is_open_in_every_file_and_its_retraction_asks_all_of_it_anew(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)
    mine, theirs = await survivor.asks(), await absorbed.asks()
    await absorbed.merged_into(survivor)

    assert (await survivor.post("record-death", DEATH)).status_code == 200

    assert (await survivor.state(mine), await absorbed.state(theirs)) == ("closed", "closed")
    for one in (survivor, absorbed):
        assert (await one.said()).count("citizen.died.v1") == 1

    assert (await survivor.post("retract-death")).status_code == 200
    for one, first in ((survivor, mine), (absorbed, theirs)):
        assert (await one.said()).count("citizen.death_retracted.v1") == 1
        newest = (await one.read("/referrals"))["referrals"][0]
        assert (newest["state"], newest["follows"]) == ("submitted", str(first))
        assert newest["words"] == "Jeg vil ud."


async def test_a_move_elsewhere_ends_what_is_open_in_every_file(doors: WebUnderTest) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)
    mine, theirs = await survivor.asks(), await absorbed.asks()
    await absorbed.merged_into(survivor)

    assert (await survivor.post("move", MOVE)).status_code == 200

    assert (await survivor.state(mine), await absorbed.state(theirs)) == ("closed", "closed")
    for one in (survivor, absorbed):
        assert (await one.said()).count("citizen.moved.v1") == 1
        assert (await one.read())["acting_municipality"] == "751"


def answers(doors: WebUnderTest, referral: UUID, answer: PartnerAnswer, words: Any) -> Fact:
    return EmploymentReferralAnswered(
        answer_id=uuid4(),
        referral_id=referral,
        answer=answer,
        words=words,
        day=None,
        basis=BASIS,
        occurred_at=NOW,
    )


def told(referral: UUID) -> Fact:
    return EmploymentDeliveryEnded(
        delivery_id=uuid4(),
        told=Told.REFERRAL,
        outcome=Outcome.ACKNOWLEDGED,
        referral_id=referral,
        occurred_at=NOW,
    )


@pytest.mark.parametrize("parted", [False, True], ids=["one person", "parted since"])
async def test_what_a_partner_answers_in_the_survivors_file_is_heard_where_the_referral_stands(
    doors: WebUnderTest, hearer: Hearer, *, parted: bool
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)
    referral = await absorbed.asks("JOB-1", basis="lab", consent_until=in_days(60))
    await absorbed.merged_into(survivor)
    words = await doors.keyring.seal(survivor.id, "words", "Vi har ikke plads.")
    arrives, no = told(referral), answers(doors, referral, PartnerAnswer.DECLINED, words)

    await hearer.hear(survivor.id, arrives)
    await pass_on(behind(doors))
    assert await absorbed.state(referral) == "told"
    if parted:
        await absorbed.split()
    for _ in range(2):
        await hearer.hear(survivor.id, no)
        await asyncio.gather(*(pass_on(behind(doors)) for _ in range(3)))

    assert [one for one in await absorbed.said() if one.startswith("referral.")] == [
        "referral.submitted.v1",
        "referral.told.v1",
        "referral.received.v1",
        "referral.declined.v1",
    ]
    [shown] = (await absorbed.read("/referrals"))["referrals"]
    assert (shown["state"], shown["declined"]["words"]) == ("declined", "Vi har ikke plads.")
    assert "referral.declined.v1" not in await survivor.said()
    kept = await doors.pool.fetch("SELECT kept::text FROM stray WHERE citizen_id = $1", survivor.id)
    assert len(kept) == 3
    assert not [row for row in kept if "s1." in row["kept"]]
    async with databases.connected(doors.keyring_url) as keyring:
        query = "SELECT count(*) FROM access WHERE citizen_id = $1 AND why = 'pass-on-answer'"
        assert await keyring.fetchval(query, survivor.id) >= 1


async def test_what_is_said_about_a_referral_of_somebody_else_changes_nothing(
    doors: WebUnderTest, hearer: Hearer
) -> None:
    survivor, _ = await two(doors)
    stranger, alone = await registered(doors), await registered(doors)
    referral = await stranger.asks("JOB-1", basis="lab", consent_until=in_days(60))
    words = await doors.keyring.seal(survivor.id, "words", "Nej.")

    for file in (survivor, alone):
        await hearer.hear(file.id, told(referral), answers(doors, referral, PartnerAnswer.DECLINED, words))
        await hearer.hear(file.id, told(uuid4()))
    await pass_on(behind(doors))

    assert await stranger.state(referral) == "submitted"
    left = await doors.pool.fetchval("SELECT count(*) FROM stray WHERE open")
    of_alone = await doors.pool.fetchval("SELECT count(*) FROM stray WHERE citizen_id = $1", alone.id)
    assert (left, of_alone) == (0, 0)


async def test_one_answer_that_cannot_be_passed_on_holds_up_no_other(
    doors: WebUnderTest, hearer: Hearer
) -> None:
    survivor, absorbed = await two(doors)
    other, theirs = await registered(doors), await registered(doors)
    lab = {"basis": "lab", "consent_until": in_days(60)}
    referral = await theirs.asks("JOB-1", **lab)
    await theirs.merged_into(other)
    of_another = await doors.keyring.seal(other.id, "words", "Under en andens nøgle.")
    odd = await survivor.asks("JOB-1", **lab)
    _, unreadable = await two(doors)

    await hearer.hear(unreadable.id, told(odd))
    await doors.pool.execute("UPDATE stray SET kept = '{}' WHERE open")
    await hearer.hear(absorbed.id, answers(doors, odd, PartnerAnswer.DECLINED, of_another))
    await hearer.hear(other.id, told(referral))
    await pass_on(behind(doors))

    assert (await theirs.state(referral), await survivor.state(odd)) == ("told", "declined")
    shown = [one["declined"] for one in (await survivor.read("/referrals"))["referrals"]]
    assert [one["words"] for one in shown if one] == [UNREADABLE]
    await doors.pool.execute("DELETE FROM stray WHERE open")


async def test_a_request_becomes_one_referral_in_whichever_file_it_is_told_and_is_taken_back_there(
    doors: WebUnderTest, hearer: Hearer
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)

    async def request(file: File, id_: UUID) -> Fact:
        return EmploymentHelpRequested(
            request_id=id_,
            words=await doors.keyring.seal(file.id, "words", "Hjælp."),
            urgent=False,
            asked_for=LegalBasis.SEL_85,
            basis=BASIS,
            occurred_at=NOW,
        )

    id_ = uuid4()
    await hearer.hear(absorbed.id, await request(absorbed, id_))
    await absorbed.merged_into(survivor)
    await hearer.hear(survivor.id, await request(survivor, id_))

    [one] = (await absorbed.read("/referrals"))["referrals"]
    assert (await survivor.read("/referrals"))["referrals"] == []
    gone = EmploymentHelpRequestWithdrawn(request_id=id_, basis=BASIS, occurred_at=NOW)
    await hearer.hear(survivor.id, gone)
    assert await absorbed.state(UUID(one["referral_id"])) == "cancelled"


async def test_killed_between_the_files_and_the_keyring_nothing_is_lost_and_it_follows_within_a_minute(
    doors: WebUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)
    assert absorbed.cpr is not None

    async def away(*_: object, **__: object) -> None:
        raise KeyringAway

    with monkeypatch.context() as patched:
        patched.setattr(Keyring, "follow_merges", away)
        assert (await absorbed.merged_into(survivor)).status_code == 200
    assert await doors.keyring.find(absorbed.cpr) == absorbed.id
    assert await leads_to(doors, absorbed) == survivor.id  # the files say so
    entry = {"cpr": absorbed.cpr.number, "name": "X", "acting_municipality": "101", "basis": "sel-85"}
    again = await doors.post("/v1/citizens", entry)
    assert (again.status_code, again.json()["citizen_id"]) == (200, str(survivor.id))

    await point_all(behind(doors))
    assert await doors.keyring.find(absorbed.cpr) == survivor.id

    with monkeypatch.context() as patched:
        patched.setattr(Keyring, "follow_merges", away)
        assert (await absorbed.split()).status_code == 200
    async with databases.connected(doors.keyring_url) as keyring:
        await keyring.execute("UPDATE merged SET at = at - interval '2 minutes'")
    await point_all(behind(doors))
    assert await leads_to(doors, absorbed) == absorbed.id


async def test_a_death_that_waited_for_the_merge_is_said_of_the_file_that_came_meanwhile(
    doors: WebUnderTest,
) -> None:
    survivor, absorbed = await registered(doors), await registered(doors)
    theirs, version = await absorbed.asks(), await survivor.version()

    async with referral_store(doors.pool).transaction({survivor.id, absorbed.id}) as tx:
        tx.turn_to(absorbed.id)
        waiting = asyncio.create_task(survivor.post("record-death", DEATH, version=version + 1))
        await asyncio.sleep(0.3)  # it has read which files there are, and waits for this one's lock
        merge_files(tx, survivor.id, None, "staff-1")

    assert (await waiting).status_code == 200
    assert (await absorbed.state(theirs), (await absorbed.said()).count("citizen.died.v1")) == ("closed", 1)

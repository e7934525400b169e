"""The examples that OpenAPI shows are taken as they stand, by the real doors, with ids that are there."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from clash_facts import planned
from overview_facts import AGREED, added, consent, registered
from samspil.contracts.hospital import HospitalStayAdmitted, StayKind
from samspil.contracts.referral import ReferralAccepted
from samspil.jobcenter_bridge.app import web as jobcenter_web
from samspil.ledger.database import Pool
from samspil.ledger.hear import Hearing
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.remedies import REMEDIES
from samspil.overview.api.services import Services
from samspil.overview.app.web import ROUTERS
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import deciding_store
from samspil.plan.api.subscriptions import heard as plan_heard
from samspil.plan.app import web as plan_web
from samspil.plan.storage.transaction import plan_store
from samspil.referral.app import web as referral_web
from samspil.sealing.keyring import Keyring
from samspil.testkit.builders import LAW, RULES, UNITS, asked_of
from samspil.testkit.heard import Heard
from samspil.testkit.in_process import bearer
from samspil.testkit.people import BRUNO, synthetic_cpr
from samspil.testkit.region_bridge import region_bridge
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import Application, Hearer, WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sector import Sector
from samspil.web.app import create_app
from samspil.web.auth import Caller, Issuer, Role
from samspil.web.session import Site
from samspil.web.vouching import vouch

THEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


LIVES = (
    ("receive", "request-information", "give-information", "correct", "notify-delay"),
    ("receive", "accept", "waitlist", "start", "request-cancellation", "answer-cancellation", "complete"),
    ("receive", "decline"),
    ("receive", "redirect"),
    ("receive", "accept", "start"),
    ("cancel",),
    ("close",),
    ("void",),
)
"""Of referrals to one unit; each door's example is sent in one of them at least."""
BY_THE_AUTHOR = {"give-information", "correct", "request-cancellation", "cancel", "void"}
WITHOUT_BODY = {"receive", "cancel"}

NEWEST_LAW = (replace(max(LAW, key=lambda pack: pack.valid_from), valid_from=date(2026, 1, 1)),)
"""The newest pack, as if it held already: under those before it nothing is written to the region."""

Ids = Mapping[str, object]
NONE: Ids = {}


class Examples:
    """A service's examples by path; in the end each of them was sent."""

    def __init__(self, doors: WebUnderTest, document: dict[str, Any]) -> None:
        self._doors = doors
        schemas = document["components"]["schemas"]
        self._bodies = {
            path: schemas[body["schema"]["$ref"].rpartition("/")[2]]["examples"][0]
            for path, methods in document["paths"].items()
            for told in methods.values()
            for body in told.get("requestBody", {}).get("content", {}).values()
            if "$ref" in body["schema"]  # a file's stands beside its schema, and is sent by its own test
        }
        self.left = {*self._bodies}

    async def send(
        self, path: str, ids: Ids = NONE, changed: Ids = NONE, role: Role = Role.VISITATOR, **headers: str
    ) -> dict[str, Any]:
        """The answer to the example of this door, with these ids in its address and in its fields."""
        self.left.discard(path)
        body = {**self._bodies[path], **changed}
        answer = await self._doors.post(path.format(**ids), body, role, **headers)
        assert answer.status_code in {200, 201, 202, 204}, answer.text
        return {"etag": answer.headers.get("etag"), **(answer.json() if answer.content else {})}


@asynccontextmanager
async def shown_by(
    servers: Servers, service: str, application: Application
) -> AsyncIterator[tuple[WebUnderTest, Examples]]:
    async with web_under_test(servers, service, application) as doors:
        examples = Examples(doors, (await doors.get("/openapi.json")).json())
        yield doors, examples
        assert examples.left == set()


async def test_what_referral_shows_is_taken(servers: Servers) -> None:
    async with shown_by(servers, "referral", referral_web.application) as (doors, shown):
        citizen = (await shown.send("/v1/citizens", role=Role.CASEWORKER))["citizen_id"]
        assert (await shown.send("/v1/citizens/search", role=Role.CASEWORKER))["citizen_id"] == citizen
        referrals, consents = (f"/v1/citizens/{{citizen_id}}/{name}" for name in ("referrals", "consents"))
        for life in LIVES:
            asked = await shown.send(referrals, {"citizen_id": citizen}, role=Role.CASEWORKER)
            ids = {"citizen_id": citizen, "referral_id": asked["referral_id"]}
            address, seen = f"/v1/citizens/{citizen}/referrals/{asked['referral_id']}", asked["etag"]
            for verb in life:
                role = Role.CASEWORKER if verb in BY_THE_AUTHOR else Role.VISITATOR
                if verb == "notify-delay":
                    await doors.pool.execute("UPDATE referral SET overdue = true")
                if verb in WITHOUT_BODY:
                    seen = (await doors.post(f"{address}/{verb}", role=role, if_match=seen)).headers["etag"]
                    continue
                done = await shown.send(f"{referrals}/{{referral_id}}/{verb}", ids, role=role, if_match=seen)
                seen = done["etag"]
        await shown.send(f"{referrals}/from-message", ids)
        given = await shown.send(consents, ids, {"case": asked["referral_id"]})
        ids["consent_id"] = given["consent_id"]
        await shown.send(f"{consents}/{{consent_id}}/narrow", ids, if_match=given["etag"])
        await send_network(shown, citizen)
        contact = await shown.send("/v1/citizens/contacts", role=Role.CASEWORKER)
        about = {"citizen_id": contact["citizen_id"]}
        await shown.send(
            "/v1/citizens/{citizen_id}/link", about, role=Role.CASEWORKER, if_match=contact["etag"]
        )
        other = await shown.send("/v1/citizens/contacts", role=Role.CASEWORKER)
        about, into = {"citizen_id": other["citizen_id"]}, {"into": contact["citizen_id"]}
        await shown.send(
            "/v1/citizens/{citizen_id}/merge", about, into, role=Role.CASEWORKER, if_match=other["etag"]
        )

        listed = (await doors.get("/v1/referrals", Role.VISITATOR)).json()
        assert [one["state"] for one in listed["referrals"]] == ["received", "submitted"]
        assert listed["cursor"] is None
        balance = {one["to_unit"]: one for one in (await doors.get("/v1/balance")).json()}
        asked_there = balance["VISITATION-1"]
        assert (asked_there["sent"], asked_there["answered"], asked_there["open"]) == (len(LIVES) + 1, 4, 2)
        assert (asked_there["cancelled"], asked_there["closed"]) == (2, 1)
        file, seen = "/v1/citizens/{citizen_id}", (await doors.get(f"/v1/citizens/{citizen}")).headers["etag"]
        for verb in ("correct", "move", "record-death"):
            seen = (await shown.send(f"{file}/{verb}", ids, role=Role.CASEWORKER, if_match=seen))["etag"]
        for resource in ("", "/referrals", "/consents", "/relatives"):
            assert (await doors.get(f"/v1/citizens/{citizen}{resource}")).status_code == 200


async def send_network(shown: Examples, citizen: str) -> None:
    """Whom the citizen has around them, and how the citizen wants to be met."""
    about = "/v1/citizens/{citizen_id}"
    ids = {"citizen_id": citizen}
    wished = await shown.send(f"{about}/contact-wishes", ids, if_match='"1"')
    await shown.send(f"{about}/coordinator", ids, if_match=wished["etag"])
    added = await shown.send(f"{about}/relatives", ids)
    ids["relative_id"] = added["relative_id"]
    await shown.send(f"{about}/relatives/{{relative_id}}/change", ids, if_match=added["etag"])
    await shown.send(f"{about}/relatives/{{relative_id}}/sign-in", ids)
    await shown.send(f"{about}/relatives/{{relative_id}}/remove", ids)


async def test_what_plan_shows_is_taken(servers: Servers) -> None:
    async with shown_by(servers, "plan", plan_web.application) as (doors, shown):
        hearer = Hearer(Hearing("plan", plan_store(doors.pool), plan_heard(RULES)))
        citizen = await doors.keyring.get_or_create(synthetic_cpr(1))
        await hearer.hear(
            citizen,
            *asked_of(*UNITS),
            ReferralAccepted(
                referral_id=uuid4(), accepted_by="visitator", starts_on=date(2026, 12, 1), occurred_at=THEN
            ),
        )
        address = f"/v1/citizens/{citizen}/plan"
        plan = "/v1/citizens/{citizen_id}/plan"
        ids = {"citizen_id": citizen}
        work = {"area": "employment"}  # without a word of work or education nothing is agreed
        goal = await shown.send(f"{plan}/goals", ids, work, if_match='"1"')
        help_ = await shown.send(
            f"{plan}/interventions", ids, {"goal_id": goal["goal_id"]}, if_match=goal["etag"]
        )
        ids |= {"goal_id": goal["goal_id"], "intervention_id": help_["intervention_id"]}
        seen = help_["etag"]
        for verb in ("resources", "employment-wish", "offer", "participation", "agree", "crisis-plan"):
            seen = (await shown.send(f"{plan}/{verb}", ids, if_match=seen))["etag"]
        given, wanted = f"{plan}/interventions/{{intervention_id}}", f"{plan}/goals/{{goal_id}}"
        for verb in ("pause", "change-wanted"):
            seen = (await shown.send(f"{given}/{verb}", ids, if_match=seen))["etag"]
        await send_reviews_and_meetings(doors, shown, citizen)
        await hearer.hear(citizen, admitted())
        [question] = (await doors.get(f"{address}/support-questions")).json()["questions"]
        await shown.send(
            f"{plan}/support-questions/{{question_id}}/answer",
            {**ids, "question_id": question["question_id"]},
            role=Role.SUPPORT_WORKER,
            if_match=f'"{question["version"]}"',
        )
        for door in (
            f"{given}/away",
            f"{given}/reassign",
            f"{given}/end",
            f"{wanted}/change",
            f"{wanted}/achieve",
        ):
            seen = (await shown.send(door, ids, if_match=seen))["etag"]
        other = await shown.send(f"{plan}/goals", ids, if_match=seen)
        seen = (
            await shown.send(f"{wanted}/drop", {**ids, "goal_id": other["goal_id"]}, if_match=other["etag"])
        )["etag"]
        await send_agreement(shown, citizen)
        for resource in ("", "/versions", "/reviews", "/meetings", "/discharge-agreements"):
            assert (await doors.get(f"{address}{resource}")).status_code == 200
        await shown.send(f"{plan}/end", ids, if_match=seen)


async def send_reviews_and_meetings(doors: WebUnderTest, shown: Examples, citizen: UUID) -> None:
    """What is looked at by a day, who meets whom, and who was in touch."""
    plan = "/v1/citizens/{citizen_id}/plan"
    ids: dict[str, object] = {"citizen_id": citizen}
    review, _ = (await doors.get(f"/v1/citizens/{citizen}/plan/reviews")).json()["reviews"]
    reviewed = {**ids, "review_id": review["review_id"]}
    await shown.send(f"{plan}/reviews/{{review_id}}/hold", reviewed, if_match=f'"{review["version"]}"')
    await shown.send(f"{plan}/contacts", ids)
    today = {"at": datetime.now(UTC).isoformat()}
    for changed, verbs in ((NONE, ("move", "cancel")), (today, ("hold",)), (today, ("miss",))):
        met = await shown.send(f"{plan}/meetings", ids, changed)
        about, seen = {**ids, "meeting_id": met["meeting_id"]}, met["etag"]
        for verb in verbs:
            done = await shown.send(f"{plan}/meetings/{{meeting_id}}/{verb}", about, if_match=seen)
            seen = done["etag"]


async def send_agreement(shown: Examples, citizen: UUID) -> None:
    """What is agreed with a hospital for the time after it."""
    agreements = "/v1/citizens/{citizen_id}/plan/discharge-agreements"
    asked = await shown.send(agreements, {"citizen_id": citizen})
    ids, seen = {"citizen_id": citizen, "agreement_id": asked["agreement_id"]}, asked["etag"]
    for verb in ("draft", "agree", "end"):
        seen = (await shown.send(f"{agreements}/{{agreement_id}}/{verb}", ids, if_match=seen))["etag"]


def admitted() -> HospitalStayAdmitted:
    return HospitalStayAdmitted(
        stay_id=uuid4(),
        kind=StayKind.INPATIENT,
        admitted_at=THEN,
        basis=LegalBasis.RSL_12C,
        occurred_at=THEN,
    )


def overview(pool: Pool, keyring: Keyring, issuer: Issuer, secret: bytes) -> FastAPI:
    app = create_app("overview", routers=ROUTERS, remedies=REMEDIES, issuer=issuer, idempotency_secret=secret)
    sessions = Sessions(pool, Site("http://localhost:8080", secret))
    services = Services(app, {})
    app.state.door = OverviewDoor(deciding_store(pool), keyring, NEWEST_LAW, RULES, sessions, services)
    return app


async def test_what_overview_shows_is_taken(servers: Servers) -> None:
    async with shown_by(servers, "overview", overview) as (doors, shown):
        citizen: CitizenId = await doors.keyring.get_or_create(synthetic_cpr(2))
        today = danish_day(datetime.now(UTC))
        given = consent(today + timedelta(days=180), (DataClass.IDENTITY, DataClass.CONTACT_HOLD))
        words = await doors.keyring.seal(citizen, "words", "Jeg vil ud.")
        [referral, *others] = asked_of(*UNITS, words=words)
        who = replace(
            registered(),
            name=await doors.keyring.seal(citizen, "name", "Bruno Test Elmer"),
            cpr=await doors.keyring.seal(citizen, "cpr", synthetic_cpr(2).number),
        )
        to_write = replace(
            given,
            consent_id=uuid4(),
            law=LegalBasis.FVL_28,
            kinds=(DataClass.IDENTITY, DataClass.MESSAGE),
            to_sectors=(Sector.REGION,),
        )
        heard = Heard(doors.pool, LAW)
        await heard.tell(citizen, given, to_write, who, admitted(), referral, *others)
        demand = planned(uuid4(), today, by="staff-1")
        await heard.tell(citizen, replace(added(), support_worker_name=words), AGREED, demand)
        ids = {"citizen_id": citizen, "consent_id": given.consent_id}
        await shown.send("/v1/citizens/search-by-name")
        await shown.send("/v1/citizens/{citizen_id}/access-reasons", ids)
        await shown.send("/v1/citizens/{citizen_id}/contact-holds", ids)
        view = (await doors.get(f"/v1/citizens/{citizen}/view")).json()
        (raised,) = view["coordination"]["attention"].values()
        attention = {**ids, "attention_id": raised["id"]}
        seen = f'"{raised["version"]}"'
        await shown.send(
            "/v1/citizens/{citizen_id}/attention/{attention_id}/answer", attention, if_match=seen
        )
        messages = "/v1/citizens/{citizen_id}/messages"
        first = await shown.send(messages, ids)
        about = {**ids, "thread_id": first["thread_id"]}
        await shown.send(f"{messages}/{{thread_id}}/replies", about, if_match=first["etag"])
        consents = "/v1/citizens/{citizen_id}/consents"
        await shown.send(f"{consents}/preview", ids, {"case": str(referral.referral_id)})
        await shown.send(f"{consents}/{{consent_id}}/narrow/preview", ids, if_match='"1"')

        for resource in ("view", "disclosures", "messages"):
            assert (await doors.get(f"/v1/citizens/{citizen}/{resource}")).status_code == 200


async def test_what_jobcenter_bridge_shows_is_taken(servers: Servers) -> None:
    async with shown_by(servers, "jobcenter-bridge", jobcenter_web.application) as (doors, shown):
        await send_steps(doors, shown)
        await shown.send("/v1/notifications", authorization=bearer(Role.INTEGRATOR, Sector.EMPLOYMENT))

        failed = await doors.get("/v1/notifications/failed", authorization=bearer(Role.OPERATOR, None))
        assert (failed.status_code, failed.json()) == (200, [])

        document = (await doors.get("/openapi.json")).json()
        files = document["paths"]["/v1/batches"]["post"]["requestBody"]["content"]
        for media_type, body in files.items():
            text = body["example"] if media_type == "text/csv" else json.dumps(body["example"])
            sender = {"authorization": bearer(Role.INTEGRATOR, Sector.EMPLOYMENT), "content-type": media_type}
            taken = await doors.doors.post("/v1/batches", content=text.encode(), headers=sender)
            assert (taken.status_code, taken.json()["rows"], taken.json()["bad_rows"]) == (202, 1, 0)


STAFF = "visitator-1"


async def send_steps(doors: WebUnderTest, shown: Examples) -> None:
    """What becomes of steps towards work: overview vouches each time."""
    citizen = await doors.keyring.get_or_create(synthetic_cpr(3))
    steps, ids = "/v1/citizens/{citizen_id}/milestones", {"citizen_id": citizen}
    proposal = {"status": "proposed", "ends_on": None, "minutes_per_week": None}
    for changed, verbs in (
        (NONE, ("start", "achieve", "adjust", "sustain", "lose")),
        (proposal, ("agree", "end")),
    ):
        word = await word_for(doors, citizen, citizen)
        step = await shown.send(steps, ids, changed, samspil_voucher=word, subject=STAFF)
        about, seen = {**ids, "milestone_id": step["milestone_id"]}, step["etag"]
        word = await word_for(doors, citizen, UUID(step["milestone_id"]))
        for verb in verbs:
            door = f"{steps}/{{milestone_id}}/{verb}"
            seen = (await shown.send(door, about, if_match=seen, samspil_voucher=word, subject=STAFF))["etag"]


async def word_for(doors: WebUnderTest, citizen: CitizenId, thing: UUID) -> str:
    """Overview's word for whoever calls here."""
    caller = Caller(STAFF, Role.VISITATOR, Sector.SOCIAL)
    return await vouch(doors.keyring, citizen, caller, thing, datetime.now(UTC))


@pytest.mark.parametrize("times", [1, 2])
async def test_what_region_bridge_shows_is_taken_and_becomes_one_stay(servers: Servers, times: int) -> None:
    async with region_bridge(servers) as bridge:
        citizen = await bridge.disclose(BRUNO)
        document = (await bridge.client.get("/openapi.json")).json()
        for path in ("/fhir/$process-message", "/fhir/$process-envelope"):
            contents = document["paths"][path]["post"]["requestBody"]["content"]
            for media_type, body in contents.items():
                example = body["example"]
                text = example if isinstance(example, str) else json.dumps(example)
                for _ in range(times):
                    answer = await bridge.post(text.encode(), path=path, **{"content-type": media_type})

                    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
        assert [event.type for event in await bridge.said(citizen)] == ["hospital.stay_admitted.v1"]

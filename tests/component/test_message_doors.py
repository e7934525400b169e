"""Messages with the region at their real doors: written, read, answered, and what came along passed on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from messages_told import attachment, ended, received, sent
from overview_facts import consent, registered
from samspil.contracts.delivery import Outcome
from samspil.ledger.database import Pool
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.remedies import REMEDIES
from samspil.overview.api.services import Services
from samspil.overview.app.web import ROUTERS
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import deciding_store
from samspil.rulebook.case_at_hand import AccessReason, Relation
from samspil.sealing.keyring import Keyring
from samspil.testkit.builders import LAW, RULES, UNITS, asked_of
from samspil.testkit.heard import Heard
from samspil.testkit.people import synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.testkit.web_under_test import WebUnderTest, web_under_test
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.app import create_app
from samspil.web.auth import Caller, Issuer, Role
from samspil.web.session import Site
from samspil.web.vouching import HEADER, vouched

NEWEST = (replace(max(LAW, key=lambda pack: pack.valid_from), valid_from=date(2026, 1, 1)),)
"""The newest pack, as if it held already."""
CHUNK, CHUNKS = b"x" * 65_536, 40
TEXTS = {"topic": "Besøg", "words": "Kommer du?", "author": "Sofie", "role": "Sygeplejerske"} | {
    "phone": "38 64 00 00",
    "sender": "Afsnit P3",
}
BODY = {
    "category": "discharge",
    "topic": "Udskrivning",
    "words": "Jeg henter Bruno på fredag.",
    "phone": "11 11 11 11",
}


READER = Caller("reader-1", Role.CASEWORKER, Sector.SOCIAL)


class TheBridge:
    """Where files lie."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.status = 200

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = "/v1/citizens/{citizen_id}/attachments/{attachment_id}"
        app = Starlette(routes=[Route(path, self._file)])
        await app(scope, receive, send)

    async def _file(self, request: Request) -> Response:
        self.asked.append(request)
        if self.status != 200:
            return Response(status_code=self.status)

        async def chunks() -> AsyncIterator[bytes]:
            for _ in range(CHUNKS):
                yield CHUNK
                await asyncio.sleep(0)

        return StreamingResponse(chunks(), headers={"content-length": str(len(CHUNK) * CHUNKS)})


BRIDGE = TheBridge()


def overview(pool: Pool, keyring: Keyring, issuer: Issuer, secret: bytes) -> FastAPI:
    app = create_app("overview", routers=ROUTERS, remedies=REMEDIES, issuer=issuer, idempotency_secret=secret)
    sessions = Sessions(pool, Site("http://localhost:8080", secret))
    services = Services(app, {})
    services._clients["region-bridge"] = httpx2.AsyncClient(
        transport=httpx2.ASGITransport(BRIDGE), base_url="http://bridge"
    )
    app.state.door = OverviewDoor(deciding_store(pool), keyring, NEWEST, RULES, sessions, services)
    return app


class Doors:
    """A citizen, and the doors of messages about them."""

    def __init__(self, http: WebUnderTest, citizen: CitizenId) -> None:
        self.http = http
        self.citizen = citizen
        self.path = f"/v1/citizens/{citizen}/messages"
        self.heard = Heard(http.pool, NEWEST)

    async def tell(self, *facts: Any) -> None:
        await self.heard.tell(self.citizen, *facts)

    async def texts(self) -> dict[str, Any]:
        return {kind: await self.http.keyring.seal(self.citizen, kind, text) for kind, text in TEXTS.items()}

    async def let_in(self, asked: Request) -> Caller:
        """Whom the bridge lets in, by what it is asked."""
        file, now = UUID(asked.path_params["attachment_id"]), datetime.now(UTC)
        word = Sealed(asked.headers[HEADER])
        return await vouched(self.http.keyring, self.citizen, READER, file, word, now)

    async def agrees(self) -> None:
        until = danish_day(datetime.now(UTC)) + timedelta(days=90)
        kinds = (DataClass.IDENTITY, DataClass.MESSAGE)
        given = consent(until, kinds, to=(Sector.REGION,))
        await self.tell(replace(given, law=LegalBasis.FVL_28))


@asynccontextmanager
async def doors(servers: Servers, *, at_hand: bool = True) -> AsyncIterator[Doors]:
    """Without a case at hand nobody has one but who opened the file."""
    BRIDGE.asked.clear()
    BRIDGE.status = 200
    async with web_under_test(servers, "overview", overview) as http:
        made = Doors(http, await http.keyring.get_or_create(synthetic_cpr(3)))
        await made.tell(registered(), *(asked_of(*UNITS) if at_hand else ()))
        yield made


async def test_what_is_written_waits_is_sent_and_is_received_and_reads_as_it_was_written(
    servers: Servers,
) -> None:
    async with doors(servers) as at:
        refused = await at.http.post(at.path, BODY)
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/no-ground-to-write")
        await at.agrees()

        written = await at.http.post(at.path, BODY)
        assert written.status_code == 201, written.text
        message = UUID(written.json()["message_id"])
        for facts, state in (
            ((), "waits"),
            ((sent(message),), "sent"),
            ((ended(message, Outcome.ACKNOWLEDGED),), "received"),
        ):
            if facts:
                await at.tell(*facts)
            [thread] = (await at.http.get(at.path)).json()
            [shown] = thread["messages"]
            assert (shown["sending"], shown["direction"], thread["waits"]) == (state, "written", False)
        assert (shown["topic"], shown["words"], shown["phone"]) == (
            BODY["topic"],
            BODY["words"],
            BODY["phone"],
        )
        assert shown["name"]
        assert BODY["words"] not in await at.http.everything()


ODD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"urgency": "asap"}, "urgency"),
    ({"to_unit": "VOKSEN-1"}, "to_unit"),
    ({"category": "gossip"}, "category"),
    ({"words": " \n"}, "words"),
    ({"words": "x" * 4001}, "words"),
    ({"topic": "\0"}, "topic"),
    ({"phone": "ring til mig"}, "phone"),
    ({"instead_of": "7"}, "instead_of"),
)


async def test_what_is_odd_is_refused_by_its_field(servers: Servers) -> None:
    async with doors(servers) as at:
        await at.agrees()
        for changed, field in ODD:
            answer = await at.http.post(at.path, BODY | changed)
            assert answer.status_code == 422
            assert [one["pointer"] for one in answer.json()["errors"]] == [f"#/{field}"]
        lost = await at.http.post(at.path, BODY | {"instead_of": str(uuid4())})
        assert lost.json()["type"] == "/problems/nothing-undelivered"


async def test_a_question_is_answered_once_by_whoever_has_read_it(servers: Servers) -> None:
    async with doors(servers) as at:
        await at.agrees()
        question, other = received(texts=await at.texts()), received(texts=await at.texts())
        await at.tell(question, other)
        first, _ = (await at.http.get(at.path)).json()
        assert first["waits"]
        reply = {"words": "Ja, klokken ti.", "phone": "11 11 11 11"}
        replies = f"{at.path}/{first['thread_id']}/replies"

        stale = await at.http.post(replies, reply, if_match=f'"{first["version"] + 1}"')
        done = await at.http.post(replies, reply, if_match=f'"{first["version"]}"')
        again = await at.http.post(replies, reply, if_match=f'"{first["version"]}"')
        nowhere = await at.http.post(f"{at.path}/{uuid4()}/replies", reply, if_match='"1"')

        assert [one.status_code for one in (stale, done, again, nowhere)] == [412, 201, 412, 404]
        threads = {one["thread_id"]: one for one in (await at.http.get(at.path)).json()}
        assert not threads[first["thread_id"]]["waits"]
        [left] = [one for one in threads.values() if one["waits"]]
        [waiting] = left["messages"]
        assert waiting["segments"][0]["words"] == TEXTS["words"]
        handled = f"{at.path}/{waiting['message_id']}/handle"
        answer = await at.http.post(handled, {}, if_match=f'"{waiting["version"]}"')
        assert answer.status_code == 204
        assert not any(one["waits"] for one in (await at.http.get(at.path)).json())


async def test_a_file_is_passed_on_as_it_comes_from_its_own_message_alone_and_the_look_is_logged(
    servers: Servers,
) -> None:
    async with doors(servers) as at:
        file = attachment(await at.http.keyring.seal(at.citizen, "title", "Epikrise"))
        message, other = (
            received(texts=await at.texts(), attachments=(file,)),
            received(texts=await at.texts()),
        )
        await at.tell(message, other)
        path = f"{at.path}/{message.message_id}/attachments/{file.attachment_id}"

        answer = await at.http.get(path, subject=READER.subject)
        assert (answer.status_code, len(answer.content)) == (200, len(CHUNK) * CHUNKS)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == 'attachment; filename="bilag-1.pdf"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        [asked] = BRIDGE.asked
        assert UUID(asked.path_params["attachment_id"]) == file.attachment_id
        assert UUID(asked.path_params["citizen_id"]) == at.citizen
        assert asked.headers["authorization"].startswith("Bearer ")
        assert (await at.let_in(asked)).relation is Relation.UNIT

        for wrong in (
            f"{at.path}/{other.message_id}/attachments/{file.attachment_id}",
            f"{at.path}/{message.message_id}/attachments/{uuid4()}",
            f"{at.path}/{uuid4()}/attachments/{file.attachment_id}",
        ):
            assert (await at.http.get(wrong)).status_code == 404
        assert len(BRIDGE.asked) == 1, "the bridge is asked for nothing that is not the citizen's"
        for status, told in ((404, 404), (403, 503), (500, 503)):
            BRIDGE.status = status
            assert (await at.http.get(path)).status_code == told


async def test_who_has_no_case_gets_no_file_before_they_gave_a_reason_and_the_bridge_hears_which(
    servers: Servers,
) -> None:
    async with doors(servers, at_hand=False) as at:
        file = attachment(await at.http.keyring.seal(at.citizen, "title", "Epikrise"))
        message = received(texts=await at.texts(), attachments=(file,))
        await at.tell(message)
        path = f"{at.path}/{message.message_id}/attachments/{file.attachment_id}"

        refused = await at.http.get(path, subject=READER.subject)
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/no-case-at-hand")
        assert BRIDGE.asked == []
        await at.http.reason(at.citizen, READER.subject)

        assert (await at.http.get(path, subject=READER.subject)).status_code == 200
        [asked] = BRIDGE.asked
        assert (await at.let_in(asked)).reason is AccessReason.NEW_CASE

"""What is sent twice with one key is one act: at every door, for its own caller and its own request only."""

import json
import re
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Final, NamedTuple, NoReturn
from uuid import UUID, uuid5

import httpx2
import pytest
from fastapi import FastAPI

from bodies import ELSEWHERE, GOOD, ID, MADE_ANEW
from callers import issuer, token
from known_referral import KnowsReferral
from processes import LET_IN, LetIn, application, doors_of
from samspil.sealing.access import Access
from samspil.testkit.builders import CITIZEN, sealed
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.sealed import Sealed
from samspil.web import vouching

SAID_TWICE_MEANS_THE_SAME: Final = {
    "/v1/citizens/search": "a question",
    "/v1/citizens/search-by-name": "a question",
    "/v1/citizens/{citizen_id}/access-reasons": "given again it is good as long",
    "/v1/citizens/{citizen_id}/relatives/{relative_id}/sign-in": "the same number signs in",
    "/v1/citizens/{citizen_id}/relatives/{relative_id}/sign-in/end": "no number signs in",
    "/v1/citizens/{citizen_id}/consents/preview": "a question",
    "/v1/citizens/{citizen_id}/consents/{consent_id}/narrow/preview": "a question",
    "/v1/citizens/{citizen_id}/consents/{consent_id}/withdraw/preview": "a question",
    "/v1/notifications": "a notification is kept once, by entity and version",
    "/v1/notifications/{entitetId}/{eksternIdentifier}/{versionIdentifier}/retry": "it is looked at again",
    "/v1/batches": "a file is kept once, by its bytes",
    "/v1/batches/{batch_id}/retry": "it is looked at again",
    "/v1/held-requests/{request_id}/look-again": "it is looked at again",
    "/v1/unplaced-messages/{message_id}/look-again": "it is looked at again",
    "/fhir/$process-message": "a message is answered once, by its own id",
    "/fhir/$process-envelope": "the same",
}
"""The acts that take no key, and why none is needed."""
WITH_A_KEY: Final = {
    *(GOOD.keys() - SAID_TWICE_MEANS_THE_SAME.keys()),
    "/v1/citizens/{citizen_id}/referrals/{referral_id}/receive",
    "/v1/citizens/{citizen_id}/referrals/{referral_id}/cancel",
    "/v1/citizens/{citizen_id}/consents/{consent_id}/withdraw",
    "/v1/citizens/{citizen_id}/relatives/{relative_id}/step-back",
    "/v1/citizens/{citizen_id}/retract-death",
    "/v1/citizens/{citizen_id}/split",
    "/v1/citizens/{citizen_id}/plan/interventions/{intervention_id}/resume",
    "/v1/citizens/{citizen_id}/plan/versions/{number}/read",
    "/v1/citizens/{citizen_id}/plan/follow-ups/{follow_up_id}/complete",
    "/v1/citizens/{citizen_id}/contact-holds/{hold_id}/end",
    "/v1/citizens/{citizen_id}/contact-hold-proposals/{proposal_id}/decline",
    "/v1/citizens/{citizen_id}/deliveries/{delivery_id}/handled",
    "/v1/citizens/{citizen_id}/partner-answers/{answer_id}/handled",
    "/v1/citizens/{citizen_id}/messages/{message_id}/handle",
    "/v1/citizens/{citizen_id}/milestones/{milestone_id}/void",
}
PASSED_ON: Final = {"/v1/citizens/{citizen_id}/milestones/{milestone_id}/{verb}"}
"""Overview's: the key is for the door that it leads to."""
NEVER_REFUSED_FOR_A_VERSION: Final = {
    "/v1/citizens/{citizen_id}/consents/{consent_id}/withdraw",
    "/v1/citizens/{citizen_id}/referrals/{referral_id}/close",
    "/v1/citizens/{citizen_id}/relatives/{relative_id}/remove",
    "/v1/citizens/{citizen_id}/relatives/{relative_id}/step-back",
    "/v1/citizens/{citizen_id}/contact-holds/{hold_id}/end",
}
BY_RELATIVES: Final = "/v1/citizens/{citizen_id}/relatives/{relative_id}/step-back"
BY_SUPPORT_WORKERS: Final = "/v1/citizens/{citizen_id}/plan/support-questions/{question_id}/answer"
TOMORROW: Final = (datetime.now(UTC) + timedelta(days=1)).isoformat()
SERVICES: Final = ("referral", "plan", "overview", "jobcenter-bridge", "region-bridge")


class Claim(NamedTuple):
    """What a door asks the database to keep before it decides."""

    key: bytes
    fingerprint: bytes


class Behind:
    """Store and keyring of a door: keeps what is claimed in the transaction, and decides nothing."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.pool = KnowsReferral(UUID(ID))
        self.voucher = ""

    @asynccontextmanager
    async def transaction(self, citizens: Collection[UUID]) -> AsyncIterator[SimpleNamespace]:
        yield SimpleNamespace(connection=self, turn_to=citizens.__contains__)

    async def fetchval(self, query: str, key: bytes, fingerprint: bytes) -> NoReturn:
        assert query.split()[:3] == ["INSERT", "INTO", "idempotency"]
        self.claims.append(Claim(key, fingerprint))
        raise LetIn

    async def get_or_create(self, cpr: Cpr) -> UUID:
        return CITIZEN

    async def new_citizen(self) -> UUID:
        return CITIZEN

    async def find(self, cpr: Cpr) -> UUID | None:
        return None

    async def link(self, cpr: Cpr, citizen: UUID, *, instead_of: UUID | None) -> bool:
        return True

    async def seal(self, citizen: UUID, kind: str, text: str) -> Sealed:
        return sealed(kind)

    async def note(self, citizen: UUID, access: Access, fields: Iterable[str]) -> None:
        """A look that opens nothing."""

    async def open_voucher(self, citizen: UUID, token: Sealed) -> str:
        return self.voucher

    async def open(self, citizen: UUID, tokens: Mapping[str, Sealed], access: Access) -> dict[str, str]:
        return dict.fromkeys(tokens, "as it was")


@pytest.fixture(scope="module")
async def apps() -> dict[str, FastAPI]:
    return {service: await application(f"{service}-web") for service in SERVICES}


@pytest.fixture(scope="module")
def acts(apps: Mapping[str, FastAPI]) -> dict[str, FastAPI]:
    """Path → application of every act that programs may ask for."""
    return {
        path: app
        for app in apps.values()
        for method, path in doors_of(app)
        if method != "GET" and path.startswith(("/v1/", "/fhir/"))
    }


async def nobody_is_known(_: UUID) -> None:
    """Whose case is at hand has tests of its own."""


async def act(
    app: FastAPI,
    path: str,
    behind: Behind,
    headers: Mapping[str, str],
    *,
    sub: str = "a",
    of: str = str(CITIZEN),
    note: str = "",
) -> httpx2.Response:
    """The answer to a good request, with a key."""
    app.state.issuer = issuer()
    app.state.door.store = app.state.door.keyring = behind
    app.state.door.ties = nobody_is_known
    role = "support_worker" if path == BY_SUPPORT_WORKERS else "visitator"
    names = dict.fromkeys(re.findall(r"{(\w+)}", path), ID) | {"citizen_id": of, "number": "1"}
    bearer = f"Bearer {token(role, 'social', sub=sub, name='Somebody')}"
    if path == BY_RELATIVES:  # about themselves
        names["relative_id"] = str(uuid5(UUID(ID), sub))
        bearer = f"Bearer {token('relative', None, sub=names['relative_id'], about=of)}"
    thing = names.get("milestone_id", of)
    behind.voucher = json.dumps(
        {"who": sub, "thing": thing, "until": TOMORROW, "relation": None, "reason": None}
    )
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door") as http:
        return await http.post(
            path.format(**names) + note,
            json=GOOD.get(path),
            headers={
                "authorization": bearer,
                "idempotency-key": "k-1",
                vouching.HEADER: sealed("voucher"),
                **headers,
            },
        )


async def claim(
    app: FastAPI, path: str, key: str = "k-1", *, sub: str = "a", of: str = str(CITIZEN), note: str = ""
) -> Claim:
    """What is claimed for this request."""
    behind = Behind()
    seen = {} if path in MADE_ANEW | NEVER_REFUSED_FOR_A_VERSION else {"if-match": '"1"'}
    answer = await act(app, path, behind, {**seen, "idempotency-key": key}, sub=sub, of=of, note=note)
    assert answer.status_code == LET_IN, answer.text
    [claimed] = behind.claims
    return claimed


def test_every_act_takes_a_key_or_means_the_same_when_it_is_said_twice(acts: Mapping[str, FastAPI]) -> None:
    assert acts.keys() == WITH_A_KEY | SAID_TWICE_MEANS_THE_SAME.keys() | ELSEWHERE | PASSED_ON


@pytest.mark.parametrize("path", sorted(WITH_A_KEY))
@pytest.mark.parametrize("if_match", [None, "*", '"1"'])
async def test_who_changes_what_is_there_says_which_version_and_who_takes_back_need_not(
    acts: Mapping[str, FastAPI], path: str, if_match: str | None
) -> None:
    answer = await act(acts[path], path, Behind(), {} if if_match is None else {"if-match": if_match})

    if path in NEVER_REFUSED_FOR_A_VERSION:
        assert answer.status_code == LET_IN
    elif path in MADE_ANEW:
        assert answer.status_code == (LET_IN if if_match is None else 422)
    else:
        assert answer.status_code == (LET_IN if if_match == '"1"' else 428)


@pytest.mark.parametrize("path", sorted(WITH_A_KEY))
async def test_the_same_request_is_known_again_and_is_nobody_elses(
    acts: Mapping[str, FastAPI], path: str
) -> None:
    app = acts[path]
    first = await claim(app, path)

    assert await claim(app, path) == first
    assert (await claim(app, path, sub="b")).key != first.key
    assert (await claim(app, path, "k-2")).key != first.key
    asked_more = await claim(app, path, note="?note=1")
    assert (asked_more.key, asked_more.fingerprint == first.fingerprint) == (first.key, False)


@pytest.mark.parametrize("path", sorted(path for path in WITH_A_KEY if "{citizen_id}" in path))
async def test_a_key_that_stood_on_another_citizens_request_is_on_another_request(
    acts: Mapping[str, FastAPI], path: str
) -> None:
    one, other = await claim(acts[path], path), await claim(acts[path], path, of=str(UUID(int=9)))

    assert (one.key, one.fingerprint == other.fingerprint) == (other.key, False)

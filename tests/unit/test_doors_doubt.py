"""Whatever stands in a field of a request, it is taken as what it means or refused by its name."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, Final, NoReturn, cast
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI, Request, Response
from hypothesis import given, settings
from hypothesis import strategies as st

from bodies import GOOD, ID, MADE_ANEW
from known_referral import KnowsReferral
from laws import JULY
from samspil.jobcenter_bridge.api.remedies import REMEDIES as JOBCENTER
from samspil.jobcenter_bridge.api.routes import milestones
from samspil.overview.api.remedies import REMEDIES as OVERVIEW
from samspil.overview.api.routes import (
    access_reasons,
    attention,
    consent_previews,
    contact_holds,
    messages,
    search_by_name,
)
from samspil.plan.api.remedies import REMEDIES as PLAN
from samspil.plan.api.routes import (
    agreements,
    crisis_plan,
    given_help,
    goals,
    interventions,
    life,
    meetings,
    resources,
    reviews,
    support_questions,
    support_workers,
)
from samspil.plan.api.routes import contacts as noted_contacts
from samspil.referral.api.doors import ReferralDoor
from samspil.referral.api.remedies import REMEDIES as REFERRAL
from samspil.referral.api.routes import (
    answers,
    author,
    citizens,
    consents,
    contacts,
    helping,
    identity,
    network,
    one_person,
    referrals,
    referrals_of_messages,
    relatives,
    relatives_sign_in,
    search,
)
from samspil.region_bridge.api.remedies import REMEDIES as REGION
from samspil.region_bridge.api.routes import held_notices, referral_answers
from samspil.rulebook.case_at_hand import Ties
from samspil.sandboxes.issuer.app import Wish, issuer_app, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.sealing.access import Access
from samspil.sealing.keyring import VOUCHER
from samspil.testkit.builders import CITIZEN, RULES, sealed
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr
from samspil.vocabulary.plain_text import NotPlain, plain_line, plain_words
from samspil.vocabulary.plausible import Meaning, is_plausible, iso_day
from samspil.vocabulary.sealed import Sealed
from samspil.vocabulary.sector import Sector
from samspil.web.app import create_app
from samspil.web.auth import Issuer, Role
from samspil.web.vouching import HEADER

ISSUER: Final = "https://issuer.test"
KEY: Final = new_key()
TAKEN: Final = 299


VISITATOR: Final = "visitator-1"
AS_IT_WAS: Final = "\0 what nobody can have sent"


class Taken(Exception):
    """The request was taken: its transaction was opened."""


class Pool(KnowsReferral):
    """Asked for a list, the door has taken the question."""

    async def fetch(self, query: str, *more: Any) -> list[tuple[Any, str]]:
        if "FROM tie" in query:
            raise Taken
        return await super().fetch(query, *more)


class Store:
    """Behind which nothing is decided."""

    pool = Pool(UUID(ID))

    @asynccontextmanager
    async def transaction(self, citizens: Collection[UUID]) -> AsyncIterator[NoReturn]:
        raise Taken
        yield  # pragma: no cover


class Ring:
    """A keyring that remembers whom it was asked for and what was sealed."""

    def __init__(self) -> None:
        self.people: list[Cpr] = []
        self.texts: list[str] = []

    async def get_or_create(self, cpr: Cpr) -> UUID:
        self.people.append(cpr)
        return CITIZEN

    async def new_citizen(self) -> UUID:
        return CITIZEN

    async def find(self, cpr: Cpr) -> NoReturn:
        self.people.append(cpr)
        raise Taken

    async def seal(self, citizen: UUID, kind: str, text: str) -> Sealed:
        self.texts.append(text)
        return sealed(kind)

    async def give_reason(self, citizen: UUID, given: object) -> NoReturn:
        raise Taken

    async def note(self, citizen: UUID, access: Access, fields: object) -> None:
        """A look that opens nothing."""

    async def open_voucher(self, citizen: UUID, token: Sealed) -> str:
        until = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
        who, thing = VISITATOR, str(token.token_id)
        return json.dumps({"who": who, "thing": thing, "until": until, "relation": None, "reason": None})

    async def open(self, citizen: UUID, tokens: Mapping[str, Sealed], access: Access) -> dict[str, str]:
        return dict.fromkeys(tokens, AS_IT_WAS)


BODIES: Final = {
    re.sub(r"{\w+}", ID, path.replace("{citizen_id}", str(CITIZEN))): body for path, body in GOOD.items()
}
NEW: Final = {path.format(citizen_id=CITIZEN) for path in MADE_ANEW}
FIELDS: Final = [(path, field) for path, body in BODIES.items() for field in body]
DAYS: Final = [
    (path, field)
    for path, field in FIELDS
    if field.endswith("_on") or field in {"until", "answer_by", "review_by", "away_until"}
]
HAPPENED: Final = {"asked_on", "agreed_on", "ended_on"}
"""Days of what somebody says that it has happened."""
OF_STEPS: Final = {"started_on", "achieved_on", "lost_on"}
"""The same of steps towards work; of other things the domain says it."""
KEPT: Final = [one for one in FIELDS if not one[0].endswith("/search-by-name")]
LINES: Final = [
    (path, field)
    for path, field in KEPT
    if field in {"name", "ask", "support_worker_name", "deputy_name", "topic"}
]
WORDS: Final = [
    (path, field)
    for path, field in FIELDS
    if field in {"words", "suggestion", "contact", "address", "wish", "purpose", "found_change"}
    or (field == "reason" and "/held-notices/" in path)
]


class OpenDoor(ReferralDoor):
    """Whose case is at hand has tests of its own."""

    async def ties(self, citizen: CitizenId) -> Ties | None:
        return None


class Doors:
    """The doors of five services in one application, and a visitator or support worker who calls."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self.ring = Ring()
        app = create_app(
            "doors",
            routers=[
                one.router
                for one in (
                    *(citizens, identity, referrals, answers, author, helping, consents, search),
                    *(network, relatives, relatives_sign_in, access_reasons, search_by_name),
                    *(contacts, one_person, referrals_of_messages),
                    *(goals, resources, interventions, given_help, support_workers),
                    *(support_questions, contact_holds, attention, consent_previews, messages),
                    *(life, reviews, meetings, noted_contacts, crisis_plan, agreements),
                    *(held_notices, referral_answers, milestones),
                )
            ],
            issuer=Issuer(
                ISSUER, httpx2.AsyncClient(transport=httpx2.ASGITransport(issuer_app(ISSUER, KEY)))
            ),
            idempotency_secret=b"secret",
            remedies={**OVERVIEW, **PLAN, **REFERRAL, **REGION, **JOBCENTER},
        )
        app.state.door = OpenDoor(cast(Any, Store()), cast(Any, self.ring), RULES, JULY)
        app.add_exception_handler(Taken, taken)
        self.app: FastAPI = app
        self.tokens = {
            role: signed(ISSUER, KEY, Wish(role=role, sector=Sector.SOCIAL, subject=subject))
            for role, subject in ((Role.VISITATOR, VISITATOR), (Role.SUPPORT_WORKER, None))
        }

    def send(self, path: str, body: object) -> httpx2.Response:
        """The answer; ``TAKEN`` where the request was taken."""
        return self._runner.run(self._send(path, json.dumps(body)))

    async def _send(self, path: str, body: str) -> httpx2.Response:
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app), base_url="http://door"
        ) as caller:
            thing = UUID(ID) if "/milestones/" in path else CITIZEN
            who = Role.SUPPORT_WORKER if "/support-questions/" in path else Role.VISITATOR
            return await caller.post(
                path,
                content=body,
                headers={
                    "authorization": f"Bearer {self.tokens[who]}",
                    "content-type": "application/json",
                    HEADER: Sealed.of(key_id=CITIZEN, kind=VOUCHER, token_id=thing, box="A" * 48),
                    **({} if path in NEW else {"if-match": '"1"'}),
                },
            )


async def taken(request: Request, why: Exception) -> Response:
    return Response(status_code=TAKEN)


@pytest.fixture(scope="module")
def doors() -> Iterator[Doors]:
    with asyncio.Runner() as runner:
        yield Doors(runner)


def refused_by_name(answer: httpx2.Response, field: str, value: object) -> bool:
    """Whether the request was refused; if so, by the field's name and without what stood in it."""
    if answer.status_code == TAKEN:
        return False
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {error["pointer"].split("/")[1] for error in problem["errors"]} == {field}
    assert all(error["message"] != "Not valid." for error in problem["errors"])
    said = json.dumps([error["message"] for error in problem["errors"]]) + str(problem["detail"])
    for text in value if isinstance(value, list) else [value]:
        assert not (isinstance(text, str) and len(text) > 12 and text in said)
    return True


EDGES = st.sampled_from([date.min, date.max, date(1, 1, 2), date(9999, 12, 30), date(1899, 12, 31)])
NEAR = st.integers(-5, 4000).map(lambda days: danish_day(datetime.now(UTC)) + timedelta(days=days))
DATES = (st.dates() | EDGES | NEAR).map(date.isoformat)
OTHER_FORMS = st.sampled_from(
    [
        "2026",
        "20261127",
        "2026-W48-5",
        "2026-332",
        "2026-11-27T00:00:00Z",
        "2026-11-27T00:00:00",
        " 2026-11-27",
        "2026-11-27\n",
        "27.11.2026",
        "2026-11-31",
        "٢٠٢٦-11-27",
        "1795000000",
        "+002026-11-27",
        "infinity",
        "",
    ]
)
NUMBERS = st.sampled_from([0, 1, 20261127, 1795000000, 1795000000000, 1.5, -1, True, False])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | NUMBERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ODD = st.text(
    alphabet="\x00\x07\x1b\x7f\x85\u200b\u200e\u202e\u2066\u2028\ufeff\ufffe\ue000\u0301\u00ad\ud800aå \n",
    max_size=12,
)


@settings(max_examples=200)
@given(where=st.sampled_from(DAYS), day=DATES | OTHER_FORMS | NUMBERS)
def test_a_day_is_one_that_can_be_meant_or_is_refused(
    doors: Doors, where: tuple[str, str], day: object
) -> None:
    path, field = where
    answer = doors.send(path, {**BODIES[path], field: day})

    read = iso_day(day) if isinstance(day, str) else None
    today = danish_day(datetime.now(UTC))
    can_be_meant = read is not None and is_plausible(read, Meaning.AGREED, today)
    has_happened = field in HAPPENED or ("/milestones/" in path and field in OF_STEPS)
    can_be_meant = can_be_meant and not (has_happened and read is not None and read > today)
    assert refused_by_name(answer, field, day) is not can_be_meant


@settings(max_examples=200)
@given(where=st.sampled_from(LINES + WORDS), text=ODD | st.text(max_size=30))
def test_a_text_is_kept_plain_or_is_refused(doors: Doors, where: tuple[str, str], text: str) -> None:
    path, field = where
    doors.ring.texts.clear()
    answer = doors.send(path, {**BODIES[path], field: text})

    if not refused_by_name(answer, field, text):
        plain = plain_words if where in WORDS else plain_line
        assert plain(text) in doors.ring.texts
        return
    with pytest.raises(NotPlain):
        (plain_words if where in WORDS else plain_line)(text)


@settings(max_examples=300)
@given(where=st.sampled_from(FIELDS), value=JSON | DATES | ODD)
def test_any_value_in_any_field_is_taken_or_refused_by_the_fields_name(
    doors: Doors, where: tuple[str, str], value: Any
) -> None:
    path, field = where
    refused_by_name(doors.send(path, {**BODIES[path], field: value}), field, value)


@pytest.mark.parametrize("path", BODIES)
def test_the_bodies_that_are_changed_here_are_taken_as_they_are(doors: Doors, path: str) -> None:
    assert doors.send(path, BODIES[path]).status_code == TAKEN


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("acting_municipality", "411", "municipality_unknown"),
        ("acting_municipality", "999", "municipality_unknown"),
        ("acting_municipality", 101, "string_type"),
        ("residence_municipality", "411", "municipality_unknown"),
        ("residence_municipality", "", "municipality_unknown"),
        ("residence_municipality", 265, "string_type"),
        ("basis", "rsl-12c", "law_without_help"),
        ("basis", "rsl-11a-1", "law_without_help"),
        ("basis", "sul-43-1", "law_without_help"),
        ("basis", "psl-13c", "law_without_help"),
        ("transition", "because", "enum"),
    ],
)
def test_who_may_not_be_registered_is_refused_before_anything_is_kept(
    doors: Doors, field: str, value: object, code: str
) -> None:
    doors.ring.people.clear()

    answer = doors.send("/v1/citizens", {**BODIES["/v1/citizens"], field: value})

    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(f"#/{field}", code)]
    assert doors.ring.people == []


def test_every_door_that_takes_a_body_is_tried_here(doors: Doors) -> None:
    taken = {
        path
        for path, methods in doors.app.openapi()["paths"].items()
        if "requestBody" in methods.get("post", {})
    }

    assert taken == GOOD.keys()
    assert set(chain.from_iterable(BODIES.values()))

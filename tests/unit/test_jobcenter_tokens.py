"""Who we are at the case system: a token is asked for once, kept while it holds, and shown to nobody else."""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from samspil.exchange.courier import NeverLeft, PartnerAway
from samspil.jobcenter_bridge.partner.client import Client, client_at
from samspil.jobcenter_bridge.partner.tokens import LONGEST, REST, UNSAID, Credentials, NoToken, Tokens

WHO = Credentials("https://tokens.example/tenant/token", "us & them", SecretStr("a canary: secret+"))
CASES = "http://jobcenter.example"

Says = Callable[[int], httpx2.Response]


def told(status: int = 200, body: bytes | None = None, **changed: object) -> httpx2.Response:
    given = {"access_token": "token-0", "token_type": "Bearer", "expires_in": 600, **changed}
    said = json.dumps({name: value for name, value in given.items() if value is not None}).encode()
    return httpx2.Response(status, stream=httpx2.ByteStream(said if body is None else body))


@dataclass
class Giver:
    """The token endpoint and the case system in one; each token has a number."""

    gives: Says = lambda n: told(access_token=f"token-{n}")
    takes: Callable[[str], int] = lambda _token: 200
    slow: float = 0.0
    now: float = 1000.0
    asked: list[httpx2.Request] = field(default_factory=list)
    shown: list[httpx2.Request] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    """Those that were shown to the case system."""

    async def meet(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "tokens.example":
            self.asked.append(request)
            await asyncio.sleep(self.slow)
            return self.gives(len(self.asked))
        self.shown.append(request)
        self.tokens.append(request.headers["authorization"].removeprefix("Bearer "))
        status = self.takes(self.tokens[-1])
        return httpx2.Response(status, stream=httpx2.ByteStream(b""))


@asynccontextmanager
async def asking(giver: Giver, seconds: float = 5, who: Credentials = WHO) -> AsyncIterator[Client]:
    transport = httpx2.MockTransport(giver.meet)
    async with (
        httpx2.AsyncClient(transport=transport, base_url=CASES) as http,
        httpx2.AsyncClient(transport=transport) as gives,
    ):
        yield Client(http, seconds, Tokens(gives, who, lambda: giver.now))


async def test_a_token_is_asked_for_by_the_rules_and_shown_with_each_question() -> None:
    giver = Giver()
    async with asking(giver) as client:
        for _ in range(3):
            assert (await client.ask("GET", "/tasks")).status == 200

    (asked,) = giver.asked
    assert (asked.method, str(asked.url)) == ("POST", WHO.address)
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.content == b"grant_type=client_credentials"
    scheme, _, both = asked.headers["authorization"].partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(both) == b"us+%26+them:a+canary%3A+secret%2B"
    assert giver.tokens == ["token-1"] * 3


async def test_where_tokens_are_given_for_several_things_ours_is_named() -> None:
    giver = Giver()
    async with asking(giver, who=WHO._replace(resource="https://cases.example/api")) as client:
        await client.ask("GET", "/tasks")

    assert giver.asked[0].content.endswith(b"&resource=https%3A%2F%2Fcases.example%2Fapi")


async def test_it_is_asked_for_once_however_many_want_it_at_once() -> None:
    giver = Giver(slow=0.02)
    async with asking(giver) as client:
        await asyncio.gather(*(client.ask("GET", "/tasks") for _ in range(40)))

    assert (len(giver.asked), set(giver.tokens)) == (1, {"token-1"})


@pytest.mark.parametrize(
    ("expires_in", "holds"),
    [(600, 570), ("600", 570), (20, 10), (1, 0.5), (None, UNSAID - 30), (10**12, LONGEST - 30)],
)
async def test_it_is_kept_until_just_before_it_ends(expires_in: object, holds: float) -> None:
    giver = Giver(gives=lambda n: told(access_token=f"token-{n}", expires_in=expires_in))
    async with asking(giver) as client:
        for passed in (0, holds - 0.1, 0.2):
            giver.now += passed
            await client.ask("GET", "/tasks")

    assert giver.tokens == ["token-1", "token-1", "token-2"]


async def test_one_that_is_refused_is_thrown_away_and_the_question_asked_once_more_with_another() -> None:
    giver = Giver(takes=lambda token: 401 if token == "token-1" else 201)
    async with asking(giver) as client:
        answer = await client.ask("POST", "/tasks", content=b"{}", headers={"Idempotency-Key": "k"})
        await client.ask("GET", "/tasks")

    assert answer.status == 201
    assert giver.tokens == ["token-1", "token-2", "token-2"]
    assert {(one.content, one.headers["idempotency-key"]) for one in giver.shown[:2]} == {(b"{}", "k")}


async def test_many_that_are_refused_at_once_ask_for_one_new_token() -> None:
    giver = Giver(takes=lambda token: 401 if token == "token-1" else 200, slow=0.01)
    async with asking(giver) as client:
        await asyncio.gather(*(client.ask("GET", "/tasks") for _ in range(20)))

    assert len(giver.asked) == 2


@pytest.mark.parametrize(("status", "tokens"), [(401, 2), (403, 1)])
async def test_a_key_that_is_another_by_now_leaves_the_outcome_open(status: int, tokens: int) -> None:
    giver = Giver(takes=lambda _: status)
    async with asking(giver) as client:
        with pytest.raises(PartnerAway, match=str(status)) as away:
            await client.ask("POST", "/tasks", content=b"{}")

    assert not isinstance(away.value, NeverLeft)
    assert len(giver.asked) == len(giver.shown) == tokens


async def test_a_client_that_is_refused_asks_the_case_system_nothing_and_rests_before_it_asks_again() -> None:
    giver = Giver(gives=lambda n: told(401, b'{"error": "invalid_client"}') if n == 1 else told())
    async with asking(giver) as client:
        for passed in (0, REST - 0.1):
            giver.now += passed
            with pytest.raises(NeverLeft):
                await client.ask("POST", "/tasks", content=b"{}")
        assert (len(giver.asked), giver.shown) == (1, [])
        giver.now += 0.2
        assert (await client.ask("GET", "/tasks")).status == 200


async def test_where_no_new_token_is_given_a_refused_one_leaves_the_outcome_open() -> None:
    giver = Giver(gives=lambda n: told() if n == 1 else told(400), takes=lambda _: 401)
    async with asking(giver) as client:
        with pytest.raises(PartnerAway, match="401") as away:
            await client.ask("POST", "/tasks", content=b"{}")

    assert not isinstance(away.value, NeverLeft)


async def test_a_giver_that_is_silent_is_waited_for_no_longer_than_an_answer() -> None:
    async with asking(Giver(slow=60), seconds=0.05) as client:
        with pytest.raises(NoToken):
            await asyncio.wait_for(client.ask("GET", "/tasks"), 2)


NONSENSE: dict[str, httpx2.Response] = {
    "a page": told(body=b"<html>Log ind</html>"),
    "nothing": told(body=b""),
    "a list": told(body=b"[]"),
    "said twice": told(body=b'{"access_token": "a", "access_token": "b", "token_type": "Bearer"}'),
    "more than anybody reads": told(
        body=b'{"access_token": "' + b"a" * 300_000 + b'", "token_type": "Bearer"}'
    ),
    "no token": told(access_token=None),
    "a token that breaks a header": told(access_token="a\r\nx: y"),
    "a token with a space": told(access_token="a b"),
    "a token as a number": told(access_token=7),
    "no kind": told(token_type=None),
    "another kind": told(token_type="mac"),
    "no time": told(expires_in=0),
    "time before now": told(expires_in=-5),
    "a truth for a time": told(expires_in=True),
    "a fraction": told(expires_in=1.5),
    "words for a time": told(expires_in="soon"),
    "moved": told(302),
    "away": told(503),
}


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
async def test_what_is_no_token_is_none(answer: httpx2.Response) -> None:
    giver = Giver(gives=lambda _: answer)
    async with asking(giver) as client:
        with pytest.raises(NoToken):
            await client.ask("GET", "/tasks")

    assert giver.shown == []


@given(
    st.binary(max_size=300)
    | st.dictionaries(
        st.sampled_from(["access_token", "token_type", "expires_in"]),
        st.none() | st.integers() | st.floats() | st.text() | st.sampled_from(["Bearer", "a", "60"]),
    ).map(lambda told: json.dumps(told).encode())
)
def test_whatever_is_given_it_is_a_token_or_none(body: bytes) -> None:
    async def whatever() -> Any:
        async with asking(Giver(gives=lambda _: told(body=body))) as client:
            try:
                return (await client.ask("GET", "/tasks")).status
            except NoToken:
                return None

    assert asyncio.run(whatever()) in {200, None}


async def test_neither_secret_nor_token_is_logged_or_stands_in_a_span(
    spans: InMemorySpanExporter, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for gives in (
        lambda _: told(access_token="canary-token"),
        lambda _: told(401, access_token="canary-token"),
    ):
        async with asking(Giver(gives=gives, takes=lambda _: 401)) as client:
            with pytest.raises(PartnerAway) as away:
                await client.ask("GET", "/tasks")
            written = f"{away.value!r} {away.value.__cause__!r} {client!r} {WHO!r}"
            assert "canary" not in written

    shown = "".join(one.to_json() for one in spans.get_finished_spans())
    assert "POST token" in shown
    assert "canary" not in shown + caplog.text + "".join(capsys.readouterr())
    assert "us+%26" not in shown


async def test_our_key_is_not_shown_where_tokens_are_given() -> None:
    async with client_at(CASES, "the key", 5, WHO) as client:
        assert client._tokens is not None
        assert "apikey" not in client._tokens._http.headers
        assert not client._tokens._http.follow_redirects
        assert not client._tokens._http.trust_env
    async with client_at(CASES, "the key", 5) as client:
        assert client._tokens is None

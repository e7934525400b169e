"""Where keys are, is what the issuer says, and what nobody can mean by it is as if it were away."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable

import httpx2
import pytest
from joserfc.jwk import KeySet

from samspil.sandboxes.issuer.app import Wish, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.vocabulary.sector import Sector
from samspil.web import discovery, jwks
from samspil.web.auth import Issuer, Role
from samspil.web.problems import Problem

ISSUER, KEYS = "https://issuer.test/realms/by", "https://keys.test/of/by"
KEY = new_key()
PUBLISHED = KeySet([KEY]).as_dict(private=False)


def description(**changed: object) -> bytes:
    said = {"issuer": ISSUER, "jwks_uri": KEYS, "token_endpoint": f"{ISSUER}/token", **changed}
    return json.dumps({name: value for name, value in said.items() if value is not None}).encode()


class World:
    """An issuer, and whoever else is asked on its word."""

    def __init__(self, said: httpx2.Response | Exception, issuer: str = ISSUER) -> None:
        self.said = said
        self.keys = httpx2.Response(200, json=PUBLISHED)
        self.asked: list[str] = []
        self._issuer = issuer

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(str(request.url))
        if len(self.asked) > 1:
            return self.keys
        if isinstance(self.said, Exception):
            raise self.said
        return self.said

    async def end(self) -> str:
        """How a good token of the issuer's ends."""
        client = httpx2.AsyncClient(transport=httpx2.MockTransport(self._answer))
        token = signed(self._issuer, KEY, Wish(role=Role.CASEWORKER, sector=Sector.SOCIAL))
        try:
            await Issuer(self._issuer, client).caller(token)
        except Problem as refused:
            return refused.kind.slug
        return "let in"


@pytest.mark.parametrize("issuer", [ISSUER, f"{ISSUER}/"])
async def test_keys_are_where_the_issuer_says_on_whichever_host(issuer: str) -> None:
    world = World(httpx2.Response(200, content=description(issuer=issuer)), issuer)

    assert await world.end() == "let in"
    assert world.asked == [f"{ISSUER}/.well-known/openid-configuration", KEYS]


@pytest.mark.parametrize(
    "said",
    {
        "another issuer's": description(issuer="https://somebody.else"),
        "the issuer with a slash": description(issuer=f"{ISSUER}/"),
        "the issuer in other letters": description(issuer=ISSUER.upper()),
        "no issuer": description(issuer=None),
        "two issuers": description(issuer=[ISSUER]),
        "no keys": description(jwks_uri=None),
        "keys in many places": description(jwks_uri=[KEYS]),
        "keys in the open": description(jwks_uri="http://keys.test/of/by"),
        "keys on this machine, in the open": description(jwks_uri="http://127.0.0.1:8092/keys"),
        "keys behind a password": description(jwks_uri="https://me:secret@keys.test/of/by"),
        "keys in a file": description(jwks_uri="file:///etc/passwd"),
        "keys below it": description(jwks_uri="/keys"),
        "keys nowhere": description(jwks_uri="https://"),
        "an address that is none": description(jwks_uri="https://keys.test\x00/of/by"),
        "a host that is none": description(jwks_uri="https://[::1"),
        "nothing": b"",
        "a page": b"<!doctype html>",
        "a list": b"[]",
        "a text": json.dumps(ISSUER).encode(),
        "what is no text": b"\xff\xfe{}",
        "no end of brackets": b"[" * 100_000,
        "an endless number": b'{"issuer": ' + b"9" * 100_000 + b"}",
    }.items(),
    ids=lambda said: said[0],
)
async def test_a_description_that_is_wrong_is_as_if_the_issuer_were_away_and_leads_nowhere(
    said: tuple[str, bytes],
) -> None:
    world = World(httpx2.Response(200, content=said[1]))

    assert await world.end() == "issuer-away"
    assert len(world.asked) == 1


@pytest.mark.parametrize(
    "said",
    [
        httpx2.Response(404, content=description()),
        httpx2.Response(500, content=description()),
        httpx2.Response(302, headers={"location": "https://somebody.else"}, content=description()),
        httpx2.ConnectError("refused"),
        httpx2.ReadTimeout("slow"),
        httpx2.DecodingError("packed badly"),
    ],
    ids=lambda said: getattr(said, "status_code", type(said).__name__),
)
async def test_an_issuer_that_does_not_describe_itself_is_away_and_nobody_is_followed(
    said: httpx2.Response | Exception,
) -> None:
    world = World(said)

    assert await world.end() == "issuer-away"
    assert len(world.asked) == 1


@pytest.mark.parametrize(
    ("issuer", "keys", "ending"),
    [
        ("http://127.0.0.1:8092", "http://localhost:8092/keys", "let in"),
        ("http://127.0.0.1:8092", "https://keys.test", "let in"),
        ("http://127.0.0.1:8092", "http://keys.test", "issuer-away"),
    ],
)
async def test_plain_http_stays_on_this_machine(issuer: str, keys: str, ending: str) -> None:
    world = World(httpx2.Response(200, content=description(issuer=issuer, jwks_uri=keys)), issuer)

    assert await world.end() == ending


async def drops(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 1024):
        yield b" " * 1024


def endless() -> httpx2.Response:
    return httpx2.Response(200, content=drops(discovery._MAX_BYTES + 1024))


@pytest.mark.parametrize("which", ["said", "keys"])
@pytest.mark.parametrize("answer", [endless, lambda: httpx2.Response(302, headers={"location": KEYS})])
async def test_neither_a_description_nor_keys_that_do_not_end_or_lead_on_are_read(
    which: str, answer: Callable[[], httpx2.Response]
) -> None:
    world = World(httpx2.Response(200, content=description()))
    setattr(world, which, answer())

    assert await world.end() == "issuer-away"
    assert len(world.asked) == (1 if which == "said" else 2)


async def packed_description() -> AsyncIterator[bytes]:
    yield gzip.compress(description())


async def test_what_is_packed_is_not_unpacked() -> None:
    packed = httpx2.Response(200, content=packed_description(), headers={"content-encoding": "gzip"})

    assert await World(packed).end() == "issuer-away"


async def test_an_issuer_that_never_comes_to_an_end_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jwks, "_ANSWER_SECONDS", 0.02)
    world = World(httpx2.Response(200, content=forever()))

    assert await world.end() == "issuer-away"


async def forever() -> AsyncIterator[bytes]:
    while True:
        yield b" "
        await asyncio.sleep(0.005)

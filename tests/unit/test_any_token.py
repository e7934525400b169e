"""Whatever anybody writes into a token, it is read strictly or refused: never a fault of ours."""

import asyncio
import json
import time
from collections import Counter
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import KeySet
from pydantic import TypeAdapter, ValidationError

from an_issuer import issuer_client
from hostile import SHAPELESS_TOKENS, objects, sealed_with
from samspil.sandboxes.issuer.key import new_key
from samspil.web.auth import Issuer
from samspil.web.claims import Subject
from samspil.web.problems import Problem

ISSUER = "https://issuer.test"
KEY = new_key()
HEAD: dict[str, Any] = {"alg": "ES256", "kid": KEY.kid, "typ": "JWT"}
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": "samspil",
    "sub": "s-1",
    "role": "caseworker",
    "sector": "social",
    "name": "Mette Prøvesen",
    "iat": 1_600_000_000,
    "exp": 4_000_000_000,
}
GOOD_HEAD, GOOD_CLAIMS = (json.dumps(one).encode() for one in (HEAD, CLAIMS))
TOKENS = st.one_of(
    SHAPELESS_TOKENS,
    *(
        st.builds(sealed_with, st.just(KEY), heads, claims)
        for heads, claims in (
            (objects({**HEAD, "crit": ["b64"], "b64": False, "zip": "DEF"}), st.just(GOOD_CLAIMS)),
            (objects(HEAD), objects(CLAIMS)),
            (st.just(GOOD_HEAD), objects({**CLAIMS, "nbf": 0})),
            (st.just(GOOD_HEAD), objects({**CLAIMS, "iss": "http://somebody.else"})),
        )
    ),
)


def an_issuer() -> Issuer:
    keys = KeySet([KEY]).as_dict(private=False)
    return Issuer(ISSUER, issuer_client(ISSUER, lambda _: httpx2.Response(200, json=keys)))


async def end_of(token: str, issuer: Issuer | None = None) -> str:
    """How asking with the token ends."""
    try:
        caller = await (issuer or an_issuer()).caller(token)
    except Problem as refused:
        return refused.kind.slug
    assert caller.subject.isascii()
    assert caller.subject.isprintable()
    assert 0 < len(caller.subject) <= 255
    assert caller.name is None or caller.name.isprintable()
    return "let in"


def test_any_token_lets_a_plain_caller_in_or_is_refused() -> None:
    ends: Counter[str] = Counter()
    issuer = an_issuer()

    @settings(max_examples=600, derandomize=True, database=None)
    @given(TOKENS)
    def ask(token: str) -> None:
        ends[runner.run(end_of(token, issuer))] += 1

    with asyncio.Runner() as runner:
        ask()

    assert ends.keys() <= {"let in", "token-invalid", "token-foreign", "token-expired"}
    assert min(ends[end] for end in ("let in", "token-invalid", "token-foreign")) >= 5


@pytest.mark.parametrize("crit", ["null", "1", "Infinity", '"b64"', "{}", "[1]", "[[]]", "[null]", '["odd"]'])
async def test_whatever_a_token_says_is_critical_it_is_refused_for_it(crit: str) -> None:
    head = json.dumps(HEAD)[:-1] + f', "crit": {crit}}}'
    assert await end_of(sealed_with(KEY, head.encode(), GOOD_CLAIMS)) == "token-invalid"


@pytest.mark.parametrize(
    "claims",
    [
        b"[" * 1000 + b"]" * 1000,
        GOOD_CLAIMS[:-1] + b',"deep":' + b"[" * 1000 + b"]" * 1000 + b"}",
        b"[]",
        b"7",
        *(
            json.dumps({**CLAIMS, **odd}).encode()
            for odd in (
                {"iss": [ISSUER]},
                {"iss": None},
                {"sub": "s-1\x00"},
                {"sub": "s-1\n"},
                {"sub": ""},
                {"sub": " "},
                {"sub": "s" * 256},
                {"sub": "støtte"},
                {"sub": 1},
                {"exp": True},
                {"exp": 10**400},
                {"exp": "4000000000"},
                {"nbf": int(time.time()) + 3600},
                {"iat": float("inf")},
                {"aud": {"samspil": 1}},
                {"sector": 1},
                {"name": "Mette\x00"},
                {"name": ["Mette"]},
            )
        ),
        GOOD_CLAIMS.replace(b'"s-1"', b'"\\ud800"'),
        GOOD_CLAIMS.replace(b"4000000000", b"1e400"),
        GOOD_CLAIMS.replace(b"4000000000", b"9" * 5000),
        GOOD_CLAIMS.replace(b"4000000000", b"NaN"),
    ],
)
async def test_claims_that_mean_nothing_are_not_valid_signed_or_not(claims: bytes) -> None:
    signed = sealed_with(KEY, GOOD_HEAD, claims)

    assert await end_of(signed) == "token-invalid"
    assert await end_of(signed.rpartition(".")[0] + ".") == "token-invalid"


@pytest.mark.parametrize(
    "odd",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "RS256"},
        {"alg": ["ES256"]},
        {"alg": None},
        {"kid": "another"},
        {"kid": None},
        {"kid": 7},
        {"kid": "k" * 201},
        {"crit": ["exp"]},
        {"crit": [], "b64": False},
        {"crit": ["b64"], "b64": False},
        {"deep": json.loads("[" * 300 + "]" * 300)},
        {"huge": 10**400},
    ],
)
async def test_a_header_that_names_no_key_and_signature_of_ours_is_not_valid(odd: dict[str, Any]) -> None:
    token = sealed_with(KEY, json.dumps({**HEAD, **odd}).encode(), GOOD_CLAIMS)

    assert await end_of(token) == "token-invalid"


async def test_the_token_that_the_odd_ones_are_made_of_lets_in() -> None:
    assert await end_of(sealed_with(KEY, GOOD_HEAD, GOOD_CLAIMS)) == "let in"


@given(st.text(max_size=300))
def test_a_subject_is_what_openid_connect_lets_one_be(text: str) -> None:
    allowed = 0 < len(text) <= 255 and text[0] != " " and all(" " <= sign <= "~" for sign in text)
    try:
        read = TypeAdapter(Subject).validate_python(text) == text
    except ValidationError:
        read = False

    assert read == allowed

"""What a token must say, for how long, under whose key: each rule at its very edge."""

import json
from typing import Any

import httpx2
import pytest
import time_machine
from joserfc import jws
from joserfc.jwk import ECKey, Key, KeySet, RSAKey

from an_issuer import issuer_client
from hostile import sealed_with
from samspil.sandboxes.issuer.key import new_key
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Issuer, Role
from samspil.web.problems import Problem

ADDRESS = "https://issuer.test"
KEY, SECOND, STRANGER = new_key(), new_key(), new_key()
NOW = 1_795_860_000
SKEW = 30
"""Seconds that a clock may go wrong, by the agreement with whoever issues."""
CLAIMS: dict[str, Any] = {
    "iss": ADDRESS,
    "aud": "samspil",
    "sub": "s-1",
    "role": "caseworker",
    "sector": "social",
    "name": "Mette Prøvesen",
    "iat": NOW,
    "exp": NOW + 60,
}


async def ask(token: str, *keys: Key) -> Caller:
    published = KeySet(list(keys or (KEY,))).as_dict(private=False)
    client = issuer_client(ADDRESS, lambda _: httpx2.Response(200, json=published))
    with time_machine.travel(NOW, tick=False):
        return await Issuer(ADDRESS, client).caller(token)


async def end(token: str, *keys: Key) -> str:
    try:
        await ask(token, *keys)
    except Problem as refused:
        return refused.kind.slug
    return "let in"


def token(claims: dict[str, Any], key: ECKey = KEY, **head: object) -> str:
    whole = {"alg": "ES256", "kid": key.kid, **head}
    return sealed_with(key, json.dumps(whole).encode(), json.dumps(claims).encode())


def without(claim: str) -> dict[str, Any]:
    return {name: value for name, value in CLAIMS.items() if name != claim}


async def test_a_whole_token_tells_all_that_is_known_of_the_caller() -> None:
    caller = await ask(token(CLAIMS))

    assert (caller.subject, caller.role, caller.sector, caller.name) == (
        "s-1",
        Role.CASEWORKER,
        Sector.SOCIAL,
        "Mette Prøvesen",
    )


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "sub", "role"])
async def test_a_token_that_leaves_out_what_it_must_say_is_not_valid(claim: str) -> None:
    assert await end(token(without(claim))) == "token-invalid"


@pytest.mark.parametrize("claim", ["sector", "name", "iat"])
async def test_a_token_may_leave_out_the_rest_and_nothing_is_made_up(claim: str) -> None:
    caller = await ask(token(without(claim)))

    assert getattr(caller, claim, None) is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"exp": NOW - SKEW + 1}, "let in"),
        ({"exp": NOW - SKEW - 1}, "token-expired"),
        ({"exp": 0}, "token-expired"),
        ({"nbf": NOW + SKEW}, "let in"),
        ({"nbf": NOW + SKEW + 1}, "token-invalid"),
        ({"iat": NOW + SKEW}, "let in"),
        ({"iat": NOW + SKEW + 1}, "token-invalid"),
        ({"exp": -1}, "token-invalid"),
        ({"exp": NOW + 0.5}, "let in"),
        ({"exp": f"{NOW + 60}"}, "token-invalid"),
        ({"aud": []}, "token-foreign"),
        ({"aud": ["samspil-test", "amspil"]}, "token-foreign"),
        ({"aud": ["other", "samspil"]}, "let in"),
        ({"iss": ADDRESS + "/"}, "token-foreign"),
        ({"role": "CASEWORKER"}, "token-invalid"),
        ({"role": ""}, "token-invalid"),
        ({"sector": "SOCIAL"}, "token-invalid"),
        ({"sector": ""}, "token-invalid"),
    ],
    ids=str,
)
async def test_time_receiver_and_words_are_kept_to_the_letter(changed: dict[str, Any], expected: str) -> None:
    assert await end(token(CLAIMS | changed)) == expected


async def test_a_token_that_is_longer_than_any_of_an_issuer_is_not_read() -> None:
    padded = [token(CLAIMS | {"x": "y" * more}) for more in range(5750, 5950)]
    longest = max((one for one in padded if len(one) <= 8192), key=len)
    longer = min((one for one in padded if len(one) > 8192), key=len)

    assert await end(longest) == "let in"
    assert await end(longer) == "token-invalid"


async def test_each_of_the_issuers_keys_is_known_by_its_own_id() -> None:
    assert await end(token(CLAIMS, SECOND), KEY, SECOND) == "let in"
    assert await end(token(CLAIMS, SECOND, kid=KEY.kid), KEY, SECOND) == "token-invalid"
    assert await end(token(CLAIMS, KEY, kid=SECOND.kid), KEY, SECOND) == "token-invalid"
    assert await end(token(CLAIMS, STRANGER, kid=SECOND.kid), KEY, SECOND) == "token-invalid"


async def test_a_key_that_the_token_brings_itself_counts_for_nothing() -> None:
    own = STRANGER.as_dict(private=False)

    assert await end(token(CLAIMS, STRANGER, jwk=own)) == "token-invalid"
    assert await end(token(CLAIMS, STRANGER, jwk=own, kid=KEY.kid)) == "token-invalid"


async def test_an_issuer_may_sign_with_rsa_and_with_nothing_weaker() -> None:
    rsa = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
    body = json.dumps(CLAIMS).encode()

    def by_rsa(algorithm: str) -> str:
        head = {"alg": algorithm, "kid": rsa.kid}
        return jws.serialize_compact(head, body, rsa, [algorithm])

    assert await end(by_rsa("RS256"), rsa) == "let in"
    assert await end(by_rsa("PS256"), rsa) == "token-invalid"

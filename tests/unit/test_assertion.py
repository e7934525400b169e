"""What the provider asserts: read as a number once, for signing in alone, and never taken for a token."""

import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from an_issuer import issuer_client
from samspil.sandboxes.issuer.app import asserted, issuer_app
from samspil.sandboxes.issuer.key import new_key
from samspil.sandboxes.issuer.people import AT_HOME, PEOPLE, person_at_home
from samspil.testkit.people import BRUNO, is_invented
from samspil.web.assertion import AUDIENCE, Provider
from samspil.web.auth import Issuer
from samspil.web.problems import Problem

ADDRESS = "https://provider.test"
KEY = new_key()


def client(*keys: ECKey) -> httpx2.AsyncClient:
    found = KeySet([*keys]).as_dict(private=False)
    return issuer_client(ADDRESS, lambda _: httpx2.Response(200, json=found))


def assertion(key: ECKey = KEY, changed: Mapping[str, object] = MappingProxyType({})) -> str:
    now = int(time.time())
    claims: dict[str, Any] = {"iss": ADDRESS, "aud": AUDIENCE, "iat": now, "exp": now + 60}
    claims = {**claims, "cpr": BRUNO.cpr.number, **changed}
    told = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": key.kid}, told, key)


async def test_a_good_assertion_tells_the_number() -> None:
    assert await Provider(ADDRESS, client(KEY)).number(assertion()) == BRUNO.cpr


@pytest.mark.parametrize(
    ("changed", "slug"),
    [
        ({"exp": int(time.time()) - 3600}, "token-expired"),
        ({"exp": int(time.time()) + 86_400}, "token-invalid"),
        ({"exp": None}, "token-invalid"),
        ({"exp": 10**30}, "token-invalid"),
        ({"iat": None}, "token-invalid"),
        ({"iat": int(time.time()) + 3600}, "token-invalid"),
        ({"iss": "https://somebody.else"}, "token-foreign"),
        ({"aud": "samspil"}, "token-foreign"),
        ({"aud": [AUDIENCE]}, "token-invalid"),
        ({"aud": [AUDIENCE, "samspil"]}, "token-invalid"),
        ({"aud": None}, "token-invalid"),
        ({"cpr": None}, "token-invalid"),
        ({"cpr": ""}, "token-invalid"),
        ({"cpr": "0000000000"}, "token-invalid"),
        ({"cpr": int(BRUNO.cpr.number)}, "token-invalid"),
        ({"cpr": BRUNO.cpr.number + "\x00"}, "token-invalid"),
        ({"cpr": [BRUNO.cpr.number]}, "token-invalid"),
    ],
)
async def test_one_that_is_wrong_is_none_and_nothing_of_it_is_told(
    changed: dict[str, object], slug: str
) -> None:
    with pytest.raises(Problem) as refused:
        await Provider(ADDRESS, client(KEY)).number(assertion(changed=changed))

    assert refused.value.kind.slug == slug
    causes = [refused.value, refused.value.__cause__]
    assert not [one for one in causes if BRUNO.cpr.number in f"{one!r}{one!s}"]


async def test_one_that_somebody_else_signed_or_that_is_a_token_is_none() -> None:
    provider = Provider(ADDRESS, client(KEY))
    token = jwt.encode({"alg": "ES256", "kid": KEY.kid}, {"iss": ADDRESS, "aud": "samspil", "sub": "a"}, KEY)
    for odd in (assertion(new_key()), token, "", "a.b.c", "x" * 9000, assertion()[:-2]):
        with pytest.raises(Problem):
            await provider.number(odd)


async def test_an_assertion_is_nobodys_token_whatever_else_it_says() -> None:
    as_staff = {"sub": "s-1", "role": "caseworker", "sector": "social"}
    for said in (None, as_staff):
        with pytest.raises(Problem) as refused:
            await Issuer(ADDRESS, client(KEY)).caller(assertion(changed=said or {}))
        assert refused.value.kind.status == 401


async def test_the_built_in_provider_lists_names_and_asserts_numbers_from_server_to_server_alone() -> None:
    transport = httpx2.ASGITransport(issuer_app(ADDRESS, KEY))
    async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as http:
        listed = (await http.get("/people-at-home")).text + (await http.get("/people")).text
        told = (await http.post("/assertion", json={"subject": "bruno"})).json()["assertion"]
        nobody = await http.post("/assertion", json={"subject": "opdigtet-99999999"})
        staff = await http.post("/assertion", json={"subject": PEOPLE[0].subject})

    assert not [one for one in AT_HOME if one.cpr.number in listed or one.cpr.number in repr(one)]
    assert await Provider(ADDRESS, client(KEY)).number(told) == BRUNO.cpr
    assert (nobody.status_code, staff.status_code) == (404, 404)


@pytest.mark.parametrize("subject", [one.subject for one in AT_HOME] + ["opdigtet-61000000"])
async def test_each_of_its_people_is_somebody_who_does_not_exist(subject: str) -> None:
    somebody = person_at_home(subject)

    assert somebody is not None
    assert is_invented(somebody.cpr)
    assert await Provider(ADDRESS, client(KEY)).number(asserted(ADDRESS, KEY, somebody)) == somebody.cpr


@pytest.mark.parametrize("subject", ["", "opdigtet-", "opdigtet-01", "opdigtet--1", "opdigtet-1x", "nobody"])
def test_nobody_else_is_known(subject: str) -> None:
    assert person_at_home(subject) is None

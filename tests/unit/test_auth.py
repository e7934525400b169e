"""Whom a token lets in, and how each bad one is told apart."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Annotated, Any

import httpx2
import pytest
from fastapi import APIRouter, Depends, FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from an_issuer import issuer_client
from samspil.sandboxes.issuer.app import Wish, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.vocabulary.sector import Sector
from samspil.web import jwks
from samspil.web.app import create_app
from samspil.web.auth import Caller, Issuer, Role, allow

ISSUER = "https://issuer.test"


class _Keys:
    """Plays the issuer's key address: counts the questions, can be away."""

    def __init__(self, *keys: ECKey) -> None:
        self.keys = list(keys)
        self.asked = 0
        self.away = False
        self.instead: bytes | None = None

    def client(self) -> httpx2.AsyncClient:
        return issuer_client(ISSUER, self._answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        if self.away:
            raise httpx2.ConnectError("refused")
        if self.instead is not None:
            return httpx2.Response(200, content=self.instead)
        return httpx2.Response(200, json=KeySet([*self.keys]).as_dict(private=False))


@pytest.fixture
def key() -> ECKey:
    return new_key()


@pytest.fixture
def keys(key: ECKey) -> _Keys:
    return _Keys(key)


def _app(keys: _Keys) -> FastAPI:
    doors = APIRouter()

    @doors.get("/me")
    async def me(
        caller: Annotated[Caller, Depends(allow(Role.CASEWORKER, Role.VISITATOR, sector=Sector.SOCIAL))],
    ) -> dict[str, str | None]:
        return {"subject": caller.subject, "role": caller.role, "sector": caller.sector}

    @doors.get("/any")
    async def anybody(caller: Annotated[Caller, Depends(allow(Role.CASEWORKER))]) -> str | None:
        return caller.sector

    return create_app("test", routers=[doors], issuer=Issuer(ISSUER, keys.client()))


Ask = Callable[..., Any]


@pytest.fixture
def ask(keys: _Keys) -> Ask:
    """Ask ``/me``, or another door, with a token or without one."""
    app = _app(keys)

    async def asking(token: str | None, path: str = "/me") -> httpx2.Response:
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://door") as client:
            return await client.get(path, headers=headers)

    return asking


def _claims(**changed: object) -> dict[str, Any]:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": "samspil", "sub": "s-1", "role": "caseworker", "sector": "social"}
    return {**claims, "iat": now, "exp": now + 60, **changed}


def _token(key: ECKey, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


async def test_a_good_token_gives_the_caller(ask: Ask, key: ECKey) -> None:
    answer = await ask(signed(ISSUER, key, Wish(role=Role.CASEWORKER, sector=Sector.SOCIAL)))

    assert answer.status_code == 200
    assert answer.json() == {"subject": "sagsbehandler-social", "role": "caseworker", "sector": "social"}


async def test_a_token_for_several_receivers_is_good_when_we_are_one(ask: Ask, key: ECKey) -> None:
    assert (await ask(_token(key, _claims(aud=["other", "samspil"])))).status_code == 200


@pytest.mark.parametrize(
    ("changed", "slug"),
    [
        ({"exp": int(time.time()) - 3600}, "token-expired"),
        ({"iss": "http://somebody.else"}, "token-foreign"),
        ({"aud": "another-house"}, "token-foreign"),
        ({"exp": None}, "token-invalid"),
        ({"exp": "tomorrow"}, "token-invalid"),
        ({"nbf": int(time.time()) + 3600}, "token-invalid"),
        ({"sub": None}, "token-invalid"),
        ({"sub": 7}, "token-invalid"),
        ({"role": "emperor"}, "token-invalid"),
        ({"role": ["caseworker"]}, "token-invalid"),
        ({"sector": "moon"}, "token-invalid"),
    ],
)
async def test_each_wrong_claim_has_its_problem(
    ask: Ask, key: ECKey, changed: dict[str, object], slug: str
) -> None:
    answer = await ask(_token(key, _claims(**changed)))

    assert (answer.status_code, answer.json()["type"]) == (401, f"/problems/{slug}")
    assert answer.headers["www-authenticate"] == 'Bearer realm="samspil", error="invalid_token"'


async def test_without_a_token_the_door_asks_for_one(ask: Ask) -> None:
    answer = await ask(None)

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthorized")
    assert answer.headers["www-authenticate"] == 'Bearer realm="samspil"'


@pytest.mark.parametrize(
    ("role", "sector"),
    [(Role.LEADER, Sector.SOCIAL), (Role.CASEWORKER, Sector.EMPLOYMENT), (Role.CASEWORKER, None)],
)
async def test_another_role_or_sector_is_forbidden(
    ask: Ask, key: ECKey, role: Role, sector: Sector | None
) -> None:
    answer = await ask(signed(ISSUER, key, Wish(role=role, sector=sector)))

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden-role")
    assert answer.headers["www-authenticate"] == 'Bearer realm="samspil", error="insufficient_scope"'


@pytest.mark.parametrize("sector", [*Sector, None])
async def test_a_door_that_names_no_sector_lets_the_role_of_any_in_and_no_other_role(
    ask: Ask, key: ECKey, sector: Sector | None
) -> None:
    caseworker = await ask(_token(key, _claims(sector=sector)), "/any")
    leader = await ask(_token(key, _claims(sector=sector, role="leader")), "/any")

    assert (caseworker.status_code, caseworker.json()) == (200, sector)
    assert leader.status_code == 403


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def _signed_with_a_secret(key: ECKey, secret: bytes) -> str:
    signed_part = f"{_part({'alg': 'HS256', 'kid': key.kid})}.{_part(_claims())}"
    signature = hmac.digest(secret, signed_part.encode(), "sha256")
    return f"{signed_part}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


async def test_forged_tokens_are_not_valid(ask: Ask, key: ECKey) -> None:
    good = _token(key, _claims())
    head, _, signature = good.split(".")
    stranger = new_key()
    forged = {
        "unsigned": f"{_part({'alg': 'none', 'kid': key.kid})}.{_part(_claims())}.",
        "public key as a shared secret": _signed_with_a_secret(key, key.as_pem(private=False)),
        "claims changed after signing": f"{head}.{_part(_claims(role='visitator'))}.{signature}",
        "signed by a stranger under our key's id": jwt.encode(
            {"alg": "ES256", "kid": key.kid}, _claims(), stranger
        ),
        "a stranger's key": _token(stranger, _claims()),
        "no token at all": "Jens.Vejmand.Hansen",
        "claims that are no object": f"{head}.{_part([1])}.{signature}",
        "endless": good + "A" * 10_000,
    }

    found = {what: (await ask(token)).json()["type"] for what, token in forged.items()}

    assert found == dict.fromkeys(forged, "/problems/token-invalid")


async def test_unknown_key_ids_lead_to_one_question_in_ten_seconds(
    ask: Ask, key: ECKey, keys: _Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(_token(key, _claims()))
    later = time.monotonic() + 11
    monkeypatch.setattr(jwks, "monotonic", lambda: later)
    for _ in range(5):
        await ask(_token(new_key(), _claims()))

    assert keys.asked == 2


async def test_a_new_key_is_taken_up(
    ask: Ask, key: ECKey, keys: _Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(_token(key, _claims()))
    later = time.monotonic() + 11
    monkeypatch.setattr(jwks, "monotonic", lambda: later)
    newer = new_key()
    keys.keys = [newer]

    assert (await ask(_token(newer, _claims()))).status_code == 200
    assert (await ask(_token(key, _claims()))).status_code == 401


async def test_a_foreign_token_is_no_reason_to_ask(ask: Ask, keys: _Keys) -> None:
    await ask(_token(new_key(), _claims(iss="http://somebody.else")))

    assert keys.asked == 0


async def test_known_keys_are_used_while_the_issuer_is_away(
    ask: Ask, key: ECKey, keys: _Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(_token(key, _claims()))
    keys.away = True
    long_after = time.monotonic() + 3600
    monkeypatch.setattr(jwks, "monotonic", lambda: long_after)

    answers = [(await ask(_token(key, _claims()))).status_code for _ in range(3)]

    assert answers == [200, 200, 200]


async def test_an_issuer_that_was_never_there_is_no_fault_of_the_caller(
    ask: Ask, key: ECKey, keys: _Keys
) -> None:
    keys.away = True

    answer = await ask(_token(key, _claims()))

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/issuer-away")
    assert answer.headers["retry-after"]


@pytest.mark.parametrize(
    "instead", [b"", b"[]", b"null", b"{}", b'{"keys":[5]}', b"[" * 1000, b"\xff", b"1e400"]
)
async def test_an_issuer_that_answers_anything_is_one_that_is_away(
    ask: Ask, key: ECKey, keys: _Keys, instead: bytes
) -> None:
    keys.instead = instead

    assert (await ask(_token(key, _claims()))).json()["type"] == "/problems/issuer-away"


def test_a_caller_does_not_show_who_they_are() -> None:
    assert "s-1" not in repr(Caller("s-1", Role.LEADER, None))

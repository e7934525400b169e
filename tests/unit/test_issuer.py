"""The built-in token issuer of the embedded start."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import httpx2
import pytest

from samspil.sandboxes.issuer.__main__ import on_loopback
from samspil.sandboxes.issuer.app import issuer_app
from samspil.sandboxes.issuer.key import kept_key, new_key
from samspil.sandboxes.issuer.people import PEOPLE, Person
from samspil.testkit.builders import CITIZEN
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Caller, Issuer, Role
from samspil.web.own import own

ADDRESS = "http://127.0.0.1:8092"


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "issuer.json"

    made, read = kept_key(file), kept_key(file)

    assert made.as_dict(private=True) == read.as_dict(private=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("somebody", PEOPLE, ids=lambda somebody: str(somebody.subject))
async def test_everybody_it_knows_gets_a_token_that_the_services_accept(somebody: Person) -> None:
    transport = httpx2.ASGITransport(issuer_app(ADDRESS, new_key()))
    async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        wish = {"role": somebody.role, "sector": somebody.sector}
        token = (await client.post("/token", json=wish)).json()

        caller = await Issuer(ADDRESS, client).caller(token["access_token"])

    municipality = "101" if somebody.sector in {Sector.SOCIAL, Sector.EMPLOYMENT} else None
    units = frozenset(somebody.units)
    assert caller == Caller(somebody.subject, somebody.role, somebody.sector, units, municipality)
    assert token["expires_in"] > 0


@pytest.mark.parametrize(
    "wish",
    [
        {"role": "citizen", "subject": str(CITIZEN)},
        {"role": "relative", "subject": str(UUID(int=7)), "about": str(CITIZEN)},
    ],
)
async def test_a_token_of_who_comes_from_home_says_which_citizen_and_no_name_and_is_short(
    wish: dict[str, str],
) -> None:
    transport = httpx2.ASGITransport(issuer_app(ADDRESS, new_key()))
    async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        told = (await client.post("/token", json=wish)).json()
        caller = await Issuer(ADDRESS, client).caller(told["access_token"])

    about = UUID(wish["about"]) if "about" in wish else None
    assert caller == Caller(wish["subject"], Role(wish["role"]), None, about=about)
    assert own(caller) == CITIZEN
    assert (caller.name, told["expires_in"]) == (None, 3600)


async def test_a_token_names_the_units_that_are_asked_for_in_place_of_the_persons_own() -> None:
    transport = httpx2.ASGITransport(issuer_app(ADDRESS, new_key()))
    async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        wish = {"role": "visitator", "sector": "social", "units": ["BOSTOETTE-1", "AKUT-1"]}
        token = (await client.post("/token", json=wish)).json()

        caller = await Issuer(ADDRESS, client).caller(token["access_token"])

    assert caller.units == {"BOSTOETTE-1", "AKUT-1"}


async def test_its_published_keys_hold_no_private_part() -> None:
    transport = httpx2.ASGITransport(issuer_app(ADDRESS, new_key()))
    async with httpx2.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        configuration = (await client.get("/.well-known/openid-configuration")).json()
        (key,) = (await client.get(configuration["jwks_uri"])).json()["keys"]

    assert configuration["issuer"] == ADDRESS
    assert {"kty", "crv", "x", "y", "kid", "use", "alg"} == set(key)


@pytest.mark.parametrize(
    ("host", "ours"),
    [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("localhost.example", False)],  # noqa: S104
)
def test_loopback_is_told_from_the_world(host: str, ours: bool) -> None:
    assert on_loopback(host) is ours


def test_it_refuses_to_listen_to_the_world(tmp_path: Path) -> None:
    environment = {**os.environ, "HOST": "0.0.0.0", "ISSUER_KEY_FILE": str(tmp_path / "key")}  # noqa: S104

    ended = subprocess.run(
        [sys.executable, "-m", "samspil.sandboxes.issuer"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        "The built-in token issuer listens on 127.0.0.1 only: it signs in whoever asks."
    )
    assert list(tmp_path.iterdir()) == []

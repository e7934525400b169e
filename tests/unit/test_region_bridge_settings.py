"""What the region-bridge needs to know: whom it writes to, and who it is there."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from samspil.region_bridge.app.settings import ForWeb, ForWorker
from samspil.region_bridge.partner.credentials import Credentials
from samspil.rulebook.organisations import ReceiverType

KEYS: dict[str, Any] = {
    "database_url": "postgres://x",
    "keyring_database_url": "postgres://x",
    "master_key": "bWFzdGVybWFzdGVybWFzdGVybWFzdGVybWFzdGVybWE=",
    "index_key": "aW5kZXhpbmRleGluZGV4aW5kZXhpbmRleGluZGV4aW4=",
}
FILE = Path("/run/secrets/region")


@pytest.mark.parametrize(
    "shown",
    [
        {"region_client_certificate": FILE, "region_client_key": FILE},
        {"region_token": "abc.def-ghi=="},
        {"region_token_file": FILE},
        {"region_client_certificate": FILE, "region_client_key": FILE, "region_token_file": FILE},
    ],
)
def test_outside_this_machine_the_bridge_shows_who_it_is(shown: dict[str, Any]) -> None:
    assert ForWorker(**KEYS, region_address="https://region.example", **shown).credentials != Credentials()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"region_address": "https://region.example"}, "REGION_ADDRESS is another machine"),
        ({"region_address": "http://region.example", "region_token": "abc"}, "https"),
        ({"region_address": "https://a:b@region.example", "region_token": "abc"}, "password"),
        ({"region_client_certificate": FILE}, "together"),
        ({"region_client_key": FILE}, "together"),
        ({"region_token": "abc", "region_token_file": FILE}, "not both"),
        ({"region_token": "canary canary"}, "bearer token"),
        ({"own_name": "\x01"}, "own_name"),
        ({"own_phone": "canary"}, "own_phone"),
        ({"own_sor": "canary"}, "own_sor"),
    ],
)
def test_settings_that_would_not_do_are_refused_with_the_reason(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ForWorker(**KEYS, **wrong)

    assert why in str(refused.value)
    assert "canary" not in str(refused.value)


def test_on_this_machine_nothing_has_to_be_shown() -> None:
    assert ForWorker(**KEYS).credentials == Credentials()
    assert ForWorker(**KEYS, region_address="http://localhost:8091").credentials == Credentials()


def test_what_is_taken_in_is_acknowledged_by_us_unless_another_system_does() -> None:
    web = {**KEYS, "oidc_issuer": "http://127.0.0.1:8092", "request_key": "A" * 43 + "="}

    assert ForWeb(**web).receiver_type is ReceiverType.A
    assert ForWeb(**web, receiver_type="C").receiver_type is ReceiverType.C
    with pytest.raises(ValidationError, match="receiver_type"):
        ForWeb(**web, receiver_type="B")

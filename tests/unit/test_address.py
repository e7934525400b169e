"""Addresses of others: https, or http on this machine."""

import pytest
from pydantic import TypeAdapter, ValidationError

from samspil.vocabulary.address import SafeAddress

ADDRESS = TypeAdapter(SafeAddress)


@pytest.mark.parametrize(
    "address",
    ["https://region.example", "http://127.0.0.1:8091", "http://[::1]:8091/", "http://localhost:8091/fhir"],
)
def test_tls_or_this_machine_is_accepted_as_written(address: str) -> None:
    assert ADDRESS.validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://region.example",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "//127.0.0.1",
        "https://",
        "https://user:secret@region.example",
        "http://user@127.0.0.1",
        "",
    ],
)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        ADDRESS.validate_python(address)

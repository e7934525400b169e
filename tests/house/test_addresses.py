"""Every setting that is another party's http address is a safe one: https, or http on this machine."""

import re
from importlib import import_module
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from repository import ROOTS, product

ADDRESS = re.compile(r"(?<!database_)(address|issuer|endpoint|url)$")
SETTINGS = re.compile(r"^class \w+\((?:\w+, )*\w*Settings(?:, \w+)*\):", re.MULTILINE)


def modules() -> list[str]:
    """The modules in which settings are written."""
    return [
        ".".join(file.relative_to(root).with_suffix("").parts)
        for file in product()
        for root in ROOTS
        if file.is_relative_to(root) and SETTINGS.search(file.read_text())
    ]


def addresses() -> dict[str, FieldInfo]:
    """Every field of every settings class whose name says that it is an address."""
    found = {}
    for name in modules():
        for thing in vars(import_module(name)).values():
            if isinstance(thing, type) and issubclass(thing, BaseSettings):
                for field, info in thing.model_fields.items():
                    if ADDRESS.search(field):
                        found[f"{thing.__module__}.{thing.__qualname__}.{field}"] = info
    return found


@pytest.mark.parametrize(("name", "info"), addresses().items(), ids=addresses())
def test_an_address_of_others_is_a_safe_one(name: str, info: FieldInfo) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(Annotated[info.annotation, info])  # type: ignore[arg-type]

    assert adapter.validate_python("https://elsewhere.example/fhir") == "https://elsewhere.example/fhir"
    assert adapter.validate_python("http://127.0.0.1:8092") == "http://127.0.0.1:8092"
    for unsafe in (
        "http://elsewhere.example",
        "http://127.0.0.1.example",
        "https://a:b@c.example",
        "ftp://127.0.0.1",
    ):
        with pytest.raises(ValidationError):
            adapter.validate_python(unsafe)


def test_the_addresses_that_there_are_are_found() -> None:
    names = {name.rpartition(".")[2] for name in addresses()}

    assert names == {
        *("oidc_issuer", "pages_address", "zipkin_endpoint", "otel_exporter_otlp_endpoint"),
        *(
            "jobcenter_address",
            "jobcenter_token_address",
            "region_address",
            "bridge_address",
            "referral_address",
            "plan_address",
            "jobcenter_bridge_address",
            "region_bridge_address",
        ),
    }
    assert len(modules()) >= 9


def test_every_module_asks_the_vocabulary_what_this_machine_is() -> None:
    asking = [file for file in product() if "is_loopback" in file.read_text()]

    assert [file.name for file in asking] == ["address.py"]

"""What a domain refuses, its door answers: each refusal has a remedy, and each field's code has words."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest

from repository import ROOT
from samspil.rulebook.less_consent import WRONG_RESTS, UnknownConsent
from samspil.rulebook.whole_consent import WRONG_AGREEMENTS
from samspil.web import consents
from samspil.web.field_errors import FieldError
from samspil.web.problems import Remedy

SERVICES = sorted(folder.name.replace("-", "_") for folder in (ROOT / "services").iterdir())

ANSWERED_ELSEWHERE: dict[str, str] = {}
"""Refusals that no door lets out, by their full name, and who takes them."""


def refusals(service: str) -> Iterator[type[Exception]]:
    """Every exception that a service's domain defines."""
    package = import_module(f"samspil.{service}.domain")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, Exception) and kind.__module__ == module.name:
                yield kind


def remedies(service: str) -> dict[type[Exception], Remedy]:
    """What the service's doors answer; a service without refusals needs no table."""
    name = f"samspil.{service}.api.remedies"
    found: dict[type[Exception], Remedy] = import_module(name).REMEDIES if find_spec(name) else {}
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_a_domain_refuses_has_a_remedy_at_its_door(service: str) -> None:
    answered = tuple(remedies(service))

    assert [
        name
        for kind in refusals(service)
        if not issubclass(kind, answered)
        and (name := f"{kind.__module__}.{kind.__qualname__}") not in ANSWERED_ELSEWHERE
    ] == []


@pytest.mark.parametrize("service", ["referral", "overview"])
def test_what_the_rules_of_consent_refuse_has_the_same_remedy_where_it_is_kept_and_where_it_is_shown(
    service: str,
) -> None:
    refused = {*WRONG_AGREEMENTS, *WRONG_RESTS, UnknownConsent}

    assert {kind: consents.REMEDIES[kind] for kind in refused} == consents.REMEDIES
    assert consents.REMEDIES.items() <= remedies(service).items()


@pytest.mark.parametrize("service", SERVICES)
def test_every_code_that_a_remedy_names_has_words_in_both_languages(service: str) -> None:
    fields = [one for one in remedies(service).values() if isinstance(one, FieldError)]

    assert [one.code for one in fields if one.told(danish=False)["message"] == "Not valid."] == []
    assert [one.code for one in fields if one.told(danish=True)["message"] == "Ikke gyldig."] == []


def test_refusals_and_remedies_are_found() -> None:
    assert {"accept", "submit", "transition"} <= {
        kind.__module__.rpartition(".")[2] for kind in refusals("referral")
    }
    assert len(remedies("plan")) > 5

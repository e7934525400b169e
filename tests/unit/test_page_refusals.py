"""Refusals for people: a page that is always there, and a redirect that leads nowhere but home."""

from types import SimpleNamespace

import pytest
from fastapi import FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st

from samspil.overview.api import page
from samspil.testkit.builders import RULES
from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Caller, Role
from samspil.web.problem_types import ProblemType
from samspil.web.problems import Problem
from samspil.web.session import Site


def request(path: str = "/borgere/x", method: str = "GET") -> Request:
    app = FastAPI()
    app.state.site = Site("http://localhost:8080", bytes(32))
    app.state.door = SimpleNamespace(rules=RULES)
    return Request({"type": "http", "app": app, "headers": [], "method": method, "path": path})


def shown(kind: ProblemType, asked: Request) -> str:
    answer = page.problem_page(asked, Problem(kind))
    assert answer.status_code == kind.status
    return bytes(answer.body).decode()


@pytest.mark.parametrize("kind", problem_types.COMMON, ids=lambda kind: kind.slug)
def test_every_refusal_has_its_page_and_names_a_number(kind: ProblemType) -> None:
    text = shown(kind, request(method="POST"))

    assert kind.danish in text
    assert "oplys dette nummer" in text
    assert "trace_id" not in text


def test_the_page_of_an_error_is_there_even_when_pages_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> str:
        raise OverflowError("date value out of range")

    monkeypatch.setattr(page, "render", fails)
    answer = page.problem_page(request(), Problem(problem_types.INTERNAL_ERROR))

    assert answer.status_code == 500
    assert "oplys dette nummer" in bytes(answer.body).decode()
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")


@given(st.text(st.characters(), max_size=8))
def test_whatever_an_issuer_calls_somebody_their_pages_can_be_made(name: str) -> None:
    asked = request()
    asked.state.caller = Caller("subject", Role.CASEWORKER, Sector.SOCIAL, name=name + "\ud800")

    assert "Det har du ikke adgang til" in shown(problem_types.FORBIDDEN_ROLE, asked)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_who_asks_at_another_host_is_led_to_our_own_pages_only(path: str) -> None:
    answer = page.problem_page(request("/" + path), Problem(problem_types.FOREIGN_HOST))

    assert answer.status_code == 303
    assert answer.headers["location"] == "http://localhost:8080/"


def test_a_form_sent_to_another_host_is_refused_and_not_led_on() -> None:
    answer = page.problem_page(request(method="POST"), Problem(problem_types.FOREIGN_HOST))

    assert answer.status_code == 421
    assert "location" not in answer.headers

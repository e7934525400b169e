"""Tools that are missing: installed once, however many ask, or one sentence says what to install."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from samspil.stack import tools
from samspil.stack.problem import StackProblem


def test_two_that_ask_for_java_at_once_install_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []

    def install(package: str, _tell: tools.Tell) -> None:
        time.sleep(0.05)
        installed.append(package)

    monkeypatch.setattr(tools, "_install", install)
    monkeypatch.setattr(tools, "_java", lambda: "/usr/bin/java" if installed else None)

    with ThreadPoolExecutor(2) as both:
        found = list(both.map(lambda _: tools.java(), range(2)))

    assert found == ["/usr/bin/java"] * 2
    assert installed == ["default-jre-headless"]


def test_what_cannot_be_installed_is_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "_install", lambda *_: None)
    monkeypatch.setattr(tools, "_java", lambda: None)

    with pytest.raises(StackProblem, match=r"^Samspil needs Java 17 or newer: install it .*headless\)\.$"):
        tools.java()

"""After an act: to the page of the citizen, as soon as there is one that shows it."""

from types import SimpleNamespace
from typing import Any

import pytest
from starlette.responses import Response

from samspil.overview.api import show_done
from samspil.overview.api.show_find import FindPage
from samspil.overview.pages.forms.citizen import REGISTER_ASKED
from samspil.testkit.builders import CITIZEN


@pytest.mark.parametrize("heard", [True, False])
async def test_whoever_is_registered_is_led_to_only_when_the_view_knows_them(
    heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[object] = []

    async def wait(*_: object) -> bool:
        return heard

    async def announce(*said: object) -> None:
        announced.append(said)

    def show_find(_: object, shown: FindPage) -> Response:
        return Response(shown.late)

    monkeypatch.setattr(show_done, "wait_until_heard", wait)
    monkeypatch.setattr(show_done, "session_of", lambda _: "session")
    monkeypatch.setattr(show_done, "show_find", show_find)
    sessions = SimpleNamespace(announce=announce)
    door: Any = SimpleNamespace(store=SimpleNamespace(pool=None), sessions=sessions)
    request: Any = None

    answer = await show_done.registered(request, CITIZEN, door, REGISTER_ASKED, 1)

    if heard:
        assert answer.headers["location"] == f"/borgere/{CITIZEN}"
        assert announced == [("session", "anmodninger", CITIZEN)]
    else:
        assert answer.body == show_done.NOT_YET.encode()
        assert announced == []

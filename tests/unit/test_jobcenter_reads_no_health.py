"""What the case system is asked for, and which elements are read: none that could hold an illness."""

import json
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import httpx2
import pytest

from samspil.jobcenter_bridge.partner import activity, call, request, standing, strict_json, task
from samspil.jobcenter_bridge.partner.case_system import CaseSystem
from samspil.jobcenter_bridge.partner.client import Client
from samspil.jobcenter_bridge.partner.reading import Reading

TODAY, ID = date(2026, 11, 23), UUID(int=7)

ENTITIES: dict[str, dict[str, Any]] = {
    "/aktiviteter/{id}": {
        "aktivitetIdentifier": str(ID),
        "startdato": "2026-12-01",
        "slutdato": "2027-01-08",
        "status": "afsluttet",
    },
    "/tasks/{id}": {
        "id": str(ID),
        "externalReference": str(ID),
        "taskType": "HENVENDELSE",
        "status": "accepteret",
        "version": 1,
    },
    "/requests/{id}": {
        "id": str(ID),
        "version": 1,
        "name": "Vera",
        "words": "Hjælp",
        "urgent": False,
        "askedFor": "bostoette",
    },
    "/indkaldelser/{id}": {
        "indkaldelseIdentifier": str(ID),
        "status": "indkaldt",
        "tidspunkt": "2026-12-04T10:00:00Z",
    },
    "/kontaktgrupper/{id}": {
        "kontaktgruppeIdentifier": str(ID),
        "perioder": [{"fra": "2026-01-01", "maalgruppe": "6.7"}],
    },
}
"""Route → an answer that is read to its end."""

READ = {
    "/aktiviteter/{id}": {
        *("aktivitetIdentifier", "startdato", "slutdato", "aktiveringstype", "timerPrUge", "minutterPrUge"),
        *("timerGaelderFra", "status", "opnaaetDato", "resultat", "formaal"),
    },
    "/tasks/{id}": {"id", "externalReference", "taskType", "status", "date", "note", "version"},
    "/requests/{id}": {"id", "version", "name", "words", "urgent", "askedFor"},
    "/indkaldelser/{id}": {
        *("indkaldelseIdentifier", "status", "samtaletype", "kontaktform", "tidspunkt"),
        *("varighedMinutter", "sted"),
    },
    "/kontaktgrupper/{id}": {
        *("kontaktgruppeIdentifier", "perioder", "koordinator"),
        *("fra", "til", "kontaktgruppe", "maalgruppe"),
    },
}
"""By hand. An element more is a decision about what is fetched of somebody's life."""

HEALTH = ("helbred", "begraens", "diagnos", "syg", "laege", "lidelse", "behandl", "medicin", "funktionsevne")


class Watched(dict[str, Any]):
    """Remembers which of its elements somebody asked for."""

    asked: ClassVar[set[str]] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


def watched(value: Any) -> Any:
    if isinstance(value, dict):
        return Watched({name: watched(one) for name, one in value.items()})
    return [watched(one) for one in value] if isinstance(value, list) else value


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The elements that are asked for."""
    monkeypatch.setattr(Watched, "asked", set())
    for room in (activity, task, request, call, standing):
        monkeypatch.setattr(room, "read_object", lambda body: watched(strict_json.read_object(body)))
    return Watched.asked


async def looked(route: str, paths: list[str]) -> None:
    def says(question: httpx2.Request) -> httpx2.Response:
        paths.append(question.url.path)
        return httpx2.Response(200, stream=httpx2.ByteStream(json.dumps(ENTITIES[route]).encode()))

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(says), base_url="http://jobcenter.example")
    cases = CaseSystem(Client(http, 5), Reading({}))
    match route:
        case "/aktiviteter/{id}":
            await cases.activity(ID, TODAY)
        case "/tasks/{id}":
            await cases.task(ID, TODAY)
        case "/requests/{id}":
            await cases.request(ID)
        case "/indkaldelser/{id}":
            await cases.call(ID, TODAY)
        case _:
            await cases.status(ID, TODAY)


@pytest.mark.parametrize("route", list(ENTITIES))
async def test_of_each_entity_these_elements_are_read_and_no_other(route: str, asked: set[str]) -> None:
    paths: list[str] = []
    await looked(route, paths)

    assert asked == READ[route]
    assert paths == [route.replace("{id}", str(ID))]


def test_nothing_else_is_asked_for_and_no_element_could_hold_an_illness() -> None:
    asks = {name for name in vars(CaseSystem) if not name.startswith("_")} - {"hand_over"}

    assert asks == {"activity", "task", "request", "call", "status"}
    for route, elements in READ.items():
        for name in (route, *elements):
            assert not [one for one in HEALTH if one in name.lower()]

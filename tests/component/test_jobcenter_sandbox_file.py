"""The jobcenter's sandbox as a system that only makes files, at the bridge's real door."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx2
import pytest

from samspil.jobcenter_bridge.api.recorder import Recorder
from samspil.jobcenter_bridge.partner.jobcenter import ACCESS
from samspil.testkit.builders import RULES
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, VERA
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.sealed import Sealed

PURPOSE = 'At prøve et lager, "helt" i ro; én dag om ugen'
STEPS: list[dict[str, Any]] = [
    {"what": "activity-proposed", "more": {"purpose": PURPOSE, "kind": "fleksjob"}},
    {"what": "activity-planned"},
    {"what": "activity-moved"},
    {"what": "activity-started"},
    {"what": "activity-achieved"},
    {"what": "activity-lost"},
    {"what": "activity-deleted"},
]
BECOMES = [
    *("proposed", "planned", "adjusted", "started", "achieved"),
    *("lost", "voided"),
]
"""By hand."""


@pytest.fixture
async def here(servers: Servers, tmp_path: Path) -> AsyncIterator[JobcenterBridge]:
    async with jobcenter_bridge(servers, tmp_path) as found:
        yield found


async def send_file(here: JobcenterBridge, language: str = "en", **wish: Any) -> httpx2.Response:
    answer = await here.http.post(
        f"{here.sandbox}/send-file", json=wish, headers={"accept-language": language}
    )
    recorder = Recorder(here.store, here.keyring, RULES)
    while await recorder.round():
        pass
    return answer


async def told(here: JobcenterBridge, citizen: CitizenId) -> list[tuple[str, dict[str, Any]]]:
    """What was said of the citizen's milestone, in readable words, but for which one it is and when."""
    said = []
    for event in await here.said(citizen):
        data = asdict(event.data)
        del data["milestone_id"], data["occurred_at"]
        sealed = {name: token for name, token in data.items() if isinstance(token, Sealed)}
        data |= await here.keyring.open(citizen, sealed, ACCESS) if sealed else {}
        said.append((event.type.split("_")[-1].removesuffix(".v1"), data))
    return said


@pytest.mark.parametrize("form", ["csv", "json"])
async def test_files_become_the_same_milestones_as_notifications(here: JobcenterBridge, form: str) -> None:
    by_file, by_notification = await here.informed(BRUNO), await here.informed(VERA)
    for number, step in enumerate(STEPS, 1):
        await here.happens(person=BRUNO, notify=False, **step)
        await here.happens(person=VERA, **step)
        await here.fetcher.round()
        answer = await send_file(here, form=form)
        assert (answer.status_code, answer.json()["rows"], answer.json()["bad_rows"]) == (202, 2, 0), number

    said = await told(here, by_file)
    assert [what for what, _ in said] == BECOMES
    assert said[0][1]["purpose"] == PURPOSE
    assert said == await told(here, by_notification)


async def test_the_same_file_twice_changes_nothing(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    await here.happens("activity-created", BRUNO, notify=False)
    first, again = [await send_file(here) for _ in range(2)]

    assert (first.status_code, again.status_code) == (202, 200)
    assert again.json() == first.json()
    assert await here.types_said(citizen) == ["employment.milestone_planned.v1"]
    assert await here.count("batch") == 1


@pytest.mark.parametrize("form", ["csv", "json"])
async def test_a_bad_row_is_told_in_the_readers_language_and_stops_no_other(
    here: JobcenterBridge, form: str
) -> None:
    citizen = await here.informed(BRUNO)
    await here.happens("activity-created", BRUNO, notify=False)
    answer = await send_file(here, "da", form=form, with_a_bad_row=True)

    assert (answer.status_code, answer.json()["rows"], answer.json()["bad_rows"]) == (202, 2, 1)
    assert answer.json()["errors"] == [
        {"row": 1, "column": "startdato", "code": "date_parsing", "message": "Ikke en dato."}
    ]
    assert await here.types_said(citizen) == ["employment.milestone_planned.v1"]


async def test_without_an_activity_the_file_is_refused_and_the_answer_is_handed_on(
    here: JobcenterBridge,
) -> None:
    answer = await send_file(here)

    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["errors"]] == ["file_empty"]


async def test_while_the_bridge_is_away_the_file_is_not_sent(here: JobcenterBridge) -> None:
    here.processes[-1].kill()

    assert (await send_file(here)).status_code == 502

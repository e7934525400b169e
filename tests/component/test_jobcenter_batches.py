"""Files of activities at the jobcenter-bridge's door, on a real PostgreSQL, and what the worker records."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from activity_file import Row, as_csv, as_json, row
from samspil.jobcenter_bridge.api.recorder import Recorder
from samspil.jobcenter_bridge.api.take_batch import BatchIntake
from samspil.jobcenter_bridge.api.takes.taking import LookedAtMeanwhile
from samspil.jobcenter_bridge.partner.batch_file import CsvCutter
from samspil.jobcenter_bridge.partner.reading import ACTIVITY_KINDS, ProgressBy, Reading
from samspil.jobcenter_bridge.storage import batches
from samspil.sealing.errors import KeyringAway
from samspil.testkit.builders import RULES
from samspil.testkit.declared import Declared
from samspil.testkit.jobcenter_bridge import JobcenterBridge, jobcenter_bridge
from samspil.testkit.people import BRUNO, EJNAR, NANCY, REGIONAL_REPLACEMENT, VERA, Person, synthetic_cpr
from samspil.testkit.servers import Servers
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.cpr import Cpr

PLANNED, STARTED = "employment.milestone_planned.v1", "employment.milestone_started.v1"
ADJUSTED, VOIDED = "employment.milestone_adjusted.v1", "employment.milestone_voided.v1"
CSV, JSON = "text/csv", "application/json"


@pytest.fixture(scope="module")
async def here(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[JobcenterBridge]:
    folder: Path = tmp_path_factory.mktemp("jobcenter")
    async with jobcenter_bridge(servers, folder) as found:
        document = (await found.http.get(f"{found.bridge}/openapi.json")).json()
        found.http.event_hooks["response"].append(Declared(document))
        yield found


@pytest.fixture(autouse=True)
async def afresh(here: JobcenterBridge) -> AsyncIterator[None]:
    yield
    await here.pool.execute("TRUNCATE batch, batch_row, bad_row, milestone, event, outbox")


async def send(
    here: JobcenterBridge, file: bytes | AsyncIterator[bytes], media_type: str = CSV, **headers: str
) -> httpx2.Response:
    bearer = await here.bearer("integrator", "employment")
    return await here.http.post(
        f"{here.bridge}/v1/batches", content=file, headers={**bearer, "content-type": media_type, **headers}
    )


async def taken(here: JobcenterBridge, rows: Iterable[Row]) -> dict[str, Any]:
    answer = await send(here, as_csv([*rows]))
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


async def progress(here: JobcenterBridge) -> list[dict[str, Any]]:
    """What operators see, the newest first."""
    operator = await here.bearer("operator")
    return list((await here.http.get(f"{here.bridge}/v1/batches", headers=operator)).json())


async def record(here: JobcenterBridge) -> None:
    """Until nothing is left to do."""
    recorder = Recorder(here.store, here.keyring, RULES)
    while await recorder.round():
        pass


async def take(here: JobcenterBridge, file: bytes, progress: ProgressBy = ProgressBy.STATUS) -> None:
    """Take it in, in this process."""

    async def stream() -> AsyncIterator[bytes]:
        yield file

    await BatchIntake(here.pool, here.keyring, Reading(ACTIVITY_KINDS, progress)).take(stream(), CsvCutter())


def code(refused: httpx2.Response) -> tuple[int, str, str]:
    problem = refused.json()
    assert refused.headers["content-type"] == "application/problem+json"
    [error] = problem.get("errors", [{"pointer": "", "code": problem["type"]}])
    return refused.status_code, error["pointer"], error["code"]


@pytest.mark.parametrize("media_type", [CSV, JSON, "text/csv; charset=UTF-8"])
async def test_the_rows_of_a_file_become_milestones(here: JobcenterBridge, media_type: str) -> None:
    citizen = await here.informed(BRUNO)
    rows = [row(BRUNO, formaal="At prøve\net lager"), row(BRUNO, status="foreslaaet")]
    answer = await send(here, as_json(rows) if media_type == JSON else as_csv(rows, ";"), media_type)

    assert answer.status_code == 202
    told = answer.json()
    assert answer.headers["location"] == f"/v1/batches/{told['batch_id']}"
    assert (told["rows"], told["bad_rows"], told["errors"], told["next"]) == (2, 0, [], None)
    assert [one["state"] for one in await progress(here)] == ["taken"]

    await record(here)

    said = await here.said(citizen)
    assert [event.type for event in said] == [PLANNED, STARTED, "employment.milestone_proposed.v1"]
    assert str(said[0].data.milestone_id) == rows[0]["aktivitetIdentifier"]
    assert said[0].data.minutes_per_week == 930
    [one] = await progress(here)
    assert (one["state"], one["kept"], one["waiting"], one["failed"]) == ("recorded", 2, 0, 0)


async def test_the_good_rows_are_kept_and_each_bad_one_is_named_by_row_and_column(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    secret = "Kanariefugl"
    rows = [
        row(BRUNO),
        row(BRUNO, startdato="1. december", timerPrUge=60, resultat=secret * 20),
        row("0000000001"),
        row(BRUNO, slutdato="2026-11-01"),
        row(BRUNO, aktivitetIdentifier=secret, versionIdentifier=-1),
        row(BRUNO, status="opnaaet"),
        row(BRUNO),
    ]
    told = await taken(here, rows)

    assert (told["rows"], told["bad_rows"]) == (7, 5)
    assert [(one["row"], one["column"], one["code"]) for one in told["errors"]] == [
        (2, "startdato", "date_parsing"),
        (2, "timerPrUge", "from_0_to_59"),
        (2, "resultat", "text_too_long"),
        (3, "cpr", "cpr_invalid"),
        (4, "slutdato", "period_ends_early"),
        (5, "aktivitetIdentifier", "uuid_parsing"),
        (5, "versionIdentifier", "int_type"),
        (6, "opnaaetDato", "missing"),
    ]
    assert secret not in json.dumps(told)
    assert secret not in await here.everything()

    await record(here)
    assert len({event.data.milestone_id for event in await here.said(citizen)}) == 2


async def test_bad_rows_are_told_a_thousand_at_a_time_and_in_the_readers_language(
    here: JobcenterBridge,
) -> None:
    told = await taken(here, [row(BRUNO, startdato="")] * 2345)
    at = f"{here.bridge}/v1/batches/{told['batch_id']}"
    headers = {**await here.bearer("integrator", "employment"), "accept-language": "da"}
    found, after = [one["row"] for one in told["errors"]], told["next"]
    while after is not None:
        more = (await here.http.get(at, params={"after": after}, headers=headers)).json()
        found += [one["row"] for one in more["errors"]]
        after = more["next"]

    assert told["bad_rows"] == 2345
    assert found == [*range(1, 2346)]
    assert more["errors"][0]["message"] == "Skal udfyldes."


async def test_the_same_file_again_changes_nothing(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    file = as_csv([row(BRUNO), row(BRUNO, startdato="")])
    first = await send(here, file)
    await record(here)
    before, said = await progress(here), await here.types_said(citizen)

    again = await send(here, file)
    await record(here)

    assert (first.status_code, again.status_code) == (202, 200)
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    assert await progress(here) == before
    assert await here.types_said(citizen) == said == [PLANNED, STARTED]
    assert await here.count("batch_row") == 0
    assert await here.count("bad_row") == 1


async def test_the_same_file_twice_at_once_is_taken_once(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    file = as_csv([row(BRUNO) for _ in range(50)])
    answers = await asyncio.gather(*(send(here, file) for _ in range(4)))
    await record(here)

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 202]
    assert len({answer.json()["batch_id"] for answer in answers}) == 1
    assert len(await here.types_said(citizen)) == 100


async def test_the_newest_version_wins_in_whatever_order_files_and_rows_come(here: JobcenterBridge) -> None:
    citizen, activity = await here.informed(BRUNO), uuid4()
    await taken(here, [row(BRUNO, activity, versionIdentifier=3, timerPrUge=20)])
    await taken(
        here,
        [
            row(BRUNO, activity, versionIdentifier=2, timerPrUge=19),
            row(BRUNO, activity, versionIdentifier=5, timerPrUge=22),
            row(BRUNO, activity, versionIdentifier=4, timerPrUge=21),
        ],
    )
    await record(here)

    said = await here.said(citizen)
    assert [event.type for event in said] == [PLANNED, STARTED, ADJUSTED]
    assert said[-1].data.minutes_per_week == 22 * 60 + 30


async def test_the_same_words_again_are_no_news_and_others_are(here: JobcenterBridge) -> None:
    citizen, activity = await here.informed(BRUNO), uuid4()
    for number, words in enumerate(["At prøve", "At prøve", "At blive"], 1):
        await taken(here, [row(BRUNO, activity, versionIdentifier=number, formaal=words)])
        await record(here)

    assert await here.types_said(citizen) == [PLANNED, STARTED, ADJUSTED]


async def test_a_deleted_activity_is_taken_back(here: JobcenterBridge) -> None:
    citizen, activity = await here.informed(BRUNO), uuid4()
    await taken(here, [row(BRUNO, activity), row(BRUNO, activity, versionIdentifier=2, status="slettet")])
    await record(here)

    assert await here.types_said(citizen) == [PLANNED, STARTED, VOIDED]


async def test_of_whoever_is_not_known_or_not_received_a_number_is_kept_and_nothing_else(
    here: JobcenterBridge,
) -> None:
    await here.informed(NANCY, milestones=False)
    known = await here.informed(BRUNO)
    strangers = [EJNAR, REGIONAL_REPLACEMENT, NANCY]
    rows = [row(one, formaal="Kanariefugl") for one in strangers] + [row("0" * 10), row(BRUNO)]
    told = await taken(here, rows)
    kept = await here.everything()
    await record(here)

    [one] = await progress(here)
    assert (one["rows"], one["kept"], one["not_received"], one["bad_rows"]) == (5, 1, 4, 0)
    assert await here.keyring.find(EJNAR.cpr) is None
    for person in (BRUNO, *strangers):
        assert person.cpr.number not in kept
    for cells in rows[:4]:
        assert cells["aktivitetIdentifier"] not in kept
    assert "Kanariefugl" not in kept
    assert not {"kept", "not_received"} & told.keys(), "the sender could ask who is known here"
    assert await here.types_said(known) == [PLANNED, STARTED]


async def test_what_is_received_no_more_when_it_is_recorded_is_not_said(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    await taken(here, [row(BRUNO)])
    await here.informed(BRUNO, milestones=False)
    await record(here)

    [one] = await progress(here)
    assert (one["state"], one["kept"], one["not_received"]) == ("recorded", 0, 1)
    assert await here.types_said(citizen) == []
    assert await here.count("batch_row") == 0


async def test_an_upload_that_is_cut_off_leaves_nothing_that_counts(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    file = as_csv([row(BRUNO) for _ in range(3000)])

    async def cut_off() -> AsyncIterator[bytes]:
        yield file[: len(file) // 2]
        raise ConnectionResetError

    with pytest.raises((ConnectionResetError, httpx2.HTTPError)):
        await send(here, cut_off())
    await eventually_empty(here)
    await record(here)

    assert await here.types_said(citizen) == []
    assert (await send(here, file)).status_code == 202
    assert [one["rows"] for one in await progress(here)] == [3000]


async def eventually_empty(here: JobcenterBridge) -> None:
    for _ in range(100):
        if await here.count("batch") == await here.count("batch_row") == 0:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(await progress(here))


async def test_what_a_killed_process_had_of_a_file_is_not_recorded_and_swept_away(
    here: JobcenterBridge,
) -> None:
    citizen = await here.informed(BRUNO)
    batch = uuid4()
    await taken(here, [row(BRUNO)])
    await here.pool.execute("UPDATE batch SET id = $1, taken_at = NULL, again = NULL, digest = NULL", batch)
    await here.pool.execute("UPDATE batch_row SET batch = $1", batch)
    await record(here)

    assert [one["state"] for one in await progress(here)] == ["coming"]
    assert await here.types_said(citizen) == []
    sender = await here.bearer("integrator", "employment")
    assert (await here.http.get(f"{here.bridge}/v1/batches/{batch}", headers=sender)).status_code == 404

    await here.pool.execute("UPDATE batch SET came_at = came_at - $1::interval", batches.STOPPED)
    await record(here)

    assert await progress(here) == []
    assert await here.count("batch_row") == 0
    with pytest.raises(batches.StoppedComing):
        await batches.add(here.pool, batch, batches.Part((), (), {}, 1), datetime.now(UTC))


async def test_while_the_keyring_is_away_a_file_is_not_taken_and_nothing_of_it_stays(
    here: JobcenterBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = count(1)

    async def away_at_the_second_look(*_: object) -> dict[Cpr, CitizenId]:
        if next(asked) == 2:
            raise KeyringAway
        return {}

    monkeypatch.setattr(here.keyring, "find_to_seal", away_at_the_second_look)
    file = as_csv([row(synthetic_cpr(n).number) for n in range(2500)])
    with pytest.raises(KeyringAway):
        await take(here, file)

    assert await here.count("batch") == await here.count("batch_row") == 0


async def test_what_was_looked_at_meanwhile_is_compared_anew(
    here: JobcenterBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen, activity = await here.informed(BRUNO), uuid4()
    await taken(here, [row(BRUNO, activity, formaal="At prøve")])
    await record(here)
    await taken(here, [row(BRUNO, activity, versionIdentifier=2, formaal="At prøve")])

    async def as_before(*_: object) -> dict[object, object]:
        return {}

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(batches, "read_known", as_before)
        with pytest.raises(LookedAtMeanwhile):
            await record(here)
    assert await here.count("batch_row") == 1
    await record(here)

    assert await here.types_said(citizen) == [PLANNED, STARTED]


HEAD = b"cpr,aktivitetIdentifier,versionIdentifier,startdato\n"
NOT_FILES = [
    (b"", CSV, (422, "#", "file_empty")),
    (HEAD, CSV, (422, "#", "file_empty")),
    (b"[]", JSON, (422, "#", "file_empty")),
    (b" ", JSON, (422, "#", "file_empty")),
    (b"cpr,startdato\n", CSV, (422, "#", "file_columns")),
    (HEAD.strip() + b",cpr\n", CSV, (422, "#", "file_columns")),
    (HEAD.strip() + b",diagnose\n", CSV, (422, "#", "file_columns")),
    (as_csv([row(BRUNO, formaal="prøve")]).decode().encode("latin-1"), CSV, (422, "#", "file_not_utf_8")),
    (as_csv([row(BRUNO)])[:-30] + b'"', CSV, (422, "#/0", "csv_invalid")),
    (as_csv([row(BRUNO)]) + b'1,"a"b,2\n', CSV, (422, "#/1", "csv_invalid")),
    (b'{"a": 1}', JSON, (422, "#", "json_no_array")),
    (b'[{"cpr": 1}, {"cpr": ]', JSON, (422, "#/1", "json_invalid")),
    (b'[{"cpr": 1}', JSON, (422, "#/0", "json_invalid")),
    (b'[{"cpr": 1}]]', JSON, (422, "#/1", "json_invalid")),
    (as_csv([row(BRUNO)]), "text/plain", (415, "", "/problems/unsupported-media-type")),
    (as_csv([row(BRUNO)]), "text/csv; charset=iso-8859-1", (415, "", "/problems/unsupported-media-type")),
]


@pytest.mark.parametrize(("file", "media_type", "refused"), NOT_FILES, ids=range(len(NOT_FILES)))
async def test_what_is_no_file_is_refused_as_a_whole_and_nothing_of_it_stays(
    here: JobcenterBridge, file: bytes, media_type: str, refused: tuple[int, str, str]
) -> None:
    assert code(await send(here, file, media_type)) == refused
    assert await here.count("batch") == await here.count("batch_row") == await here.count("bad_row") == 0


async def test_a_file_over_the_limit_is_refused_at_once(here: JobcenterBridge) -> None:
    answer = await send(here, b" " * (64 * 1024 * 1024 + 1))

    assert code(answer) == (413, "", "/problems/body-too-large")


async def test_a_packed_file_is_refused(here: JobcenterBridge) -> None:
    answer = await send(here, as_csv([row(BRUNO)]), **{"content-encoding": "gzip"})

    assert code(answer) == (415, "", "/problems/unsupported-media-type")


async def test_one_citizens_odd_data_stops_no_other(here: JobcenterBridge) -> None:
    people = [synthetic_cpr(n) for n in range(40)]
    citizens = [await known_by(here, n) for n in range(40)]
    odd = citizens[17]
    told_of = "UPDATE disclosure SET state = $2 WHERE citizen_id = $1"
    before = await here.pool.fetchval("SELECT state FROM disclosure WHERE citizen_id = $1", odd)
    await here.pool.execute(told_of, odd, "{}")
    told = await taken(here, [row(cpr.number) for cpr in people])
    await record(here)

    assert told["bad_rows"] == 0
    for citizen in citizens:
        assert await here.types_said(citizen) == ([] if citizen == odd else [PLANNED, STARTED])
    [one] = await progress(here)
    assert (one["state"], one["kept"], one["waiting"], one["failed"]) == ("recorded", 40, 0, 1)

    await here.pool.execute(told_of, odd, before)
    operator = await here.bearer("operator")
    retry = f"{here.bridge}/v1/batches/{one['batch_id']}/retry"
    assert (await here.http.post(retry, headers=operator)).status_code == 202
    await record(here)

    assert await here.types_said(odd) == [PLANNED, STARTED]
    assert (await here.http.post(retry, headers=operator)).status_code == 404


async def known_by(here: JobcenterBridge, n: int) -> CitizenId:
    return await here.informed(Person(synthetic_cpr(n), "Ingen Prøve"))


@pytest.mark.parametrize("other", [VERA, EJNAR], ids=["known", "stranger"])
async def test_an_activity_that_now_names_somebody_else_is_left_to_people(
    here: JobcenterBridge, other: Person
) -> None:
    citizen, activity = await here.informed(BRUNO), uuid4()
    await here.informed(VERA)
    await taken(here, [row(BRUNO, activity)])
    await record(here)
    await taken(here, [row(other, activity, versionIdentifier=2, status="slettet"), row(BRUNO)])
    await record(here)

    newest, _ = await progress(here)
    assert (newest["kept"], newest["failed"], newest["not_received"]) == (2, 1, 0)
    assert await here.types_said(citizen) == [PLANNED, STARTED] * 2
    failed = await here.pool.fetch("SELECT citizen_id, activity, error_class FROM batch_row")
    assert [tuple(one) for one in failed] == [(None, None, "AboutSomebodyElse")]


async def test_one_activity_of_two_citizens_in_one_file_is_the_firsts(here: JobcenterBridge) -> None:
    bruno, vera, activity = await here.informed(BRUNO), await here.informed(VERA), uuid4()
    await taken(here, [row(BRUNO, activity), row(VERA, activity, versionIdentifier=2), row(VERA)])
    await record(here)

    assert await here.types_said(bruno) == await here.types_said(vera) == [PLANNED, STARTED]
    assert [one["failed"] for one in await progress(here)] == [1]


async def test_where_days_tell_the_row_is_looked_at_again_on_its_day(here: JobcenterBridge) -> None:
    citizen = await here.informed(BRUNO)
    soon = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    await take(here, as_csv([row(BRUNO, startdato=soon)]), ProgressBy.DATES)
    await record(here)
    assert await here.types_said(citizen) == [PLANNED]
    [one] = await progress(here)
    assert (one["state"], one["waiting"]) == ("taken", 1)

    comes = "jsonb_set(activity::jsonb, '{starts_on}', to_jsonb('2026-11-02'::text))::json"
    await here.pool.execute(f"UPDATE batch_row SET activity = {comes}, again = now()")  # noqa: S608
    await here.pool.execute("UPDATE batch SET again = now()")
    await record(here)

    assert STARTED in await here.types_said(citizen)


@pytest.mark.parametrize("milestones", [True, False])
async def test_of_several_recorders_one_records_each_row(here: JobcenterBridge, milestones: bool) -> None:
    people = [Person(synthetic_cpr(n), "Ingen Prøve") for n in range(30)]
    citizens = [await here.informed(person) for person in people]
    await taken(here, [row(people[n % 30]) for n in range(900)])
    for person in people:
        await here.informed(person, milestones=milestones)
    await asyncio.gather(*(record(here) for _ in range(3)))

    assert [len(await here.said(citizen)) for citizen in citizens] == [60 * milestones] * 30
    [one] = await progress(here)
    assert (one["kept"], one["not_received"]) == ((900, 0) if milestones else (0, 900))

"""Events as they travel: what is written is read back, and a refusal never quotes what it refuses."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Validator, validator_for
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from samspil.contracts.catalogue import dataschema, envelope, reader, topic_of
from samspil.contracts.envelope import Event, Fact, Outline, reader_of
from samspil.contracts.referral import ReferralSubmitted, ReferralUnanswered
from samspil.contracts.schemas.revisions import ALL, FOLDER, kept
from samspil.ledger.say import Cause, put_in_envelope
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.copenhagen import COPENHAGEN
from samspil.vocabulary.sealed import Sealed

CANARY = "Vera Test Opdigtet"

ALONE = reader_of([ReferralSubmitted])
TOGETHER = reader_of([ReferralSubmitted, ReferralUnanswered])
every_reader = pytest.mark.parametrize("read", [ALONE, TOGETHER], ids=["one-fact", "two-facts"])

PLAIN = {"source", "dataschema", "to_unit", "author"}  # may be any text
OPTIONAL = {"specversion", "datacontenttype", "causationid"}  # have a value when they are not said

tokens = st.builds(
    lambda key, kind, token, box: f"s1.{key.hex}.{kind}.{token.hex}.{box}",
    st.uuids(),
    st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True),
    st.uuids(),
    st.text("AZaz09-_", min_size=38, max_size=80),
)
moments = st.builds(
    lambda seconds, micros, zone: datetime.fromtimestamp(seconds, zone).replace(microsecond=micros),
    st.integers(0, 2**32),
    st.integers(0, 999_999),
    st.sampled_from([UTC, COPENHAGEN]),
)
st.register_type_strategy(Sealed, tokens.map(Sealed))
st.register_type_strategy(AwareDatetime, moments)

facts: st.SearchStrategy[Fact] = st.one_of([st.builds(fact) for fact in ALL])
said = st.fixed_dictionaries(
    {
        "fact": facts,
        "citizen": st.uuids(version=4).map(CitizenId),
        "seq": st.integers(1, 2**63 - 1),
        "source": st.sampled_from(["/samspil/referral", "/samspil/plan"]),
        "cause": st.builds(Cause, st.uuids(), st.none() | st.uuids()),
        "now": moments,
    }
)
SCHEMAS: dict[str, Validator] = {
    fact.TYPE: validator_for(kept(fact)[-1], validate_formats=True) for fact in ALL
}


def example() -> dict[str, Any]:
    """A referral that is fine."""
    event: dict[str, Any] = json.loads((FOLDER / ReferralSubmitted.TYPE / "1.example.json").read_bytes())
    return event


def fields() -> Iterator[tuple[str, ...]]:
    for name in example():
        yield (name,)
    for name in example()["data"]:
        yield ("data", name)


def with_value(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    event = example()
    place = event["data"] if len(path) == 2 else event
    place[path[-1]] = value
    return event


def refusal(read: TypeAdapter[Event[Any]], value: bytes) -> str:
    """Everything that a refusal says when it is printed or logged."""
    with pytest.raises(ValidationError) as refused:
        read.validate_json(value)
    return f"{refused.value} {refused.value!r}"


@given(said)
def test_what_is_written_is_read_back_equal(said: dict[str, Any]) -> None:
    fact: Fact = said["fact"]
    kind = type(fact)
    written = put_in_envelope(**said)

    event = reader(topic_of(kind)).validate_json(written.record)

    assert event == envelope(kind)(
        id=written.id,
        source=said["source"],
        type=fact.TYPE,
        subject=said["citizen"],
        time=said["now"],
        dataschema=dataschema(kind),
        seq=said["seq"],
        correlationid=said["cause"].case,
        causationid=said["cause"].before,
        data=fact,
    )
    assert (written.topic, written.citizen) == (topic_of(kind).name, event.subject)
    assert type(event.data) is kind


@given(said)
def test_what_is_written_fits_the_kept_schema_and_is_a_cloud_event(said: dict[str, Any]) -> None:
    event = json.loads(put_in_envelope(**said).record)

    SCHEMAS[event["type"]].validate(event)
    assert event["specversion"] == "1.0"
    assert event["datacontenttype"] == "application/json"
    assert UUID(event["id"]).version == 7
    assert all(name.isalnum() and name.islower() for name in event)


@every_reader
def test_what_a_hearer_does_not_know_it_ignores(read: TypeAdapter[Event[Any]]) -> None:
    more = example() | {"also": CANARY}
    more["data"] = more["data"] | {"also": {"deep": CANARY}}

    event = read.validate_json(json.dumps(more))

    assert event == read.validate_json(json.dumps(example()))
    assert CANARY not in repr(event)


@every_reader
@pytest.mark.parametrize(
    "type_",
    [
        CANARY,
        f"referral.{CANARY}.v1",
        "referral.submitted.v2",
        "referral.submitted",
        "",
        [CANARY],
        {CANARY: 1},
        None,
        7,
    ],
)
def test_an_unknown_type_or_version_is_refused_without_quoting_it(
    read: TypeAdapter[Event[Any]], type_: Any
) -> None:
    told = refusal(read, json.dumps(with_value(("type",), type_)).encode())

    assert "union_tag_unknown" in told
    assert "Opdigtet" not in told
    assert "submitted.v2" not in told


@every_reader
@pytest.mark.parametrize("path", list(fields()), ids=".".join)
def test_a_field_of_a_wrong_kind_is_refused_without_quoting_it(
    read: TypeAdapter[Event[Any]], path: tuple[str, ...]
) -> None:
    for wrong in ({CANARY: CANARY}, [CANARY], True, 7.5, 20_000):
        if (path, wrong) != (("seq",), 20_000):
            assert "Opdigtet" not in refusal(read, json.dumps(with_value(path, wrong)).encode())


@every_reader
@pytest.mark.parametrize("path", [path for path in fields() if path[-1] not in PLAIN], ids=".".join)
@pytest.mark.parametrize("text", [CANARY, ""])
def test_a_text_that_is_not_of_its_form_is_refused_without_quoting_it(
    read: TypeAdapter[Event[Any]], path: tuple[str, ...], text: str
) -> None:
    assert "Opdigtet" not in refusal(read, json.dumps(with_value(path, text)).encode())


@every_reader
@pytest.mark.parametrize("path", [path for path in fields() if path[-1] not in OPTIONAL], ids=".".join)
def test_a_missing_field_is_refused(read: TypeAdapter[Event[Any]], path: tuple[str, ...]) -> None:
    event = example()
    del (event["data"] if len(path) == 2 else event)[path[-1]]

    told = refusal(read, json.dumps(event).encode())

    assert "[type=missing]" in told or path == ("type",)


@every_reader
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("seq",), 0),
        (("seq",), -1),
        (("seq",), 1.5),
        (("seq",), "7"),
        (("time",), "2026-11-24T08:15:30"),
        (("data", "occurred_at"), "2026-11-24T08:15:30"),
        (("data", "words"), CANARY),
        (("data", "from_sector"), "health"),
        (("specversion",), "0.3"),
    ],
    ids=str,
)
def test_a_value_outside_its_range_is_refused(
    read: TypeAdapter[Event[Any]], path: tuple[str, ...], value: Any
) -> None:
    assert "1 validation error" in refusal(read, json.dumps(with_value(path, value)).encode())


@every_reader
@pytest.mark.parametrize(
    "value",
    [
        f'{{"{CANARY}"',
        f'"{CANARY}"',
        f"{CANARY}",
        f'["{CANARY}"]',
        f'{{"type": "{CANARY}}}',
        "",
        "null",
        json.dumps(CANARY * 1000),
        '{"a":' * 5000 + "1" + "}" * 5000,
    ],
    ids=["cut", "text", "bare", "list", "open", "empty", "null", "long", "deep"],
)
def test_what_is_no_event_is_refused_without_quoting_it(read: TypeAdapter[Event[Any]], value: str) -> None:
    assert "Opdigtet" not in refusal(read, value.encode())


@every_reader
def test_text_that_is_not_utf_8_is_refused_without_quoting_it(read: TypeAdapter[Event[Any]]) -> None:
    value = json.dumps(example()).encode().replace(b"jobcenter-751", b"Opdigtet\xff")

    assert "Opdigtet" not in refusal(read, value)


def test_an_event_that_we_put_together_wrongly_is_refused_without_quoting_it() -> None:
    with pytest.raises(ValidationError) as refused:
        envelope(ReferralUnanswered).model_validate({"id": CANARY, "data": CANARY})

    assert "Opdigtet" not in f"{refused.value} {refused.value!r}"


def test_an_event_cannot_be_changed() -> None:
    event = ALONE.validate_json(json.dumps(example()))

    with pytest.raises(ValidationError, match="frozen"):
        event.seq = 2  # type: ignore[misc]


def test_of_an_unreadable_event_its_outline_can_be_told() -> None:
    unknown = with_value(("type",), "referral.submitted.v9") | {"data": CANARY}

    outline = Outline.model_validate_json(json.dumps(unknown))

    assert outline == Outline(
        id=UUID(unknown["id"]), subject=CitizenId(UUID(unknown["subject"])), seq=unknown["seq"]
    )
    assert CANARY not in repr(outline)


def test_an_outline_that_cannot_be_told_is_refused_without_quoting_it() -> None:
    with pytest.raises(ValidationError) as refused:
        Outline.model_validate_json(
            json.dumps(with_value(("id",), CANARY) | {"subject": [CANARY], "seq": CANARY})
        )
    assert "Opdigtet" not in str(refused.value)


def test_an_outline_without_a_place_in_its_stream_is_refused() -> None:
    with pytest.raises(ValidationError):
        Outline.model_validate_json(json.dumps(with_value(("seq",), 0)))


def test_a_day_and_a_moment_keep_their_meaning() -> None:
    event = ALONE.validate_json(json.dumps(example()))

    assert event.data.answer_by == date(2026, 12, 8)
    assert event.data.occurred_at == datetime(2026, 11, 24, 8, 15, 31, tzinfo=UTC)

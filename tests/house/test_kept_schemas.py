"""The schemas in the repository are today's, break nothing that was kept, and are each shown by an event."""

import json
from typing import Any

import pytest
from jsonschema_rs import validator_for

from samspil.contracts.catalogue import reader, topic_of
from samspil.contracts.envelope import Fact
from samspil.contracts.schemas.__main__ import main
from samspil.contracts.schemas.compatibility import breaks
from samspil.contracts.schemas.revisions import ALL, FOLDER, kept
from samspil.vocabulary.sealed import Sealed

REVISIONS = [(fact, revision) for fact in ALL for revision in range(1, len(kept(fact)) + 1)]

every_fact = pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.TYPE)
every_revision = pytest.mark.parametrize(
    ("fact", "revision"), REVISIONS, ids=[f"{fact.TYPE}-{revision}" for fact, revision in REVISIONS]
)


def example(fact: type[Fact], revision: int) -> bytes:
    return (FOLDER / fact.TYPE / f"{revision}.example.json").read_bytes()


def test_every_event_is_kept_and_breaks_no_earlier_revision(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["--check"]), capsys.readouterr().err) == (0, "")


@every_fact
def test_revisions_are_numbered_without_a_gap_and_each_has_its_example(fact: type[Fact]) -> None:
    numbers = range(1, len(kept(fact)) + 1)

    assert {file.name for file in (FOLDER / fact.TYPE).iterdir()} == {
        name for number in numbers for name in (f"{number}.json", f"{number}.example.json")
    }


@every_revision
def test_a_revision_breaks_none_before_it(fact: type[Fact], revision: int) -> None:
    *earlier, this = kept(fact)[:revision]

    assert [breaks(older, this) for older in earlier] == [[] for _ in earlier]


@every_revision
def test_an_event_of_every_revision_is_still_read(fact: type[Fact], revision: int) -> None:
    written = example(fact, revision)

    event = reader(topic_of(fact)).validate_json(written)

    assert type(event.data) is fact
    assert events_are_equal(json.loads(event.model_dump_json()), json.loads(written))


def events_are_equal(read: Any, written: Any) -> bool:
    """What was written is read; what has been added since, wherever it stands, has a value of its own."""
    if isinstance(written, dict) and isinstance(read, dict):
        return all(name in read and events_are_equal(read[name], part) for name, part in written.items())
    if isinstance(written, list) and isinstance(read, list):
        return len(read) == len(written) and all(map(events_are_equal, read, written))
    return bool(read == written)


@every_revision
def test_the_example_of_a_revision_fits_it_and_shows_every_property(fact: type[Fact], revision: int) -> None:
    schema, event = kept(fact)[revision - 1], json.loads(example(fact, revision))

    validator_for(schema, validate_formats=True).validate(event)
    assert event.keys() == schema["properties"].keys()
    data = schema["$defs"][schema["properties"]["data"]["$ref"].removeprefix("#/$defs/")]
    assert event["data"].keys() == data["properties"].keys()


@every_revision
def test_the_personal_values_of_an_example_are_sealed_under_the_name_of_their_field(
    fact: type[Fact], revision: int
) -> None:
    event = reader(topic_of(fact)).validate_json(example(fact, revision))
    tokens = {
        name: value
        for name in type(event.data).__dataclass_fields__
        if isinstance(value := getattr(event.data, name), Sealed)
    }

    assert {name: token.kind for name, token in tokens.items()} == {name: name for name in tokens}

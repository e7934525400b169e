"""Each service's AsyncAPI document is today's, tells all that it says and hears, and its examples fit."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import validator_for

from samspil.contracts import asyncapi
from samspil.contracts.asyncapi import differing, file_of, main
from samspil.contracts.catalogue import FACTS
from samspil.contracts.schemas.revisions import kept
from samspil.contracts.topics import SERVICES, TOPICS, heard_by

every_service = pytest.mark.parametrize("service", SERVICES)


def document(service: str) -> dict[str, Any]:
    """As it is kept."""
    kept: dict[str, Any] = json.loads(file_of(service).read_bytes())
    return kept


def test_every_document_is_what_the_catalogue_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["--check"]), capsys.readouterr().err) == (0, "")


@every_service
def test_a_document_has_what_its_service_says_and_hears_and_no_other_topic(service: str) -> None:
    shown = document(service)
    operations = {
        (one["action"], one["channel"]["$ref"].removeprefix("#/channels/"))
        for one in shown["operations"].values()
    }

    said = {("send", topic.name) for topic in TOPICS if topic.said_by == service}
    heard = {("receive", topic.name) for topic in TOPICS if service in topic.heard_by}
    assert operations == said | heard
    assert shown["channels"].keys() == {name for _, name in operations}


@every_service
def test_a_topic_carries_every_fact_of_its_publisher(service: str) -> None:
    shown = document(service)
    facts = {topic.name: {fact.TYPE for fact in FACTS[topic]} for topic in TOPICS}

    for name, channel in shown["channels"].items():
        assert channel["messages"].keys() == facts[name]
    for operation in shown["operations"].values():
        name = operation["channel"]["$ref"].removeprefix("#/channels/")
        assert {one["$ref"].rpartition("/")[2] for one in operation["messages"]} == facts[name]


@every_service
def test_every_reference_inside_a_document_leads_somewhere(service: str) -> None:
    shown = document(service)

    def references(node: Any) -> list[str]:
        if isinstance(node, list):
            return [one for item in node for one in references(item)]
        if not isinstance(node, dict):
            return []
        return [node["$ref"]] if "$ref" in node else references(list(node.values()))

    inside = [one for one in references(shown) if one.startswith("#/")]
    assert len(inside) > len(shown["operations"])
    for one in inside:
        node = shown
        for step in one.removeprefix("#/").split("/"):
            node = node[step]


@every_service
def test_a_hearer_reads_as_the_group_that_bears_its_name(service: str) -> None:
    heard = [one for one in document(service)["operations"].values() if one["action"] == "receive"]

    assert [one["bindings"]["kafka"]["groupId"]["enum"] for one in heard] == [[service]] * len(heard)


@every_service
def test_the_example_of_every_message_fits_the_newest_schema_that_its_payload_leads_to(service: str) -> None:
    newest = {fact.TYPE: kept(fact)[-1] for facts in FACTS.values() for fact in facts}
    messages = document(service)["components"]["messages"]

    assert messages
    for name, message in messages.items():
        schema = json.loads((file_of(service).parent / message["payload"]["$ref"]).read_bytes())
        assert schema == newest[name]
        for example in message["examples"]:
            validator_for(schema, validate_formats=True).validate(example["payload"])


def other_topic(shown: dict[str, Any]) -> None:
    shown["channels"]["hospital.v1"] = shown["channels"].pop("referral.v1")


def other_schema(shown: dict[str, Any]) -> None:
    payload = shown["components"]["messages"]["referral.submitted.v1"]["payload"]
    payload["$ref"] = re.sub(r"/\d+\.json", "/1.json", payload["$ref"])


def fewer_partitions(shown: dict[str, Any]) -> None:
    shown["channels"]["referral.v1"]["bindings"]["kafka"]["partitions"] = 12


def other_direction(shown: dict[str, Any]) -> None:
    shown["operations"]["say.referral.v1"]["action"] = "receive"


def example_without_subject(shown: dict[str, Any]) -> None:
    del shown["components"]["messages"]["referral.submitted.v1"]["examples"][0]["payload"]["subject"]


@pytest.mark.parametrize(
    "plant", [other_topic, other_schema, fewer_partitions, other_direction, example_without_subject]
)
def test_a_difference_is_named_and_writing_mends_it(
    plant: Callable[[dict[str, Any]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_documents(tmp_path)
    shown = document("referral")
    plant(shown)
    file_of("referral", tmp_path).write_text(json.dumps(shown))

    assert main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err == "referral: its asyncapi.json is not what the catalogue says\n"
    assert main([], tmp_path) == 0
    assert differing(tmp_path) == []
    assert file_of("referral", tmp_path).read_bytes() == file_of("referral").read_bytes()


def test_a_missing_document_is_a_difference(tmp_path: Path) -> None:
    copy_documents(tmp_path)
    file_of("plan", tmp_path).unlink()

    assert differing(tmp_path) == ["plan"]


def test_a_new_hearer_in_the_catalogue_makes_its_kept_document_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        asyncapi, "heard_by", lambda service: TOPICS if service == "plan" else heard_by(service)
    )

    assert differing() == ["plan"]


def copy_documents(root: Path) -> None:
    """The kept documents under another root."""
    for service in SERVICES:
        file = file_of(service, root)
        file.parent.mkdir(parents=True)
        shutil.copy(file_of(service), file)

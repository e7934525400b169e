"""``python -m samspil.contracts.asyncapi`` writes what each service says and hears, as AsyncAPI 3.0.

Everything in it follows from the catalogue and the kept schemas; with ``--check`` it writes nothing and names
the documents that say something else.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samspil.contracts.catalogue import FACTS
from samspil.contracts.envelope import CONTENT_TYPE, Fact
from samspil.contracts.schemas import revisions
from samspil.contracts.topics import SERVICES, Kept, Topic, heard_by, said_by

Document = dict[str, Any]

ROOT = Path(__file__).parents[3]
SCHEMAS = Path("../..") / revisions.FOLDER.relative_to(ROOT)
"""As seen from the folder of a service."""

BINDING = {"bindingVersion": "0.5.0"}
POLICY = {
    Kept.FOR_EVER: {"cleanup.policy": ["delete"], "retention.ms": -1},
    Kept.NEWEST: {"cleanup.policy": ["compact"]},
}


def document(service: str) -> Document:
    """Everything that the service says and hears, and nothing else."""
    says, hears = said_by(service), heard_by(service)
    topics = (*says, *hears)
    facts = [fact for topic in topics for fact in FACTS[topic]]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": service,
            "version": "1.0.0",
            "description": f"What {service} says and hears; the version of each fact stands in its name.",
        },
        "defaultContentType": CONTENT_TYPE.decode(),
        "channels": {topic.name: _channel(topic) for topic in topics},
        "operations": {
            **{f"say.{topic.name}": _operation("send", topic) for topic in says},
            **{f"hear.{topic.name}": _operation("receive", topic, _group(service)) for topic in hears},
        },
        "components": {"messages": {fact.TYPE: _message(fact) for fact in facts}},
    }


def _channel(topic: Topic) -> Document:
    return {
        "address": topic.name,
        "messages": {fact.TYPE: {"$ref": f"#/components/messages/{fact.TYPE}"} for fact in FACTS[topic]},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "topicConfiguration": POLICY[topic.kept],
                **BINDING,
            }
        },
    }


def _operation(action: str, topic: Topic, more: Document | None = None) -> Document:
    channel = f"#/channels/{topic.name}"
    messages = [{"$ref": f"{channel}/messages/{fact.TYPE}"} for fact in FACTS[topic]]
    return {"action": action, "channel": {"$ref": channel}, "messages": messages, **(more or {})}


def _group(service: str) -> Document:
    group = {"type": "string", "enum": [service]}
    return {"bindings": {"kafka": {"groupId": group, **BINDING}}}


def _message(fact: type[Fact]) -> Document:
    newest = len(revisions.kept(fact))
    example = (revisions.FOLDER / fact.TYPE / f"{newest}.example.json").read_bytes()
    key = {"type": "string", "format": "uuid", "description": "The citizen's id: the event's subject."}
    return {
        "name": fact.TYPE,
        "contentType": CONTENT_TYPE.decode(),
        "payload": {"$ref": f"{SCHEMAS.as_posix()}/{fact.TYPE}/{newest}.json"},
        "bindings": {"kafka": {"key": key, **BINDING}},
        "examples": [{"name": f"{fact.TYPE}-{newest}", "payload": json.loads(example)}],
    }


def file_of(service: str, root: Path = ROOT) -> Path:
    """Where the service's document is kept."""
    return root / "services" / service / "asyncapi.json"


def differing(root: Path = ROOT) -> list[str]:
    """The services whose kept document is missing or is not today's."""
    return [
        service
        for service in SERVICES
        if not (file := file_of(service, root)).exists() or json.loads(file.read_bytes()) != document(service)
    ]


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """0 when every document is kept, else 1 and a line for each that is not."""
    for service in differing(root):
        if "--check" in arguments:
            sys.stderr.write(f"{service}: its asyncapi.json is not what the catalogue says\n")
            continue
        text = json.dumps(document(service), indent=2, ensure_ascii=False)
        file_of(service, root).write_text(f"{text}\n", "utf-8")
        sys.stdout.write(f"{file_of(service, root)}\n")
    return 1 if "--check" in arguments and differing(root) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

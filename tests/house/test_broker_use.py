"""How the broker may be used: our transaction is the delivery guarantee, nothing acknowledges by itself."""

import ast

import pytest

from repository import product, shown

FACTORY = "deploy/samspil/stack/"
"""The only place that administers the broker."""


def names(source: bytes) -> set[str]:
    """Every name that the module uses, ``Class.member`` where a member is reached, and what it imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=member):
                found |= {member, f"{owner}.{member}"}
            case ast.Attribute(attr=member):
                found.add(member)
            case ast.Name(id=name) | ast.keyword(arg=str(name)):
                found.add(name)
            case ast.ImportFrom(module=str(module)):
                found |= {module.partition(".")[0], *(alias.name for alias in node.names)}
            case ast.Import():
                found |= {alias.name.partition(".")[0] for alias in node.names}
    return found


USED = {shown(file): names(file.read_bytes()) for file in product()}


def users(name: str) -> list[str]:
    return [file for file, used in USED.items() if name in used]


def test_nothing_is_published_as_a_batch_without_a_partition() -> None:
    assert users("publish_batch") == []


def test_a_subscription_acknowledges_by_hand() -> None:
    policies = {name for used in USED.values() for name in used if name.startswith("AckPolicy.")}

    assert policies == {"AckPolicy.MANUAL"}
    assert users("ack_policy") == users("AckPolicy") != []


def test_topics_acls_and_users_are_made_in_one_place() -> None:
    makers = users("confluent_kafka")

    assert makers
    assert [file for file in makers if not file.startswith(FACTORY)] == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (b"await broker.publish_batch(*events)", "publish_batch"),
        (b"self.broker.publish_batch(*events)", "publish_batch"),
        (b"from faststream import AckPolicy\nAckPolicy.ACK_FIRST", "AckPolicy.ACK_FIRST"),
        (b"subscriber(ack_policy=None)", "ack_policy"),
        (b"import confluent_kafka.admin", "confluent_kafka"),
        (b"def later():\n    from confluent_kafka.admin import AdminClient", "confluent_kafka"),
    ],
)
def test_a_forbidden_use_is_seen(source: bytes, name: str) -> None:
    assert name in names(source)

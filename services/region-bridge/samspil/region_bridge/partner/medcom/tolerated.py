"""What in a message is not as published and does no harm: it is let through, and codes of it are kept.

None of them holds anything that stood there.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from samspil.region_bridge.partner.medcom.codes import IG
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.references import led_to

_LINK: Final = re.compile(r'<a\s[^>]*href="([^":]+)"')
_OF_4: Final = f"{IG}/carecommunication/medcom-careCommunication-message-definition|4."
_OF_5: Final = f"{IG}/messagedefinitions/MessageDefinition/MedComCareCommunicationMessageDefinition|5."
_PUBLISHED: Final = frozenset({"4.0", "5.0"})


def tolerated_in(message: Message) -> Iterator[str]:
    """Of the whole message; what is tolerated of a single element is said where that is read."""
    if any("://" not in (one.fullUrl or "") and "urn:" not in (one.fullUrl or "") for one in message.entries):
        yield "relative_full_url"
    if any(_dead_links(message)):
        yield "dead_narrative_link"
    yield from _definition(message)


def _dead_links(message: Message) -> Iterator[str]:
    for entry in message.entries:
        text = entry.resource.get("text")
        div = text.get("div") if isinstance(text, dict) else None
        for link in _LINK.findall(div) if isinstance(div, str) else ():
            if not led_to(message.entries, link):
                yield link


def _definition(message: Message) -> Iterator[str]:
    header: dict[str, Any] = next(
        one.resource for one in message.entries if one.resource.get("resourceType") == "MessageHeader"
    )
    definition = header.get("definition")
    if not isinstance(definition, str):
        yield "definition_missing"
    elif definition.startswith(_OF_4):
        yield "version_4"
    elif not definition.startswith(_OF_5):
        yield "definition_unpublished"
    if isinstance(definition, str) and _version(definition) not in _PUBLISHED:
        yield "version_unpublished"


def _version(definition: str) -> str:
    """The first two numbers."""
    return ".".join(definition.rpartition("|")[2].split(".")[:2])

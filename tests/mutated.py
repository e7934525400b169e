"""Messages as nobody should send them: published ones and our own, changed by chance and sent in any form.

``mutant(n)`` is the same each time, so that a number is all it takes to see one again.
"""

import base64
import gzip
import io
import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

from medcom import US
from published import STANDARDS
from samspil.region_bridge.partner.medcom.cut import STAYS
from samspil.region_bridge.partner.medcom.forms import Form, written
from samspil.region_bridge.partner.medcom.vans import Address, counted_as, write_envelope
from samspil.region_bridge.partner.medcom.xml_in import from_xml
from samspil.sandboxes.region.hospital import What
from samspil.testkit.people import ADMINISTRATIVE_REPLACEMENT, BRUNO, NANCY, NATIONAL_REPLACEMENT
from samspil.testkit.region_bridge import NOW, notice

MESSAGE: Final = "/fhir/$process-message"
ENVELOPE: Final = "/fhir/$process-envelope"
AT_MOST: Final = 2_000_000
"""Bytes of one: what is larger is refused at once, and would only be this test's own memory."""
DEEP: Final = "«deep»"

Tree = dict[str, Any]


class Mutant(NamedTuple):
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes
    how: tuple[str, ...]
    """What was done to it, for whoever looks for the reason."""


ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 10**300, 1e308, 0.5, [], {}, [[]], [None], {"": None}, DEEP),
    *("", " ", "\x00", "a\x00b", "\ud800", "\u202e", "\ufffe", "x" * 70_000, "é", "<![CDATA[", "&#0;", "]]>"),
    *("2026", "2026-13-41", "9999-12-31", "0001-01-01T00:00:00+14:00", "2026-11-22T23:59:60Z", "99"),
    *(BRUNO.cpr.number, NANCY.cpr.number, ADMINISTRATIVE_REPLACEMENT.cpr.number),
    *(NATIONAL_REPLACEMENT.cpr.number, "acknowledgement-message", "Bundle", "MessageHeader", "message"),
    *("Patient/nobody", "#p", "urn:uuid:x", "urn:samspil:cut:0", "urn:samspil:cut:99", "a" * 65),
    *("%PDF", "AAAA", "A" * (STAYS + 3), "!" * (STAYS + 1), base64.b64encode(bytes(2 * STAYS)).decode()),
)


def mutant(number: int) -> Mutant:
    """The ``number``-th of them."""
    chance = random.Random(number)
    how: list[str] = []
    tree = deepcopy(chance.choice(originals()))
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 8))):
        change = chance.choice(CHANGES)
        how.append(change.__name__)
        change(chance, tree)
    form = chance.choice((Form.JSON, Form.XML))
    body = _in(form, tree)
    if chance.random() < 0.35:
        damage = chance.choice(DAMAGES)
        how.append(damage.__name__)
        body = damage(chance, body)
    return _sent(chance, form, body[:AT_MOST], how)


@cache
def originals() -> tuple[Tree, ...]:
    """Published messages of every family, as if they were for us, and those that our sandbox tells."""
    published: list[Tree] = [json.loads(path.read_bytes()) for path in _all("examples", "json")]
    published += [from_xml(path.read_bytes()) for path in _all("examples-xml", "xml")]
    own = [json.loads(notice(BRUNO, What.ADMIT, what)) for what in What] * 3
    for bundle in published:
        for header in (one["resource"] for one in bundle["entry"]):
            for destination in header.get("destination", ()):
                destination["endpoint"] = US.endpoint
    return (*published, *own)


def _all(folder: str, suffix: str) -> list[Path]:
    return sorted((STANDARDS / "medcom" / folder).rglob(f"*.{suffix}"))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in the tree with each of its keys or positions."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _places(inner)


def _place(chance: random.Random, tree: Tree) -> tuple[Any, Any]:
    return chance.choice(list(_places(tree)) or [({"": None}, "")])


def drop(chance: random.Random, tree: Tree) -> None:
    container, key = _place(chance, tree)
    del container[key]


def duplicate(chance: random.Random, tree: Tree) -> None:
    container, key = _place(chance, tree)
    if isinstance(container, list):
        container.extend([container[key]] * chance.choice((1, 2, 300 if len(str(container)) < 9_000 else 3)))
    else:
        container[key] = [container[key], container[key]]


def swap(chance: random.Random, tree: Tree) -> None:
    """Two places for each other, where neither holds the other."""
    one, other = _place(chance, tree), _place(chance, tree)
    first, second = deepcopy(one[0][one[1]]), deepcopy(other[0][other[1]])
    one[0][one[1]] = second
    if any(container is other[0] for container, _ in _places(tree)):
        other[0][other[1]] = first


def retype(chance: random.Random, tree: Tree) -> None:
    container, key = _place(chance, tree)
    container[key] = chance.choice(([container[key]], {"value": container[key]}, str(container[key]), {}))


def put_odd(chance: random.Random, tree: Tree) -> None:
    container, key = _place(chance, tree)
    container[key] = deepcopy(chance.choice(ODD))


def rename(chance: random.Random, tree: Tree) -> None:
    container, key = _place(chance, tree)
    if isinstance(container, dict):
        container[chance.choice(("id", "_id", "extension", "resource", "data", f"{key}x"))] = container.pop(
            key
        )


def wrong_ids(chance: random.Random, tree: Tree) -> None:
    for container, key in list(_places(tree)):
        if key in {"id", "reference", "fullUrl"} and chance.random() < 0.3:
            container[key] = chance.choice(
                (str(UUID(int=chance.getrandbits(128))), "a b", "", "x" * 65, None)
            )


def add_a_file(chance: random.Random, tree: Tree) -> None:
    container, _ = _place(chance, tree)
    data = base64.b64encode(chance.randbytes(chance.choice((10, STAYS, 300_000)))).decode()
    spoiled = chance.choice((data, data[:-1], data[:40] + "!" + data[40:], data.replace("A", "\n")))
    file = {"contentType": "image/png", "data": spoiled}
    if isinstance(container, dict):
        container[chance.choice(("photo", "contentAttachment", "content"))] = chance.choice((file, [file]))


CHANGES: Final[tuple[Callable[[random.Random, Tree], None], ...]] = (
    *(drop, drop, duplicate, swap, retype, put_odd, put_odd, rename, wrong_ids, add_a_file),
)


def _in(form: Form, tree: Tree) -> bytes:
    """In the form, as far as the tree can be written in it: what cannot goes as JSON.

    So does the beginning of one that repeats itself into hundreds of megabytes: written whole, it would only
    be this test's own memory.
    """
    too_long = _is_too_long(tree)
    text = _beginning(tree) if too_long else json.dumps(tree)
    text = text[:AT_MOST].replace(json.dumps(DEEP), "[" * 5_000 + "]" * 5_000)
    if form is Form.JSON or too_long:
        return text.encode()
    try:
        body = written(json.dumps(tree).encode(), form)
    except (KeyError, TypeError, ValueError):
        return text.encode()
    return body.replace(DEEP.encode(), b'"/>' + b"<a>" * 5_000 + b"</a>" * 5_000 + b'<a value="')


def _is_too_long(tree: Tree) -> bool:
    """Whether its text has more signs than are sent; what lies behind those is not looked at."""
    signs = 0
    for container, key in _places(tree):
        value = container[key]
        signs += len(value) if isinstance(value, str) else 8
        if signs > AT_MOST:
            return True
    return False


def _beginning(tree: Tree) -> str:
    """Its text, up to a little more than what is sent."""
    found = io.StringIO()
    for piece in json.JSONEncoder().iterencode(tree):
        if found.write(piece) and found.tell() > AT_MOST:
            break
    return found.getvalue()


def truncate(chance: random.Random, body: bytes) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def splice(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.randbytes(chance.randrange(4)) + body[at + chance.randrange(40) :]


def in_another_encoding(chance: random.Random, body: bytes) -> bytes:
    return body.decode(errors="replace").encode(
        chance.choice(("utf-16", "utf-32", "iso-8859-1", "cp037")), "replace"
    )


def with_a_mark(chance: random.Random, body: bytes) -> bytes:
    return b"\xef\xbb\xbf" * chance.choice((1, 2)) + body


def with_a_document_type(chance: random.Random, body: bytes) -> bytes:
    entity = b'<!DOCTYPE a [<!ENTITY b "' + b"&b;" * 9 + b'">]>'
    return entity + body.replace(b'value="', b'value="&b;', 1)


def twice(chance: random.Random, body: bytes) -> bytes:
    return body * 2


def huge(chance: random.Random, body: bytes) -> bytes:
    """More than a message may hold, in its text or as many small things."""
    filling = chance.choice((b" " * 1_200_000, b"<a/>" * 200_000, b"[" * 200_000, b'{"a":' * 100_000))
    at = chance.choice((0, len(body) // 2, len(body)))
    return body[:at] + filling + body[at:]


def nothing(chance: random.Random, body: bytes) -> bytes:
    return chance.choice((b"", b"<", b"{", b"null", b"\x00" * 1_000))


DAMAGES: Final[tuple[Callable[[random.Random, bytes], bytes], ...]] = (
    *(truncate, splice, splice, in_another_encoding, with_a_mark, with_a_document_type, twice, huge, nothing),
)


def _sent(chance: random.Random, form: Form, body: bytes, how: list[str]) -> Mutant:
    path, headers = MESSAGE, {"content-type": form.value}
    if chance.random() < 0.15:
        how.append("in an envelope")
        path, headers, body = ENVELOPE, {"content-type": "application/xml"}, _enveloped(chance, form, body)
        if chance.random() < 0.3:
            body = splice(chance, body)
    if chance.random() < 0.15:
        how.append("packed")
        headers["content-encoding"] = "gzip"
        body = gzip.compress(body, 1)
        if chance.random() < 0.3:
            body = chance.choice((truncate, splice))(chance, body)
    if chance.random() < 0.05:
        headers["content-type"] = chance.choice(("", "text/plain", Form.JSON.value, Form.XML.value, "\x7f"))
    return Mutant(path, headers, body, tuple(how))


def _enveloped(chance: random.Random, form: Form, body: bytes) -> bytes:
    return write_envelope(
        body,
        form,
        identifier=UUID(int=chance.getrandbits(128)),
        message_identifier=UUID(int=chance.getrandbits(128)),
        name=counted_as("MCM:FDIS20", "OnLeave"),
        address=Address("5799999900013", US.gln),
        sent_at=NOW,
    )

"""Large files are cut out of a message while it comes in, and everything else stays as it is."""

import base64
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.region_bridge.partner.medcom.base64_stream import Base64, NotBase64
from samspil.region_bridge.partner.medcom.cut import FILES_AT_MOST, MARKER, SMALL, STAYS, Cutter, Parted
from samspil.region_bridge.partner.medcom.fhir import Message, Unreadable
from samspil.region_bridge.partner.medcom.forms import Form, read_form
from samspil.region_bridge.partner.medcom.packing import TooLarge
from samspil.region_bridge.partner.medcom.vans import (
    Address,
    Envelope,
    Unwrapping,
    counted_as,
    read_envelope,
    write_envelope,
)
from samspil.region_bridge.partner.medcom.xml_out import to_xml
from samspil.testkit.people import BRUNO

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ADDRESS = Address("5799999900020", "5799999900013")


def some_bytes(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def communication(*files: bytes | str) -> dict[str, Any]:
    """A Communication with these files, or with what is written in the place of one."""
    data = [one if isinstance(one, str) else base64.b64encode(one).decode() for one in files]
    payload = [{"contentAttachment": {"contentType": "image/png", "data": one, "title": "a"}} for one in data]
    return {"resourceType": "Communication", "payload": [{"contentString": '"data":"x"'}, *payload]}


def data_of(resource: dict[str, Any]) -> list[str]:
    return [one["contentAttachment"]["data"] for one in resource["payload"][1:]]


def pieces(body: bytes, size: int) -> Iterator[bytes]:
    return (body[start : start + size] for start in range(0, len(body), size))


def cut(body: bytes, form: Form, size: int = 65_536, at_most: int = FILES_AT_MOST) -> Parted:
    cutter = Cutter(form, at_most)
    for piece in pieces(body, size):
        cutter.feed(piece)
    return cutter.close()


def written_in(form: Form, resource: dict[str, Any]) -> bytes:
    return json.dumps(resource).encode() if form is Form.JSON else to_xml(resource)


FORMS = pytest.mark.parametrize("form", list(Form))
LARGE, LARGER, SMALLER = some_bytes(STAYS), some_bytes(200_000), some_bytes(STAYS // 2)


@FORMS
@pytest.mark.parametrize("size", [1, 7, 1_000, 65_536, 10_000_000])
def test_only_large_files_are_cut_however_the_message_is_split_on_its_way(form: Form, size: int) -> None:
    resource = communication(LARGE, SMALLER, "", LARGER, b"a")
    text, files = cut(written_in(form, resource), form, size)

    assert read_form(text)["payload"][1]["contentAttachment"]["data"] == f"{MARKER}0"
    assert dict(files) == {f"{MARKER}0": LARGE, f"{MARKER}1": LARGER}
    assert len(text) < 2 * STAYS


@FORMS
def test_what_is_no_attachment_is_never_cut(form: Form) -> None:
    resource = {
        "resourceType": "Basic",
        "id": "a",
        "contentString": "A" * 2 * STAYS,
        "datas": "B" * 2 * STAYS,
    }
    body = written_in(form, resource)

    assert cut(body, form) == (body, {})


@pytest.mark.parametrize(
    ("form", "spelled"),
    [
        (Form.JSON, lambda text: text.replace("/", "\\/")),
        (Form.JSON, lambda text: text.replace("+", "\\u002B").replace("=", "\\u003d")),
        (Form.JSON, lambda text: "\\r\\n".join(text[at : at + 76] for at in range(0, len(text), 76))),
        (Form.XML, lambda text: "\n".join(text[at : at + 76] for at in range(0, len(text), 76))),
        (Form.XML, lambda text: "&#13;&#xA;".join(text[at : at + 76] for at in range(0, len(text), 76))),
        (Form.XML, lambda text: text.replace("+", "&#43;")),
    ],
)
@pytest.mark.parametrize("size", [5, 4_096])
def test_base64_is_read_however_it_is_spelled(form: Form, spelled: Any, size: int) -> None:
    plain = base64.b64encode(LARGER).decode()
    body = written_in(form, communication("HERE")).replace(b"HERE", spelled(plain).encode())

    assert dict(cut(body, form, size).files) == {f"{MARKER}0": LARGER}


@pytest.mark.parametrize(
    "wrong",
    [
        "!" * 40_000,
        "A" * 40_001,
        "A" * 40_000 + "=" + "A" * 7,
        "A" * 30_000 + "é" + "A" * 30_000,
        "=" * 40_000,
    ],
)
@FORMS
def test_what_is_no_base64_is_marked_and_leads_to_no_file(form: Form, wrong: str) -> None:
    text, files = cut(written_in(form, communication(wrong, LARGE)), form)

    assert data_of(read_form(text)) == [f"{MARKER}0", f"{MARKER}1"]
    assert dict(files) == {f"{MARKER}1": LARGE}


@FORMS
def test_a_message_that_ends_within_a_file_is_not_understood(form: Form) -> None:
    body = written_in(form, communication(LARGER))

    with pytest.raises(Unreadable):
        Message.read(cut(body[: len(body) // 2], form).text)


@FORMS
def test_files_and_what_is_around_them_have_their_limits(form: Form) -> None:
    body = written_in(form, communication(LARGER, LARGE))

    assert len(cut(body, form, at_most=len(LARGER) + len(LARGE)).files) == 2
    with pytest.raises(TooLarge):
        cut(body, form, at_most=len(LARGER) + len(LARGE) - 1)
    with pytest.raises(TooLarge):
        cut(written_in(form, {"resourceType": "Basic", "id": "x" * SMALL}), form)


def decoded(text: bytes) -> bytes:
    signs = Base64()
    found = signs.feed(text)
    signs.close()
    return found


@given(st.binary(max_size=60), st.integers(1, 9))
def test_base64_in_pieces_gives_what_it_gives_whole(content: bytes, size: int) -> None:
    text = base64.b64encode(content)
    signs = Base64()

    assert b"".join([signs.feed(piece) for piece in pieces(text, size)]) == content
    signs.close()
    for broken in (text + b"A", text + b"=", b"=" + text, text[:-1] or b"A"):
        with pytest.raises(NotBase64):
            decoded(broken)


def enveloped(message: bytes, form: Form) -> bytes:
    return write_envelope(
        message,
        form,
        identifier=UUID(int=1),
        message_identifier=UUID(int=2),
        name=counted_as("MCM:FDIS91", "discharge"),
        address=ADDRESS,
        sent_at=AT,
    )


def unwrapped(body: bytes, size: int = 65_536) -> Envelope:
    unwrapping = Unwrapping(FILES_AT_MOST)
    for piece in pieces(body, size):
        unwrapping.feed(piece)
    return unwrapping.close()


@FORMS
@pytest.mark.parametrize("size", [3, 4_096])
def test_a_message_in_an_envelope_is_cut_as_a_bare_one(form: Form, size: int) -> None:
    message = written_in(form, communication(LARGER, SMALLER))
    found = unwrapped(enveloped(message, form), size)

    assert found.data == cut(message, form)
    assert found[:6] == (
        str(UUID(int=1)),
        str(UUID(int=2)),
        "MCM:FDIS91#discharge",
        "5.0",
        form,
        ADDRESS.sender_gln,
    )
    assert read_envelope(enveloped(message, form)) == found._replace(data=Parted(message, {}))


PLAIN = "<VANSEnvelope>{}</VANSEnvelope>"
INNER = "<EnvelopeIdentifier>e-1</EnvelopeIdentifier>", "<Message><Data> e30= </Data></Message>"


@pytest.mark.parametrize(
    "body",
    [
        PLAIN.format("".join(INNER)),
        PLAIN.format("".join(reversed(INNER))),
        PLAIN.format("".join(INNER) + "<Own><EnvelopeIdentifier>2</EnvelopeIdentifier></Own>"),
        PLAIN.format("".join(INNER)).replace("<Data>", "<Data encoding='base64'>"),
        '<v:VANSEnvelope xmlns:v="urn:x">'
        + "".join(INNER).replace("</", "</v:").replace("<", "<v:").replace("<v:/v:", "</v:")
        + "</v:VANSEnvelope>",
    ],
)
def test_the_documented_fields_are_read_in_any_order(body: str) -> None:
    for found in (unwrapped(body.encode(), 4), read_envelope(body.encode())):
        assert (found.identifier, found.data and found.data.text, found.mime) == ("e-1", b"{}", None)


def test_a_receipt_of_the_network_holds_no_message() -> None:
    body = PLAIN.format(INNER[0] + "<Receipt><PositiveMessage/></Receipt>").encode()

    assert unwrapped(body).data is None
    assert read_envelope(body).data is None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<a/>",
        PLAIN.format(INNER[1]),
        PLAIN.format("".join(INNER) + INNER[0]),
        PLAIN.format("".join(INNER) + INNER[1]),
        PLAIN.format("".join(INNER).replace("e-1", "")),
        PLAIN.format("".join(INNER).replace("e-1", BRUNO.cpr.number)),
        PLAIN.format("".join(INNER).replace("e-1", "x" * 257)),
        PLAIN.format("".join(INNER).replace("e30=", "e30")),
        PLAIN.format("".join(INNER).replace("e30=", "<b/>") + "<c>" * 30),
        "<!DOCTYPE a>" + PLAIN.format("".join(INNER)),
        PLAIN.format("".join(INNER) + "<a>" * 30 + "</a>" * 30),
        PLAIN.format("".join(INNER) + "<a/>" * 1_000),
    ],
)
def test_what_is_no_envelope_with_an_identifier_is_unreadable(body: str) -> None:
    for read in (unwrapped, read_envelope):
        with pytest.raises(Unreadable):
            read(body.encode())

"""A message says the same in JSON and in XML, and XML can do nothing but say it."""

import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcom import ADMISSION, told, understood
from published import STANDARDS, needs_standards
from samspil.region_bridge.partner.medcom.elements import element
from samspil.region_bridge.partner.medcom.fhir import Message, Unreadable
from samspil.region_bridge.partner.medcom.forms import Form, form_of, read_form, written
from samspil.region_bridge.partner.medcom.receipt import is_acknowledgement
from samspil.region_bridge.partner.medcom.xml_in import MAX_DEPTH, MAX_ELEMENTS, from_xml
from samspil.region_bridge.partner.medcom.xml_out import to_xml
from samspil.sandboxes.region.hospital import What

IN_JSON = sorted((STANDARDS / "medcom" / "examples").rglob("*.json"))
IN_XML = sorted((STANDARDS / "medcom" / "examples-xml").rglob("*.xml"))
PATIENT = '<Patient xmlns="http://hl7.org/fhir">{}</Patient>'


def canonical(value: Any) -> Any:
    """With each narrative in the one spelling of XML's canonical form."""
    if isinstance(value, dict):
        return {name: canonicalize(one) if name == "div" else canonical(one) for name, one in value.items()}
    return [canonical(one) for one in value] if isinstance(value, list) else value


def without_narratives(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: without_narratives(one)
            for name, one in value.items()
            if name != "text" or not isinstance(one, dict)
        }
    return [without_narratives(one) for one in value] if isinstance(value, list) else value


def patient(inner: str) -> dict[str, Any]:
    return from_xml(PATIENT.format(inner).encode())


@needs_standards
@pytest.mark.parametrize("path", IN_JSON, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_published_message_comes_back_from_xml_as_it_was(path: Path) -> None:
    bundle = json.loads(path.read_bytes())

    assert canonical(from_xml(to_xml(bundle))) == canonical(bundle)


@needs_standards
def test_what_is_published_in_both_forms_says_the_same() -> None:
    for in_xml in IN_XML:
        in_json = [one for one in IN_JSON if one.stem == in_xml.stem]  # one for each version of its guide
        said = without_narratives(read_form(in_xml.read_bytes()))

        assert said in [without_narratives(json.loads(one.read_bytes())) for one in in_json], in_xml.stem
    assert len(IN_XML) > 15


@pytest.mark.parametrize("what", list(What))
def test_what_a_hospital_tells_is_understood_alike_in_both_forms(what: What) -> None:
    body = told(What.ADMIT, what)
    in_xml = written(body, Form.XML)

    assert from_xml(in_xml) == json.loads(body)
    assert understood(in_xml) == understood(body)
    assert (form_of(body), form_of(in_xml)) == (Form.JSON, Form.XML)
    assert not is_acknowledgement(in_xml)


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=9
)
EXTENSIONS = st.lists(
    st.fixed_dictionaries({"url": TEXTS}, optional={"valueBoolean": st.booleans(), "valueString": TEXTS}),
    min_size=1,
    max_size=2,
)
BESIDE = st.fixed_dictionaries({}, optional={"id": TEXTS, "extension": EXTENSIONS}).filter(bool)
GIVEN = st.lists(st.tuples(TEXTS | st.none(), BESIDE | st.none()).filter(any), min_size=1, max_size=3)


@given(GIVEN, TEXTS | st.none(), BESIDE, st.booleans(), st.integers(1, 9), st.sampled_from("\n\t\r<&\"'"))
def test_ids_and_extensions_of_primitives_numbers_and_truth_values_survive(
    given_names: list[tuple[str | None, Any]],
    family: str | None,
    beside: Any,
    truth: bool,
    rank: int,
    odd: str,
) -> None:
    names, besides = [one for one, _ in given_names], [one for _, one in given_names]
    name: dict[str, Any] = {"_family": beside}
    name |= {"family": family} if family else {}
    name |= {"given": names} if any(names) else {}
    name |= {"_given": besides} if any(besides) else {}
    told = {
        "resourceType": "Patient",
        "active": truth,
        "name": [name],
        "telecom": [{"value": odd, "rank": rank}],
        "contained": [{"resourceType": "Basic", "id": "a"}, {"resourceType": "Flag", "id": "b"}],
    }

    assert from_xml(to_xml(told)) == told


def test_elements_are_written_in_the_order_of_their_schema() -> None:
    written_so = to_xml({"resourceType": "Patient", "name": [{"given": ["B"], "family": "A"}], "id": "1"})

    assert written_so.index(b"<id") < written_so.index(b"<family") < written_so.index(b"<given")
    assert element("Patient", "deceasedBoolean").place < element("Patient", "address").place


def test_what_repeats_is_a_list_and_what_should_not_repeat_becomes_one() -> None:
    once = '<name><family value="A"/></name>'

    assert patient(once)["name"] == [{"family": "A"}]
    assert patient('<gender value="a"/><gender value="b"/>')["gender"] == ["a", "b"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<own value="1"/><own2><deep value="x"/></own2>', {"own": "1", "own2": {"deep": "x"}}),
        ('<active value="yes"/>', {"active": "yes"}),
        ('<multipleBirthInteger value="007"/>', {"multipleBirthInteger": "007"}),
        ('<multipleBirthInteger value="2"/>', {"multipleBirthInteger": 2}),
        ("<gender/><name/>", {}),
        ('<x:gender xmlns:x="urn:other" value="a"><gender value="b"/></x:gender>', {}),
        ('<f:gender xmlns:f="http://hl7.org/fhir" value="a"/>', {"gender": "a"}),
        ("text<!-- and comments --><?and orders?>", {}),
        ('<birthDate id="b" value="1947-09-25"/>', {"birthDate": "1947-09-25", "_birthDate": {"id": "b"}}),
        ("<contained/>", {}),
        ('<gender value="&#65;&amp;"/>', {"gender": "A&"}),
    ],
)
def test_what_is_odd_passes_or_is_left_out(inner: str, expected: dict[str, Any]) -> None:
    assert patient(inner) == {"resourceType": "Patient", **expected}


def test_a_narrative_is_let_through_as_text() -> None:
    told = (
        '<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">a<b>&lt;</b></div></text>'
    )

    assert patient(told)["text"]["div"] == '<div xmlns="http://www.w3.org/1999/xhtml">a<b>&lt;</b></div>'
    assert from_xml(to_xml(patient(told))) == patient(told)


@pytest.mark.parametrize("div", ["<div>&nbsp;</div>", "<div>", "no tag", "<p/>", None, 1])
def test_a_narrative_that_is_no_xhtml_is_not_written(div: object) -> None:
    assert b"text" not in to_xml({"resourceType": "Patient", "text": {"status": "generated", "div": div}})


BUNDLE = '<Bundle xmlns="http://hl7.org/fhir"><id value="a"/><type value="message"/>{}</Bundle>'


@pytest.mark.parametrize(
    "body",
    [
        b"<",
        b"<a>",
        b"<a/><a/>",
        b'<Bundle xmlns="urn:other"/>',
        BUNDLE.format("").encode("utf-16"),
        BUNDLE.format("<id value='æ'/>").encode("iso-8859-1"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>'
        + BUNDLE.format("<id value='æ'/>").encode("iso-8859-1"),
        b"<!DOCTYPE Bundle>" + BUNDLE.format("").encode(),
        b'<!DOCTYPE Bundle SYSTEM "file:///etc/passwd">' + BUNDLE.format("").encode(),
        b'<!DOCTYPE Bundle [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + BUNDLE.format("&c;").encode(),
        b'<!DOCTYPE Bundle [<!ENTITY a SYSTEM "http://127.0.0.1/">]>' + BUNDLE.format("&a;").encode(),
        BUNDLE.format("&a;").encode(),
        BUNDLE.format("&nbsp;").encode(),
        BUNDLE.format("<entry/>").encode(),
        BUNDLE.format("<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH).encode(),
        BUNDLE.format("<a>" * 100_000).encode(),
        BUNDLE.format("<a/>" * MAX_ELEMENTS).encode(),
        BUNDLE.format("\x00").encode(),
        b"\xef\xbb\xbf\xef\xbb\xbf<Bundle/>",
    ],
    ids=lambda body: repr(body[:40]),
)
def test_xml_that_is_more_or_less_than_a_message_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        Message.read(body)


def test_json_is_no_deeper_than_xml_may_be() -> None:
    body = told(What.ADMIT).removeprefix(b"{")
    deep, deeper = (b"[" * depth + b"]" * depth for depth in (MAX_DEPTH - 1, MAX_DEPTH))

    assert understood(b'{"note":' + deep + b"," + body) == ADMISSION
    with pytest.raises(Unreadable):
        Message.read(b'{"note":' + deeper + b"," + body)


def test_an_acknowledgement_is_one_in_xml_too_however_malformed() -> None:
    header = (
        '<MessageHeader><eventCoding><code value="acknowledgement-message"/></eventCoding></MessageHeader>'
    )
    told = BUNDLE.format(f"<entry><resource>{header}</resource></entry>")

    assert is_acknowledgement(told.encode())
    assert not is_acknowledgement(told.encode()[:-3])

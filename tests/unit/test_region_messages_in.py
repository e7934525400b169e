"""What a message from a hospital says, why one is refused, and what is tolerated."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from care_communications import Letter, Wrote, file, letter, text
from medcom import NOW, REGION, US
from published import examples, needs_standards
from samspil.contracts.hospital_messages import MessageKind
from samspil.contracts.message import Category, Urgency
from samspil.region_bridge.domain.hospital_message import HospitalMessage
from samspil.region_bridge.domain.thread import Addressee, Party
from samspil.region_bridge.domain.whose import Unclear
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.codes import (
    CATEGORY_CODES,
    CPR,
    NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
    Error,
)
from samspil.region_bridge.partner.medcom.families import told_by
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.medcom.reading import Refused, Written
from samspil.testkit.people import BRUNO, NANCY
from samspil.testkit.people import NATIONAL_REPLACEMENT as XECPR
from samspil.testkit.people import REGIONAL_REPLACEMENT as DECPR

FOLDERS = (
    "medcom/examples/carecommunication/carecommunication-4.0.3",
    "medcom/examples/carecommunication/carecommunication-5.0.2",
    "medcom/examples/carecommunication/carecommunicationtestscripts-4.0.1",
    "medcom/examples/carecommunication/carecommunicationtestscripts-5.0.0",
)
PUBLISHED = examples(*FOLDERS)


def read(body: bytes, us: Organisation = US, files: dict[str, bytes] | None = None) -> Written:
    written = told_by(Message.read(body, files or {}), us, NOW)
    assert isinstance(written, Written)
    return written


def message(body: bytes, **more: Any) -> HospitalMessage:
    return read(body, **more).message


def refused(body: bytes, us: Organisation = US) -> tuple[Error, str | None]:
    with pytest.raises(Refused) as raised:
        read(body, us)
    return raised.value.error, raised.value.element


def changed(change: Callable[[dict[str, Any]], object], one: Letter | None = None) -> bytes:
    return (one or letter()).body(change)


# What each published message says, read by hand: how it stands to those before it, category, thread (its
# first four signs), texts, files, and of how many messages it tells. Notes and links count as texts.
TOLD: dict[str, tuple[MessageKind, Category, str, int, int, int]] = {
    "4.0.3/0d5b": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "b2eb", 1, 0, 1),
    "4.0.3/3dcb": (MessageKind.REPLY, Category.EXAMINATION_RESULTS, "b2eb", 4, 0, 3),
    "4.0.3/add5": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "b2eb", 1, 0, 1),
    "4.0.3/c042": (MessageKind.FORWARD, Category.EXAMINATION_RESULTS, "546b", 4, 1, 4),
    "4.0.3/d119": (MessageKind.FORWARD, Category.EXAMINATION_RESULTS, "546b", 7, 0, 5),
    "4.0.3/gfd0": (MessageKind.NEW, Category.REGARDING_REFERRAL, "f9cf", 2, 1, 1),
    "4.0.3/k7bf": (MessageKind.REPLY, Category.CARE_COORDINATION, "59aa", 1, 0, 1),
    "5.0.2/0d5b": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "cefe", 1, 0, 1),
    "5.0.2/3dcb": (MessageKind.REPLY, Category.EXAMINATION_RESULTS, "b2eb", 4, 0, 3),
    "5.0.2/add5": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "b2eb", 1, 0, 1),
    "5.0.2/c042": (MessageKind.FORWARD, Category.EXAMINATION_RESULTS, "546b", 4, 1, 4),
    "5.0.2/d119": (MessageKind.FORWARD, Category.EXAMINATION_RESULTS, "546b", 7, 0, 5),
    "5.0.2/gfd0": (MessageKind.NEW, Category.REGARDING_REFERRAL, "f9cf", 2, 1, 1),
    "5.0.2/k7bf": (MessageKind.REPLY, Category.CARE_COORDINATION, "59aa", 1, 0, 1),
    "4.0.1/1e9f": (MessageKind.NEW, Category.DECEASE, "3cd0", 1, 1, 1),
    "4.0.1/20fc": (MessageKind.NEW, Category.DECEASE, "b847", 1, 0, 1),
    "4.0.1/3e04": (MessageKind.REPLY, Category.EXAMINATION_RESULTS, "d6d7", 2, 0, 2),
    "4.0.1/4f6e": (MessageKind.NEW, Category.HOME_CARE_ASSESSMENT, "3cbe", 1, 0, 1),
    "4.0.1/517f": (MessageKind.NEW, Category.PSYCHIATRY_SOCIAL_DISABILITY, "dd26", 1, 0, 1),
    "4.0.1/5d29": (MessageKind.NEW, Category.TRAINING, "ea0e", 1, 0, 1),
    "4.0.1/5de1": (MessageKind.NEW, Category.OTHER, "9b35", 1, 0, 1),
    "4.0.1/5f85": (MessageKind.NEW, Category.MEDICINE, "f9e8", 1, 0, 1),
    "4.0.1/6280": (MessageKind.NEW, Category.PSYCHIATRY_SOCIAL_DISABILITY, "9936", 1, 0, 1),
    "4.0.1/683f": (MessageKind.NEW, Category.REGARDING_REFERRAL, "cf2f", 1, 1, 1),
    "4.0.1/68f5": (MessageKind.NEW, Category.TRAINING, "afe5", 1, 0, 1),
    "4.0.1/6e5d": (MessageKind.NEW, Category.ALCOHOL_AND_DRUG_TREATMENT, "2ee9", 1, 0, 1),
    "4.0.1/720f": (MessageKind.NEW, Category.TRAINING, "a036", 1, 1, 1),
    "4.0.1/77c7": (MessageKind.FORWARD, Category.DECEASE, "06a1", 2, 0, 2),
    "4.0.1/7c5a": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "d6d7", 1, 0, 1),
    "4.0.1/81b7": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "a109", 1, 0, 1),
    "4.0.1/8287": (MessageKind.NEW, Category.ASSISTIVE_DEVICES, "3fab", 1, 0, 1),
    "4.0.1/91b4": (MessageKind.REPLY, Category.EXAMINATION_RESULTS, "18fa", 2, 1, 2),
    "4.0.1/98eb": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "a6be", 1, 0, 1),
    "4.0.1/9c23": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "b209", 1, 0, 1),
    "4.0.1/abfc": (MessageKind.NEW, Category.MEDICINE, "bf3d", 1, 0, 1),
    "4.0.1/b10f": (MessageKind.NEW, Category.OTHER, "7d14", 1, 1, 1),
    "4.0.1/b431": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "c29f", 1, 0, 1),
    "4.0.1/d000": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "eca8", 1, 0, 1),
    "4.0.1/fa97": (MessageKind.NEW, Category.TELEMEDICINE, "69ab", 1, 0, 1),
    "5.0.0/R-A-": (MessageKind.NEW, Category.EXTENDED_CARE_RESPONSIBILITY, "7d14", 1, 1, 1),
    "5.0.0/R-B-": (MessageKind.REPLY, Category.EXAMINATION_RESULTS, "18fa", 2, 1, 2),
    "5.0.0/R-Tek-B": (MessageKind.NEW, Category.ASSISTIVE_DEVICES, "3fab", 1, 0, 1),
    "5.0.0/R-Tek-C-": (MessageKind.NEW, Category.TRAINING, "ea0e", 1, 0, 1),
    "5.0.0/R-Tek-CPR-2": (MessageKind.NEW, Category.TELEMEDICINE, "eca8", 1, 0, 1),
    "5.0.0/R-Tek-CPR-3": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "eca8", 1, 0, 1),
    "5.0.0/R-Tek-D": (MessageKind.NEW, Category.TRAINING, "afe5", 1, 0, 1),
    "5.0.0/R-Tek-G": (MessageKind.NEW, Category.DECEASE, "b847", 1, 0, 1),
    "5.0.0/R-Tek-H": (MessageKind.REPLY, Category.EXAMINATION_RESULTS, "d6d7", 2, 0, 2),
    "5.0.0/R-Tek-I": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "d6d7", 1, 0, 1),
    "5.0.0/R-Tek-K": (MessageKind.NEW, Category.TELEMEDICINE, "69ab", 1, 0, 1),
    "5.0.0/R-Tek-L": (MessageKind.NEW, Category.TELEMEDICINE, "69ab", 1, 0, 1),
    "5.0.0/R-Tek-M": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "f3eb", 1, 0, 1),
    "5.0.0/S-B": (MessageKind.NEW, Category.REGARDING_REFERRAL, "a036", 1, 1, 1),
    "5.0.0/S-D": (MessageKind.NEW, Category.DECEASE, "3cd0", 1, 1, 1),
    "5.0.0/S-E": (MessageKind.FORWARD, Category.DECEASE, "06a1", 2, 0, 2),
    "5.0.0/S-Tek-A": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "c29f", 1, 0, 1),
    "5.0.0/S-Tek-B": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "a6be", 1, 0, 1),
    "5.0.0/S-Tek-C-": (MessageKind.REPLY, Category.EXAMINATION_RESULTS, "18fa", 2, 0, 2),
    "5.0.0/S-Tek-CPR": (MessageKind.NEW, Category.EXAMINATION_RESULTS, "eca8", 1, 0, 1),
}
REFUSED = {"4.0.1/260a": (Error.DAMAGED, "Communication.payload[0].extension(identifier)")}
"""Its text has no identifier, on purpose: nobody could say whether it was told before."""


def names(table: dict[str, Any], file: Path) -> list[Any]:
    own = f"{file.parent.name.rpartition('-')[2]}/{file.stem.removeprefix('Bundle-')}"
    return [value for name, value in table.items() if own.startswith(name)]


def receiver_of(file: Path) -> Organisation:
    header = json.loads(file.read_bytes())["entry"][0]["resource"]
    return Organisation(header["destination"][0]["endpoint"].partition("=")[2], "0" * 13)


@needs_standards
@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: f"{file.parent.name[-5:]}-{file.stem[7:20]}")
def test_a_published_message_is_read_as_what_it_says(file: Path) -> None:
    if expected := names(REFUSED, file):
        assert [refused(file.read_bytes(), receiver_of(file))] == expected
        return
    told = message(file.read_bytes(), us=receiver_of(file))

    assert [
        (
            told.kind,
            told.category,
            str(told.thread_id)[:4],
            len(told.texts),
            len(told.files),
            len(told.steps),
        )
    ] == names(TOLD, file)
    assert all(one.words and one.signed.name is not None for one in told.texts if one.signed.phone)
    assert all(one.data for one in told.files)


@needs_standards
def test_the_published_messages_are_all_there() -> None:
    assert len(PUBLISHED) == len(TOLD) + len(REFUSED) == 60


@needs_standards
def test_of_a_published_message_every_part_is_read() -> None:
    [file] = [one for one in PUBLISHED if "5.0.2" in str(one) and "gfd0" in one.stem]

    told = message(file.read_bytes(), us=receiver_of(file))

    text, link = told.texts
    assert told.urgency is Urgency.ASAP
    assert told.topic == "Journal notat"
    assert (text.signed.name, text.signed.role, text.signed.phone) == (
        "Michael Burns",
        "sygeplejerske",
        "38683868",
    )
    assert text.at == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert text.by == Party("265161000016000", "5790000209354") == told.answer_to.party
    assert link.words == "medcom.dk: https://medcom.dk/"
    assert told.answer_to.addressee == Addressee("PractitionerRole", "Michael Burns", "sygeplejerske")
    assert told.recipient == Addressee("CareTeam", "Plejecenter Herlev Team 1")
    assert told.answer_to.episodes[0][0] == "https://sor2.sum.dsdn.dk/#id=265161000016000"
    assert told.sender == "Hjerteafdelingen på Herlev og Gentofte hospital"
    assert told.files[0].title == "Blodprøveresultater"
    assert bytes(told.files[0].data[:5]) == b"%PDF-"


@needs_standards
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("R-Tek-CPR-2", ["civil"]),
        ("R-Tek-CPR-3", ["national_replacement"]),
        ("R-Tek-B", ["regional_replacement"]),
    ],
)
def test_a_published_patient_goes_by_a_replacement_too(name: str, kinds: list[str]) -> None:
    [file] = [one for one in PUBLISHED if "5.0.0" in str(one) and name in one.stem]

    current = read(file.read_bytes(), us=receiver_of(file)).named.current

    assert not isinstance(current, Unclear)
    assert [current.kind] == kinds


@pytest.mark.parametrize("category", list(Category))
def test_every_category_is_known(category: Category) -> None:
    assert message(letter(category=category).body()).category is category


def test_the_category_of_version_4_that_5_has_not_is_the_one_that_it_became() -> None:
    told = message(letter(category="assessment").body())

    assert told.category is Category.HOME_CARE_ASSESSMENT
    assert "category_of_4" in told.tolerated


def of(resource: str, **fields: Any) -> Callable[[dict[str, Any]], object]:
    return lambda found: found[resource].update(fields)


def without(resource: str, field: str) -> Callable[[dict[str, Any]], object]:
    return lambda found: found[resource].pop(field)


def payload(**fields: Any) -> Callable[[dict[str, Any]], object]:
    return lambda found: found["Communication"]["payload"][0].update(fields)


def extension(place: int, **fields: Any) -> Callable[[dict[str, Any]], object]:
    return lambda found: found["Communication"]["payload"][0]["extension"][place].update(fields)


def category(code: str, system: str = CATEGORY_CODES) -> Callable[[dict[str, Any]], object]:
    return of("Communication", category=[{"coding": [{"system": system, "code": code}]}])


@pytest.mark.parametrize(
    ("change", "error", "element"),
    [
        (of("MessageHeader", focus=[{"reference": "Communication/x"}]), Error.DAMAGED, "MessageHeader.focus"),
        (without("MessageHeader", "destination"), Error.RECEIVER_MISSING, "MessageHeader.destination"),
        (
            of("MessageHeader", destination=[{"endpoint": REGION.endpoint}]),
            Error.RECEIVER_UNKNOWN,
            "MessageHeader.destination.receiver",
        ),
        (without("Communication", "identifier"), Error.DAMAGED, "Communication.identifier"),
        (
            of("Communication", identifier=[{"value": "traad-1"}]),
            Error.DATATYPE,
            "Communication.identifier.value",
        ),
        (
            of("Communication", identifier=[{"value": str(uuid4())}, {"value": str(uuid4())}]),
            Error.DATATYPE,
            "Communication.identifier.value",
        ),
        (without("Communication", "category"), Error.DAMAGED, "Communication.category"),
        (category("gossip"), Error.NOT_IN_CODE_SYSTEM, "Communication.category.coding.code"),
        (category("other", "urn:x"), Error.NOT_IN_CODE_SYSTEM, "Communication.category.coding.code"),
        (without("Communication", "payload"), Error.DAMAGED, "Communication.payload"),
        (of("Communication", payload=[]), Error.DAMAGED, "Communication.payload"),
        (payload(contentString=" \x07 "), Error.DATATYPE, "Communication.payload[0].contentString"),
        (payload(contentString=7), Error.DATATYPE, "Communication.payload[0].contentString"),
        (
            lambda found: found["Communication"]["payload"][0].pop("contentString"),
            Error.DAMAGED,
            "Communication.payload[0].content",
        ),
        (
            lambda found: found["Communication"]["payload"][0]["extension"].pop(1),
            Error.DAMAGED,
            "Communication.payload[0].extension(identifier)",
        ),
        (
            extension(0, valueDateTime="2026-W48"),
            Error.DATATYPE,
            "Communication.payload[0].extension[0].valueDateTime",
        ),
        (extension(0, valueDateTime="0001-01-01"), Error.DATATYPE, "Communication.payload"),
        (extension(0, valueDateTime="9999-12-31"), Error.DATATYPE, "Communication.payload"),
        (of("Patient", identifier=[]), Error.DATATYPE, "Patient.identifier"),
        (
            of("Patient", identifier=[{"system": NATIONAL_REPLACEMENT, "value": BRUNO.cpr.number}]),
            Error.DATATYPE,
            "Patient.identifier",
        ),
        (of("Patient", resourceType="Person"), Error.DAMAGED, "Communication.subject"),
        (without("Provenance", "target"), Error.DAMAGED, "Provenance.target"),
        (without("Provenance", "activity"), Error.DAMAGED, "Provenance.activity"),
        (
            lambda found: found["Provenance"]["activity"]["coding"][0].update(code="retract-message"),
            Error.NOT_IN_VALUE_SET,
            "Provenance.activity",
        ),
        (
            of("Provenance", occurredDateTime="2999-01-01T00:00:00Z"),
            Error.DATATYPE,
            "Provenance.occurredDateTime",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_and_the_element_named(
    change: Callable[[dict[str, Any]], object], error: Error, element: str
) -> None:
    assert refused(changed(change)) == (error, element)


def test_a_priority_that_is_not_published_is_refused_and_one_elsewhere_tolerated() -> None:
    about = letter(category="regarding-referral")

    assert message(changed(of("Communication", priority="routine"), about)).urgency is Urgency.ROUTINE
    assert refused(changed(of("Communication", priority="stat"), about)) == (
        Error.NOT_IN_VALUE_SET,
        "Communication.priority",
    )
    elsewhere = message(changed(of("Communication", priority="stat")))
    assert elsewhere.urgency is None
    assert elsewhere.tolerated == ("priority_elsewhere",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (of("MessageHeader", definition="http://medcomfhir.dk/ig/new|6.1"), "definition_unpublished"),
        (without("MessageHeader", "definition"), "definition_missing"),
        (
            of(
                "MessageHeader",
                definition="http://medcomfhir.dk/ig/messagedefinitions/MessageDefinition/"
                "MedComCareCommunicationMessageDefinition|5.7",
            ),
            "version_unpublished",
        ),
        (
            of("Patient", text={"status": "generated", "div": '<div><a href="Patient-1.html">x</a></div>'}),
            "dead_narrative_link",
        ),
        (of("Communication", status="completed"), "status"),
        (without("MessageHeader", "sender"), "sender_incomplete"),
        (of("PractitionerRole", practitioner={"reference": "Practitioner/nobody"}), "author_missing"),
        (lambda found: found["Communication"]["payload"][0]["extension"].pop(3), "phone_missing"),
        (lambda found: found["Communication"]["payload"][0]["extension"].pop(0), "date_missing"),
        (
            lambda found: found["Communication"]["payload"][0]["extension"][1]["valueIdentifier"].update(
                value=str(uuid4()).upper()
            ),
            "identifier_form",
        ),
        (
            lambda found: found["Communication"]["payload"].append(found["Communication"]["payload"][0]),
            "identifier_repeated",
        ),
        (category("other"), None),
        (
            lambda found: (category("other")(found), found["Communication"].pop("topic")),
            "topic_missing",
        ),
    ],
)
def test_what_does_no_harm_is_tolerated_and_noted(
    change: Callable[[dict[str, Any]], object], code: str | None
) -> None:
    assert code is None or code in message(changed(change)).tolerated


def test_relative_full_urls_are_read_and_noted() -> None:
    bundle = json.loads(letter().body())
    for entry in bundle["entry"]:
        entry["fullUrl"] = entry["fullUrl"].removeprefix("https://region.example/")

    assert message(json.dumps(bundle).encode()).tolerated == ("relative_full_url",)


def test_a_message_as_published_is_tolerated_nothing() -> None:
    assert message(letter().body()).tolerated == ()


def test_a_file_is_its_bytes_whether_they_stand_there_or_were_cut_out() -> None:
    small = file("Epikrise", base64.b64encode(b"%PDF-1.7 kort").decode())
    cut = file("Epikrise", "urn:samspil:cut:0")

    [read_small] = message(letter(text(), small).body()).files
    [read_cut] = message(letter(text(), cut).body(), files={"urn:samspil:cut:0": b"%PDF-1.7 lang"}).files

    assert (read_small.title, read_small.data) == ("Epikrise", b"%PDF-1.7 kort")
    assert read_cut.data == b"%PDF-1.7 lang"


@pytest.mark.parametrize("data", ["ikke base64!", "abc", "urn:samspil:cut:1"])
def test_a_file_of_which_the_bytes_cannot_be_read_is_refused(data: str) -> None:
    assert refused(letter(text(), file("Epikrise", data)).body()) == (
        Error.DATATYPE,
        "Communication.payload[1].contentAttachment.data",
    )


def test_a_reply_repeats_a_file_without_its_bytes_and_says_so() -> None:
    first = letter(text(), file("Epikrise", base64.b64encode(b"%PDF-1.7").decode()))

    told = message(first.reply(text("Tak.")).body())

    assert told.kind is MessageKind.REPLY
    assert [one.words for one in told.texts][1] == "Epikrise: Filen fulgte ikke med."
    assert told.files == ()
    assert [one.message_id for one in told.steps][1] == first.sent.id
    assert told.steps[0].after == first.sent.id


def test_two_texts_under_one_identifier_are_two() -> None:
    one = text("Det ene.")

    told = message(letter(one, replace(one, words="Det andet.")).body())

    assert [each.words for each in told.texts] == ["Det ene.", "Det andet."]
    assert len({each.id for each in told.texts}) == 2


@pytest.mark.parametrize(
    ("system", "person"),
    [
        (CPR, NANCY),
        (NATIONAL_REPLACEMENT, XECPR),
        (REGIONAL_REPLACEMENT, DECPR),
        (f"{REGIONAL_REPLACEMENT}.177", DECPR),
    ],
)
def test_whom_it_is_about_is_told_by_any_of_three_kinds_of_number(system: str, person: Any) -> None:
    named = read(letter(system=system, person=person).body()).named

    assert named.current == person.cpr


def test_of_several_patients_nobody_is_guessed() -> None:
    def two(found: dict[str, Any]) -> None:
        found["Communication"]["subject"] = {"reference": "Patient/nobody"}

    assert read(changed(two)).named.current is Unclear.PATIENT


def test_the_answer_to_a_refused_message_names_the_element_and_nothing_that_stood_there() -> None:
    body = changed(category("gossip-about-bruno"))

    answer = json.loads(
        acknowledgement(
            Message.read(body),
            US,
            REGION,
            NOW,
            Error.NOT_IN_CODE_SYSTEM,
            "Communication.category.coding.code",
        )
    )

    [outcome] = [
        e["resource"] for e in answer["entry"] if e["resource"]["resourceType"] == "OperationOutcome"
    ]
    assert outcome["issue"][0]["diagnostics"] == "Communication.category.coding.code"
    assert outcome["issue"][0]["expression"] == ["Communication.category.coding.code"]
    assert "gossip" not in json.dumps(answer)


def test_words_are_told_without_what_nobody_can_read() -> None:
    told = message(letter(text("Hej\u202e\r\nKan I\x00 komme?")).body())

    assert told.texts[0].words == "Hej \nKan I  komme?"


def test_a_text_without_a_moment_was_written_when_the_message_was() -> None:
    def undated(found: dict[str, Any]) -> None:
        found["Communication"]["payload"][0]["extension"].pop(0)

    assert message(changed(undated)).texts[0].at == NOW


def test_a_text_may_be_older_than_its_message() -> None:
    older = Wrote(UUID(int=1), NOW - timedelta(days=2))

    assert message(letter(older).body()).texts[0].at == NOW - timedelta(days=2)


def test_what_a_message_tells_of_earlier_ones_is_left_out_where_it_cannot_be() -> None:
    first = letter()
    reply = first.reply(text("Ja."))

    def impossible(found: dict[str, Any]) -> None:
        assert found["Provenance"]["target"][0]["reference"].endswith(first.sent.id)
        found["Provenance"].update(occurredDateTime="2999-01-01", recorded="2999-01-01")

    told = message(reply.body(impossible))

    assert [one.message_id for one in told.steps] == [reply.sent.id]
    assert told.tolerated == ("history_unreadable",)

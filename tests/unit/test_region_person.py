"""Whom a hospital notification names, and what is left to a human."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medcom import notice_of
from samspil.region_bridge.domain.whose import Named, Unclear, whose
from samspil.region_bridge.partner.medcom.codes import CPR, Error
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.region_bridge.partner.medcom.reading import Refused
from samspil.sandboxes.region.hospital import Patient, What, tell
from samspil.testkit.people import (
    ADMINISTRATIVE_REPLACEMENT,
    ANOTHER_NATIONAL_REPLACEMENT,
    BRUNO,
    EJNAR,
    NANCY,
    NANCY_FORMERLY,
    NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
    VERA,
    Person,
)
from samspil.vocabulary.citizen_id import CitizenId, new_citizen_id
from samspil.vocabulary.cpr import Cpr

US = Organisation("999990000000002", "5799999900020")
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
_, ADMISSION = tell(What.ADMIT, None, Patient(NANCY.cpr.number, NANCY.name), NOW)

Resources = dict[str, dict[str, Any]]


def number(cpr: Cpr, **more: Any) -> dict[str, Any]:
    return {"system": CPR, "value": cpr.number, **more}


def named(*identifiers: dict[str, Any], change: Callable[[Any], object] = lambda bundle: None) -> Named:
    """Whom an admission names whose patient has these identifiers."""
    bundle = json.loads(ADMISSION)
    patient = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient")
    patient["identifier"] = list(identifiers)
    change(bundle)
    return notice_of(Message.read(json.dumps(bundle).encode()), US, NOW).named


def encounter(bundle: Any) -> dict[str, Any]:
    found: dict[str, Any] = next(
        e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Encounter"
    )
    return found


OLD = number(NANCY_FORMERLY.cpr, use="old")
CURRENT = number(NANCY.cpr, use="official")


@pytest.mark.parametrize(
    "identifiers",
    [
        [number(NANCY.cpr)],
        [CURRENT],
        [OLD, CURRENT],
        [CURRENT, OLD],
        [OLD, number(NANCY.cpr)],
        [CURRENT, CURRENT],
        [number(NANCY_FORMERLY.cpr, period={"end": "2019-03-01"}), CURRENT],
        [number(NANCY_FORMERLY.cpr, period={"end": "2019"}), number(NANCY.cpr, period={"start": "2019"})],
        [number(NANCY_FORMERLY.cpr, use="official", period={"end": "2026-11-21"}), CURRENT],
        [number(NANCY_FORMERLY.cpr, use="old", period={"end": "in spring"}), CURRENT],
        [number(NANCY_FORMERLY.cpr, use="secondary"), CURRENT],
        [number(NANCY.cpr, use="official", period={"start": "1948-12-25", "end": "9999-12-31"}), OLD],
        [{"system": CPR, "value": "12", "use": "old"}, CURRENT],
        [number(ADMINISTRATIVE_REPLACEMENT.cpr, use="old"), CURRENT],
        [{"system": "urn:oid:1.2.208.176.1.6.1.1", "value": NATIONAL_REPLACEMENT.cpr.number}, CURRENT],
    ],
)
def test_the_current_number_is_found_wherever_it_stands(identifiers: list[dict[str, Any]]) -> None:
    found = named(*identifiers)

    assert found.current == NANCY.cpr
    assert found.numbers <= {NANCY.cpr, NANCY_FORMERLY.cpr}


@pytest.mark.parametrize(
    "identifiers",
    [
        [number(NANCY.cpr), number(NANCY_FORMERLY.cpr)],
        [CURRENT, number(BRUNO.cpr, use="official")],
        [CURRENT, number(BRUNO.cpr, use="usual")],
        [OLD],
        [number(NANCY.cpr, use="temp")],
        [number(NANCY.cpr, use="Official")],
        [number(NANCY.cpr, period={"end": "2026-11-21"})],
        [number(NANCY.cpr, period={"start": "2026-11-24"})],
        [CURRENT, number(NANCY_FORMERLY.cpr, period={"end": "in spring"})],
        [CURRENT, number(NANCY_FORMERLY.cpr, period={"end": 1795000000})],
        [CURRENT, number(NANCY_FORMERLY.cpr, period="2019")],
        [CURRENT, {"system": CPR, "value": "12"}],
        [CURRENT, number(NATIONAL_REPLACEMENT.cpr)],
        [CURRENT, number(ADMINISTRATIVE_REPLACEMENT.cpr)],
    ],
)
def test_where_the_current_number_is_not_certain_nobody_is_guessed(identifiers: list[dict[str, Any]]) -> None:
    assert named(*identifiers).current is Unclear.NUMBER


@pytest.mark.parametrize(
    "identifiers",
    [
        [],
        [{"system": CPR}],
        [{"system": CPR, "value": "12"}],
        [{"system": "urn:oid:1.2.208.176.1.6.1.1", "value": NANCY.cpr.number}],
        [number(NATIONAL_REPLACEMENT.cpr)],
        [number(ADMINISTRATIVE_REPLACEMENT.cpr)],
    ],
)
def test_a_message_without_any_number_is_refused(identifiers: list[dict[str, Any]]) -> None:
    with pytest.raises(Refused) as refused:
        named(*identifiers)

    assert refused.value.error is Error.DATATYPE


X_ECPR, D_ECPR = "urn:oid:1.2.208.176.1.6.1.1", "urn:oid:1.2.208.176.1.6.1.3"


@pytest.mark.parametrize(
    ("system", "person"),
    [
        (X_ECPR, NATIONAL_REPLACEMENT),
        (D_ECPR, REGIONAL_REPLACEMENT),
        (f"{D_ECPR}.177", REGIONAL_REPLACEMENT),
    ],
)
def test_a_replacement_number_in_its_own_system_names_somebody_where_there_is_no_other(
    system: str, person: Person
) -> None:
    replacement = {"system": system, "value": person.cpr.number, "use": "temp"}

    assert named(replacement) == Named(person.cpr, frozenset({person.cpr}), by_replacement=True)
    assert named(replacement, CURRENT) == Named(NANCY.cpr, frozenset({NANCY.cpr}))
    two = named(replacement, {"system": X_ECPR, "value": ANOTHER_NATIONAL_REPLACEMENT.cpr.number})
    assert (two.current, two.by_replacement) == (Unclear.NUMBER, True)


@pytest.mark.parametrize(
    ("system", "person"),
    [
        (D_ECPR, NATIONAL_REPLACEMENT),
        (X_ECPR, REGIONAL_REPLACEMENT),
        (f"{D_ECPR}1", REGIONAL_REPLACEMENT),
        (X_ECPR, ADMINISTRATIVE_REPLACEMENT),
        (None, NATIONAL_REPLACEMENT),
    ],
)
def test_a_number_in_another_system_than_its_own_names_nobody(system: str | None, person: Person) -> None:
    with pytest.raises(Refused) as refused:
        named({"system": system, "value": person.cpr.number})

    assert refused.value.error is Error.DATATYPE


def another_patient(bundle: Any, at: int = 1, **more: Any) -> None:
    bundle["entry"].insert(
        at,
        {"resource": {"resourceType": "Patient", "id": "other", "identifier": [number(BRUNO.cpr)], **more}},
    )


def test_of_several_patients_it_is_the_one_that_the_stay_names() -> None:
    assert named(CURRENT, change=another_patient) == Named(NANCY.cpr, frozenset({NANCY.cpr}))


def test_the_stay_may_name_its_subject_by_a_whole_and_versioned_address() -> None:
    def change(bundle: Any) -> None:
        another_patient(bundle)
        entry = next(
            e for e in bundle["entry"] if encounter(bundle)["subject"]["reference"] in e.get("fullUrl", "")
        )
        encounter(bundle)["subject"]["reference"] = f"{entry['fullUrl']}/_history/3"
        encounter(bundle)["subject"]["type"] = "Patient"

    assert named(CURRENT, change=change).current == NANCY.cpr


@pytest.mark.parametrize("version", ["", "/_history/1"])
def test_a_focus_resolves_with_its_version_and_without(version: str) -> None:
    def change(bundle: Any) -> None:
        focus = bundle["entry"][0]["resource"]["focus"][0]
        focus["reference"] += version
        target = next(
            e["resource"]["target"][0]
            for e in bundle["entry"]
            if e["resource"]["resourceType"] == "Provenance"
        )
        target["reference"] += version

    assert named(CURRENT, change=change).current == NANCY.cpr


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/nobody"},
        {"reference": "Group/other"},
        {"reference": "Patient/None"},
        {"reference": ""},
        {"reference": "#p"},
        {},
        None,
    ],
)
def test_a_subject_that_leads_to_none_or_to_several_is_nobody_in_particular(subject: object) -> None:
    def change(bundle: Any) -> None:
        another_patient(bundle)
        another_patient(bundle, id=None)
        encounter(bundle)["subject"] = subject

    assert named(CURRENT, change=change) == Named(Unclear.PATIENT, frozenset({NANCY.cpr, BRUNO.cpr}))


def test_a_subject_that_leads_nowhere_is_not_the_only_patient() -> None:
    def change(bundle: Any) -> None:
        encounter(bundle)["subject"] = {"reference": "Patient/nobody"}

    assert named(CURRENT, change=change).current is Unclear.PATIENT


def test_two_patients_of_one_id_are_told_apart_by_nobody() -> None:
    def change(bundle: Any) -> None:
        own = encounter(bundle)["subject"]["reference"].removeprefix("Patient/")
        another_patient(bundle, id=own)
        for entry in bundle["entry"]:
            entry.pop("fullUrl", None)

    assert named(CURRENT, change=change).current is Unclear.PATIENT


def test_a_patient_that_is_told_twice_is_one() -> None:
    def change(bundle: Any) -> None:
        bundle["entry"] += [e for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient"]

    assert named(CURRENT, change=change).current == NANCY.cpr


def test_a_subject_that_is_also_named_by_number_has_to_be_the_same() -> None:
    def change(cpr: Cpr) -> Callable[[Any], None]:
        return lambda bundle: encounter(bundle)["subject"].update(identifier=number(cpr))

    assert named(CURRENT, change=change(NANCY.cpr)).current == NANCY.cpr
    assert named(CURRENT, change=change(BRUNO.cpr)).current is Unclear.NUMBER


ONE, TWO = new_citizen_id(), new_citizen_id()


@pytest.mark.parametrize(
    ("current", "known", "expected"),
    [
        (NANCY.cpr, {}, None),
        (NANCY.cpr, {NANCY.cpr: ONE}, ONE),
        (NANCY.cpr, {NANCY.cpr: ONE, NANCY_FORMERLY.cpr: ONE}, ONE),
        (NANCY.cpr, {NANCY.cpr: ONE, NANCY_FORMERLY.cpr: TWO}, Unclear.CITIZEN),
        (NANCY.cpr, {NANCY_FORMERLY.cpr: ONE}, Unclear.CITIZEN),
        (Unclear.NUMBER, {}, None),
        (Unclear.NUMBER, {NANCY.cpr: ONE}, Unclear.NUMBER),
        (Unclear.PATIENT, {NANCY_FORMERLY.cpr: ONE}, Unclear.PATIENT),
    ],
)
def test_a_citizen_is_who_the_current_number_leads_to_and_no_other_number_elsewhere(
    current: Cpr | Unclear, known: dict[Cpr, CitizenId], expected: CitizenId | Unclear | None
) -> None:
    assert whose(Named(current, frozenset({NANCY.cpr, NANCY_FORMERLY.cpr})), known) == expected


PEOPLE = [person.cpr for person in (BRUNO, NANCY, NANCY_FORMERLY, EJNAR, VERA)]
USES = st.sampled_from([None, "official", "usual", "old", "secondary", "temp", "x"])
PERIODS = st.sampled_from([None, {}, {"end": "2019"}, {"start": "2019"}, {"end": "x"}, {"start": "2027"}])


@given(
    st.lists(
        st.builds(
            lambda cpr, use, period: number(cpr, use=use, period=period),
            st.sampled_from(PEOPLE),
            USES,
            PERIODS,
        ),
        min_size=1,
        max_size=4,
    ),
    st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([ONE, TWO])),
    st.randoms(use_true_random=False),
)
def test_whose_it_is_never_follows_from_the_order_and_is_never_somebody_by_a_former_number(
    identifiers: list[dict[str, Any]], known: dict[Cpr, CitizenId], random: Any
) -> None:
    shuffled = random.sample(identifiers, len(identifiers))

    found, again = named(*identifiers), named(*shuffled)

    assert found == again
    citizen = whose(found, known)
    if isinstance(citizen, Unclear) or citizen is None:
        return
    goes_by = {one["value"] for one in identifiers if one["use"] in {None, "official", "usual"}}
    assert {known.get(cpr) for cpr in PEOPLE if cpr.number in goes_by and cpr in known} == {citizen}
    assert all(known.get(cpr, citizen) == citizen for cpr in found.numbers)

"""The forms of the pages: each fits its route, keeps what was written, and is told why it was refused."""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any, Final, cast
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData
from starlette.requests import Request

from door_table import TABLES
from samspil.overview.api.kept_form import posted
from samspil.overview.domain.coordination import Coordination
from samspil.overview.pages import rendering
from samspil.overview.pages.field import NO_INSTANT, NO_NUMBER
from samspil.overview.pages.form import NO_DAY, Field, Filled, Form, Kind, Thing
from samspil.overview.pages.forms import FORMS, work
from samspil.overview.pages.forms.access import FIND_BY_NAME, REASON
from samspil.overview.pages.forms.citizen import FIND, OPEN_CONTACT, WITHOUT_NUMBER
from samspil.overview.pages.forms.coordination import END_HOLD, SET_HOLD
from samspil.overview.pages.forms.messages import REFER
from samspil.overview.pages.forms.network import END_SIGN_IN, LET_SIGN_IN
from samspil.overview.pages.forms.own import (
    END_PAUSE,
    SET_PAUSE,
    STEP_BACK,
    TAKE_BACK,
    WANT_ANOTHER,
    WRITE_WISH,
)
from samspil.overview.pages.forms.plan import ANSWER_SUPPORT
from samspil.overview.pages.forms.plan_life import READ_VERSION
from samspil.overview.pages.hold_changed import hold_changed
from samspil.testkit.builders import CITIZEN
from samspil.testkit.people import BRUNO
from samspil.vocabulary.data_class import DataClass
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role
from samspil.vocabulary.sector import Sector
from samspil.web.app import create_app
from samspil.web.auth import Caller

ALL = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
OWN = (SET_PAUSE, END_PAUSE, TAKE_BACK, WRITE_WISH, WANT_ANOTHER, STEP_BACK)
"""Of whoever comes from home."""
ASKS: Final = Form(
    name="ting/goer",
    button="Gør",
    done="Gjort.",
    undone="Ikke gjort",
    service="overview",
    path="/v1/citizens/{citizen}/things/{thing}/do",
    fields=(
        Field("seen", kind=Kind.READ),
        Field("words", "Ord", Kind.WORDS, missing="Skriv ord."),
        Field("day", "Dag", Kind.DAY),
        Field("at", "Tid", Kind.INSTANT),
        Field("number", "Tal", Kind.NUMBER),
        Field("choice", "Valg", Kind.CHOICE, missing="Vælg.", choices={"a": "A", "b": "B"}),
        Field("radio", "Knap", Kind.RADIO, choices={"a": "A", "b": "B", "c": "C"}, likely=2),
        Field("tick", "Kryds", Kind.TICK),
        Field(
            "ticks",
            "Flere",
            Kind.TICKS,
            missing="Vælg en.",
            choices={"a": "A", "b": "B"},
            closed={"c": "C"},
            why_closed="C kan ikke vælges.",
        ),
        Field("one", "En af flere", Kind.CHOICE, choices={"a": "A"}, is_one_of_several=True),
        Field("several", "Flere", Kind.TICKS, choices={"a": "A", "b": "B"}),
        Field("ranked", "Helst", Kind.RANKED, choices={"a": "A", "b": "B"}),
        Field("given", kind=Kind.GIVEN),
    ),
    blames={"too-early": "day"},
)
SHOWN = """{% from "components.html" import act, alert, form_of, offered with context %}
{% include "refused.html" %}{{ offered(offer) }}{{ form_of(refused, "/x") }}"""
NOT_OURS: set[str] = {basis for basis in LegalBasis if not basis.gives_social_help}
LEFT_OUT: dict[str, set[str]] = {
    "basis": {basis for basis in LegalBasis if not basis.gives_help},
    "provision": NOT_OURS,
    "may_know": {DataClass.IDENTITY, DataClass.CONSENT, DataClass.EMPLOYMENT_STATUS},
}
"""What nobody can apply for or is given, and what means nothing to a relative."""
OF_THE_FORM: dict[tuple[str, str], set[str]] = {
    (OPEN_CONTACT.name, "basis"): {basis for basis in LegalBasis if basis not in WITHOUT_NUMBER},
    (REFER.name, "basis"): NOT_OURS,
}
"""What cannot be asked for without a number, nor by a hospital of us."""
PASSED_ON = work.FORMS
"""What overview passes on to the jobcenter-bridge, whose door of the same address shows the body."""
THING = Thing(UUID(int=7), 3)
STAFF = {Role.CASEWORKER, Role.VISITATOR, Role.SUPPORT_WORKER}
TEXTS = st.dictionaries(st.sampled_from([one.name for one in ASKS.fields]), st.text(max_size=20))


@cache
def told_by(service: str) -> dict[str, Any]:
    """The service's doors, as its OpenAPI tells of them."""
    named = f"samspil.{service.replace('-', '_')}.api"
    package = import_module(f"{named}.routes")
    modules = [import_module(f"{package.__name__}.{one.name}") for one in iter_modules(package.__path__)]
    remedies = import_module(f"{named}.remedies").REMEDIES
    app = create_app(service, routers=[one.router for one in modules], remedies=remedies)
    return app.openapi()


@pytest.mark.parametrize("form", [*FORMS.values(), *OWN], ids=[*FORMS, *("own-" + one.name for one in OWN)])
def test_each_form_asks_what_its_route_takes_and_no_more(form: Form) -> None:
    whole = told_by("jobcenter-bridge" if form in PASSED_ON else form.service)
    [path] = [one for one in whole["paths"] if _fits(form.path, one)]
    route = whole["paths"][path]["post"]
    body = _body(whole, route)

    asked = {one.name for one in form.fields if one.is_sent}
    asked |= form.always.keys() | ({form.about_field} - {""})
    assert asked <= body.get("properties", {}).keys()
    needed = {
        one.name
        for one in form.fields
        if ((one.missing or one.kind is Kind.TICK) and one.is_sent) or one.kind is Kind.GIVEN
    }
    assert set(body.get("required", ())) <= needed | form.always.keys() | ({form.about_field} - {""})
    for name, code in form.always.items():
        assert code in _enum(whole, body["properties"][name])
    for one in form.fields:
        if one.choices or one.is_list:
            asked_for = body["properties"][one.name]
            codes = set(_enum(whole, asked_for.get("items", asked_for)))
            left_out = OF_THE_FORM.get((form.name, one.name), LEFT_OUT.get(one.name, set()))
            assert one.choices.keys() == codes - (left_out if one.name != "acting_municipality" else set())
        takes_several = body.get("properties", {}).get(one.name, {}).get("type") == "array"
        assert takes_several == (one.is_list or one.is_one_of_several)
    asks_for_key = "idempotency-key" in {one["name"] for one in route.get("parameters", ())}
    assert asks_for_key == (form not in (FIND, REASON, FIND_BY_NAME, LET_SIGN_IN, END_SIGN_IN))
    headers = {one["name"] for one in route.get("parameters", ()) if one["in"] == "header"}
    assert ("if-match" in headers) == (form.changes and form.says_version)


@ALL
def test_each_form_has_its_own_address_and_says_what_happened(form: Form) -> None:
    assert [one for one in FORMS.values() if one.name == form.name] == [form]
    assert form.name.isascii()
    assert form.done.endswith(".")
    assert set(form.blames.values()) <= {one.name for one in form.fields}


@given(st.text(max_size=60))
def test_a_thing_is_read_as_it_was_written_or_not_at_all(text: str) -> None:
    assert Thing.read(str(THING)) == THING
    for odd in (text, f"{THING.id}.{text}", f"{text}.3"):
        try:
            read = Thing.read(odd)
        except ValueError:
            continue
        assert read.version >= 0


@given(TEXTS)
def test_whatever_is_written_is_told_what_is_wrong_or_becomes_a_body(written: dict[str, str]) -> None:
    filled = Filled(ASKS, (THING,), written).checked()
    body = filled.body()

    json.dumps(body)
    assert ("words" in body) == bool(written.get("words", "").strip())
    assert "words" in body or filled.wrong["words"] == "Skriv ord."
    assert (body.get("choice") in {"a", "b"}) == ("choice" not in filled.wrong)
    assert body["tick"] is bool(written.get("tick", "").strip())
    for name in ("several", "ranked"):
        assert " ".join(body[name]) == " ".join(dict.fromkeys(written.get(name, "").split()))
    if filled.wrong.get("day") == NO_DAY:
        assert written["day"].strip()
    assert isinstance(body.get("number", 0), int) == ("number" not in filled.wrong)
    told = re.match(r"\d{4}-\d\d-\d\dT\d\d:", body.get("at", "2026-12-14T09:05"))
    assert (filled.wrong.get("at") == NO_INSTANT) == (told is None)


def test_what_is_right_goes_to_its_route_as_it_was_meant() -> None:
    written = {"words": " ro ", "day": "5.12.2026", "choice": "b", "seen": '{"a": null}'}
    written |= {"at": " 14.12.2026 kl.  9.05 ", "number": "120"}
    filled = Filled(ASKS, (THING,), {**written, "ticks": "b a", "one": "a"}).checked()

    assert not filled.wrong
    assert filled.path(CITIZEN, THING) == f"/v1/citizens/{CITIZEN}/things/{THING.id}/do"
    assert filled.body() == {
        "seen": {"a": None},
        "words": "ro",
        "day": "2026-12-05",
        "at": "2026-12-14T09:05:00+01:00",
        "number": 120,
        "choice": "b",
        "tick": False,
        "ticks": ["b", "a"],
        "one": ["a"],
        "several": [],
        "ranked": [],
    }


def test_what_was_written_is_told_as_its_person_reads_it() -> None:
    written = {"seen": "{}", "words": " ro ", "day": "", "choice": "b", "tick": "true", "ticks": "a c"}
    written |= {"given": "x", "ranked": "b a"}

    assert Filled(ASKS, (THING,), written).words == (
        ("Ord", "ro"),
        ("Valg", "B"),
        ("Kryds", "Ja"),
        ("Flere", "A og C"),
        ("Helst", "B og A"),
    )


@pytest.mark.parametrize("number", ["-1", "1,5", "1e3", "²", "1" * 10, "et"])
def test_what_is_no_whole_number_is_said_to_be_none_before_it_is_sent(number: str) -> None:
    assert Filled(ASKS, (THING,), {"number": number}).checked().wrong["number"] == NO_NUMBER


def test_a_form_that_is_about_a_part_of_the_plan_says_so_in_its_body_and_what_it_always_says() -> None:
    part = replace(ASKS, path="/v1/citizens/{citizen}/plan", about_field="goal_id", always={"kind": "visit"})
    filled = Filled(replace(part, fields=()), (THING,))

    assert filled.body() == {"goal_id": str(THING.id), "kind": "visit"}
    assert filled.path(CITIZEN, THING) == f"/v1/citizens/{CITIZEN}/plan"
    assert filled.link(CITIZEN) == f"/borgere/{CITIZEN}/ting/goer?ting={THING.id}"
    assert part.changes


def test_what_is_numbered_is_named_by_its_number() -> None:
    third = Thing(UUID(int=3), 9)

    assert Filled(READ_VERSION, (third,)).path(CITIZEN, third).endswith("/plan/versions/3/read")
    assert READ_VERSION.changes


@ALL
def test_a_form_is_offered_to_those_whom_its_route_lets_in(form: Form) -> None:
    if form.roles is None and form.service != "plan":
        return
    [line] = [
        line
        for (method, path), line in TABLES[form.service].items()
        if method == "POST" and _fits(form.path, path)
    ]

    let_in = {role for role in STAFF if "S" in line[role]}
    offered = {role for role in STAFF if form.is_for(Caller("me", role, Sector.SOCIAL))}
    assert offered == (STAFF if form is ANSWER_SUPPORT else let_in), "a question is put to one by name"


@pytest.mark.parametrize(
    ("ticked", "wrong"),
    [
        ("", "Vælg en."),
        ("a b", None),
        ("a c", "C kan ikke vælges."),
        ("c", "C kan ikke vælges."),
        ("c odd", "Vælg en."),
        ("odd", "Vælg en."),
    ],
)
def test_of_several_each_that_is_ticked_can_be_chosen_or_it_is_said_why_not(
    ticked: str, wrong: str | None
) -> None:
    assert Filled(ASKS, (THING,), {"ticks": ticked}).checked().wrong.get("ticks") == wrong


def test_a_refusal_stands_beside_the_field_that_it_is_about_and_else_above_the_form() -> None:
    filled = Filled(ASKS, (THING,), {"day": "1.1.2026"})

    beside = filled.because("invalid-request", 422, "Forkert.", {"words": "Højst 4000 tegn."})
    assert (beside.wrong, beside.refused) == ({"words": "Højst 4000 tegn."}, None)
    blamed = filled.because("too-early", 422, "Dagen er passeret.", {})
    assert (blamed.wrong, blamed.refused) == ({"day": "Dagen er passeret."}, None)
    for hidden in ({"seen": "Ikke gyldig."}, {"elsewhere": "Ikke gyldig."}, {}):
        above = filled.because("invalid-request", 422, "Forkert.", hidden)
        assert (above.wrong, above.refused) == ({}, "Forkert.")


def test_what_was_refused_is_kept_as_an_act_of_its_own_on_what_is_there_now() -> None:
    refused = Filled(ASKS, (THING,), {"words": "ro", "seen": "old"}).because("stale-version", 412, "Nej.", {})
    newer = Filled(ASKS, (Thing(THING.id, 4),), {"seen": "new"})

    again = refused.again(newer)

    assert (again.id, again.things) == (newer.id, newer.things)
    assert again.written == {"words": "ro", "seen": "new"}
    assert again.refused == "Nej."


def test_what_was_not_answered_may_have_been_done_and_is_sent_again_as_the_same_act() -> None:
    unsure = Filled(ASKS, (THING,), {"words": "ro"}).because("service-away", 503, "Væk.", {})

    again = unsure.again(Filled(ASKS, (Thing(THING.id, 4),)))

    assert (again.id, again.things) == (unsure.id, (THING,))


def test_a_form_keeps_nothing_of_another() -> None:
    refused = Filled(END_HOLD, (THING,)).because("hold-replaced", 409, "Nej.", {})

    for other in (Filled(END_HOLD, (Thing(uuid4(), 3),)), Filled(SET_HOLD)):
        assert refused.again(other) is other


def _fits(path: str, told: str) -> bool:
    asked = path.replace("{thing.int}", "{thing}").format(citizen="{}", thing="{}").split("/")
    parts = told.split("/")
    return len(asked) == len(parts) and all(
        one == other or other == "{verb}" or (one == "{}" and other.startswith("{"))
        for one, other in zip(asked, parts, strict=True)
    )


def _body(whole: dict[str, Any], route: dict[str, Any]) -> dict[str, Any]:
    if "requestBody" not in route:
        return {}
    return _looked_up(whole, route["requestBody"]["content"]["application/json"]["schema"])


def _enum(whole: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    found: list[str] = _looked_up(whole, schema)["enum"]
    return found


def _looked_up(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    schema = schema.get("items", schema)
    schema = next((one for one in schema.get("anyOf", ()) if "$ref" in one or "enum" in one), schema)
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


@ALL
@pytest.mark.parametrize("text", ["", "14.12.2026", "æ" * 5000])
def test_each_form_can_be_shown_with_whatever_was_written_and_what_is_wrong(form: Form, text: str) -> None:
    things = (THING,) if form.changes else ()
    written = {one.name: text for one in form.fields}
    refused = Filled(form, things, written).because("odd", 422, "Nej.", dict.fromkeys(written, "Fejl."))

    page = rendering._templates.from_string(SHOWN).render(
        refused=refused,
        offer=Filled(form, things),
        page={"id": CITIZEN},
        form_token="token",
        form_person="person",
        example=date(2026, 12, 14),
    )

    for one in form.fields:
        if one in form.asked:
            assert page.count(one.label) >= 1
            assert "Fejl." in page


@ALL
def test_what_is_wrong_with_a_form_is_no_change_of_a_hold(form: Form) -> None:
    things = (THING,) if form.changes else ()
    for refused in (Filled(form, things).checked(), Filled(form, things).because("odd", 409, "Nej.", {})):
        assert hold_changed(refused, Coordination(), str, date(2026, 12, 14)) is None


async def test_a_number_that_is_kept_nowhere_is_not_given_back_to_who_was_signed_out() -> None:
    async def form() -> FormData:
        return FormData([("cpr", BRUNO.cpr.number), ("form_id", "1"), ("thing", str(THING))])

    kept = await posted(cast(Request, SimpleNamespace(form=form)), LET_SIGN_IN, "/here")

    assert (kept.written, kept.things) == ({}, (str(THING),))
    asked = await posted(cast(Request, SimpleNamespace(form=form)), FIND, "/here")
    assert asked.written == {"cpr": BRUNO.cpr.number}

"""Which field is wrong and why, in two languages, and nothing of what stood in it."""

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from samspil.testkit.people import BRUNO
from samspil.web.field_errors import _WORDS, FieldError, from_pydantic

NUMBER = BRUNO.cpr.number


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=2, max_length=5)] = "name"
    tags: Annotated[list[str], Field(min_length=1, max_length=3)] = Field(default_factory=lambda: ["a"])
    by_name: dict[str, int] = Field(default_factory=dict)


def told(content: object) -> list[FieldError]:
    """What is wrong with it in the body of a request."""
    try:
        TypeAdapter(dict[str, list[Item]]).validate_python(content)
    except ValidationError as wrong:
        return list(from_pydantic([{**one, "loc": ("body", *one["loc"])} for one in wrong.errors()]))
    return []


def only(**fields: Any) -> FieldError:
    [wrong] = told({"items": [{}, fields]})
    return wrong


@pytest.mark.parametrize(
    ("fields", "english", "danish"),
    [
        ({"name": "x" * 6}, "At most 5 characters.", "Højst 5 tegn."),
        ({"name": "x"}, "At least 2 characters.", "Mindst 2 tegn."),
        ({"tags": ["x"] * 4}, "At most 3 items.", "Højst 3 poster."),
        ({"tags": []}, "At least 1 items.", "Mindst 1 poster."),
        ({"tags": 7}, "Must be a list.", "Skal være en liste."),
        ({"name": 7}, "Must be text.", "Skal være tekst."),
        ({"by_name": {"a": "many"}}, "Not valid.", "Ikke gyldig."),
    ],
)
def test_the_limit_is_told_in_the_readers_language(fields: dict[str, Any], english: str, danish: str) -> None:
    wrong = only(**fields)

    assert wrong.told(danish=False)["message"] == english
    assert wrong.told(danish=True)["message"] == danish


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"name": 7}, "#/items/1/name"),
        ({"tags": ["a", 7]}, "#/items/1/tags/1"),
        ({"by_name": {"ok-1": "x"}}, "#/items/1/by_name/ok-1"),
        ({"by_name": {"a" * 64: "x"}}, f"#/items/1/by_name/{'a' * 64}"),
        ({"by_name": {"a" * 65: "x"}}, "#/items/1/by_name/*"),
        ({"by_name": {"Bruno Elmer": "x"}}, "#/items/1/by_name/*"),
        ({"by_name": {NUMBER: "x"}}, "#/items/1/by_name/*"),
        ({"by_name": {f"{NUMBER[:6]}-{NUMBER[6:]}": "x"}}, "#/items/1/by_name/*"),
        ({"by_name": {f"of_{NUMBER}": "x"}}, "#/items/1/by_name/*"),
        ({"bruno": 1}, "#/items/1"),
    ],
)
def test_a_field_is_pointed_at_unless_the_caller_chose_its_name(fields: dict[str, Any], pointer: str) -> None:
    assert only(**fields).pointer == pointer


def test_what_is_no_json_points_at_the_whole_and_tells_no_place_in_it() -> None:
    [wrong] = from_pydantic([{"type": "json_invalid", "loc": ("body", 17), "ctx": {"error": "at Bruno"}}])

    assert wrong.told(danish=False) == {
        "in": "body",
        "pointer": "#",
        "code": "json_invalid",
        "message": "Not JSON.",
    }


def test_an_error_without_a_place_is_the_bodys_and_one_with_keeps_its_own() -> None:
    nowhere, query = from_pydantic(
        [{"type": "missing", "loc": ()}, {"type": "missing", "loc": ("query", "limit")}]
    )

    assert (nowhere.place, nowhere.pointer) == ("body", "#")
    assert (query.place, query.pointer) == ("query", "#/limit")


def test_of_the_context_only_numbers_are_kept() -> None:
    error = {"type": "string_too_long", "loc": ("body", "a"), "ctx": {"max_length": 5, "error": "Bruno"}}
    [wrong] = from_pydantic([error])

    assert wrong.limits == {"max_length": 5}


@pytest.mark.parametrize("code", _WORDS)
def test_every_code_has_words_of_its_own_in_both_languages(code: str) -> None:
    limits = {"max_length": 5, "min_length": 5, "ge": 1, "le": 99}
    english, danish = (
        FieldError("#/a", code, limits=limits).told(danish=is_danish)["message"]
        for is_danish in (False, True)
    )

    assert english != danish
    assert english != "Not valid."
    assert "{" not in english + danish


def test_a_limit_that_is_not_known_is_not_made_up() -> None:
    assert FieldError("#/a", "string_too_long").told(danish=True)["message"] == "Ikke gyldig."

"""Plain text: what somebody wrote, as everybody can read it."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from samspil.vocabulary.plain_text import Name, NotPlain, Words, plain_line, plain_words, readable

ODD = "\x00\x07\x1b\x7f\x85\u200b\u200e\u202e\u2066\u2028\ufeff\ufffe\ue000\u0301\u00ad\ud800"
TEXTS = st.text(max_size=40) | st.text(alphabet=ODD + "aå ", max_size=12)
UNREADABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def is_plain(text: str, but: str = "\u200c\u200d") -> bool:
    return unicodedata.is_normalized("NFC", text) and not any(
        unicodedata.category(sign) in UNREADABLE and sign not in but for sign in text
    )


@given(TEXTS)
def test_a_line_that_is_read_is_plain_and_reads_the_same_again(text: str) -> None:
    try:
        line = plain_line(text)
    except NotPlain:
        return
    assert is_plain(line)
    assert any(sign.isalpha() for sign in line)
    assert plain_line(line) == line


@given(TEXTS)
def test_words_that_are_read_are_plain_and_read_the_same_again(text: str) -> None:
    try:
        words = plain_words(text)
    except NotPlain:
        return
    assert is_plain(words, but="\u200c\u200d\n\t")
    assert words.strip()
    assert plain_words(words) == words


@given(TEXTS)
@example("\x00")
@example("\u0301")
@example("\ud800")
def test_whatever_was_stored_can_stand_in_a_letter(text: str) -> None:
    line = readable(text, "uden navn")

    assert line.split()
    assert "\n" not in line
    assert is_plain(line)
    line.encode()


@pytest.mark.parametrize(
    "text",
    ["\x00", "Bruno\x00Elmer", "\x1b[2J", "Bruno \u202eremlE", "\u2066Bruno\u2069", "Bruno\nElmer", "\ud800"],
)
def test_a_name_with_a_control_character_is_unreadable(text: str) -> None:
    with pytest.raises(NotPlain, match="unreadable"):
        plain_line(text)


@pytest.mark.parametrize("text", ["\u200b\u200b", "\u0301\u0301", "12345", "...", "\ufeff", "\u00ad"])
def test_a_name_without_a_letter_is_empty(text: str) -> None:
    with pytest.raises(NotPlain, match="empty"):
        plain_line(text)


def test_a_name_is_composed_and_rid_of_what_was_pasted_along() -> None:
    assert plain_line(" A\u030age Pro\u00adve\ufeff ") == "Åge Prove"


def test_words_may_have_lines_and_no_letters() -> None:
    assert plain_words("Ro\r\nog orden\r👍") == "Ro\nog orden\n👍"
    assert plain_words("👩\u200d🔧") == "👩\u200d🔧"


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Name, "\x07", "text_unreadable"),
        (Name, "\u0301", "text_empty"),
        (Name, "   ", "string_too_short"),
        (Words, "\x07", "text_unreadable"),
        (Words, "\u0301", "text_empty"),
        (Words, "a" * 4001, "string_too_long"),
        (Name, 7, "string_type"),
    ],
)
def test_a_refusal_names_its_kind(kind: type[str], text: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter[str](kind).validate_python(text)
    assert refused.value.errors()[0]["type"] == code


@pytest.mark.parametrize(("kind", "longest"), [(Name, 200), (Words, 4000)])
def test_a_text_has_its_length_without_what_stands_around_it(kind: type[str], longest: int) -> None:
    read = TypeAdapter[str](kind).validate_python
    assert read(f"  {'a' * longest}  ") == "a" * longest
    with pytest.raises(ValidationError):
        read("a" * (longest + 1))


@pytest.mark.parametrize("text", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_is_invisible_leaves_every_text(text: str) -> None:
    assert (
        plain_line(f"Br{text}uno") == plain_words(f"Br{text}uno") == readable(f"Br{text}uno", "") == "Bruno"
    )


@pytest.mark.parametrize("sign", ["\t", "\n"])
def test_words_have_lines_and_columns_and_a_name_has_neither(sign: str) -> None:
    assert plain_words(f"ro{sign}orden") == f"ro{sign}orden"
    with pytest.raises(NotPlain, match="unreadable"):
        plain_line(f"ro{sign}orden")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Bruno\n\x00 \u202eElmer", "Bruno Elmer"),
        (" 7 ", "7"),
        ("...", "otherwise"),
        ("\u0301", "otherwise"),
        ("", "otherwise"),
        ("A\u030age", "Åge"),
    ],
)
def test_of_what_was_stored_the_letters_and_digits_are_read(text: str, line: str) -> None:
    assert readable(text, "otherwise") == line


@pytest.mark.parametrize("sign", ["a", "1", "!", "€"])
def test_one_sign_that_can_be_read_makes_words(sign: str) -> None:
    assert plain_words(sign) == sign


def test_some_scripts_join_their_letters() -> None:
    assert plain_line("\u0646\u200c\u0647") == "\u0646\u200c\u0647"

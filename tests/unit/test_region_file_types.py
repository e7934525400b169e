"""A file is what its own first bytes say, and one that is called something else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.region_bridge.partner.medcom.file_types import is_called, media_type_of
from samspil.vocabulary.file_types import ENDINGS

FILES = {
    "application/pdf": b"%PDF-1.7\n...",
    "image/gif": b"GIF89a....",
    "image/jpeg": b"\xff\xd8\xff\xe0....",
    "image/png": b"\x89PNG\r\n\x1a\n....",
    "image/tiff": b"II*\x00....",
    "image/bmp": b"BM\x10\x20\x00\x00\x00\x00\x00\x00....",
}


@pytest.mark.parametrize("kind", sorted(FILES))
def test_each_kind_is_known_by_its_first_bytes(kind: str) -> None:
    assert media_type_of(FILES[kind]) == kind
    assert media_type_of(memoryview(FILES[kind])) == kind
    assert ENDINGS.keys() == FILES.keys()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"BM",
        b"BMW is no bitmap",
        b"GIF88a",
        b" %PDF-1.7",
        b"PK\x03\x04",
        b"<html>",
        b"MZ",
        b"\xff\xd8",
        b"{}",
    ],
)
def test_every_other_kind_is_none_of_them(content: bytes) -> None:
    assert media_type_of(content) is None


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("image/jpeg", "image/jpeg"),
        ("image/JPG; q=1", "image/jpeg"),
        ("image/x-ms-bmp", "image/bmp"),
        (None, "image/png"),
        (" ", "image/tiff"),
    ],
)
def test_a_kind_may_be_called_by_its_other_names_or_not_at_all(told: str | None, kind: str) -> None:
    assert is_called(told, kind)


@given(st.sampled_from(sorted(FILES)), st.sampled_from(sorted(FILES)) | st.text(min_size=1).filter(str.strip))
def test_a_file_is_what_its_own_bytes_say_whatever_it_is_called(kind: str, told: str) -> None:
    assert media_type_of(FILES[kind]) == kind
    assert is_called(told, kind) is (told == kind or not told.partition(";")[0].strip())

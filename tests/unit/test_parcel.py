"""A file that is sealed in parts opens as it was; nothing of it can be cut, moved, repeated or changed."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.sealing import parcel
from samspil.sealing.errors import TamperedToken
from samspil.sealing.parcel import PART_BYTES, new_file_key, open_part, parts_in, seal_parts

FILE, OTHER = UUID(int=1), UUID(int=2)
KEY = new_file_key()


def opened(boxes: list[bytes], key: str = KEY, file: UUID = FILE) -> bytes:
    last = len(boxes) - 1
    return b"".join(open_part(key, file, n, box, is_last=n == last) for n, box in enumerate(boxes))


@pytest.mark.parametrize("size", [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES])
def test_a_file_of_any_size_comes_back(size: int) -> None:
    content = bytes(size)
    boxes = list(seal_parts(KEY, FILE, memoryview(content)))

    assert opened(boxes) == content
    assert len(boxes) == parts_in(size)


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    monkeypatch.setattr(parcel, "PART_BYTES", 4)
    return list(seal_parts(KEY, FILE, b"aaaabbbbccccdd"))


@given(
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["cut", "swap", "repeat", "leave out", "change", "add"]),
)
def test_parts_that_are_not_as_they_were_do_not_open(one: int, other: int, how: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parcel, "PART_BYTES", 4)
        whole = list(seal_parts(KEY, FILE, b"aaaabbbbaaaadd"))
    changed = list(whole)
    match how:
        case "cut":
            changed = changed[: one + 1]
        case "swap":
            changed[one], changed[other] = changed[other], changed[one]
        case "repeat":
            changed.insert(one, changed[other])
        case "leave out":
            del changed[one]
        case "change":
            changed[one] = changed[one][:-1] + bytes([changed[one][-1] ^ 1])
        case "add":
            changed.append(changed[one])

    if changed == whole:
        assert opened(changed) == b"aaaabbbbaaaadd"
        return
    with pytest.raises(TamperedToken):
        opened(changed)


def test_neither_another_key_nor_another_file_opens_a_part(boxes: list[bytes]) -> None:
    for key, file in ((new_file_key(), FILE), (KEY, OTHER)):
        with pytest.raises(TamperedToken):
            opened(boxes, key, file)


def test_no_part_holds_what_was_sealed(boxes: list[bytes]) -> None:
    assert not any(b"aaaa" in box or b"bbbb" in box for box in boxes)
    assert len({*boxes}) == 4
    assert new_file_key() != new_file_key()

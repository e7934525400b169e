"""Bodies as they travel: what is unpacked, and what a bomb costs."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.region_bridge.partner.medcom.packing import BadlyPacked, TooLarge, UnknownPacking, unpacked

MEBIBYTE = 1024 * 1024


@given(st.binary(max_size=200), st.sampled_from(["gzip", "GZIP", " x-gzip "]))
def test_what_was_packed_is_unpacked(body: bytes, packing: str) -> None:
    assert unpacked(gzip.compress(body), packing, 200) == body


@pytest.mark.parametrize("packing", ["", "identity", "Identity "])
def test_what_is_plain_stays_as_it_is(packing: str) -> None:
    assert unpacked(b"abc", packing, 3) == b"abc"


@pytest.mark.parametrize("packing", ["deflate", "br", "zstd", "gzip, gzip", "gzip;q=1", "\x00"])
def test_another_packing_is_not_guessed(packing: str) -> None:
    with pytest.raises(UnknownPacking):
        unpacked(b"abc", packing, MEBIBYTE)


@pytest.mark.parametrize("packing", ["", "gzip"])
def test_the_limit_is_of_what_is_unpacked(packing: str) -> None:
    def packed(size: int) -> bytes:
        return gzip.compress(b"a" * size) if packing else b"a" * size

    assert unpacked(packed(100), packing, 100) == b"a" * 100
    with pytest.raises(TooLarge):
        unpacked(packed(101), packing, 100)


def test_a_bomb_is_refused_and_never_unpacked() -> None:
    bomb = gzip.compress(b"\x00" * (100 * MEBIBYTE), 9)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            unpacked(bomb, "gzip", MEBIBYTE)
        assert tracemalloc.get_traced_memory()[1] < 16 * MEBIBYTE
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=60))
def test_what_is_not_packed_as_it_says_is_badly_packed(body: bytes) -> None:
    for broken in (body, gzip.compress(body)[:-1], gzip.compress(body) + b"x", zlib.compress(body)):
        if broken:
            with pytest.raises(BadlyPacked):
                unpacked(broken, "gzip", MEBIBYTE)

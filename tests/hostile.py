"""What a stranger may send: JSON that no parser likes, tokens, headers and addresses."""

import base64
import json
from typing import Any

from hypothesis import strategies as st
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

ODD_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "a\x00b",
        "\ud800",
        "\u202eabc",
        "\u200b",
        "\x7f",
        "é",
        "💥" * 300,
        "a" * 5000,
        "../..",
        "%00",
    ]
)
TEXTS = ODD_TEXTS | st.text(max_size=40)

ODD_NUMBERS = st.sampled_from(
    ["1e400", "-1e400", "9" * 5000, "NaN", "Infinity", "-0", "1E+2", "0.1", str(2**63), str(2**64), "1e-400"]
)

_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def nested(draw: st.DrawFn) -> str:
    """JSON within JSON, deeper than parsers that recurse can follow."""
    deep = draw(st.sampled_from([150, 250, 900, 1000, 3000, 20_000]))
    opening, closing = draw(st.sampled_from([("[", "]"), ('{"a":', "}"), ("[{},", "]")]))
    return opening * deep + "1" + closing * draw(st.sampled_from([deep, 0]))


VALUES = st.one_of(nested(), ODD_NUMBERS, TEXTS.map(json.dumps), _plain.map(json.dumps))
"""One JSON value as text, valid or not."""


@st.composite
def objects(draw: st.DrawFn, fields: dict[str, Any]) -> bytes:
    """The object of these fields, some made odd, left out, doubled or added; or no object at all."""
    if draw(st.integers(0, 5)) == 0:
        return draw(WHOLE)
    members = {name: json.dumps(value) for name, value in fields.items()}
    names = [*fields, "extra", "__proto__", "\x00"]
    for name in draw(st.lists(st.sampled_from(names), max_size=3)):
        members[name] = draw(VALUES)
    for name in draw(st.lists(st.sampled_from(names), max_size=1)):
        members.pop(name, None)
    told = [f"{json.dumps(name)}:{value}" for name, value in members.items()]
    if draw(st.booleans()) and told:
        told.append(draw(st.sampled_from(told)))
    return ("{" + ",".join(told) + "}").encode("utf-8", "surrogatepass")


WHOLE = st.one_of(
    VALUES.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [b"", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b'{"a":"\xff"}', b"{", b"\x00", b"{}" * 2]
    ),
    st.binary(max_size=60),
)
"""What stands where an object should."""


def part(content: bytes) -> str:
    """One part of a compact token."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def sealed_with(key: ECKey, head: bytes, claims: bytes) -> str:
    """A token with a signature that holds, whatever stands in it."""
    signed = f"{part(head)}.{part(claims)}"
    return f"{signed}.{part(JWSRegistry.algorithms['ES256'].sign(signed.encode(), key))}"


SHAPELESS_TOKENS = st.one_of(
    st.sampled_from(
        ["", ".", "..", "...", "a.b.c", "=.=.=", "e30.e30.", "é.é.é", "\x00.\x00.\x00", "a" * 9000]
    ),
    st.text(max_size=60),
    st.tuples(WHOLE, WHOLE, st.binary(max_size=80)).map(lambda parts: ".".join(map(part, parts))),
)
"""What stands where a token should."""

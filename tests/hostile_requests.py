"""Requests as a stranger may send them to a door: odd in one or more ways."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

from hypothesis import strategies as st

from hostile import SHAPELESS_TOKENS, TEXTS, VALUES, WHOLE, objects, part

LINE_FEED = re.compile(r"[\r\n\x00]")


@dataclass(frozen=True)
class Door:
    """A method of a path, with the names of what its body may hold."""

    method: str
    path: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """A request, as bytes."""

    method: str
    content: bytes

    def __repr__(self) -> str:
        return f"Sent({self.content[:700]!r})"


@dataclass
class Called:
    """A process, how to get in, and what came of it."""

    address: str
    token: str
    cookies: str
    form_token: str
    citizen: UUID
    speaks_fhir: bool
    ends: Counter[str] = field(default_factory=Counter)


HEADERS = [
    *(
        "accept",
        "accept-language",
        "accept-encoding",
        "idempotency-key",
        "if-match",
        "if-none-match",
        "last-event-id",
    ),
    *(
        "content-type",
        "content-encoding",
        "cookie",
        "authorization",
        "origin",
        "range",
        "hx-request",
        "expect",
    ),
    *("x-forwarded-host", "x-forwarded-for", "traceparent", "apikey", "host", "upgrade", "te", "x-trace-id"),
]
VALUES_OF_HEADERS = st.one_of(
    st.sampled_from(
        [
            "",
            "text/html",
            "text/html;q=x, */*;q=" + "9" * 400,
            "da;q=nan, en;q=1e400",
            "da;q=-1",
            ",;=,;=" * 200,
            "gzip",
            "100-continue",
            "websocket",
            "application/json; charset=utf-16",
            "application/json; charset=\xff",
            "application/json; charset=rot13",
            "application/fhir+json; charset=utf-7",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=" + "b" * 500,
            "application/x-www-form-urlencoded; charset=utf-16",
            "bytes=0-1,2-3,99999999999999999999-",
            "bytes=" + "0-1," * 500,
            '"1"',
            '"' + "9" * 18 + '"',
            '"' + "9" * 400 + '"',
            'W/"1"',
            "*",
            "9" * 400,
            "-1",
            "Basic AAAA",
            "Bearer",
            "Bearer ",
            "bearer a.b.c",
            "Negotiate \xff",
            "samspil=; samspil-visit=",
            "samspil=a.b.c; samspil-visit=\xff; =; ;;",
            "samspil=" + "a" * 7000,
            'samspil="\\"\\000\\377"; $Version=1',
        ]
    ),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, blacklist_characters="\x7f"), max_size=40),
    SHAPELESS_TOKENS.map(lambda token: f"Bearer {token}"),
    st.builds(lambda head, claims: f"Bearer {part(head)}.{part(claims)}.", WHOLE, WHOLE),
    SHAPELESS_TOKENS.map(lambda token: f"samspil={token}"),
)
SEGMENTS = st.one_of(
    st.sampled_from(
        [
            *(
                "%00",
                "%ff",
                "..",
                "%2e%2e",
                "%2e%2e%2f%2e%2e%2fetc",
                "%2F",
                "%",
                "%zz",
                "a" * 3000,
                "%ED%A0%80",
                "*",
            ),
            *(
                "00000000-0000-0000-0000-000000000000",
                "0" * 32,
                "{citizen_id}",
                "vendor",
                "nan",
                "-1",
                "9" * 400,
            ),
        ]
    ),
    TEXTS.map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="") or "x"),
)
QUERIES = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "?seen=" + "9" * 5000,
            "?seen=1e400",
            "?seen=-1",
            "?videre=//evil.example",
            "?videre=%00",
            "?mine=nan",
            "?limit=" + "9" * 400,
            "?%ff=%ff&&&=;",
            "?" + "a=1&" * 2000,
            "?nyt=%ED%A0%80",
        ]
    ),
)


@st.composite
def multiparts(draw: st.DrawFn) -> tuple[str, bytes]:
    """A multipart body, broken or far too much of it."""
    count = draw(st.sampled_from([0, 1, 3, 1500]))
    name = draw(st.sampled_from(["form_token", "x", "\x00", '"; filename="..', "é" * 50]))
    kind = draw(
        st.sampled_from(
            ["", "; filename=a", "; filename*=utf-16''%ff", "\r\ncontent-type: text/plain; charset=no"]
        )
    )
    one = f'--b\r\ncontent-disposition: form-data; name="{name}"{kind}\r\n\r\n'.encode() + draw(
        st.binary(max_size=20)
    )
    end = draw(st.sampled_from([b"\r\n--b--\r\n", b"\r\n--b", b""]))
    return "multipart/form-data; boundary=b", b"\r\n".join([one] * count) + end


@st.composite
def forms(draw: st.DrawFn, fields: dict[str, Any], form_token: str) -> tuple[str, bytes]:
    """A form as a page would send it, with odd values; or a bomb."""
    if draw(st.integers(0, 4)) == 0:
        bomb = draw(
            st.sampled_from(
                [b"a=1&" * 5000, b"%" * 5000, b"a=%ED%A0%80", b"=&=&;;", b"form_token=\xff", b"a[" * 900]
            )
        )
        return "application/x-www-form-urlencoded", bomb
    named = {name: draw(st.sampled_from(["2026-12-01", "9999-12-31", "ja"]) | TEXTS) for name in fields}
    pairs = [("form_token", form_token), *named.items()]
    told = "&".join(
        f"{name}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}" for name, value in pairs
    )
    return "application/x-www-form-urlencoded", told.encode()


@st.composite
def requests(draw: st.DrawFn, door: Door, called: Called) -> Sent:
    """A request to the door, odd in one or more ways."""
    others = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
    method = draw(st.just(door.method) | others) if draw(st.integers(0, 4)) == 0 else door.method
    known = st.just(str(called.citizen))
    target = re.sub(
        r"\{[^}]+\}", lambda _: draw(st.one_of(known, known, SEGMENTS)), door.path.replace("$", "%24")
    ) + draw(QUERIES)
    headers = {"host": f"localhost:{urlsplit(called.address).port}", "connection": "close"}
    if draw(st.sampled_from([True, True, True, False])):
        headers |= {"authorization": f"Bearer {called.token}", "cookie": called.cookies}
    kind = "application/fhir+json" if door.path.startswith("/fhir/") else "application/json"
    content_type, body = draw(
        st.one_of(
            st.tuples(st.just(kind), objects(door.fields)),
            st.tuples(st.just(kind), VALUES.map(lambda text: text.encode("utf-8", "surrogatepass"))),
            forms(door.fields, called.form_token),
            multiparts(),
            st.just(("", b"")),
        )
    )
    if content_type:
        headers["content-type"] = content_type
    if draw(st.booleans()):  # else whatever changes something is refused for that alone
        headers["if-match"] = '"1"'
    for name in draw(st.lists(st.sampled_from(HEADERS), max_size=3)):
        headers[name] = draw(VALUES_OF_HEADERS)
    told = "".join(f"{name}: {LINE_FEED.sub(' ', value)}\r\n" for name, value in headers.items())
    head = f"{method} {target} HTTP/1.1\r\n{told}content-length: {len(body)}\r\n\r\n"
    return Sent(method, head.encode("latin-1", "replace") + body)

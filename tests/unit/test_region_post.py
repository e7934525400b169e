"""The way to the region: whatever answers is an answer or ``PartnerAway``; and who we are at its door."""

import asyncio
import datetime
import gzip
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspil.ledger.courier import Answer, PartnerAway
from samspil.region_bridge.partner.credentials import Credentials, NoCredentials
from samspil.region_bridge.partner.post import MAX_ANSWER_BYTES, Post

MESSAGE_ID = "6a1a2b1e-0000-4000-8000-000000000007"


Says = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What a door answers: these bytes, or whatever this writes."""


def acknowledged(code: str = "ok", identifier: str = MESSAGE_ID) -> bytes:
    header = {
        "resourceType": "MessageHeader",
        "id": "own",
        "eventCoding": {"code": "acknowledgement-message"},
        "response": {"identifier": identifier, "code": code},
    }
    return json.dumps(
        {"resourceType": "Bundle", "id": "b", "type": "message", "entry": [{"resource": header}]}
    ).encode()


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@asynccontextmanager
async def answering(
    answer: Says, context: ssl.SSLContext | None = None, *, hangs: bool = False
) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A door at which every request is answered so; its address, and what it was asked."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
            if hangs:
                await reader.read()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"{'https' if context else 'http'}://127.0.0.1:{port}", asked


async def handed_over(answer: Says, patience: float = 2, **more: Any) -> Answer:
    async with answering(answer, **more) as (address, _):
        post = Post(address, give_up_seconds=patience)
        try:
            return await post.hand_over(MESSAGE_ID, b"{}")
        finally:
            await post.close()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (http(acknowledged()), Answer.ACKNOWLEDGED),
        (http(acknowledged("fatal-error")), Answer.REFUSED),
        (http(gzip.compress(acknowledged()), "200 OK", "content-encoding: gzip"), Answer.ACKNOWLEDGED),
        (http(b"\xef\xbb\xbf" + acknowledged()), Answer.ACKNOWLEDGED),
        *((http(b"", f"{status} No"), Answer.REFUSED) for status in (400, 409, 413, 415, 422)),
    ],
)
async def test_an_answer_about_the_message_is_believed(answer: bytes, expected: Answer) -> None:
    assert await handed_over(answer) is expected


@pytest.mark.parametrize(
    "answer",
    [
        http(acknowledged("transient-error")),
        http(acknowledged("maybe")),
        http(acknowledged(identifier="another")),
        http(b""),
        http(b"", "202 Accepted"),
        b"HTTP/1.1 204 No Content\r\n\r\n",
        http(acknowledged(), "200 OK", "content-encoding: gzip"),
        http(acknowledged(), "200 OK", "content-encoding: br"),
        http(gzip.compress(b"0" * (MAX_ANSWER_BYTES + 1)), "200 OK", "content-encoding: gzip"),
        http(b"0" * (MAX_ANSWER_BYTES + 1)),
        http(b"[" * 100_000),
        http(b'{"resourceType":' * 100_000),
        http(b"\xff\xfe\x00"),
        http(acknowledged(), "301 Moved", "location: http://127.0.0.1:1/"),
        http(acknowledged(), "307 Elsewhere", "location: :"),
        *(http(b"", f"{status} No") for status in (401, 403, 404, 408, 429, 500, 502, 503)),
        http(b"<html>", "200 OK", "content-type: text/html; charset=\xff"),
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 999999 \r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"\x16\x03\x01",
        b"",
    ],
)
async def test_any_other_answer_leaves_the_outcome_open(answer: bytes) -> None:
    with pytest.raises(PartnerAway):
        await handed_over(answer)


async def test_an_answer_that_never_ends_is_given_up() -> None:
    with pytest.raises(PartnerAway):
        await handed_over(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", 0.3, hangs=True)


async def test_an_answer_that_drips_is_given_up() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await asyncio.sleep(0.05)

    with pytest.raises(PartnerAway):
        async with asyncio.timeout(10):
            await handed_over(drip, 0.3)


async def test_of_an_answer_without_end_little_is_read() -> None:
    sent = 0

    async def pour(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while sent < 64 * MAX_ANSWER_BYTES:
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536

    with pytest.raises(PartnerAway):
        await handed_over(pour)
    assert sent < 32 * MAX_ANSWER_BYTES  # what buffers hold on the way, and no more


async def test_what_stands_below_a_refusal_is_not_read() -> None:
    assert (
        await handed_over(b"HTTP/1.1 400 No\r\ncontent-length: 10\r\n\r\nabc", hangs=True) is Answer.REFUSED
    )


HEADER_LINES = st.sampled_from(
    [
        *("content-encoding: gzip", "content-encoding: deflate", "content-encoding: \xff"),
        *("transfer-encoding: chunked", "content-length: 3", "content-length: x", "location: /\x00"),
        *("content-type: application/fhir+json; charset=utf-16", "set-cookie: a=\xff", "x" * 70_000, ": :"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=100)
    | st.builds(
        lambda status, headers, body: (
            "\r\n".join([f"HTTP/1.1 {status} X", *headers, "", ""]).encode("latin-1") + body
        ),
        st.integers(min_value=100, max_value=599),
        st.lists(HEADER_LINES, max_size=3),
        st.binary(max_size=50)
        | st.sampled_from([acknowledged(), gzip.compress(acknowledged()), b"[" * 9999]),
    )
)
async def test_whatever_answers_there_is_an_answer_or_nobody(answer: bytes) -> None:
    with suppress(PartnerAway):
        assert await handed_over(answer, 0.5) in {*Answer}


def at_the_door(*headers: str) -> Callable[[list[bytes]], list[str]]:
    def found(asked: list[bytes]) -> list[str]:
        lines = asked[0].decode().lower().split("\r\n")
        return [line for line in lines if line.startswith(headers)]

    return found


async def test_a_bearer_token_is_shown_and_read_anew_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    post_with = at_the_door("authorization:")
    async with answering(http(acknowledged())) as (address, asked):
        for credentials, token in ((Credentials(token="abc"), "abc"), (Credentials(token_file=file), "one")):
            file.write_text("one\n")
            post = Post(address, credentials=credentials)
            await post.hand_over(MESSAGE_ID, b"{}")
            assert post_with(asked[-1:]) == [f"authorization: bearer {token}"]
        file.write_text("two")
        await post.hand_over(MESSAGE_ID, b"{}")
        assert post_with(asked[-1:]) == ["authorization: bearer two"]

        for spoilt in ("", "a b", "a\r\nx: y", "æ"):
            file.write_text(spoilt)
            with pytest.raises(PartnerAway):
                await post.hand_over(MESSAGE_ID, b"{}")
        file.unlink()
        with pytest.raises(PartnerAway):
            await post.hand_over(MESSAGE_ID, b"{}")
        assert len(asked) == 3
        await post.close()


def certificate(folder: Path, name: str, by: str | None = None) -> None:
    """``name.pem`` and ``name.key`` in the folder, signed by another of them or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, signing = subject, key
    if by is not None:
        issuer = x509.load_pem_x509_certificate((folder / f"{by}.pem").read_bytes()).subject
        loaded = serialization.load_pem_private_key((folder / f"{by}.key").read_bytes(), None)
        assert isinstance(loaded, ec.EllipticCurvePrivateKey)
        signing = loaded
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(signing, hashes.SHA256())
    )
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / f"{name}.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


async def test_a_client_certificate_is_shown_to_the_region_that_its_authority_vouches_for(
    tmp_path: Path,
) -> None:
    certificate(tmp_path, "authority")
    certificate(tmp_path, "region", by="authority")
    certificate(tmp_path, "bridge", by="authority")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=tmp_path / "authority.pem")
    context.load_cert_chain(tmp_path / "region.pem", tmp_path / "region.key")
    context.verify_mode = ssl.CERT_REQUIRED
    authority = tmp_path / "authority.pem"
    async with answering(http(acknowledged()), context) as (address, _):
        ours = Post(
            address, credentials=Credentials(tmp_path / "bridge.pem", tmp_path / "bridge.key", authority)
        )
        assert await ours.hand_over(MESSAGE_ID, b"{}") is Answer.ACKNOWLEDGED
        nobody = Post(address, credentials=Credentials(ca_bundle=authority))
        stranger = Post(address, credentials=Credentials(tmp_path / "bridge.pem", tmp_path / "bridge.key"))
        for post in (nobody, stranger):
            with pytest.raises(PartnerAway):
                await post.hand_over(MESSAGE_ID, b"{}")
        for post in (ours, nobody, stranger):
            await post.close()


def test_credentials_that_cannot_be_used_are_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "rubbish").write_text("canary")
    for credentials in (
        Credentials(tmp_path / "none.pem", tmp_path / "none.key"),
        Credentials(tmp_path / "rubbish", tmp_path / "rubbish"),
        Credentials(ca_bundle=tmp_path / "rubbish"),
    ):
        with pytest.raises(NoCredentials, match="REGION_CLIENT_CERTIFICATE") as missing:
            Post("https://region.example", credentials=credentials)
        assert "canary" not in str(missing.value)


async def test_what_comes_after_an_answer_is_never_read_as_the_next_ones() -> None:
    refusal = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"
    answer = http(acknowledged()).replace(b"connection: close\r\n", b"") + refusal

    async def keeps_open(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(2)
                writer.write(answer)
        writer.close()

    server = await asyncio.start_server(keeps_open, "127.0.0.1", 0)
    async with server:
        post = Post(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        outcomes = [await post.hand_over(MESSAGE_ID, b"{}") for _ in range(3)]
        await post.close()

    assert outcomes == [Answer.ACKNOWLEDGED] * 3

"""Who we are at the region's door: a token, a certificate, or nobody."""

import datetime
import ssl
from collections.abc import Callable
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from region_door import MESSAGE_ID, acknowledged, answering, http
from samspil.exchange.courier import Answer, PartnerAway
from samspil.region_bridge.partner.credentials import Credentials, NoCredentials, client_with
from samspil.region_bridge.partner.post import Post


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


async def test_the_region_is_spoken_to_directly_and_not_for_ever() -> None:
    async with client_with(Credentials(), 7) as client:
        assert not client.follow_redirects, "what it is sent for would be sent on to another door"
        assert not client.trust_env, "no proxy that a variable names reads along"
        assert client.timeout.as_dict() == dict.fromkeys(("connect", "read", "write", "pool"), 7)

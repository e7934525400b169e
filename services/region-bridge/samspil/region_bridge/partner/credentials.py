"""Who we are at the region's door: a client certificate, a bearer token, or both."""

import re
import ssl
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Final

import httpx2

_TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")  # RFC 6750, 2.1


class NoCredentials(Exception):
    """What the settings name cannot be used; the sentence names the setting and not what it holds."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is shown; by default nothing, which is enough on this machine only."""

    certificate: Path | None = None
    """A PEM file: our certificate, and those between it and the region's authority."""
    key: Path | None = None
    ca_bundle: Path | None = None
    """Whom we believe to be the region, instead of the public authorities."""
    token: str = field(default="", repr=False)
    token_file: Path | None = None
    """Read anew for each message: whoever renews tokens writes it."""

    def context(self) -> ssl.SSLContext:
        """For TLS. Raises ``NoCredentials``."""
        try:
            context = ssl.create_default_context(cafile=self.ca_bundle)
            if self.certificate is not None:
                context.load_cert_chain(self.certificate, self.key, password="")
        except (OSError, ValueError) as fault:  # an SSLError is an OSError
            raise NoCredentials(
                "REGION_CA_BUNDLE, REGION_CLIENT_CERTIFICATE or REGION_CLIENT_KEY cannot be used: "
                f"{type(fault).__name__}."
            ) from None
        return context

    def headers(self) -> dict[str, str]:
        """For HTTP. Raises ``NoCredentials``."""
        token = self.token
        if self.token_file is not None:
            try:
                token = self.token_file.read_text("ascii").strip()
            except (OSError, ValueError) as fault:
                raise NoCredentials(f"REGION_TOKEN_FILE cannot be read: {type(fault).__name__}.") from None
            if not is_token(token):
                raise NoCredentials("REGION_TOKEN_FILE holds no bearer token.")
        return {"authorization": f"Bearer {token}"} if token else {}


NONE: Final = Credentials()


def is_token(text: str) -> bool:
    """Whether it can be sent as a bearer token."""
    return _TOKEN.fullmatch(text) is not None


def client_with(credentials: Credentials, give_up_seconds: float) -> httpx2.AsyncClient:
    """Spoken to directly: no proxy from the environment, no redirects. Raises ``NoCredentials``.

    A connection for each message, and no cookies: what one answer says too much never meets the next message.
    """
    client = httpx2.AsyncClient(
        verify=credentials.context(),
        timeout=give_up_seconds,
        trust_env=False,
        follow_redirects=False,
        limits=httpx2.Limits(max_keepalive_connections=0),
    )
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return client

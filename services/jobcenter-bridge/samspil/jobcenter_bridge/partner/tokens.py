"""Who we are at the case system: a token for client credentials (RFC 6749, 4.4), kept while it holds."""

import asyncio
import base64
import re
import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from urllib.parse import quote_plus, urlencode

import httpx2
from opentelemetry.trace import SpanKind
from pydantic import SecretStr

from samspil.exchange.courier import NeverLeft
from samspil.jobcenter_bridge.partner.direct_http import answer_to
from samspil.jobcenter_bridge.partner.strict_json import Unreadable, read_object
from samspil.telemetry.log import get_logger
from samspil.telemetry.trace import span

SLACK: Final = 30.0
"""Seconds before its end in which a token is not shown any more; of a short one half its life at most."""
UNSAID: Final = 300.0
"""Seconds that one is kept of which nobody says how long it holds."""
LONGEST: Final = 24 * 3600.0
REST: Final = 5.0
"""Seconds in which nobody asks again, after we got none."""

TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]{1,16384}=*")
"""RFC 6750, 2.1; one of Microsoft's has some thousands of characters."""

log = get_logger()


class Credentials(NamedTuple):
    """Who we are where tokens are given."""

    address: str
    """The token endpoint, whole."""
    client_id: str
    secret: SecretStr
    resource: str = ""
    """For which of the endpoint's services (RFC 8707); empty where it has but one."""


class NoToken(NeverLeft):
    """We are not given one, or in no time: nothing was asked of the case system."""


class Tokens:
    """The token of now, asked for once however many want it; never logged, and leaving in a header only."""

    def __init__(
        self, http: httpx2.AsyncClient, who: Credentials, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._http = http
        self._who = who
        self._clock = clock
        self._asking = asyncio.Lock()
        self._token: str | None = None
        self._until = 0.0
        self._rest_until = float("-inf")

    async def now(self, deadline: float) -> str:
        """One that holds; ``deadline`` by the running loop's clock. Raises ``NoToken``."""
        try:
            async with asyncio.timeout_at(deadline), self._asking:
                if self._token is None or self._clock() >= self._until:
                    self._token = await self._new()
                return self._token
        except TimeoutError:
            raise NoToken from None

    def forget(self, token: str) -> None:
        """The case system takes it no more; one that came since stays."""
        if self._token == token:
            self._token = None

    async def _new(self) -> str:
        if self._clock() < self._rest_until:
            raise NoToken
        try:
            token, holds = _read(await self._ask())
        except Exception as fault:  # noqa: BLE001  # whatever came, it is no token
            self._rest_until = self._clock() + REST
            log.warning("token.missing", fault=type(fault).__name__)
            raise NoToken from None
        self._until = self._clock() + holds - min(SLACK, holds / 2)
        return token

    async def _ask(self) -> bytes | None:
        wish = {"grant_type": "client_credentials"}
        if self._who.resource:
            wish["resource"] = self._who.resource
        request = self._http.build_request(
            "POST",
            self._who.address,
            content=urlencode(wish).encode(),
            headers={
                "content-type": "application/x-www-form-urlencoded",
                "authorization": _basic(self._who),
            },
        )
        told = {"http.request.method": "POST", "peer.service": "jobcenter-tokens"}
        with span("POST token", kind=SpanKind.CLIENT, attributes=told) as current:
            answer = await answer_to(request, self._http)
            current.set_attribute("http.response.status_code", answer.status)
        if not answer.is_success:
            raise RefusedAsClient
        return answer.body


class RefusedAsClient(Exception):
    """The token endpoint answers, and gives us none: most often the id or the secret is another by now."""


def _basic(who: Credentials) -> str:
    """RFC 6749, 2.3.1: both are form-encoded before they are joined."""
    both = f"{quote_plus(who.client_id)}:{quote_plus(who.secret.get_secret_value())}"
    return f"Basic {base64.b64encode(both.encode()).decode()}"


def _read(body: bytes | None) -> tuple[str, float]:
    """The token, and for how many seconds it holds. Raises ``Unreadable``."""
    told = read_object(body)
    token, kind = told.get("access_token"), told.get("token_type")
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise Unreadable
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise Unreadable
    return token, _seconds(told.get("expires_in"))


def _seconds(told: Any) -> float:
    """A whole number, which Microsoft's older endpoint writes as text."""
    if told is None:
        return UNSAID
    if isinstance(told, str) and re.fullmatch(r"[0-9]{1,9}", told, re.ASCII):
        told = int(told)
    if type(told) is not int or told <= 0:
        raise Unreadable
    return min(told, LONGEST)

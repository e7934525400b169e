"""The built-in issuer's people, and a token for one of them; for signing in on one machine only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from samspil.vocabulary.sector import Sector
from samspil.web import problem_types
from samspil.web.auth import Role
from samspil.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody made up, who can sign in."""

    subject: str
    name: str
    role: Role
    sector: Sector | None
    units: frozenset[str] = frozenset()
    """The codes of those that they work for."""


@dataclass(frozen=True, slots=True)
class AtHome:
    """Somebody made up, who signs in from home; their number is the provider's to tell."""

    subject: str
    """The provider's name of them."""
    name: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A token and for how many seconds it holds."""

    token: str
    seconds: int


class BuiltInIssuer:
    """Asks from server to server: the browser never speaks to the issuer."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._client = httpx2.AsyncClient(timeout=5, trust_env=False)

    async def people(self) -> list[Known]:
        """Everybody it knows; raises ``Problem`` when it is away."""
        found = await self._ask("GET", "/people")
        return [
            Known(
                one["subject"],
                one["name"],
                Role(one["role"]),
                Sector(one["sector"]) if one["sector"] else None,
                frozenset(one["units"]),
            )
            for one in found
        ]

    async def people_at_home(self) -> list[AtHome]:
        """Whom the provider knows and lists; raises ``Problem`` when it is away."""
        return [AtHome(one["subject"], one["name"]) for one in await self._ask("GET", "/people-at-home")]

    async def assertion(self, subject: str) -> str | None:
        """What the provider asserts of this person; None for somebody it does not know."""
        try:
            found: str = (await self._ask("POST", "/assertion", {"subject": subject}))["assertion"]
        except Problem as problem:
            if problem.kind is problem_types.NOT_FOUND:
                return None
            raise
        return found

    async def token(self, wish: Mapping[str, str | None]) -> Signed:
        """A token as it is wished for; neither number nor assertion is told for it."""
        given = await self._ask("POST", "/token", wish)
        return Signed(given["access_token"], given["expires_in"])

    async def sign_in(self, subject: str) -> Signed | None:
        """A token for the person; None for somebody it does not know."""
        person = next((one for one in await self.people() if one.subject == subject), None)
        if person is None:
            return None
        wish = {"subject": person.subject, "role": person.role, "sector": person.sector}
        given = await self._ask("POST", "/token", wish)
        return Signed(given["access_token"], given["expires_in"])

    async def _ask(self, method: str, path: str, body: object = None) -> Any:
        try:
            answer = await self._client.request(method, self._address + path, json=body)
            if answer.status_code in {problem_types.NOT_FOUND.status, problem_types.INVALID_REQUEST.status}:
                raise Problem(problem_types.NOT_FOUND)  # whom it was asked for, it does not know
            return answer.raise_for_status().json()
        except (httpx2.HTTPError, ValueError) as error:
            raise Problem(problem_types.ISSUER_AWAY) from error

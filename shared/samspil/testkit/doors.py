"""What a caseworker asks of a system's doors."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import httpx2

from samspil.testkit.people import Person


class Doors:
    """A system's doors; the system says where they are."""

    http: httpx2.AsyncClient

    def address(self, process: str) -> str:
        """Where a process answers."""
        raise NotImplementedError

    async def token(self, role: str = "caseworker", sector: str | None = "social") -> str:
        """A bearer token of a synthetic person."""
        answer = await self.http.post(
            self.address("issuer") + "/token", json={"role": role, "sector": sector}
        )
        return str(answer.json()["access_token"])

    async def headers(self, role: str = "caseworker", sector: str | None = "social") -> dict[str, str]:
        """The header with that token."""
        return {"authorization": f"Bearer {await self.token(role, sector)}"}

    async def register(self, person: Person) -> UUID:
        """Register a citizen over HTTP."""
        answer = await self.http.post(
            self.address("referral-web") + "/v1/citizens",
            json={
                "cpr": person.cpr.number,
                "name": person.name,
                "acting_municipality": "101",
                "basis": "sel-85",
            },
            headers=await self.headers(),
        )
        assert answer.status_code in {200, 201}, answer.text  # noqa: S101  # a test's own words
        return UUID(answer.json()["citizen_id"])

    async def refer(self, citizen: UUID, words: str, headers: Mapping[str, str] | None = None) -> UUID:
        """Submit a referral over HTTP."""
        answer = await self.http.post(
            self.address("referral-web") + f"/v1/citizens/{citizen}/referrals",
            json={"to_unit": "VISITATION-1", "words": words, "basis": "sel-85"},
            headers={**(await self.headers()), **(headers or {})},
        )
        assert answer.status_code == 201, answer.text  # noqa: S101
        return UUID(answer.json()["referral_id"])

    async def view(self, citizen: UUID) -> dict[str, Any] | None:
        """The view as a caseworker sees it; None before anything was heard."""
        answer = await self.http.get(
            self.address("overview-web") + f"/v1/citizens/{citizen}/view", headers=await self.headers()
        )
        return answer.json() if answer.status_code == 200 else None

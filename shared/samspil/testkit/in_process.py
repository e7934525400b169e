"""Doors called in this process, with tokens from an issuer that is in it too."""

from uuid import UUID

import httpx2
from fastapi import FastAPI

from samspil.sandboxes.issuer.app import Wish, issuer_app, signed
from samspil.sandboxes.issuer.key import new_key
from samspil.testkit.declared import Declared
from samspil.vocabulary.sector import Sector
from samspil.web.auth import Issuer, Role

ISSUER, DOOR = "https://issuer.test", "http://door"

_KEY = new_key()
_ISSUING = httpx2.ASGITransport(issuer_app(ISSUER, _KEY))


def issuer() -> Issuer:
    """The issuer, as a service has it."""
    return Issuer(ISSUER, httpx2.AsyncClient(transport=_ISSUING))


def calling(app: FastAPI) -> httpx2.AsyncClient:
    """Calls at the application's doors and at the issuer's; each answer is one that OpenAPI names."""
    return httpx2.AsyncClient(
        mounts={DOOR: httpx2.ASGITransport(app), ISSUER: _ISSUING},
        base_url=DOOR,
        event_hooks={"response": [Declared(app.openapi())]},
    )


def bearer(role: Role, sector: Sector | None, subject: str | None = None, about: UUID | None = None) -> str:
    """What an ``authorization`` header says with a token for this."""
    wish = Wish(role=role, sector=sector, subject=subject, about=about)
    return f"Bearer {signed(ISSUER, _KEY, wish)}"

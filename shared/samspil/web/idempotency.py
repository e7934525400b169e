"""A request that is sent twice with the same ``Idempotency-Key`` takes effect once and is answered alike."""

import asyncio
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Final

from fastapi import Depends, Header, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse, Response

from samspil.ledger.database import Connection, Pool, passes
from samspil.web import problem_types as types
from samspil.web.auth import Caller
from samspil.web.field_errors import FieldError
from samspil.web.problems import Problem
from samspil.web.refusals import refuses
from samspil.web.versions import IfMatch, NoIfMatch, etag, require_no_version, version_seen

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
REMEMBERED: Final = timedelta(days=7)
"""For how long a request may be repeated with its key."""
_REPLAYED: Final = "idempotency-replayed"


class Told(BaseModel):
    """What a door tells of a thing."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    version: int
    """The number of the last fact about it: what a writer says in ``If-Match``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision answers: it is kept for repetitions, so it holds ids and codes and nothing personal."""

    status: int
    body: Mapping[str, object] | None
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Told, status: int = 200, location: str | None = None) -> "Answer":
        """What is told of a thing, which its version is the entity tag of."""
        headers = {"etag": etag(told.version)} | ({"location": location} if location else {})
        return cls(status, told.model_dump(mode="json"), headers)

    @classmethod
    def done(cls, version: int) -> "Answer":
        """That it was done, and nothing else."""
        return cls(204, None, {"etag": etag(version)})

    def response(self) -> Response:
        """The answer as it is sent."""
        if self.body is None:
            return Response(status_code=self.status, headers=dict(self.headers))
        return JSONResponse(dict(self.body), self.status, dict(self.headers))


class Once:
    """One request's claim on its key; made by ``once`` and used inside the request's own transaction."""

    seen: int | None = None
    """The version that the writer has seen; None where nobody has to say."""

    def __init__(self, key: bytes | None, fingerprint: bytes) -> None:
        self._key = key
        self._fingerprint = fingerprint

    async def answer(self, connection: Connection, decide: Callable[[], Answer]) -> Answer:
        """Decide, unless the same request was answered before: then that answer, marked as replayed.

        A twin that runs at the same time waits here until the first has committed or rolled back.
        What ``decide`` raises undoes the claim with the transaction, so that a repetition decides anew.
        Raises ``Problem`` (idempotency-key-reused) where the key stood on another request.
        """
        if self._key is None:
            return decide()
        claimed = await connection.fetchval(_CLAIM, self._key, self._fingerprint)
        if claimed is None:
            return await self._earlier(connection)
        answer = decide()
        body, headers = json.dumps(answer.body), json.dumps(dict(answer.headers))
        await connection.execute(_KEEP, self._key, answer.status, body, headers)
        return answer

    async def _earlier(self, connection: Connection) -> Answer:
        row = await connection.fetchrow(_EARLIER, self._key)
        if row is None:  # forgotten in this very moment, as old as it was
            raise Problem(types.CONFLICT)
        if not hmac.compare_digest(row["fingerprint"], self._fingerprint):
            raise Problem(types.IDEMPOTENCY_KEY_REUSED)
        headers = {**json.loads(row["headers"]), _REPLAYED: "true"}
        return Answer(row["status"], json.loads(row["body"]), headers)


@refuses(types.IDEMPOTENCY_KEY_REUSED, types.CONFLICT)
async def once(
    request: Request,
    idempotency_key: Annotated[str | None, Header(description="Up to 200 visible ASCII characters.")] = None,
) -> Once:
    """The dependency: the key as sent, bound to the caller, and a fingerprint of the request.

    Both are keyed hashes: somebody may put a civil number into a key, and a plain hash can be guessed.
    """
    if idempotency_key is not None and _KEY.fullmatch(idempotency_key) is None:
        wrong = FieldError("#/idempotency-key", "idempotency_key_invalid", "header")
        raise Problem(types.INVALID_REQUEST, errors=[wrong])
    secret: bytes = request.app.state.idempotency_secret
    caller: Caller = request.state.caller  # set by the route's parameter before this one
    target = f"{request.method} {request.url.path}?{request.url.query}"
    return Once(
        None
        if idempotency_key is None
        else _keyed(secret, b"key", caller.subject.encode(), idempotency_key.encode()),
        _keyed(secret, b"request", target.encode(), await request.body()),
    )


OnceOnly = Annotated[Once, Depends(once)]
"""As a route's parameter, behind the one for the caller; for what is refused for no version."""


async def _creating(only_once: OnceOnly, if_match: NoIfMatch = None) -> Once:
    require_no_version(if_match)
    return only_once


@refuses(types.VERSION_NEEDED, types.STALE_VERSION)
async def _changing(only_once: OnceOnly, if_match: IfMatch = None) -> Once:
    only_once.seen = version_seen(if_match)
    return only_once


Creating = Annotated[Once, Depends(_creating)]
"""For a route that makes something new: nobody can have seen a version of it."""
Changing = Annotated[Once, Depends(_changing)]
"""For a route that changes what is there: it has to say which version was seen."""


async def forget(pool: Pool, older_than: timedelta) -> int:
    """Forget the answers that are older; returns how many."""
    status = await pool.execute(
        "DELETE FROM idempotency WHERE created_at < clock_timestamp() - $1::interval", older_than
    )
    return int(status.rpartition(" ")[2])


async def keep_forgetting(pool: Pool) -> None:
    """Returns never: forgets, once an hour, what nobody can mean to repeat any more."""
    while True:
        try:
            await forget(pool, REMEMBERED)
        except Exception as fault:
            if not passes(fault):
                raise
        await asyncio.sleep(3600)


def _keyed(secret: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over the parts with their lengths, so that no two lists of parts run together."""
    message = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.digest(secret, message, "sha256")


_CLAIM: Final = """
INSERT INTO idempotency (key, fingerprint) VALUES ($1, $2)
ON CONFLICT (key) DO NOTHING RETURNING true
"""
_KEEP: Final = "UPDATE idempotency SET status = $2, body = $3, headers = $4 WHERE key = $1"
_EARLIER: Final = "SELECT fingerprint, status, body, headers FROM idempotency WHERE key = $1"

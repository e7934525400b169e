"""Sessions of people at the pages: kept here, so that signing out ends them, whoever kept the cookie."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from samspil.ledger.database import Pool
from samspil.vocabulary.citizen_id import CitizenId
from samspil.web.session import Site

FORGET = "DELETE FROM session WHERE expires_at <= clock_timestamp()"
BEGIN = """
INSERT INTO session (id_hash, token, expires_at) VALUES ($1, $2, clock_timestamp() + $3::interval)
"""
READ = "SELECT token FROM session WHERE id_hash = $1 AND expires_at > clock_timestamp()"
END = "DELETE FROM session WHERE id_hash = $1"
ANNOUNCE = "UPDATE session SET news = $2, news_of = $3, kept_form = NULL WHERE id_hash = $1"
HEAR = """
WITH told AS (SELECT id_hash, news FROM session WHERE id_hash = $1 AND news_of = $2 FOR UPDATE)
UPDATE session SET news = NULL, news_of = NULL FROM told WHERE session.id_hash = told.id_hash
RETURNING told.news
"""
KEEP = "UPDATE session SET kept_form = $2 WHERE id_hash = $1"
KEPT = "SELECT kept_form FROM session WHERE id_hash = $1 AND expires_at > clock_timestamp()"
RECENT = "SELECT recent FROM session WHERE id_hash = $1 AND expires_at > clock_timestamp()"
# One statement; where the page is only opened again, and nothing is to be said, it writes nothing.
OPEN = """
WITH told AS (
  SELECT id_hash, CASE WHEN news_of = $2 THEN news END AS news FROM session
  WHERE id_hash = $1 AND (news_of = $2 OR recent[1] IS DISTINCT FROM $2) FOR UPDATE
)
UPDATE session SET recent = (ARRAY[$2] || array_remove(recent, $2))[:$3],
  news = CASE WHEN news_of = $2 THEN NULL ELSE session.news END, news_of = nullif(news_of, $2)
FROM told WHERE session.id_hash = told.id_hash
RETURNING told.news
"""

RECENT_AT_MOST = 8

_NONCE_BYTES = 12


class Sessions:
    """Each call commits by itself."""

    def __init__(self, pool: Pool, site: Site) -> None:
        self._pool = pool
        self._site = site

    async def begin(self, token: str, seconds: int) -> str:
        """A new session with an id that nobody can have known before; what ran out is forgotten."""
        session, nonce = secrets.token_urlsafe(32), secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + self._cipher(session).encrypt(nonce, token.encode(), _hash(session))
        await self._pool.execute(FORGET)
        await self._pool.execute(BEGIN, _hash(session), sealed, timedelta(seconds=seconds))
        return session

    async def token(self, session: str) -> str | None:
        """The token; None for a session that was ended, ran out or never was."""
        sealed: bytes | None = await self._pool.fetchval(READ, _hash(session))
        if sealed is None:
            return None
        nonce, sealed = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher(session).decrypt(nonce, sealed, _hash(session)).decode()
        except InvalidTag:  # sealed under another secret, before that was changed
            return None

    async def end(self, session: str) -> None:
        """From now on it opens nothing."""
        await self._pool.execute(END, _hash(session))

    async def announce(self, session: str, news: str, citizen: CitizenId) -> None:
        """Keep what is to be said once on the citizen's page; what was kept of a form is done with."""
        await self._pool.execute(ANNOUNCE, _hash(session), news, citizen)

    async def open(self, session: str, citizen: CitizenId) -> str | None:
        """This citizen's page is opened; what was announced there and not yet said."""
        news: str | None = await self._pool.fetchval(OPEN, _hash(session), citizen, RECENT_AT_MOST)
        return news

    async def hear(self, session: str, page: UUID) -> str | None:
        """What was announced on a page that is no citizen's, by an id of its own, and not yet said."""
        news: str | None = await self._pool.fetchval(HEAR, _hash(session), page)
        return news

    async def recent(self, session: str) -> list[CitizenId]:
        """Whose page was opened, each once, the newest first."""
        found: list[CitizenId] | None = await self._pool.fetchval(RECENT, _hash(session))
        return found or []

    async def keep_form(self, session: str, sealed: str) -> None:
        """Keep what was written before this session began; nothing here opens it."""
        await self._pool.execute(KEEP, _hash(session), sealed)

    async def kept_form(self, session: str) -> str | None:
        """What is kept, until the session's next act."""
        kept: str | None = await self._pool.fetchval(KEPT, _hash(session))
        return kept

    def _cipher(self, session: str) -> AESGCM:
        return AESGCM(self._site.derive(b"session", session))


def _hash(session: str) -> bytes:
    return hashlib.sha256(session.encode(errors="replace")).digest()

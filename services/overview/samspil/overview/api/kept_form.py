"""What somebody wrote in a form while they were signed out: sealed for them alone until they are back."""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Request

from samspil.overview.pages.form import Filled, Form, Thing
from samspil.web.session import Site, session_of

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it was sent, and whose it is."""

    person: str = field(repr=False)
    """Tells its person apart from all others, and nothing else; every form of theirs carries it."""
    name: str
    address: str
    """Where it stands."""
    form_id: str
    things: tuple[str, ...]
    written: Mapping[str, str] = field(repr=False)

    def filled(self, form: Form) -> Filled | None:
        """The form as it was written; None where it is another, or odd."""
        try:
            things = tuple(Thing.read(one) for one in self.things)
            return Filled(form, things, self.written, UUID(self.form_id)) if form.name == self.name else None
        except ValueError:
            return None


def person_of(site: Site, subject: str) -> str:
    """What the forms of this person carry: nobody else can make it."""
    return site.derive(b"person", subject).hex()


def sealed(site: Site, kept: KeptForm) -> str:
    """For a page's hidden field: nobody reads or changes it on its way through the browser."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    text = json.dumps(asdict(kept)).encode(errors="surrogatepass")
    return base64.urlsafe_b64encode(nonce + _cipher(site).encrypt(nonce, text, None)).decode()


def opened(site: Site, text: str | None, subject: str) -> KeptForm | None:
    """What was kept, for the person whose it is; None for anybody else, and for what was not sealed here."""
    try:
        whole = base64.urlsafe_b64decode((text or "").encode())
        told: dict[str, Any] = json.loads(
            _cipher(site).decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], None)
        )
        kept = KeptForm(**{**told, "things": tuple(told["things"])})
    except (ValueError, binascii.Error, InvalidTag):
        return None
    return kept if secrets.compare_digest(kept.person, person_of(site, subject)) else None


async def given_back(request: Request, form: Form, subject: str, about: object = "") -> Filled | None:
    """What its person wrote in this form, about this, before they signed in again."""
    text = await request.app.state.sessions.kept_form(session_of(request))
    kept = opened(request.app.state.site, text, subject)
    return kept.filled(form) if kept and str(about) in kept.address else None


async def texts(request: Request, form: Form) -> dict[str, str]:
    """What was just sent in the form's fields; that nothing of a list was chosen is something, too."""
    sent = await request.form()
    found: dict[str, str] = {}
    for one in form.fields:
        all_ = [text for text in sent.getlist(one.name) if isinstance(text, str)]
        if one.is_list:
            found[one.name] = " ".join(filter(None, all_))
        elif all_:
            found[one.name] = all_[-1]
    return found


async def posted(request: Request, form: Form, address: str) -> KeptForm:
    """The form as it was just sent."""
    sent = await request.form()

    def text(name: str) -> str:
        value = sent.get(name)
        return value if isinstance(value, str) else ""

    things = tuple(one for one in sent.getlist("thing") if isinstance(one, str))
    keeps = {one.name for one in form.fields if one.is_kept}
    written = {name: text for name, text in (await texts(request, form)).items() if text and name in keeps}
    return KeptForm(text("form_person"), form.name, address, text("form_id"), things, written)


def _cipher(site: Site) -> AESGCM:
    return AESGCM(site.derive(b"kept form", ""))

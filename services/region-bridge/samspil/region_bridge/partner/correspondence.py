"""A thread as it was kept, opened for the letter that goes into it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from samspil.contracts.hospital_messages import Segment
from samspil.region_bridge.domain.correspondence import Correspondence
from samspil.region_bridge.domain.thread import (
    Correspondent,
    Payload,
    Step,
    note_of,
)
from samspil.region_bridge.partner.correspondents import (
    CORRESPONDENT,
    PARTY,
    addressee_of,
    organisation_of,
    signer_of,
)
from samspil.region_bridge.partner.letter import UNREADABLE, lines
from samspil.region_bridge.partner.medcom.letter import Author, Before, Done, Spoken
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.sealing.access import Access
from samspil.sealing.keyring import Keyring
from samspil.vocabulary.citizen_id import CitizenId
from samspil.vocabulary.plain_text import readable
from samspil.vocabulary.sealed import Sealed


class Opened(NamedTuple):
    """What goes before a letter, and whom an answer is for."""

    before: Before
    to: Organisation | None
    """None: they have not written."""


async def open_thread(
    keyring: Keyring,
    citizen: CitizenId,
    known: Correspondence,
    us: Organisation,
    access: Access,
    *,
    is_answer: bool,
) -> Opened:
    """The thread opened, in one look. ``is_answer``: something in it is answered, be it known or not."""
    tokens = _tokens(known)
    opened = await keyring.open(citizen, tokens, access) if tokens else {}
    sent = [_sent(json.loads(opened[f"ours.{n}"]), us) for n, _ in enumerate(known.ours)]
    ours = {one.message_id for one, _ in sent}
    done = [
        *(
            _done(one, n, us, opened)
            for n, one in enumerate(known.thread.steps)
            if one.message_id not in ours
        ),
        *(one for one, _ in sent),
    ]
    told = {text.id for _, text in sent} | {note_of(id_) for one in known.thread.steps for id_ in one.brings}
    spoken = [
        *(one for n, it in enumerate(known.payloads) for one in _spoken(it, n, opened) if one.id not in told),
        *(text for _, text in sent),
    ]
    done.sort(key=lambda one: (one.at, one.message_id))
    spoken.sort(key=lambda one: (one.at, one.text is None))  # a text before the files that came with it
    correspondent = _correspondent(opened)
    before = Before(
        known.thread.thread_id,
        is_reply=is_answer or bool(done),
        after=_newest(known, sent),
        spoken=tuple(spoken),
        done=tuple(done),
        to=addressee_of(correspondent.addressee if correspondent else None),
    )
    return Opened(before, organisation_of(correspondent.party if correspondent else None))


def _tokens(known: Correspondence) -> dict[str, Sealed]:
    named: dict[str, Sealed | None] = {f"ours.{n}": Sealed(one) for n, one in enumerate(known.ours)}
    if known.thread.headline is not None:
        named["correspondent"] = known.thread.headline.correspondent
    for n, step in enumerate(known.thread.steps):
        named[f"step.{n}"] = step.by
    for n, one in enumerate(known.payloads):
        named[f"payload.{n}.by"] = one.by
        if isinstance(one.what, Segment):
            parts = {
                "words": one.what.words,
                "author": one.what.author,
                "role": one.what.role,
                "phone": one.what.phone,
            }
        else:
            parts = {"title": one.what.title}
        named |= {f"payload.{n}.{name}": token for name, token in parts.items()}
    return {name: token for name, token in named.items() if token is not None}


def _spoken(one: Payload, n: int, opened: Mapping[str, str]) -> Iterator[Spoken]:
    """A text that is too long to be kept as one is not repeated: they have it."""
    part = {name: opened.get(f"payload.{n}.{name}") for name in ("words", "author", "role", "phone", "title")}
    by = _party(opened.get(f"payload.{n}.by"))
    if not isinstance(one.what, Segment):
        title = readable(part["title"] or "", UNREADABLE)
        yield Spoken(one.id, one.at, by, title=title, media_type=one.what.media_type)
    elif part["words"] is not None:
        author = signer_of(part["author"], part["phone"], part["role"])
        yield Spoken(one.id, one.at, by, lines(part["words"]), author)


def _done(step: Step, n: int, us: Organisation, opened: Mapping[str, str]) -> Done:
    by = us if step.ours else _party(opened.get(f"step.{n}"))
    return Done(step.message_id, step.activity, step.at, by, step.brings, step.after)


def _sent(bundle: dict[str, Any], us: Organisation) -> tuple[Done, Spoken]:
    """A message of ours as it left: what it did, and the text that it brought."""
    resources = [one["resource"] for one in bundle["entry"]]
    own = resources[0]["id"]
    step = next(one for one in _of(resources, "Provenance") if own in one["target"][0]["reference"])
    revision = [one for one in step["entity"] if one["role"] == "revision"]
    source = next(one for one in step["entity"] if one["role"] == "source")
    segment = UUID(source["what"]["identifier"]["value"])
    (said,) = _of(resources, "Communication")
    text = said["payload"][-1]
    role_id, phone = (
        text["extension"][2]["valueReference"]["reference"],
        text["extension"][3]["valueContactPoint"]["value"],
    )
    role = next(one for one in _of(resources, "PractitionerRole") if role_id.endswith(one["id"]))
    person = next(
        one for one in _of(resources, "Practitioner") if role["practitioner"]["reference"].endswith(one["id"])
    )
    name = person["name"][0]
    signer = Author(name["text"], phone, role["code"][0]["text"], is_person="organization" in role)
    at = datetime.fromisoformat(step["occurredDateTime"])
    after = revision[0]["what"]["reference"].rpartition("/")[2] if revision else None
    done = Done(own, step["activity"]["coding"][0]["code"], at, us, (segment,), after)
    return done, Spoken(segment, at, us, text["contentString"], signer)


def _of(resources: Iterable[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in resources if one["resourceType"] == kind]


def _newest(known: Correspondence, sent: Iterable[tuple[Done, Spoken]]) -> str | None:
    """The message that the letter follows: the newest that we had or wrote."""
    had = [(one.at, one.message_id) for one in known.thread.steps if one.seen]
    wrote = [(one.at, one.message_id) for one, _ in sent]
    return max((*had, *wrote), default=(None, None))[1]


def _correspondent(opened: Mapping[str, str]) -> Correspondent | None:
    told = opened.get("correspondent")
    return CORRESPONDENT.validate_json(told) if told is not None else None


def _party(told: str | None) -> Organisation | None:
    return organisation_of(PARTY.validate_json(told)) if told is not None else None

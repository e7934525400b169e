"""Every kind of message that we send to the region, over random values that citizens and staff may have."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Told
from samspil.contracts.message import Category as MessageCategory
from samspil.contracts.plan_agreements import AgreementKind, AgreementStage
from samspil.region_bridge.partner.letter import letter
from samspil.region_bridge.partner.medcom.acknowledgement import acknowledgement
from samspil.region_bridge.partner.medcom.care_communication import care_communication
from samspil.region_bridge.partner.medcom.codes import Error
from samspil.region_bridge.partner.medcom.fhir import Message
from samspil.region_bridge.partner.medcom.letter import Addressee, Author, Before, Done, Spoken
from samspil.region_bridge.partner.medcom.organisation import Organisation
from samspil.sandboxes.citizens import FIRST_NAMES, LAST_NAMES, SYNTHETIC_CPRS
from samspil.sandboxes.region.categories import Category
from samspil.sandboxes.region.hospital import Course, Patient, What, tell
from samspil.sandboxes.region.threads import Signer, Thread
from samspil.sandboxes.region.ward import Words, Writes, write
from samspil.testkit.people import (
    ANOTHER_NATIONAL_REPLACEMENT,
    NATIONAL_REPLACEMENT,
    REGIONAL_REPLACEMENT,
    synthetic_cpr,
)
from samspil.vocabulary.copenhagen import COPENHAGEN
from samspil.vocabulary.cpr import Cpr

US = Organisation("999990000000002", "5799999900020")
REGION = Organisation("999990000000001", "5799999900013")


class Chance(Random):
    """What is drawn, and in which turn of all kinds."""

    turn = 0


class Written(NamedTuple):
    """One message of ours."""

    kind: str
    body: bytes


def messages(count: int, seed: int) -> Iterator[Written]:
    """So many, each kind in its turn; the same seed gives the same ones."""
    chance, kinds = Chance(seed), [*KINDS]
    for number in range(count):
        chance.turn, which = divmod(number, len(kinds))
        yield Written(kinds[which], KINDS[kinds[which]](chance))


def _notice(chance: Chance) -> bytes:
    """What a hospital tells of a stay."""
    patient = Patient(_cpr(chance).number, _name(chance))
    course: Course | None = None
    course, body = tell(What.ADMIT, course, patient, _moment(chance))
    if chance.random() < 0.5:
        _, body = tell(chance.choice([*What]), course, patient, _moment(chance))
    return body


def _care_communication(chance: Chance) -> bytes:
    """What a ward writes."""
    thread = Thread(
        f"urn:uuid:{_id(chance)}", _cpr(chance).number, _name(chance), chance.choice([*Category]), "Emne"
    )
    words = Words(Signer(_name(chance), "Sygeplejerske", _phone(chance)), (_text(chance),))
    thread, body = write(Writes.NEW, thread, words, _moment(chance))
    if chance.random() < 0.5:
        _, body = write(chance.choice([Writes.REPLY, Writes.FORWARD]), thread, words, _moment(chance))
    return body


def _acknowledges(theirs: Callable[[Chance], bytes], *errors: Error | None) -> Callable[[Chance], bytes]:
    def written(chance: Chance) -> bytes:
        message = Message.read(theirs(chance))
        error = errors[chance.turn % len(errors)]  # none is left to chance
        return acknowledgement(message, US, REGION, _moment(chance), error)

    return written


def _letter(told: Told, *parts: str) -> Callable[[Chance], bytes]:
    """What the region is told, with these parts of it."""

    def written(chance: Chance) -> bytes:
        said = letter(told, _cpr(chance), _name(chance), {part: PARTS[part](chance) for part in parts})
        author = Author(_name(chance), _phone(chance))
        before = _before(chance) if told is Told.MESSAGE and chance.turn % 2 else None
        return care_communication(said, _id(chance), US, REGION, author, _moment(chance), before)

    return written


def _before(chance: Chance) -> Before:
    """A thread that goes on: what both wrote, with a file of theirs, and the message that is followed."""
    theirs, ours, file = (_id(chance) for _ in range(3))
    at, first, second = _moment(chance), str(_id(chance)), str(_id(chance))
    return Before(
        thread=_id(chance),
        is_reply=chance.random() < 0.7,
        after=second,
        spoken=(
            Spoken(theirs, at, None, _text(chance), Author(_name(chance), _phone(chance), "Overlæge", True)),
            Spoken(ours, at, US, _text(chance), Author("Socialpsykiatrien", "00000000")),
            Spoken(file, at, None, title="Notat", media_type=chance.choice(["application/pdf", "image/png"])),
        ),
        done=(
            Done(first, "new-message", at, US, (ours,), None),
            Done(second, "reply-message", at, None, (theirs, file), first),
        ),
        to=chance.choice(
            [None, Addressee(_name(chance), "Overlæge", False), Addressee("Team 1", None, True)]
        ),
    )


LETTERS: Final[Mapping[str, tuple[Told, *tuple[str, ...]]]] = {
    "the contact person": (Told.CONTACT_PERSON, "name"),
    "the contact person with a phone": (Told.CONTACT_PERSON, "name", "phone"),
    "the plan": (Told.PLAN, "agreed_on"),
    "the crisis plan": (
        Told.CRISIS_PLAN,
        "early_signs",
        "what_helps",
        "whom_to_call",
        "what_not_to_do",
    ),
    "one part of the crisis plan": (Told.CRISIS_PLAN, "what_helps"),
    "a meeting": (Told.MEETING, "at"),
    "a meeting somewhere": (Told.MEETING, "at", "place"),
    "a meeting that is not held": (Told.MEETING_CANCELLED, "at"),
    "the end of sharing": (Told.SHARING_ENDED,),
    "a message": (Told.MESSAGE, "name", "phone", "role", "category", "topic", "words"),
    "a message that hastes": (
        Told.MESSAGE,
        "name",
        "phone",
        "role",
        "category",
        "topic",
        "words",
        "urgency",
    ),
    "an admission report": (Told.ADMISSION_REPORT, "name", "phone", "agreed_on", "help"),
    "an admission report without anything": (Told.ADMISSION_REPORT,),
    "an agreement": (Told.AGREEMENT, "kind", "stage"),
    "an agreement and what it says": (Told.AGREEMENT, "kind", "stage", "words", "day"),
    "a referral": (Told.REFERRAL, "words", "answer_by", "urgency"),
    "what they asked before an answer": (Told.REFERRAL_INFORMATION, "words"),
    "a referral taken back": (Told.REFERRAL_CANCELLED,),
    "a referral that has ended": (Told.REFERRAL_CLOSED,),
    "help that is to be stopped": (Told.CANCELLATION_REQUESTED, "answer_by"),
    "an answer to what they asked": (Told.REQUEST_ANSWERED, "answer", "day"),
}
"""What the region is told, with the parts of it that are there."""
_FATAL = tuple(one for one in Error if one is not Error.OUT_OF_OPERATION)
KINDS: Final[Mapping[str, Callable[[Chance], bytes]]] = {
    "a notice is taken": _acknowledges(_notice, None),
    "a notice is wanted later": _acknowledges(_notice, Error.OUT_OF_OPERATION),
    "a notice is refused": _acknowledges(_notice, *_FATAL),
    "a care communication is taken": _acknowledges(_care_communication, None),
    "a care communication is wanted later": _acknowledges(_care_communication, Error.OUT_OF_OPERATION),
    "a care communication is refused": _acknowledges(_care_communication, *_FATAL),
    **{kind: _letter(told, *parts) for kind, (told, *parts) in LETTERS.items()},
}
"""Each in a few words → how one is written."""

_NAMES = (
    "Aisha Digtet",
    "Åse-Marie Ødegård Test",
    "Nguyễn Thị Prøve",
    "X",
    "O’Brien Test",
    "Ğülşen Test-Øzcan",
)
_SENTENCES = (
    "Vi vil gerne holde et møde om den næste tid.",
    'Han siger: "Ring først." & kom så <i morgen>.',
    "Første linje.\nAnden linje.\n\nFjerde linje.",
    "Pris: 100 kr. – 50 % egenbetaling; spørg på tlf. 38 64 00 00.",
    "Ønsker støtte 🙂 til at komme ud.",
    "日本語もあります。",
)


def _id(chance: Chance) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _cpr(chance: Chance) -> Cpr:
    others = (NATIONAL_REPLACEMENT.cpr, ANOTHER_NATIONAL_REPLACEMENT.cpr, REGIONAL_REPLACEMENT.cpr)
    return chance.choice([synthetic_cpr(chance.randrange(SYNTHETIC_CPRS)), *others])


def _name(chance: Chance) -> str:
    return chance.choice([*_NAMES, f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"])


def _phone(chance: Chance) -> str:
    return chance.choice(["38640000", "+45 38 64 00 00", "112"])


def _text(chance: Chance) -> str:
    return " ".join(chance.choices(_SENTENCES, k=chance.choice([1, 2, 50])))[:4000].strip()


def _moment(chance: Chance) -> datetime:
    """Of the last year, or of when the clocks change; to the second or finer."""
    since = datetime(2025, 12, 1, tzinfo=COPENHAGEN)
    turns = [
        datetime(2026, 3, 29, 1, 30, tzinfo=COPENHAGEN),
        datetime(2026, 10, 25, 2, 30, tzinfo=COPENHAGEN),
    ]
    return chance.choice([since + timedelta(seconds=chance.randrange(31_000_000)), *turns])


PARTS: Final[Mapping[str, Callable[[Chance], str]]] = {
    "name": _name,
    "phone": _phone,
    "agreed_on": lambda chance: _moment(chance).date().isoformat(),
    "at": lambda chance: _moment(chance).isoformat(),
    "place": lambda chance: chance.choice(["Rådhuset, lokale 2", "Afsnit O, 3. sal", "Hjemme"]),
    "early_signs": _text,
    "what_helps": _text,
    "whom_to_call": _text,
    "what_not_to_do": _text,
    "words": _text,
    "topic": lambda chance: chance.choice(["Møde", "Vedrørende udskrivning & bolig", "?"]),
    "category": lambda chance: chance.choice([*MessageCategory]).value,
    "urgency": lambda chance: chance.choice(["routine", "asap"]),
    "role": lambda chance: chance.choice(["caseworker", "visitator", "support_worker", "leader"]),
    "help": lambda chance: chance.choice(["", "sel-85:90", "sel-85: sel-99:30"]),
    "kind": lambda chance: chance.choice([*AgreementKind]).value,
    "stage": lambda chance: chance.choice([*AgreementStage]).value,
    "day": lambda chance: _moment(chance).date().isoformat(),
    "answer_by": lambda chance: _moment(chance).date().isoformat(),
    "answer": lambda chance: chance.choice([*PartnerAnswer]).value,
}
"""What stands in an item, by its name in the disclosure."""

"""Messages between municipality and hospital as the citizen reads them: who wrote what, in full."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samspil.overview.domain.messages import ReceivedMessage
from samspil.overview.domain.threads import Message, known_since, threads
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import raised, spoken
from samspil.overview.pages.reading import Read
from samspil.vocabulary.copenhagen import danish_day

HELD = "Hospitalet har sendt noget, som nogen hos os skal se på."
LONG = "Teksten er lang. Spørg kommunen, hvis du vil læse den."


@dataclass(frozen=True, slots=True)
class Written:
    """One text that somebody wrote about the citizen."""

    said: str
    """Who wrote it to whom, and when."""
    words: str


@dataclass(frozen=True, slots=True)
class OwnThread:
    """What was written back and forth."""

    title: str
    texts: tuple[Written, ...]
    """The newest first."""
    files: tuple[str, ...]
    """What the files are called that came along."""


@dataclass(frozen=True, slots=True)
class OwnMessages:
    """All of it."""

    threads: tuple[OwnThread, ...] = ()
    held: str = ""
    """That something waits for a person; empty where nothing does."""


def shown(view: View) -> dict[str, object]:
    """What is sealed of all that is shown here."""
    return {"received": view.hospital.messages, "written": view.coordination.messages}


def own_messages(view: View, read: Read, today: date) -> OwnMessages:
    """The newest first, whoever waits for an answer."""
    newest = sorted(threads(view), key=lambda one: (known_since(one.last), one.id), reverse=True)
    return OwnMessages(
        tuple(
            OwnThread(
                read(one.topic) if one.topic else "",
                tuple(text for message in reversed(one.messages) for text in _texts(message, read, today)),
                tuple(
                    read(file.title)
                    for message in one.messages
                    if isinstance(message, ReceivedMessage)
                    for file in message.attachments
                ),
            )
            for one in newest
        ),
        HELD if view.hospital.held else "",
    )


def _texts(one: Message, read: Read, today: date) -> Iterator[Written]:
    if not isinstance(one, ReceivedMessage):
        day = spoken(danish_day(one.written_at), today)
        who = f"{read(one.name)}, {words.ROLE[one.role].lower()} i kommunen,"
        yield Written(raised(f"{who} skrev til hospitalet {day}."), read(one.words))
        return
    for text in one.segments:
        day = spoken(danish_day(text.written_at), today)
        known = ", ".join(read(part) for part in (text.author, text.role) if part)
        who = f"{known}, {read(one.sender)}," if known else read(one.sender)
        said = raised(f"{who} skrev til kommunen {day}.")
        yield Written(said, LONG if text.words is None else read(text.words))

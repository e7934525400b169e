"""Messages with the region as staff read them: who wrote, when, what, and how far ours have come."""

from dataclasses import dataclass
from datetime import date

from samspil.contracts.hospital import Attachment, MessageKind, Segment
from samspil.overview.domain.messages import ReceivedMessage, WrittenMessage
from samspil.overview.domain.threads import Sending, Thread, sending
from samspil.overview.domain.view import View
from samspil.overview.pages import message_words, words
from samspil.overview.pages.danish import instant
from samspil.overview.pages.form import Filled
from samspil.overview.pages.reading import Read

TONE = {
    Sending.WAITS: "info",
    Sending.SENT: "info",
    Sending.RECEIVED: "success",
    Sending.REFUSED: "error",
    Sending.NO_ANSWER: "warning",
    Sending.NOT_SENT: "error",
}
"""Never the only sign of it."""
LONG = "Teksten er for lang til at stå her."
KILO, MEGA = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class TextCard:
    """One text, and who signed it."""

    who: str
    """Name and role, as far as they are known."""
    phone: str
    when: str
    words: str
    document: str = ""
    """The id under which it is read, where it is too long to stand here."""


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file that came along."""

    id: str
    title: str
    size: str


@dataclass(frozen=True, slots=True)
class MessageCard:
    """One message, of either side."""

    id: str
    heading: str
    """Who wrote to whom."""
    when: str
    kind: str
    """That it is somebody else's, passed on; empty where it is not."""
    texts: tuple[TextCard, ...]
    files: tuple[FileCard, ...] = ()
    state: str = ""
    """How far a message of ours has come; of theirs, that it waits."""
    tone: str = "info"
    offers: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadCard:
    """What was written back and forth."""

    id: str
    title: str
    about: str
    waits: bool
    is_urgent: bool
    messages: tuple[MessageCard, ...]
    """The newest first."""
    offers: tuple[Filled, ...]

    @property
    def every_offer(self) -> tuple[Filled, ...]:
        """About the thread, and about each message."""
        return (*self.offers, *(offer for one in self.messages for offer in one.offers))


def received_card(
    one: ReceivedMessage, read: Read, offers: tuple[Filled, ...], *, waits: bool
) -> MessageCard:
    """What a hospital wrote; what stood in the thread before is not repeated."""
    return MessageCard(
        id=str(one.id),
        heading=f"Fra {read(one.sender)}",
        when=instant(one.sent_at),
        kind="Sendt videre: det er skrevet til andre." if one.kind is MessageKind.FORWARD else "",
        texts=tuple(_text(text, read) for text in one.segments),
        files=tuple(_file(file, read) for file in one.attachments),
        state="Venter på svar" if waits else "",
        tone="warning",
        offers=offers,
    )


def written_card(
    one: WrittenMessage,
    view: View,
    read: Read,
    today: date,
    unit: str,
    offers: tuple[Filled, ...],
) -> MessageCard:
    """What somebody here wrote, and how far it has come."""
    state = sending(one, view, today)
    who = f"{read(one.name)}, {words.ROLE[one.role].lower()}"
    text = TextCard(who, read(one.phone), instant(one.written_at), read(one.words))
    return MessageCard(
        id=str(one.id),
        heading=f"Til {unit}",
        when=instant(one.written_at),
        kind="",
        texts=(text,),
        state=message_words.SENDING[state],
        tone=TONE[state],
        offers=offers,
    )


def thread_card(
    thread: Thread, read: Read, messages: tuple[MessageCard, ...], offers: tuple[Filled, ...]
) -> ThreadCard:
    """The thread with its messages, which are given the oldest first."""
    about = message_words.CATEGORY[thread.category]
    title = read(thread.topic) if thread.topic else about
    return ThreadCard(
        id=str(thread.id),
        title=title,
        about=about,
        waits=bool(thread.waiting),
        is_urgent=thread.is_urgent,
        messages=messages[::-1],
        offers=offers,
    )


def _text(one: Segment, read: Read) -> TextCard:
    who = ", ".join(read(part) for part in (one.author, one.role) if part)
    phone = read(one.phone) if one.phone else ""
    if one.words is None:
        document = str(one.document_id) if one.document_id else ""
        return TextCard(who, phone, instant(one.written_at), LONG, document)
    return TextCard(who, phone, instant(one.written_at), read(one.words))


def _file(one: Attachment, read: Read) -> FileCard:
    return FileCard(str(one.attachment_id), read(one.title), size(one.size))


def size(count: int) -> str:
    """``2,4 MB``"""
    if count >= MEGA:
        return f"{count / MEGA:.1f} MB".replace(".", ",")
    return f"{max(1, round(count / KILO))} KB"

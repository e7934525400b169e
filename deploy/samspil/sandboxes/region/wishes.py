"""What the region may be asked to do, at its doors and on its page."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, model_validator

from samspil.sandboxes.region.attachments import File
from samspil.sandboxes.region.behaviour import How
from samspil.sandboxes.region.categories import Category
from samspil.sandboxes.region.course import Patient, What
from samspil.sandboxes.region.threads import Signer
from samspil.sandboxes.region.travel import Travel
from samspil.sandboxes.region.ward import Words, Writes
from samspil.vocabulary.plain_text import Name
from samspil.vocabulary.plain_text import Words as Text


def _none(text: object) -> object:
    return text or None


def _filled(texts: object) -> object:
    """Of a form's fields those that somebody wrote in."""
    return [text for text in texts if text] if isinstance(texts, list) else texts


CprText = Annotated[str, StringConstraints(strip_whitespace=True, pattern="^[0-9]{6}-?[0-9A-Z]{4}$")]
"""A CPR number, or a replacement number."""
NameText = Annotated[Name, StringConstraints(max_length=100)]
Unless = BeforeValidator(_none)
"""An empty field of a form tells nothing."""


class _Travelling(BaseModel):
    xml: bool = False
    enveloped: bool = False
    packed: bool = False
    """With gzip."""

    @property
    def travel(self) -> Travel:
        """How it is to travel."""
        return Travel(self.xml, self.enveloped, self.packed)


class Send(_Travelling):
    """What the hospital shall tell about whom."""

    what: What
    cpr: CprText
    name: NameText = "Test Opdigtet"
    former_cpr: CprText | None = None
    """Told before the current number, as an old one."""
    wants_report: bool = False
    """Whether the ward asks for a report on whom it has admitted."""

    @property
    def patient(self) -> Patient:
        """Of whom it tells."""
        former = self.former_cpr and self.former_cpr.replace("-", "")
        return Patient(self.cpr.replace("-", ""), self.name, former)


class Write(_Travelling):
    """What a ward shall write to social psychiatry."""

    how: Writes = Writes.NEW
    thread: Annotated[str | None, Unless] = None
    """Which it answers, or passes on; what is new begins one."""
    cpr: Annotated[CprText | None, Unless] = None
    name: Annotated[NameText | None, Unless] = None
    category: Category = Category.PSYCHIATRY_SOCIAL_DISABILITY
    priority: Annotated[Literal["routine", "asap"] | None, Unless] = None
    """Only with ``regarding-referral``."""
    topic: Annotated[NameText | None, Unless] = None
    """Needed with ``other``."""
    texts: Annotated[list[Text], BeforeValidator(_filled), Field(min_length=1, max_length=10)]
    """A segment each."""
    signer: NameText = "Karla Test Sygeplejerske"
    role: NameText = "Sygeplejerske"
    phone: Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ]{3,20}$")] = "38640000"
    recipient: Annotated[NameText | None, Unless] = None
    """Whom in social psychiatry it is for."""
    file: Annotated[File | None, Unless] = None

    @model_validator(mode="after")
    def _can_be_written(self) -> Self:
        if self.how is Writes.NEW and self.cpr is None:
            raise ValueError("whom is it about?")
        if self.how is Writes.NEW and self.category is Category.OTHER and self.topic is None:
            raise ValueError("the category other needs a topic")
        if self.priority is not None and self.category is not Category.REGARDING_REFERRAL:
            raise ValueError("a priority is for referrals")
        return self

    @property
    def words(self) -> Words:
        """Signed, with the file."""
        return Words(Signer(self.signer, self.role, self.phone), tuple(self.texts), self.file)


class Repeat(BaseModel):
    """Which message to send once more, byte for byte."""

    message_id: str


class Acknowledge(BaseModel):
    """Of which message to send an acknowledgement, though nobody asks; it need not be one that came."""

    message_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
    code: Literal["ok", "transient-error", "fatal-error"] = "ok"


class Behave(BaseModel):
    """How to meet messages, and how many of them; without ``times`` until told otherwise."""

    how: How
    times: Annotated[int, Field(ge=1)] | None = None

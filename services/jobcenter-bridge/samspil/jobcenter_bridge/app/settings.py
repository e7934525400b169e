"""What this service's two processes need to know."""

from collections.abc import Mapping
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.employment import MilestoneKind
from samspil.jobcenter_bridge.domain.notification import ENTITY_KINDS, Kind
from samspil.jobcenter_bridge.partner.reading import (
    ACTIVITY_KINDS,
    REQUEST_BASES,
    TASK_ANSWERS,
    ProgressBy,
    Reading,
)
from samspil.jobcenter_bridge.partner.wording import TASK_TYPES, TaskTypes
from samspil.vocabulary.address import SafeAddress, is_on_loopback
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.settings import DoorSettings, KeyringSettings, WorkerSettings


class ForWeb(DoorSettings, KeyringSettings):
    """The web process takes notifications in, which name nobody, and shows requests about strangers."""

    port: int = 8083
    entity_kinds: Mapping[str, Kind] = ENTITY_KINDS
    """The case system's ``entitetNavn`` → which kind it is here, as JSON; what is not named is not used."""


class ForWorker(WorkerSettings, KeyringSettings):
    """The worker fetches what was notified, and tells the jobcenter."""

    health_port: int = 9083

    jobcenter_address: SafeAddress = "http://127.0.0.1:8090"
    """The jobcenter's case system; citizens' names and numbers go there, so only over TLS."""
    jobcenter_api_key: SecretStr = SecretStr("")
    jobcenter_timeout_seconds: float = Field(default=10, gt=0, le=25)
    """How long to wait for an answer; a message and its look-up together stay below a claim's lease."""
    asking_task_type: str = TASK_TYPES.asking
    """The case system's code for tasks that are to be answered."""
    telling_task_type: str = TASK_TYPES.telling
    """Its code for the others: what is heard of one of these is no answer."""
    sending_hour: int | None = Field(default=None, ge=0, le=23)
    """The Danish hour at which it is told of pauses, so that nothing can be inferred; unset: at once."""
    activity_kinds: Mapping[str, MilestoneKind] = ACTIVITY_KINDS
    """The case system's ``aktiveringstype`` → what it is here, as JSON; what is not named is ``other``."""
    activity_progress: ProgressBy = ProgressBy.STATUS
    """What tells that an activity has begun or is over: the element ``status``, or its ``dates``."""

    task_answers: Mapping[str, PartnerAnswer | None] = TASK_ANSWERS
    """The case system's status of a task → the step that was taken, as JSON; ``null`` while none was."""
    request_bases: Mapping[str, LegalBasis] = REQUEST_BASES
    """Its code for what a request asks for → the paragraph, as JSON; what is not named is ``sel-85``."""

    @property
    def reading(self) -> Reading:
        """How the case system is read."""
        return Reading(
            self.activity_kinds,
            self.activity_progress,
            self.asking_task_type,
            self.task_answers,
            self.request_bases,
        )

    @property
    def task_types(self) -> TaskTypes:
        """Both codes."""
        return TaskTypes(self.asking_task_type, self.telling_task_type)

    @model_validator(mode="after")
    def _tells_answers_apart(self) -> Self:
        if self.asking_task_type == self.telling_task_type:
            raise ValueError(
                "ASKING_TASK_TYPE and TELLING_TASK_TYPE are the same; an answer is told by its type"
            )
        return self

    @model_validator(mode="after")
    def _shows_who_it_is(self) -> Self:
        elsewhere = not is_on_loopback(urlsplit(self.jobcenter_address).hostname)
        if elsewhere and not self.jobcenter_api_key.get_secret_value():
            raise ValueError(
                "JOBCENTER_ADDRESS is another machine: set JOBCENTER_API_KEY, so that it knows who asks"
            )
        return self

"""What this service's two processes need to know."""

from collections.abc import Iterable, Mapping
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator

from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.employment import CallForm, CallKind, MilestoneKind, MilestoneOutcome
from samspil.jobcenter_bridge.domain.notification import ENTITY_KINDS, Kind
from samspil.jobcenter_bridge.domain.sustained import looked_at
from samspil.jobcenter_bridge.partner.reading import (
    ACTIVITY_KINDS,
    ACTIVITY_OUTCOMES,
    CALL_FORMS,
    CALL_KINDS,
    REQUEST_BASES,
    TASK_ANSWERS,
    ProgressBy,
    Reading,
)
from samspil.jobcenter_bridge.partner.tokens import Credentials
from samspil.jobcenter_bridge.partner.wording import TASK_TYPES, TaskTypes
from samspil.rulebook.rulebook import Rulebook, read_rulebook
from samspil.vocabulary.address import SafeAddress, is_on_loopback
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.web.settings import (
    DoorSettings,
    KeyringSettings,
    RequestSettings,
    RulebookSettings,
    WorkerSettings,
)


class ActivitySettings(KeyringSettings):
    """How activities are read, one by one or in a file."""

    activity_kinds: Mapping[str, MilestoneKind] = ACTIVITY_KINDS
    """The case system's ``aktiveringstype`` → what it is here, as JSON; what is not named is ``other``."""
    activity_outcomes: Mapping[str, MilestoneOutcome] = ACTIVITY_OUTCOMES
    """Its ``resultat`` of one that is over → how it ended, as JSON; what is not named tells nothing."""
    activity_progress: ProgressBy = ProgressBy.STATUS
    """What tells that an activity has begun or is over: the element ``status``, or its ``dates``."""

    @model_validator(mode="after")
    def _tells_nothing_of_ours(self) -> Self:
        if MilestoneKind.SHELTERED_WORK in self.activity_kinds.values():
            raise ValueError(
                "ACTIVITY_KINDS: sheltered work is social psychiatry's own, and never told by others"
            )
        return self


class ForWeb(DoorSettings, ActivitySettings, RequestSettings):
    """The web process takes in notifications, which name nobody, files, and steps that are entered here, and
    shows strangers' requests."""

    port: int = 8083
    entity_kinds: Mapping[str, Kind] = ENTITY_KINDS
    """The case system's ``entitetNavn`` → which kind it is here, as JSON; what is not named is not used."""

    @property
    def reading(self) -> Reading:
        """How the rows of a file are read."""
        return Reading(self.activity_kinds, self.activity_progress, outcomes=self.activity_outcomes)


class ForWorker(WorkerSettings, ActivitySettings, RulebookSettings):
    """The worker fetches what was notified, and tells the jobcenter."""

    health_port: int = 9083

    jobcenter_address: SafeAddress = "http://127.0.0.1:8090"
    """The jobcenter's case system; citizens' names and numbers go there, so only over TLS."""
    jobcenter_api_key: SecretStr = SecretStr("")
    jobcenter_token_address: SafeAddress | None = None
    """The whole address at which tokens are given for client credentials; unset: the key alone is shown."""
    jobcenter_client_id: str = ""
    jobcenter_client_secret: SecretStr = SecretStr("")
    jobcenter_token_resource: str = ""
    """What a token is asked for, where tokens are given for several things (RFC 8707)."""
    jobcenter_timeout_seconds: float = Field(default=10, gt=0, le=25)
    """How long to wait for an answer; a message and its look-up together stay below a claim's lease."""
    asking_task_type: str = TASK_TYPES.asking
    """The case system's code for tasks that are to be answered."""
    telling_task_type: str = TASK_TYPES.telling
    """Its code for the others: what is heard of one of these is no answer."""
    sending_hour: int | None = Field(default=None, ge=0, le=23)
    """The Danish hour at which it is told of pauses, so that nothing can be inferred; unset: at once.

    It may be unset on this machine only.
    """
    call_kinds: Mapping[str, CallKind] = CALL_KINDS
    """Its ``samtaletype`` → what the citizen is called to, as JSON; what is not named is ``other``."""
    call_forms: Mapping[str, CallForm] = CALL_FORMS
    """Its ``kontaktform`` → how they meet, as JSON; what is not named tells nothing."""
    task_answers: Mapping[str, PartnerAnswer | None] = TASK_ANSWERS
    """The case system's status of a task → the step that was taken, as JSON; ``null`` while none was."""
    request_bases: Mapping[str, LegalBasis] = REQUEST_BASES
    """Its code for what a request asks for → the paragraph, as JSON; what is not named is ``sel-85``."""

    @property
    def rules(self) -> Rulebook:
        """The rulebook. Raises ``ValueError`` where it has months that no fact can say."""
        rules = read_rulebook(self.rulebook_folder)
        for row in rules.sustained:
            looked_at(rules, row.valid_from)
        return rules

    @property
    def reading(self) -> Reading:
        """How the case system is read."""
        return Reading(
            self.activity_kinds,
            self.activity_progress,
            self.asking_task_type,
            self.task_answers,
            self.request_bases,
            self.activity_outcomes,
            self.call_kinds,
            self.call_forms,
            self.rules.target_groups,
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

    @property
    def credentials(self) -> Credentials | None:
        """Who we are where tokens are given; None where none are."""
        if self.jobcenter_token_address is None:
            return None
        return Credentials(
            self.jobcenter_token_address,
            self.jobcenter_client_id,
            self.jobcenter_client_secret,
            self.jobcenter_token_resource,
        )

    @model_validator(mode="after")
    def _shows_who_it_is(self) -> Self:
        secret = self.jobcenter_client_secret.get_secret_value()
        client = {
            "JOBCENTER_TOKEN_ADDRESS": self.jobcenter_token_address,
            "JOBCENTER_CLIENT_ID": self.jobcenter_client_id,
            "JOBCENTER_CLIENT_SECRET": secret,
        }
        if any(client.values()) and not all(client.values()):
            raise ValueError(f"{_names(client)} are set together or not at all")
        needed = {
            "JOBCENTER_API_KEY": self.jobcenter_api_key.get_secret_value(),
            **client,
            "SENDING_HOUR": self.sending_hour is not None,
        }
        elsewhere = not is_on_loopback(urlsplit(self.jobcenter_address).hostname)
        if elsewhere and not all(needed.values()):
            missing = [name for name, value in needed.items() if not value]
            raise ValueError(
                f"JOBCENTER_ADDRESS is another machine: set {_names(missing)}, so that it knows who asks "
                "and nothing can be inferred from when it is told of a pause"
            )
        return self


def _names(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last

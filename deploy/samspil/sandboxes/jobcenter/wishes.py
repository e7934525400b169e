"""What people and tests ask of the jobcenter's sandbox."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from samspil.sandboxes.jobcenter.activities import More, What
from samspil.sandboxes.jobcenter.activity_file import FileForm
from samspil.sandboxes.jobcenter.behaviour import How
from samspil.sandboxes.jobcenter.case_system import CaseSystem, Changed
from samspil.sandboxes.jobcenter.meetings import Invitation, MeetingWhat
from samspil.sandboxes.jobcenter.notifier import Sends
from samspil.sandboxes.jobcenter.requests import Request
from samspil.sandboxes.jobcenter.standings import Group, StandingWhat
from samspil.sandboxes.jobcenter.tasks import Reply
from samspil.vocabulary.copenhagen import danish_day
from samspil.vocabulary.cpr import Cpr


class _About(BaseModel):
    """Whom it is about, and whether the bridge is notified."""

    model_config = ConfigDict(hide_input_in_errors=True)

    cpr: Cpr
    notify: bool = True
    """False: the notification is only shown, so that somebody can send it by hand."""


class SendActivity(_About):
    """What is to happen to the citizen's newest activity."""

    what: What
    more: More = More()

    def happens(self, cases: CaseSystem) -> Changed:
        """Let it happen."""
        return cases.change(self.what, self.cpr.number, self.more)


class SendAnswer(_About):
    """What a caseworker answers in a task: the newest about the citizen, unless one is named."""

    what: Literal["task-answered"]
    reply: Reply
    task: UUID | None = None

    def happens(self, cases: CaseSystem) -> Changed:
        """Answer it. Raises ``NoTask``."""
        key = str(self.task) if self.task else cases.newest_task(self.cpr.number)
        return cases.answer(key, self.reply)


class SendRequest(_About):
    """What a caseworker asks of social psychiatry."""

    what: Literal["request-sent"]
    request: Request = Request()

    def happens(self, cases: CaseSystem) -> Changed:
        """Ask."""
        return cases.ask(self.cpr.number, self.request)


class WithdrawRequest(_About):
    """That nothing is asked any more: the newest request about the citizen is deleted."""

    what: Literal["request-withdrawn"]

    def happens(self, cases: CaseSystem) -> Changed:
        """Delete it. Raises ``NoRequest``."""
        return cases.withdraw(cases.newest_request(self.cpr.number))


class SendCall(_About):
    """What is to happen to the citizen's newest call to a meeting."""

    what: MeetingWhat
    invitation: Invitation | None = None

    def happens(self, cases: CaseSystem) -> Changed:
        """Let it happen."""
        return cases.call(self.what, self.cpr.number, self.invitation)


class SendStanding(_About):
    """To which group the citizen belongs from a day on, and who coordinates; or that it is deleted."""

    what: StandingWhat
    group: Group | None = None
    coordinator: str | None = None

    def happens(self, cases: CaseSystem) -> Changed:
        """Let it happen; today in the group that is named by example, where none is said."""
        group = self.group or Group(kontaktgruppe=13, maalgruppe="6.7", fra=danish_day(datetime.now(UTC)))
        goes_on = self.what is StandingWhat.CHANGED
        return cases.stand(self.cpr.number, group if goes_on else None, self.coordinator)


Wish = SendActivity | SendAnswer | SendRequest | WithdrawRequest | SendCall | SendStanding


class Behave(BaseModel):
    """How tasks are taken in and entities given out, and for how many times."""

    how: How = How.WELL
    times: Annotated[int | None, Field(ge=1)] = None
    sends: Sends = Sends.ONCE
    """How notifications are sent, until somebody says otherwise."""


class SendFile(BaseModel):
    """What the file of all activities looks like."""

    form: FileForm = FileForm.CSV
    with_a_bad_row: bool = False
